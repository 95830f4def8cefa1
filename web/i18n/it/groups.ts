export const groups = {
  title: 'Quali voci si sincronizzano',
  all: 'Tutte le voci',
  allText: 'In qualunque gruppo siano, tranne i gruppi che escludi qui sotto.',
  only: 'Solo i gruppi scelti',
  onlyText: 'Le voci che stanno in almeno uno dei gruppi che includi.',
  safe: 'Una voce che esce dalla scelta non si sincronizza più. Non si elimina nulla: la voce resta sul telefono, l’anagrafica resta qui, e quando rientra le due riprendono da dove erano.',
  list: 'Gruppi di questo account',
  search: 'Cerca un gruppo',
  none: 'In questa rubrica esterna non ci sono gruppi. Creane sul telefono o sulla sua pagina web: appaiono qui al prossimo controllo.',
  noneFound: 'Nessun gruppo si chiama così.',
  cards_one: '{{count, number}} voce',
  cards_many: '{{count, number}} voci',
  cards_other: '{{count, number}} voci',
  system: 'del servizio',
  type: { list: 'gruppo', label: 'etichetta', category: 'categoria', folder: 'cartella' },
  gone: 'non è più nella rubrica esterna',
  useOf: 'Che cosa fare di {{name}}',
  use: { include: 'Includi', neutral: 'Come gli altri', exclude: 'Escludi' },
  vanished_one:
    'Un gruppo che avevi scelto non è più nella rubrica esterna. Valgono i gruppi rimasti; non è stato eliminato nulla.',
  vanished_many:
    '{{count, number}} gruppi che avevi scelto non sono più nella rubrica esterna. Valgono i gruppi rimasti; non è stato eliminato nulla.',
  vanished_other:
    '{{count, number}} gruppi che avevi scelto non sono più nella rubrica esterna. Valgono i gruppi rimasti; non è stato eliminato nulla.',
  forget: 'Dimentica i gruppi mancanti',
  target: 'Gruppo per le nuove voci',
  targetText: 'Ci vanno le voci create da Rubrica.',
  targetFolders:
    'Ci vanno le voci create da Rubrica: se non ne scegli uno, nella cartella predefinita o, se è esclusa, nella prima che non lo è.',
  targetNone: 'Nessun gruppo',
  targetFirst: 'Il primo gruppo che includi ({{name}})',
  targetCannot: 'Da qui le voci di questo servizio non si possono mettere in un gruppo.',
  outside:
    'Le nuove voci resterebbero fuori da ciò che si sincronizza: scegli un gruppo che includi, e nessuno che escludi.',
  count: {
    nothing: 'Non è incluso nessun gruppo, quindi non si sincronizza nessuna voce.',
    inScope_one: 'Si sincronizza {{count, number}} voce su {{total, number}}',
    inScope_many: 'Si sincronizzano {{count, number}} voci su {{total, number}}',
    inScope_other: 'Si sincronizzano {{count, number}} voci su {{total, number}}',
    entering_one: '{{count, number}} entra e aspetta in coda, o riprende da dove era.',
    entering_many: '{{count, number}} entrano e aspettano in coda, o riprendono da dove erano.',
    entering_other: '{{count, number}} entrano e aspettano in coda, o riprendono da dove erano.',
    leaving_one: '{{count, number}} esce: resta sul telefono com’è.',
    leaving_many: '{{count, number}} escono: restano sul telefono come sono.',
    leaving_other: '{{count, number}} escono: restano sul telefono come sono.',
    linked_one:
      '{{count, number}} di queste ha un’anagrafica, che resta anch’essa; le due non si tengono più allineate.',
    linked_many:
      '{{count, number}} di queste hanno un’anagrafica, che resta anch’essa; non si tengono più allineate.',
    linked_other:
      '{{count, number}} di queste hanno un’anagrafica, che resta anch’essa; non si tengono più allineate.',
  },
  save: 'Salva',
  discard: 'Scarta',
  saved: 'Salvato. Se per questo c’è qualcosa da scrivere, prima ti aspetta un’anteprima delle modifiche.',
};
