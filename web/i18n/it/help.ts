export const help = {
  title: 'Aiuto',
  lead: 'A che cosa serve ogni cosa, in poche frasi. Il punto interrogativo accanto a un comando apre le stesse parole.',
  about: 'Aiuto: {{title}}',
  more: 'Leggi tutto',
  go: 'Vai lì',
  did: 'Ti è stato utile?',
  yes: 'Sì',
  no: 'No',
  thanks: 'Bene a sapersi.',
  missing: 'Che cosa volevi sapere?',
  read: 'Lo leggono gli amministratori, con il tuo nome.',
  send: 'Invia',
  sent: 'Grazie. Lo leggono gli amministratori.',
  helped_one: 'utile a {{count, number}} persona',
  helped_many: 'utile a {{count, number}} di persone',
  helped_other: 'utile a {{count, number}} persone',
  notHelped_one: 'non utile a {{count, number}}',
  notHelped_many: 'non utile a {{count, number}}',
  notHelped_other: 'non utile a {{count, number}}',
  topic: {
    connect: {
      title: 'Account esterni',
      short:
        'Collega i contatti del tuo telefono o della tua posta. Non vi si scrive nulla prima che tu abbia visto che cosa c’è.',
      more: 'Puoi collegare più account, anche due dello stesso servizio; ognuno ha la sua direzione, i suoi gruppi e i suoi campi. Le password si conservano cifrate. Prima di scollegare un account, Rubrica chiede che fine fanno le sue voci.',
    },
    'sync-now': {
      title: 'Sincronizza ora',
      short: 'Le modifiche viaggiano da sole. Usalo quando non vuoi aspettare.',
      more: 'Ogni account dice quando è stato controllato per intero l’ultima volta e quando lo sarà la prossima. Se il servizio avvisa delle modifiche, arrivano in pochi secondi. Chi non può avviare una sincronizzazione lo chiede con un clic.',
    },
    queue: {
      title: 'Anagrafiche in coda',
      short:
        'Le voci della tua rubrica esterna aspettano qui finché non dici che cosa sono: azienda, contatto o lead. «Importa tutto» importa solo quelle con un tipo.',
      more: 'Ogni voce ha una proposta con il suo motivo, e Invio la accetta. Chi è già in Rubrica viene unito, non raddoppiato. Le voci ignorate restano sul telefono e fuori da Rubrica. Ciò che importi ha Sync mobile attivo, solo per te. Un’importazione si ripristina tutta con un clic.',
    },
    matches: {
      title: 'Già in Rubrica',
      short:
        'Si confrontano e-mail, numeri e nomi, e si dice il motivo. Unendo restano un’anagrafica sola e la tua voce: nessun duplicato.',
      more: 'Prima di unire vedi entrambe le parti, valore per valore. Se dici che sono due, la coppia non viene più proposta. L’unione si ripristina con un clic.',
    },
    rules: {
      title: 'Regole della coda',
      short:
        'Una regola decide le voci al posto tuo: per esempio quelle di un gruppo, di un’azienda o di un dominio di posta. Mostra che cosa prende prima di fare qualcosa.',
      more: 'Applicala a mano, o lascia che decida da sola dopo ogni sincronizzazione. Decide la prima regola che vale per la voce. Quello che fa una regola si ripristina come tutto il resto.',
    },
    'sync-mobile': {
      title: 'Sync mobile',
      short:
        'Finché è attivo, questa anagrafica è una voce nelle tue rubriche esterne e le modifiche viaggiano nei due sensi. I telefoni dei colleghi non cambiano.',
      more: 'Ognuno ha il suo. Disattivandolo scegli che fine fa la voce: eliminata dalla tua rubrica esterna, oppure lasciata lì senza altri aggiornamenti. L’anagrafica in Rubrica resta, e una voce eliminata si può rimettere per 90 giorni. Se non lo vedi, un amministratore l’ha nascosto in Layout Studio; la sincronizzazione continua.',
    },
    direction: {
      title: 'Direzione',
      short:
        'Nei due sensi, le due parti restano uguali. In un senso solo, l’altra parte si legge e non ci si scrive mai.',
      more: 'Una nuova direzione non scrive subito nulla: prima vedi che cosa cambierebbe. Un singolo campo può avere una direzione propria, in «Campi».',
    },
    'deleted-on-phone': {
      title: 'Voci eliminate nella rubrica esterna',
      short: 'Che fine fa un’anagrafica quando la sua voce viene eliminata sul telefono.',
      more: 'Un’eliminazione vale quando il servizio la conferma. Se sono molte insieme, aspettano sempre la tua approvazione. La voce resta nel cestino per 90 giorni e si può rimettere.',
    },
    conflicts: {
      title: 'Conflitti',
      short:
        'Lo stesso campo è cambiato da entrambe le parti. Finché non scegli, ognuna tiene il suo valore e non si sovrascrive nulla.',
      more: 'Gli altri campi continuano a sincronizzarsi. Puoi anche scrivere un altro valore. Nelle impostazioni di un account puoi far valere sempre una parte. Quello che scegli è nella cronologia e si può ripristinare.',
    },
    holds: {
      title: 'Modifiche in sospeso',
      short:
        'Ciò che sembra troppo tutto insieme, per esempio molte eliminazioni, aspetta che qualcuno lo approvi. Prima non si scrive nulla.',
      more: 'Guarda le modifiche una per una, approvane tutte o alcune, oppure lascia tutto com’è. Approvi quello che hai visto: ciò che si aggiunge dopo aspetta di nuovo. Anche dopo, ogni modifica si può ripristinare.',
    },
    groups: {
      title: 'Gruppi',
      short:
        'Si sincronizzano solo le voci dei gruppi inclusi. Quello che sta in un gruppo escluso resta fuori, in qualunque altro gruppo si trovi.',
      more: 'Una voce che lascia il suo gruppo non si sincronizza più: non si elimina né lei né la sua anagrafica. Un gruppo rinominato resta scelto. Quante voci riguarda una scelta si vede prima di salvare.',
    },
    labels: {
      title: 'Campi ed etichette',
      short:
        'Ogni riga dice in quale etichetta della rubrica esterna va un campo. Ti si propongono le etichette trovate nelle tue voci, con quante volte sono usate.',
      more: 'Le etichette personalizzate si scrivono come le usi; maiuscole e accenti non contano. Che cosa cambierebbe si vede prima di salvare. Un valore senza campo resta nella sua voce, e la sua anagrafica lo mostra accanto a quella voce.',
    },
    companies: {
      title: 'Aziende per nome',
      short:
        'Una persona viene collegata all’azienda che la sua voce nomina, comunque sia scritta. Un nome che non c’è ancora aspetta; il testo nella voce resta.',
      more: 'Forme giuridiche, accenti, altri nomi dell’azienda e il suo dominio di posta vengono riconosciuti. Quando l’azienda viene creata o rinominata, le sue persone la trovano da sole. Per ogni account scegli se le aziende nuove si chiedono, si creano o restano testo.',
    },
    duplicates: {
      title: 'Duplicati',
      short:
        'Anagrafiche che forse sono una sola, le più certe per prime e con i motivi. L’unione si ripristina con un clic.',
      more: 'Se dici «Due persone diverse», la coppia non torna più. La seconda voce sul telefono resta, a meno che tu non ne chieda l’eliminazione. Chi crea un’anagrafica vede prima a chi somiglia.',
    },
    trash: {
      title: 'Cestino',
      short: 'Ciò che viene eliminato resta qui per 90 giorni e si recupera con un clic.',
      more: 'Anagrafiche e voci hanno una lista ciascuna. Un’anagrafica recuperata è quella di prima, con la cronologia e le note. Una voce recuperata torna nella rubrica esterna in cui era, con i suoi gruppi.',
    },
    layout: {
      title: 'Layout Studio',
      short:
        'Quali campi hanno aziende, contatti e lead, in che ordine e con quali nomi. Per gli amministratori.',
      more: 'Un campo disattivato tiene da parte i suoi valori. Riattivato, si riempie con quello che le voci già contengono, e dice prima con quanti valori. I campi nascosti continuano a sincronizzarsi. I campi personalizzati sono come gli altri: nelle liste e nei file, nella ricerca, collegati alle etichette.',
    },
  },
};
