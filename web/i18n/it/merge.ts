export const merge = {
  mergeWith: 'Unisci a…',
  pick: 'A quale anagrafica unire {{name}}?',
  hint: 'Poi le vedrai fianco a fianco e sceglierai valore per valore. Prima di allora non cambia nulla.',
  title: 'Di due anagrafiche farne una',
  stays: 'resta',
  goes: 'va nel cestino',
  swap: 'Scambia',
  kind: 'Il risultato è',
  empty: 'vuoto',
  picture: { this: 'Foto dell’anagrafica che resta', other: 'Foto dell’altra anagrafica' },
  cards: 'Voci nelle tue rubriche esterne',
  card: {
    stays: 'La voce «{{name}}» resta, con i valori del risultato.',
    moves: 'La voce «{{name}}» passa all’anagrafica che resta: sul telefono è la stessa voce.',
    duplicate:
      'La voce «{{name}}» resta nella rubrica esterna così com’è e non viene più sincronizzata; la coda la propone come seconda voce.',
    deleted: 'La voce «{{name}}» viene eliminata nella rubrica esterna e resta nel cestino per 90 giorni.',
    waits: 'La voce che sta per essere creata sarà quella dell’anagrafica che resta.',
  },
  others_one: '{{count, number}} voce nelle rubriche esterne dei colleghi segue la stessa regola.',
  others_other: '{{count, number}} voci nelle rubriche esterne dei colleghi seguono la stessa regola.',
  others_many: '{{count, number}} voci nelle rubriche esterne dei colleghi seguono la stessa regola.',
  promise:
    '{{name}} va nel cestino con tutti i suoi valori e la sua cronologia. Recuperandola da lì anche le due tornano separate.',
  merge: 'Unisci',

  into: 'Questa anagrafica è stata unita a',
  likely: 'Somiglia a {{name}}: {{reasons}}.',
  compare: 'Confronta e unisci',
  convert: {
    to: {
      company: 'Converti in azienda',
      contact: 'Converti in contatto',
      lead: 'Converti in lead',
    },
    title: {
      company: 'Fare di {{name}} un’azienda?',
      contact: 'Fare di {{name}} un contatto?',
      lead: 'Fare di {{name}} un lead?',
    },
    words: 'Resta la stessa anagrafica, con la sua cronologia e ogni flag Sync mobile.',
    wordsCards:
      'Resta la stessa anagrafica, con la sua cronologia e ogni flag Sync mobile. Sul telefono resta la stessa voce.',
    waiting: 'Conservati, e di nuovo visibili se la riconverti:',
    done: '{{name}} ora è in: {{kind}}',
  },
};
