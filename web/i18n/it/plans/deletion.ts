// A card was deleted on the phone, and its account asks what that means.
export const deletion = {
  waits: 'Eliminata sul telefono: decidi tu che cosa significa per l’anagrafica.',
  all: {
    label: 'Tutte le {{count, number}} voci eliminate sul telefono',
    verb: {
      follow: 'Elimina le anagrafiche',
      keep: 'Tieni le anagrafiche',
      restore: 'Rimetti le voci',
    },
    title: {
      follow_one: 'Eliminare anche {{count, number}} anagrafica?',
      follow_many: 'Eliminare anche {{count, number}} anagrafiche?',
      follow_other: 'Eliminare anche {{count, number}} anagrafiche?',
      keep_one: 'Tenere {{count, number}} anagrafica, fuori dal tuo telefono?',
      keep_many: 'Tenere {{count, number}} anagrafiche, fuori dal tuo telefono?',
      keep_other: 'Tenere {{count, number}} anagrafiche, fuori dal tuo telefono?',
      restore_one: 'Rimettere {{count, number}} voce sul telefono?',
      restore_many: 'Rimettere {{count, number}} voci sul telefono?',
      restore_other: 'Rimettere {{count, number}} voci sul telefono?',
    },
  },
  one: {
    label: 'La voce di {{name}} è stata eliminata sul telefono',
    verb: {
      follow: 'Elimina l’anagrafica',
      keep: 'Tieni l’anagrafica',
      restore: 'Rimetti la voce',
    },
    title: {
      follow: 'Eliminare anche l’anagrafica di {{name}}?',
      keep: 'Tenere l’anagrafica di {{name}}, fuori dal tuo telefono?',
      restore: 'Rimettere la voce di {{name}} sul telefono?',
    },
  },
  words: {
    follow_one:
      'L’anagrafica va nel cestino e le sue voci vengono eliminate da ogni rubrica esterna che le contiene, anche da quelle dei colleghi. Dal cestino si può recuperare tutto, le voci per 90 giorni.',
    follow_many:
      'Le anagrafiche vanno nel cestino e le loro voci vengono eliminate da ogni rubrica esterna che le contiene, anche da quelle dei colleghi. Dal cestino si può recuperare tutto, le voci per 90 giorni.',
    follow_other:
      'Le anagrafiche vanno nel cestino e le loro voci vengono eliminate da ogni rubrica esterna che le contiene, anche da quelle dei colleghi. Dal cestino si può recuperare tutto, le voci per 90 giorni.',
    keep_one:
      'L’anagrafica resta in Rubrica e il tuo Sync mobile si disattiva: anche le sue voci negli altri tuoi account vengono eliminate. Le voci si possono recuperare dal cestino per 90 giorni.',
    keep_many:
      'Le anagrafiche restano in Rubrica e il tuo Sync mobile si disattiva: anche le loro voci negli altri tuoi account vengono eliminate. Le voci si possono recuperare dal cestino per 90 giorni.',
    keep_other:
      'Le anagrafiche restano in Rubrica e il tuo Sync mobile si disattiva: anche le loro voci negli altri tuoi account vengono eliminate. Le voci si possono recuperare dal cestino per 90 giorni.',
    restore_one:
      'La voce torna nella rubrica esterna con foto, gruppi e tutto ciò che conteneva. L’anagrafica non cambia.',
    restore_many:
      'Le voci tornano nella rubrica esterna con foto, gruppi e tutto ciò che contenevano. Le anagrafiche non cambiano.',
    restore_other:
      'Le voci tornano nella rubrica esterna con foto, gruppi e tutto ciò che contenevano. Le anagrafiche non cambiano.',
  },
  done: {
    follow_one: '{{count, number}} anagrafica è nel cestino.',
    follow_many: '{{count, number}} anagrafiche sono nel cestino.',
    follow_other: '{{count, number}} anagrafiche sono nel cestino.',
    keep_one: '{{count, number}} anagrafica resta, con Sync mobile non attivo.',
    keep_many: '{{count, number}} anagrafiche restano, con Sync mobile non attivo.',
    keep_other: '{{count, number}} anagrafiche restano, con Sync mobile non attivo.',
    restore_one: '{{count, number}} voce sta tornando sul telefono.',
    restore_many: '{{count, number}} voci stanno tornando sul telefono.',
    restore_other: '{{count, number}} voci stanno tornando sul telefono.',
  },
};
