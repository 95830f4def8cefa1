// Piani, blocchi, annullamenti, schede eliminate e «perché».
import { why } from './plans/why.ts';

export const plans = {
  number: '{{value, number}}',
  would: {
    'cards-removed_one': '{{count, number}} scheda verrebbe tolta.',
    'cards-removed_many': '{{count, number}} schede verrebbero tolte.',
    'cards-removed_other': '{{count, number}} schede verrebbero tolte.',
    'cards-kept_one': '{{count, number}} scheda resterebbe.',
    'cards-kept_many': '{{count, number}} schede resterebbero.',
    'cards-kept_other': '{{count, number}} schede resterebbero.',
    'card-creations_one': 'Verrebbe creata {{count, number}} scheda.',
    'card-creations_many': 'Verrebbero create {{count, number}} schede.',
    'card-creations_other': 'Verrebbero create {{count, number}} schede.',
    'card-updates_one': 'Verrebbe modificata {{count, number}} scheda.',
    'card-updates_many': 'Verrebbero modificate {{count, number}} schede.',
    'card-updates_other': 'Verrebbero modificate {{count, number}} schede.',
    'card-deletions_one': 'Verrebbe eliminata {{count, number}} scheda.',
    'card-deletions_many': 'Verrebbero eliminate {{count, number}} schede.',
    'card-deletions_other': 'Verrebbero eliminate {{count, number}} schede.',
    'card-blanking_one': '{{count, number}} scheda perderebbe dei valori.',
    'card-blanking_many': '{{count, number}} schede perderebbero dei valori.',
    'card-blanking_other': '{{count, number}} schede perderebbero dei valori.',
    'record-updates_one': 'Verrebbe modificata {{count, number}} anagrafica.',
    'record-updates_many': 'Verrebbero modificate {{count, number}} anagrafiche.',
    'record-updates_other': 'Verrebbero modificate {{count, number}} anagrafiche.',
    'record-unlinks_one':
      '{{count, number}} scheda è sparita dal telefono: Sync mobile della sua anagrafica verrebbe disattivato.',
    'record-unlinks_many':
      '{{count, number}} schede sono sparite dal telefono: Sync mobile delle loro anagrafiche verrebbe disattivato.',
    'record-unlinks_other':
      '{{count, number}} schede sono sparite dal telefono: Sync mobile delle loro anagrafiche verrebbe disattivato.',
    'record-blanking_one': '{{count, number}} anagrafica perderebbe dei valori.',
    'record-blanking_many': '{{count, number}} anagrafiche perderebbero dei valori.',
    'record-blanking_other': '{{count, number}} anagrafiche perderebbero dei valori.',
  },
  look: {
    'card-creations_one': 'Guarda la nuova scheda',
    'card-creations_many': 'Guarda le {{count, number}} nuove schede',
    'card-creations_other': 'Guarda le {{count, number}} nuove schede',
    'card-deletions_one': 'Guarda l’eliminazione',
    'card-deletions_many': 'Guarda le {{count, number}} eliminazioni',
    'card-deletions_other': 'Guarda le {{count, number}} eliminazioni',
    changes_one: 'Guarda la modifica',
    changes_many: 'Guarda le {{count, number}} modifiche',
    changes_other: 'Guarda le {{count, number}} modifiche',
  },
  nothingDone: 'Non è stato fatto niente.',
  reason: {
    guard: 'È più di quanto Rubrica faccia in una volta senza chiedere.',
    first: 'Rubrica ritrova questa rubrica: guarda che cosa farebbe prima che scriva.',
    settings:
      'Le impostazioni di questo account sono cambiate: guarda che cosa comporta prima che accada. Se scarti, tornano quelle di prima.',
    stayed: 'Hai scelto di restare collegato: queste schede erano già state tolte e verrebbero rimesse.',
    disconnect: 'Hai chiesto di vedere che cosa comporta scollegare.',
    restored:
      'Rubrica gira su un backup ripristinato o su una copia del suo database: guarda che cosa farebbe prima che scriva.',
  },
  title: {
    decided: 'Che cosa è stato deciso',
    waiting: 'Che cosa verrebbe fatto',
    done: 'Che cosa ha fatto questa esecuzione',
    running: 'Che cosa sta facendo questa esecuzione',
  },
  decided: 'Ciò che è stato approvato lo eseguono le esecuzioni successive: ognuna si può annullare.',
  filters: 'Quali modifiche',
  all: 'Tutte',
  chip: {
    'cards-removed': 'Schede tolte',
    'cards-kept': 'Schede che restano',
    'card-creations': 'Schede create',
    'card-updates': 'Schede modificate',
    'card-deletions': 'Schede eliminate',
    'card-blanking': 'Valori svuotati sulle schede',
    'record-updates': 'Anagrafiche modificate',
    'record-unlinks': 'Eliminate sul telefono',
    'record-blanking': 'Valori svuotati nelle anagrafiche',
    create: 'Schede create',
    update: 'Schede modificate',
    'update-record': 'Anagrafiche modificate',
    remove: 'Schede eliminate',
    close: 'Collegamenti chiusi',
    import: 'Importate',
    'take-up': 'Collegate di nuovo',
    keep: 'Voci che restano',
    'remove-created': 'Voci tolte',
    merge: 'Unite',
  },
  search: 'Trova un’anagrafica in questo piano',
  list: 'Modifiche',
  none: 'Nessuna modifica corrisponde. Prova con meno lettere, o con un altro filtro.',
  noLinks: 'Nessuna scheda di questo account è collegata a un’anagrafica.',
  nothing: 'Questa esecuzione non ha cambiato niente.',
  will: {
    'remove-created': 'Togli la scheda',
    keep: 'La scheda resta com’è',
    create: 'Crea una scheda',
    update: 'Modifica la scheda',
    'update-record': 'Modifica l’anagrafica',
    remove: 'Elimina la scheda',
    close: 'Disattiva Sync mobile',
  },
  did: {
    'take-up': 'Collegata di nuovo alla sua voce',
    'remove-created': 'Scheda tolta',
    keep: 'Scheda tenuta',
    create: 'Scheda creata',
    update: 'Scheda modificata',
    'update-record': 'Anagrafica modificata',
    remove: 'Scheda eliminata',
    close: 'Collegamento chiuso',
    import: 'Importata dalla scheda',
    merge: 'Unita alla scheda',
  },
  note: {
    close: 'La scheda è stata eliminata sul telefono. L’anagrafica resta.',
    closeTrash: 'La scheda è stata eliminata sul telefono. L’anagrafica va nel cestino.',
  },
  outcome: {
    approved: 'approvata',
    discarded: 'scartata',
    refused: 'rifiutata dalla rubrica',
    'not-allowed': 'in attesa di un permesso',
    adopted: 'c’era già',
    'gone already': 'non c’era già più',
    'card-deleted': 'eliminata sul telefono',
    kept: 'scheda tenuta, non più sincronizzata',
    unwanted: 'nessuna scheda necessaria',
    deleted: 'scheda eliminata',
    'both-gone': 'non ci sono più né anagrafica né scheda',
  },
  undone: 'annullata',
  column: { field: 'Campo', crm: 'Rubrica', card: 'Scheda', direction: 'Direzione' },
  toCard: 'va sulla scheda',
  toCrm: 'entra in Rubrica',
  photoValue: 'una foto',
  otherPhoto: 'un’altra foto',
  empty: 'vuoto',
  more_one: 'Un altro valore',
  more_many: 'Altri {{count, number}} valori',
  more_other: 'Altri {{count, number}} valori',
  fewer: 'Meno valori',
  gone: 'Un’anagrafica che non c’è più',
  untouched: {
    title: 'Che cosa non viene toccato',
    count_one:
      '{{count, number}} altra scheda collegata in questo account resta com’è, e con lei la sua anagrafica.',
    count_many:
      '{{count, number}} altre schede collegate in questo account restano come sono, e con loro le loro anagrafiche.',
    count_other:
      '{{count, number}} altre schede collegate in questo account restano come sono, e con loro le loro anagrafiche.',
    none: 'Tutte le schede collegate di questo account sono in questo piano.',
    rest: 'Non si toccano neppure le schede in coda, quelle ignorate e i valori senza un campo.',
  },
  decide: {
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
    approved_one: '{{count, number}} modifica è in arrivo.',
    approved_many: '{{count, number}} modifiche sono in arrivo.',
    approved_other: '{{count, number}} modifiche sono in arrivo.',
    discarded_one: '{{count, number}} modifica scartata.',
    discarded_many: '{{count, number}} modifiche scartate.',
    discarded_other: '{{count, number}} modifiche scartate.',
  },
  approve: {
    'card-creations_one': 'Si crea {{count, number}} scheda in {{account}}.',
    'card-creations_many': 'Si creano {{count, number}} schede in {{account}}.',
    'card-creations_other': 'Si creano {{count, number}} schede in {{account}}.',
    'card-updates_one': '{{count, number}} scheda in {{account}} prende i valori mostrati.',
    'card-updates_many': '{{count, number}} schede in {{account}} prendono i valori mostrati.',
    'card-updates_other': '{{count, number}} schede in {{account}} prendono i valori mostrati.',
    'card-deletions_one':
      'Si elimina {{count, number}} scheda da {{account}}. Resta intera nel cestino per 90 giorni; la sua anagrafica resta com’è.',
    'card-deletions_many':
      'Si eliminano {{count, number}} schede da {{account}}. Restano intere nel cestino per 90 giorni; le loro anagrafiche restano come sono.',
    'card-deletions_other':
      'Si eliminano {{count, number}} schede da {{account}}. Restano intere nel cestino per 90 giorni; le loro anagrafiche restano come sono.',
    'card-blanking_one': '{{count, number}} scheda in {{account}} perde i valori mostrati come svuotati.',
    'card-blanking_many': '{{count, number}} schede in {{account}} perdono i valori mostrati come svuotati.',
    'card-blanking_other': '{{count, number}} schede in {{account}} perdono i valori mostrati come svuotati.',
    'record-updates_one':
      '{{count, number}} anagrafica prende i valori della sua scheda; la cronologia conserva i vecchi.',
    'record-updates_many':
      '{{count, number}} anagrafiche prendono i valori delle loro schede; la cronologia conserva i vecchi.',
    'record-updates_other':
      '{{count, number}} anagrafiche prendono i valori delle loro schede; la cronologia conserva i vecchi.',
    'record-unlinks_one': 'Sync mobile si disattiva per {{count, number}} anagrafica, che resta in Rubrica.',
    'record-unlinks_many':
      'Sync mobile si disattiva per {{count, number}} anagrafiche, che restano in Rubrica.',
    'record-unlinks_other':
      'Sync mobile si disattiva per {{count, number}} anagrafiche, che restano in Rubrica.',
    'record-unlinks-trash_one':
      '{{count, number}} anagrafica va nel cestino, perché la sua scheda è stata eliminata.',
    'record-unlinks-trash_many':
      '{{count, number}} anagrafiche vanno nel cestino, perché le loro schede sono state eliminate.',
    'record-unlinks-trash_other':
      '{{count, number}} anagrafiche vanno nel cestino, perché le loro schede sono state eliminate.',
    'record-blanking_one':
      '{{count, number}} anagrafica perde i valori mostrati come svuotati; la cronologia li conserva.',
    'record-blanking_many':
      '{{count, number}} anagrafiche perdono i valori mostrati come svuotati; la cronologia li conserva.',
    'record-blanking_other':
      '{{count, number}} anagrafiche perdono i valori mostrati come svuotati; la cronologia li conserva.',
  },
  discard: {
    'card-creations_one':
      'Non si crea la scheda, e Sync mobile si disattiva per {{count, number}} anagrafica.',
    'card-creations_many':
      'Non si crea nessuna scheda, e Sync mobile si disattiva per {{count, number}} anagrafiche.',
    'card-creations_other':
      'Non si crea nessuna scheda, e Sync mobile si disattiva per {{count, number}} anagrafiche.',
    'card-updates_one': '{{count, number}} scheda tiene i suoi valori, e la sua anagrafica li riprende.',
    'card-updates_many':
      '{{count, number}} schede tengono i loro valori, e le loro anagrafiche li riprendono.',
    'card-updates_other':
      '{{count, number}} schede tengono i loro valori, e le loro anagrafiche li riprendono.',
    'card-deletions_one':
      '{{count, number}} scheda resta in {{account}} e Sync mobile della sua anagrafica torna attivo. Se l’anagrafica è nel cestino, la scheda resta ma non la segue più.',
    'card-deletions_many':
      '{{count, number}} schede restano in {{account}} e Sync mobile delle loro anagrafiche torna attivo. Dove l’anagrafica è nel cestino, la scheda resta ma non la segue più.',
    'card-deletions_other':
      '{{count, number}} schede restano in {{account}} e Sync mobile delle loro anagrafiche torna attivo. Dove l’anagrafica è nel cestino, la scheda resta ma non la segue più.',
    'card-blanking_one': '{{count, number}} scheda tiene i suoi valori, e la sua anagrafica li riprende.',
    'card-blanking_many':
      '{{count, number}} schede tengono i loro valori, e le loro anagrafiche li riprendono.',
    'card-blanking_other':
      '{{count, number}} schede tengono i loro valori, e le loro anagrafiche li riprendono.',
    'record-updates_one':
      '{{count, number}} anagrafica tiene i suoi valori, e la sua scheda li riceve di nuovo.',
    'record-updates_many':
      '{{count, number}} anagrafiche tengono i loro valori, e le loro schede li ricevono di nuovo.',
    'record-updates_other':
      '{{count, number}} anagrafiche tengono i loro valori, e le loro schede li ricevono di nuovo.',
    'record-unlinks_one':
      '{{count, number}} scheda torna in {{account}}, con foto, gruppi e tutto ciò che conteneva.',
    'record-unlinks_many':
      '{{count, number}} schede tornano in {{account}}, con foto, gruppi e tutto ciò che contenevano.',
    'record-unlinks_other':
      '{{count, number}} schede tornano in {{account}}, con foto, gruppi e tutto ciò che contenevano.',
    'record-blanking_one':
      '{{count, number}} anagrafica tiene i suoi valori, e la sua scheda li riceve di nuovo.',
    'record-blanking_many':
      '{{count, number}} anagrafiche tengono i loro valori, e le loro schede li ricevono di nuovo.',
    'record-blanking_other':
      '{{count, number}} anagrafiche tengono i loro valori, e le loro schede li ricevono di nuovo.',
  },
  undo: {
    run: 'Annulla questa esecuzione',
    one: 'Annulla',
    oneOf: 'Annulla: {{name}}',
    title: 'Annullare ciò che ha fatto questa esecuzione?',
    words:
      'Da entrambe le parti: i valori tornano com’erano, le schede create si eliminano e si conservano nel cestino, le schede eliminate tornano al loro posto, le anagrafiche importate vanno nel cestino e le loro schede aspettano di nuovo in coda.',
    left: 'Ciò che è cambiato nel frattempo resta com’è, e viene elencato.',
    confirm: 'Annulla questa esecuzione',
    done_one: '{{count, number}} modifica annullata.',
    done_many: '{{count, number}} modifiche annullate.',
    done_other: '{{count, number}} modifiche annullate.',
    skipped_one: '{{count, number}} modifica è rimasta com’è:',
    skipped_many: '{{count, number}} modifiche sono rimaste come sono:',
    skipped_other: '{{count, number}} modifiche sono rimaste come sono:',
    skippedMore_one: 'e un’altra, segnata qui sotto',
    skippedMore_many: 'e altre {{count, number}}, segnate qui sotto',
    skippedMore_other: 'e altre {{count, number}}, segnate qui sotto',
    some: 'Una modifica più in basso',
    reason: {
      'changed-since': 'cambiata nel frattempo',
      'record-deleted': 'la sua anagrafica è nel cestino: recuperala da lì',
      'nothing-to-undo': 'non c’è niente da annullare',
    },
  },
  runLink: { waiting: 'Guarda che cosa aspetta', done: 'Che cosa ha fatto, e come annullarlo' },
  missing: {
    title: 'Questo piano non è qui',
    words: 'È di qualcun altro, o più vecchio di quanto Rubrica conservi. Non è cambiato niente.',
    back: 'All’account',
  },
  cards: {
    tabs: 'Che cosa è stato eliminato',
    tab: 'Schede eliminate',
    records: 'Anagrafiche',
    card: 'Scheda',
    account: 'Account',
    reason: 'Perché',
    at: 'Eliminata',
    reasons: {
      disconnected: 'Account scollegato',
      'card-deleted': 'Eliminata sul telefono',
      'flag-off': 'Tolta dal telefono',
    },
    notWhole: 'non conservata intera',
    lossTitle: 'Rimettere una voce che non era intera?',
    lossWords:
      'La voce di {{name}} non si è potuta leggere tutta, quindi non è stata conservata intera. Dall’anagrafica viene creata una voce nuova; quello che c’era solo nella vecchia non torna.',
    putBack: 'Rimetti',
    putBackOf: 'Rimetti: {{name}}',
    restored: 'Tornata',
    done: 'La scheda di {{name}} sta tornando al suo posto.',
    empty: 'Nessuna scheda è stata eliminata',
    emptyWords: 'Una scheda che lascia una delle tue rubriche passa prima di qui.',
  },
  held: {
    byItself: 'Appena ricevi il permesso, ciò che aspetta va avanti da solo.',
    giveUp: { 'may-not-edit': 'Scarta la modifica', 'may-not-delete': 'Rimetti sul telefono' },
    giveUpTitle: {
      'may-not-edit': 'Scartare la modifica fatta sul telefono?',
      'may-not-delete': 'Rimettere la voce sul telefono?',
    },
    giveUpWords: {
      'may-not-edit':
        'Il telefono riprende ciò che Rubrica dice di {{name}}. Un valore che c’è solo sul telefono resta lì da solo. L’anagrafica non cambia.',
      'may-not-delete':
        '{{name}} torna nella rubrica esterna con foto, gruppi e tutto ciò che conteneva. L’anagrafica non cambia.',
    },
    givenUp: 'In arrivo sul telefono.',
    title: 'Schede che aspettano',
    again: 'Riprova ora',
    againOf: 'Riprova ora: {{name}}',
    retried: 'Nuovo tentativo in corso.',
    at: 'Prossimo tentativo',
    queue: 'Apri la coda',
    more: 'Mostra altre',
  },
  /** Why a card is read and never written. */
  loss: {
    encoding:
      'Una parte del testo è in una codifica che la voce non dichiara: quello che vedi è un’ipotesi, e un’ipotesi non viene mai riscritta. Di solito basta salvare la voce una volta sul telefono.',
    damaged:
      'Alcuni caratteri non si riescono a leggere, e modificare la voce li distruggerebbe. Di solito basta salvare la voce una volta sul telefono.',
    'several-cards': 'Allo stesso indirizzo della rubrica esterna c’è più di una voce.',
    profile: 'È il profilo di un utente Google, che solo quella persona può modificare.',
    truncated: 'Finisce a metà. Di solito basta salvarla una volta sul telefono.',
    'too-large':
      'Supera 1 MB, quindi qui se ne conserva solo il nome. Con una foto più piccola viene presa per intero.',
    'no-card': 'Al suo indirizzo non c’è una voce.',
  },
  matches: {
    title_one: '{{count, number}} anagrafica aspetta una voce che le somiglia',
    title_many: '{{count, number}} anagrafiche aspettano voci che somigliano a loro',
    title_other: '{{count, number}} anagrafiche aspettano voci che somigliano a loro',
    words: 'Per loro non si crea nulla prima che tu decida in coda.',
  },
  why,
};
