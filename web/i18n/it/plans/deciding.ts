// Decidere di un’anteprima: approvare, scartare, ripristinare.
export const decide = {
  settingsTitle: 'Scartare il cambio di impostazioni?',
  settingsBack:
    'Le impostazioni di {{account}} tornano quelle di prima. Non si scrive niente, e le modifiche delle due parti proseguono come prima.',
  settingsDone: 'Le impostazioni sono di nuovo quelle di prima.',
  bar: 'La tua decisione',
  waits_one: '{{count, number}} modifica aspetta la tua decisione',
  waits_many: '{{count, number}} modifiche aspettano la tua decisione',
  waits_other: '{{count, number}} modifiche aspettano la tua decisione',
  approve_one: 'Approva {{count, number}} modifica',
  approve_many: 'Approva {{count, number}} modifiche',
  approve_other: 'Approva {{count, number}} modifiche',
  discard: 'Scarta',
  approveTitle_one: 'Eseguire {{count, number}} modifica?',
  approveTitle_many: 'Eseguire {{count, number}} modifiche?',
  approveTitle_other: 'Eseguire {{count, number}} modifiche?',
  discardTitle_one: 'Rinunciare a {{count, number}} modifica?',
  discardTitle_many: 'Rinunciare a {{count, number}} modifiche?',
  discardTitle_other: 'Rinunciare a {{count, number}} modifiche?',
  recheck: 'Prima ognuna si confronta ancora una volta: ciò che nel frattempo non serve più non si fa.',
  alone: 'Un valore che c’è da una parte sola resta lì, finché qualcuno non lo modifica.',
  rest_one: 'L’altra modifica continua ad aspettare.',
  rest_many: 'Le altre {{count, number}} modifiche continuano ad aspettare.',
  rest_other: 'Le altre {{count, number}} modifiche continuano ad aspettare.',
  approved_one: '{{count, number}} modifica in corso.',
  approved_many: '{{count, number}} modifiche in corso.',
  approved_other: '{{count, number}} modifiche in corso.',
  discarded_one: '{{count, number}} modifica scartata.',
  discarded_many: '{{count, number}} modifiche scartate.',
  discarded_other: '{{count, number}} modifiche scartate.',
};

/** Sui pulsanti, dove aspetta una sola classe: che cosa succede. */
export const act = {
  approve: {
    'card-creations': 'Crea le voci',
    'card-updates': 'Modifica le voci',
    'card-deletions': 'Elimina le voci',
    'card-blanking': 'Svuota i valori',
    'record-updates': 'Modifica le anagrafiche',
    'record-unlinks': 'Fuori dal mio telefono',
    'record-blanking': 'Svuota i valori',
  },
  discard: {
    'card-creations': 'Non crearne nessuna',
    'card-updates': 'Lascia le voci',
    'card-deletions': 'Tieni le voci',
    'card-blanking': 'Tieni i valori',
    'record-updates': 'Lascia le anagrafiche',
    'record-unlinks': 'Rimetti le voci',
    'record-blanking': 'Tieni i valori',
  },
};

export const approve = {
  'card-creations_one': 'Si crea {{count, number}} voce in {{account}}.',
  'card-creations_many': 'Si creano {{count, number}} voci in {{account}}.',
  'card-creations_other': 'Si creano {{count, number}} voci in {{account}}.',
  'card-updates_one': '{{count, number}} voce in {{account}} prende i valori mostrati.',
  'card-updates_many': '{{count, number}} voci in {{account}} prendono i valori mostrati.',
  'card-updates_other': '{{count, number}} voci in {{account}} prendono i valori mostrati.',
  'card-deletions_one':
    'Si elimina {{count, number}} voce da {{account}}. Resta intera nel cestino per 90 giorni; la sua anagrafica resta com’è.',
  'card-deletions_many':
    'Si eliminano {{count, number}} voci da {{account}}. Restano intere nel cestino per 90 giorni; le loro anagrafiche restano come sono.',
  'card-deletions_other':
    'Si eliminano {{count, number}} voci da {{account}}. Restano intere nel cestino per 90 giorni; le loro anagrafiche restano come sono.',
  'card-blanking_one': '{{count, number}} voce in {{account}} perde i valori mostrati come svuotati.',
  'card-blanking_many': '{{count, number}} voci in {{account}} perdono i valori mostrati come svuotati.',
  'card-blanking_other': '{{count, number}} voci in {{account}} perdono i valori mostrati come svuotati.',
  'record-updates_one':
    '{{count, number}} anagrafica prende i valori della sua voce; la cronologia conserva i vecchi.',
  'record-updates_many':
    '{{count, number}} anagrafiche prendono i valori delle loro voci; la cronologia conserva i vecchi.',
  'record-updates_other':
    '{{count, number}} anagrafiche prendono i valori delle loro voci; la cronologia conserva i vecchi.',
  'record-unlinks_one': 'Sync mobile si disattiva per {{count, number}} anagrafica, che resta in Rubrica.',
  'record-unlinks_many':
    'Sync mobile si disattiva per {{count, number}} anagrafiche, che restano in Rubrica.',
  'record-unlinks_other':
    'Sync mobile si disattiva per {{count, number}} anagrafiche, che restano in Rubrica.',
  'record-unlinks-trash_one':
    '{{count, number}} anagrafica va nel cestino, perché la sua voce è stata eliminata.',
  'record-unlinks-trash_many':
    '{{count, number}} anagrafiche vanno nel cestino, perché le loro voci sono state eliminate.',
  'record-unlinks-trash_other':
    '{{count, number}} anagrafiche vanno nel cestino, perché le loro voci sono state eliminate.',
  'record-blanking_one':
    '{{count, number}} anagrafica perde i valori mostrati come svuotati; la cronologia li conserva.',
  'record-blanking_many':
    '{{count, number}} anagrafiche perdono i valori mostrati come svuotati; la cronologia li conserva.',
  'record-blanking_other':
    '{{count, number}} anagrafiche perdono i valori mostrati come svuotati; la cronologia li conserva.',
};

export const discard = {
  'card-creations_one': 'Non si crea la voce, e Sync mobile si disattiva per {{count, number}} anagrafica.',
  'card-creations_many':
    'Non si crea nessuna voce, e Sync mobile si disattiva per {{count, number}} anagrafiche.',
  'card-creations_other':
    'Non si crea nessuna voce, e Sync mobile si disattiva per {{count, number}} anagrafiche.',
  'card-updates_one': '{{count, number}} voce tiene i suoi valori, e la sua anagrafica li riprende.',
  'card-updates_many': '{{count, number}} voci tengono i loro valori, e le loro anagrafiche li riprendono.',
  'card-updates_other': '{{count, number}} voci tengono i loro valori, e le loro anagrafiche li riprendono.',
  'card-deletions_one':
    '{{count, number}} voce resta in {{account}} e Sync mobile della sua anagrafica torna attivo. Se l’anagrafica è nel cestino, la voce resta ma non la segue più.',
  'card-deletions_many':
    '{{count, number}} voci restano in {{account}} e Sync mobile delle loro anagrafiche torna attivo. Dove l’anagrafica è nel cestino, la voce resta ma non la segue più.',
  'card-deletions_other':
    '{{count, number}} voci restano in {{account}} e Sync mobile delle loro anagrafiche torna attivo. Dove l’anagrafica è nel cestino, la voce resta ma non la segue più.',
  'card-blanking_one': '{{count, number}} voce tiene i suoi valori, e la sua anagrafica li riprende.',
  'card-blanking_many': '{{count, number}} voci tengono i loro valori, e le loro anagrafiche li riprendono.',
  'card-blanking_other': '{{count, number}} voci tengono i loro valori, e le loro anagrafiche li riprendono.',
  'record-updates_one': '{{count, number}} anagrafica tiene i suoi valori, e la sua voce li riceve di nuovo.',
  'record-updates_many':
    '{{count, number}} anagrafiche tengono i loro valori, e le loro voci li ricevono di nuovo.',
  'record-updates_other':
    '{{count, number}} anagrafiche tengono i loro valori, e le loro voci li ricevono di nuovo.',
  'record-unlinks_one':
    '{{count, number}} voce torna in {{account}}, con foto, gruppi e tutto ciò che conteneva.',
  'record-unlinks_many':
    '{{count, number}} voci tornano in {{account}}, con foto, gruppi e tutto ciò che contenevano.',
  'record-unlinks_other':
    '{{count, number}} voci tornano in {{account}}, con foto, gruppi e tutto ciò che contenevano.',
  'record-blanking_one':
    '{{count, number}} anagrafica tiene i suoi valori, e la sua voce li riceve di nuovo.',
  'record-blanking_many':
    '{{count, number}} anagrafiche tengono i loro valori, e le loro voci li ricevono di nuovo.',
  'record-blanking_other':
    '{{count, number}} anagrafiche tengono i loro valori, e le loro voci li ricevono di nuovo.',
};

export const undo = {
  run: 'Ripristina com’era prima',
  one: 'Ripristina',
  oneOf: 'Ripristina: {{name}}',
  title: 'Ripristinare com’era prima di questa sincronizzazione?',
  words:
    'Da entrambe le parti: i valori tornano com’erano, le voci create si eliminano e si conservano nel cestino, le voci eliminate tornano al loro posto, le anagrafiche importate vanno nel cestino e le loro voci aspettano di nuovo in coda.',
  left: 'Ciò che è cambiato nel frattempo resta com’è, e viene elencato.',
  confirm: 'Ripristina com’era prima',
  done_one: '{{count, number}} modifica ripristinata.',
  done_many: '{{count, number}} modifiche ripristinate.',
  done_other: '{{count, number}} modifiche ripristinate.',
  skipped_one: '{{count, number}} modifica è rimasta com’è:',
  skipped_many: '{{count, number}} modifiche sono rimaste come sono:',
  skipped_other: '{{count, number}} modifiche sono rimaste come sono:',
  skippedMore_one: 'e un’altra, segnata qui sotto',
  skippedMore_many: 'e altre {{count, number}}, segnate qui sotto',
  skippedMore_other: 'e altre {{count, number}}, segnate qui sotto',
  some: 'Una modifica più in basso',
  reason: {
    'changed-since': 'cambiata nel frattempo',
    'used-by-others': 'un collega ce l’ha sul telefono: l’anagrafica resta',
    'record-deleted': 'la sua anagrafica è nel cestino: recuperala da lì',
    'stays-on-card': 'la voce non è più collegata: quello che vi è stato scritto resta lì',
    'from-elsewhere': 'l’anagrafica ce l’ha da un’altra parte: resta da entrambe le parti',
    'nothing-to-undo': 'non c’è niente da ripristinare',
  },
};
