// Le parole di src/errors.ts, un codice per riga; una prova controlla che ci siano tutti.
const nothing = 'Non è cambiato niente.';
const noContact = 'Nessun contatto è stato modificato.';
const oneBook =
  'Niente in essa è stato modificato o considerato eliminato; le sue voci aspettano e le altre rubriche esterne dell’account vanno avanti.';
const noPassword = 'Nessuna password è stata inviata e non è cambiato niente.';
const notConnected = 'Niente è stato collegato né scritto da nessuna parte.';

export const errors = {
  reference: 'Riferimento: {{reference}}',
  unreachable: {
    title: 'Rubrica non risponde.',
    meaning: nothing,
    action: 'Controlla la connessione e riprova.',
  },
  'not-signed-in': { title: 'Non hai effettuato l’accesso.', meaning: nothing, action: 'Accedi e riprova.' },
  'wrong-credentials': {
    title: 'E-mail o password non sono giuste.',
    meaning: nothing,
    action: 'Controllale entrambe; un amministratore può mandarti un nuovo link d’invito.',
  },
  'not-allowed': {
    title: 'Il tuo ruolo non lo permette.',
    meaning: nothing,
    action: 'Chiedi a un amministratore.',
  },
  'cross-site': {
    title: 'Questa richiesta arriva da un altro sito.',
    meaning: nothing,
    action: 'Apri Rubrica al suo indirizzo (RUBRICA_URL) e riprova.',
  },
  'session-needed': {
    title: 'Con un token di accesso non si può fare.',
    meaning: nothing,
    action: 'Accedi con la password in un browser e fallo lì.',
  },
  'common-password': {
    title: 'Questa password è tra le prime che prova un estraneo.',
    meaning: nothing,
    action: 'Scegline un’altra: alcune parole di seguito che nessun altro metterebbe insieme.',
  },
  'not-found': {
    title: 'Qui non c’è niente.',
    meaning: nothing,
    action: 'Forse è stato eliminato, o appartiene a qualcun altro.',
  },
  'bad-request': {
    title: 'La richiesta non ha la forma prevista.',
    meaning: nothing,
    action: 'Correggi i campi indicati e riprova.',
  },
  'invalid-values': {
    title: 'Alcuni valori non si possono salvare così.',
    meaning: 'Niente è stato salvato; quello che hai scritto è ancora qui.',
    action: 'Correggi i campi indicati e salva di nuovo.',
  },
  'version-conflict': {
    title: 'Nel frattempo qualcun altro ha modificato questa anagrafica.',
    meaning: 'La tua modifica non è stata salvata; resta la sua.',
    action: 'Guarda i valori attuali e salva di nuovo.',
  },
  'already-exists': { title: 'Esiste già.', meaning: nothing, action: 'Usa quello che c’è.' },
  'built-in-field': {
    title: 'Questo campo fa parte di Rubrica.',
    meaning: 'Non è stato cambiato nulla; le anagrafiche conservano quello che contiene.',
    action: 'Disattivalo: i suoi valori restano da parte e tornano quando lo riattivi.',
  },
  'too-many-requests': {
    title: 'Troppi tentativi.',
    meaning: nothing,
    action: 'Aspetta un momento e riprova.',
  },
  'set-up-done': {
    title: 'Rubrica è già configurata.',
    meaning: nothing,
    action: 'Accedi, oppure chiedi un invito a un amministratore.',
  },
  'set-up-needed': {
    title: 'Rubrica non ha ancora un amministratore.',
    meaning: nothing,
    action: 'Apri Rubrica in un browser e crea il primo amministratore.',
  },
  'last-administrator': {
    title: 'È l’ultimo amministratore.',
    meaning: nothing,
    action: 'Prima rendi amministratore qualcun altro.',
  },
  'invitation-expired': {
    title: 'Questo link d’invito è già stato usato o è troppo vecchio.',
    meaning: nothing,
    action: 'Chiedine uno nuovo a un amministratore.',
  },
  'sign-in-refused': {
    title: 'La rubrica esterna non ha accettato questo nome utente e questa password.',
    meaning: notConnected,
    action:
      'Controlla il nome utente. iCloud e Fastmail vogliono una password specifica per le app, non quella abituale.',
  },
  'provider-forbidden': {
    title: 'La rubrica esterna ti riconosce ma non lascia entrare Rubrica.',
    meaning: noContact,
    action:
      'Controlla che questo utente possa usare la rubrica esterna e che la sua organizzazione permetta Rubrica.',
  },
  'approval-needed': {
    title:
      'La tua organizzazione non permette di collegare Rubrica prima dell’approvazione del suo amministratore.',
    meaning: 'Non è stato collegato nulla; nessun contatto è stato letto o modificato.',
    action: 'Chiedi a quell’amministratore di approvare Rubrica per l’organizzazione, poi collega di nuovo.',
  },
  'no-address-book': {
    title: 'Il servizio conosce questo utente, ma non ha una rubrica esterna per lui.',
    meaning: noContact,
    action: 'Chiedi all’amministratore se questo utente ha una casella di posta nel cloud, poi riprova.',
  },
  'contacts-not-granted': {
    title: 'Hai effettuato l’accesso, ma non hai permesso a Rubrica di vedere i tuoi contatti.',
    meaning: 'Non è stato collegato nulla; nessun contatto è stato letto o modificato.',
    action: 'Collega di nuovo e lascia spuntata la casella dei contatti nella pagina del servizio.',
  },
  'contacts-withdrawn': {
    title: 'Il servizio non permette più a Rubrica di vedere i tuoi contatti.',
    meaning:
      'Nessun contatto è stato modificato; le modifiche delle due parti aspettano e arrivano dopo il nuovo accesso.',
    action: 'Accedi di nuovo e lascia spuntata la casella dei contatti nella pagina del servizio.',
  },
  'client-refused': {
    title: 'Il servizio non accetta questa installazione di Rubrica.',
    meaning: 'Per ora nessuno può accedervi; i dati e ciò che è già collegato restano come sono.',
    action:
      'Un amministratore controlla id client, segreto e indirizzo di ritorno in Impostazioni, Configurazioni.',
  },
  'book-unreachable': {
    title: 'Il server della rubrica esterna non risponde.',
    meaning: 'Nessun contatto è stato modificato; Rubrica riprova da sola.',
    action: 'Controlla l’indirizzo e che il server sia acceso.',
  },
  'book-not-found': {
    title: 'A questo indirizzo non c’è nessuna rubrica esterna.',
    meaning: noContact,
    action: 'Controlla l’URL, oppure indica solo l’indirizzo e-mail e lascia che Rubrica la trovi.',
  },
  'not-carddav': {
    title: 'A questo indirizzo non risponde una rubrica CardDAV.',
    meaning: noContact,
    action: 'Cerca l’indirizzo CardDAV nelle impostazioni del tuo servizio di posta o cloud.',
  },
  'book-elsewhere': {
    title: 'Questo indirizzo rimanda a un altro server.',
    meaning: 'La tua password non è stata inviata a quel server e niente è stato collegato.',
    action: 'Se l’altro server è tuo, inserisci il suo indirizzo e collega di nuovo.',
  },
  'untrusted-certificate': {
    title: 'Il certificato di questo server non è affidabile.',
    meaning: noPassword,
    action: 'Dai al server un certificato valido, o fai aggiungere la sua autorità con NODE_EXTRA_CA_CERTS.',
  },
  'private-address': {
    title: 'Questo indirizzo è dentro una rete privata.',
    meaning: noPassword,
    action: 'Se il server è tuo, un amministratore può permetterlo con RUBRICA_ALLOW_PRIVATE_ADDRESSES=true.',
  },
  'insecure-address': {
    title: 'Con questo indirizzo la password viaggerebbe in chiaro.',
    meaning: noPassword,
    action: 'Usa un indirizzo che comincia con https://.',
  },
  'book-busy': {
    title: 'La rubrica esterna chiede a Rubrica di aspettare.',
    meaning: 'Nessun contatto è stato modificato; Rubrica continua da sola.',
    action: 'Non devi fare niente.',
  },
  'unexpected-answer': {
    title: 'La rubrica esterna ha dato una risposta che Rubrica non capisce.',
    meaning: noContact,
    action: 'Rubrica riprova; se continua, di’ all’amministratore l’ora indicata qui.',
  },
  'one-book-gone': {
    title: 'Questa rubrica esterna non c’è più.',
    meaning: oneBook,
    action:
      'Rimettila se è stata tolta per sbaglio. Se è stata spostata, inserisci di nuovo la password nelle impostazioni dell’account: Rubrica cerca allora di nuovo le sue rubriche esterne.',
  },
  'one-book-forbidden': {
    title: 'Questa rubrica esterna non fa più entrare Rubrica.',
    meaning: oneBook,
    action:
      'Chiedi a chi la possiede di condividerla di nuovo con te. Rubrica riprova a ogni sincronizzazione e recupera da sola.',
  },
  'one-book-failing': {
    title: 'Questa rubrica esterna per ora non si riesce a leggere.',
    meaning: oneBook,
    action:
      'Rubrica riprova a ogni sincronizzazione e recupera da sola; se continua, avvisa chi gestisce quel server.',
  },
  'provider-missing': {
    title: 'Questo tipo di account qui non è disponibile.',
    meaning: 'Niente è stato collegato.',
    action: 'Chiedi a un amministratore di installarlo nelle impostazioni.',
  },
  'provider-not-installed': {
    title: 'Questo tipo di account non è installato su questa Rubrica, o è disattivato.',
    meaning: 'Niente va perso: ciò che è già collegato aspetta, con tutte le sue modifiche.',
    action: 'Chiedi a un amministratore di installarlo o riattivarlo in Impostazioni, Configurazioni.',
  },
  'provider-not-offered': {
    title: 'Questo tipo di account non è offerto a te su questa Rubrica.',
    meaning: 'Niente è stato collegato; gli account che hai già collegato vanno avanti.',
    action: 'Chiedi a un amministratore di offrirtelo in Impostazioni, Configurazioni.',
  },
  'provider-not-ready': {
    title: 'Questo tipo di account non è ancora configurato su questa Rubrica.',
    meaning: 'Niente è stato collegato e non è cambiato niente.',
    action: 'Chiedi a un amministratore di inserire ID e segreto del client in Impostazioni, Configurazioni.',
  },
  'sign-in-declined': {
    title: 'La pagina del servizio è stata chiusa senza dare l’accesso a Rubrica.',
    meaning: 'Niente è stato collegato; nessun contatto è stato letto o modificato.',
    action: 'Ricomincia quando vuoi.',
  },
  'sign-in-lapsed': {
    title: 'Questo accesso non si può completare.',
    meaning: 'Niente è stato collegato e non è cambiato niente.',
    action: 'Ricomincia in questo browser: un accesso vale per un solo tentativo entro dieci minuti.',
  },
  'sign-in-ended': {
    title: 'Il servizio ha chiuso questo accesso.',
    meaning:
      'Nessun contatto è stato modificato; le modifiche delle due parti aspettano e arrivano dopo il nuovo accesso.',
    action: 'Accedi di nuovo dalla pagina dell’account.',
  },
  'other-account': {
    title: 'Hai effettuato l’accesso a un account diverso da quello collegato qui.',
    meaning: 'Non è cambiato niente: questo account e i suoi collegamenti restano come prima.',
    action: 'Accedi di nuovo con l’account giusto, oppure collega l’altro come account a sé.',
  },
  'account-taken': {
    title: 'Qualcun altro qui ha già collegato questo account.',
    meaning: 'Niente è stato collegato; il suo resta com’è.',
    action: 'Collega un account tuo, oppure chiedi a un amministratore.',
  },
  'account-connected': {
    title: 'Questo account è già collegato.',
    meaning: nothing,
    action: 'Aprilo in Account esterni.',
  },
  'account-paused': { title: 'Questo account è in pausa.', meaning: nothing, action: 'Prima riattivalo.' },
  'nothing-ready': {
    title: 'Nessuna anagrafica in coda ha ancora un tipo.',
    meaning: 'Niente è stato importato.',
    action: 'Di’ almeno per una voce se è un’azienda, un contatto o un lead.',
  },
  'no-second-card': {
    title: 'Nessuna di queste è una seconda voce che si possa eliminare.',
    meaning: 'Niente è stato eliminato, e niente è stato scritto da nessuna parte.',
    action:
      'Guarda di nuovo la coda: forse le anagrafiche sono state unite, o la rubrica esterna non prende modifiche.',
  },
  'disconnect-under-way': {
    title: 'Questo account si sta scollegando.',
    meaning: 'Le voci che hai scelto vengono eliminate; quelle già eliminate sono nel cestino.',
    action: 'Aspetta che sia finito, oppure scegli di restare collegato.',
  },
  'cards-not-removed': {
    title: 'La rubrica esterna non ha lasciato eliminare alcune voci.',
    meaning: 'L’account resta collegato finché ci sono; quelle già eliminate sono nel cestino.',
    action: 'Rubrica riprova da sola. Puoi anche restare collegato, o scollegare e tenere le altre.',
  },
  'too-large': {
    title: 'È più di quanto entra in una sola richiesta.',
    meaning: 'Non è cambiato niente.',
    action: 'Inviala in parti più piccole.',
  },
  'several-tables': {
    title: 'Uno dei file è una tabella.',
    meaning: 'Non è stato preso niente; nessuna anagrafica è cambiata.',
    action: 'Importa la tabella da sola: per ogni tabella si chiede dove va ciascuna colonna.',
  },
  'import-over': {
    title: 'Questa importazione è già stata avviata o interrotta.',
    meaning: 'Non è cambiato niente.',
    action: 'Guarda l’elenco delle importazioni; scegli di nuovo il file per importarlo un’altra volta.',
  },
  'too-slow': {
    title: 'Questa richiesta non è arrivata in tempo.',
    meaning: 'Non è cambiato niente.',
    action: 'Controlla la connessione e riprova.',
  },
  'unreadable-file': {
    title: 'Questo file non si può leggere così com’è.',
    meaning: 'Non è stato preso niente; nessuna anagrafica è cambiata.',
    action: 'Correggi il punto indicato, oppure salva di nuovo il file come CSV, vCard o JSON, e riprova.',
  },
  'not-json': {
    title: 'Il contenuto della richiesta non è JSON.',
    meaning: 'Non è cambiato niente.',
    action: 'Invialo come JSON, con content-type application/json.',
  },
  'nothing-waits': {
    title: 'Qui non c’è niente che aspetti una decisione.',
    meaning: 'Non è cambiato niente.',
    action: 'Forse è già stato deciso: guarda l’account.',
  },
  'plan-changed': {
    title: 'Ciò che aspetta qui è cambiato nel frattempo.',
    meaning: 'Non è stato deciso né scritto niente.',
    action: 'La prossima sincronizzazione lo pianifica di nuovo: guardalo allora.',
  },
  'run-under-way': {
    title: 'Questa sincronizzazione è ancora in corso.',
    meaning: 'Non è stato ripristinato niente.',
    action: 'Aspetta che finisca e riprova.',
  },
  'record-in-trash': {
    title: 'L’anagrafica di questa voce è nel cestino.',
    meaning: 'Non è cambiato niente.',
    action: 'Recupera prima l’anagrafica.',
  },
  'database-away': {
    title: 'In questo momento la banca dati non risponde.',
    meaning:
      'Quello che hai chiesto proprio ora può essere salvato oppure no, ma mai a metà. Tutto quello che era salvato prima c’è.',
    action: 'Aspetta un momento, guarda che cosa c’è e riprova. Rubrica si ricollega da sola.',
  },
  'database-read-only': {
    title: 'La banca dati non accetta modifiche.',
    meaning: 'Niente è stato modificato; quello che è salvato si può ancora leggere.',
    action:
      'Un amministratore guarda il server della banca dati: è una replica, oppure è in sola lettura. Rubrica continua da sola.',
  },
  'database-full': {
    title: 'Il disco della banca dati è pieno.',
    meaning: 'Niente è stato modificato; quello che era salvato prima c’è.',
    action: 'Un amministratore fa spazio sul disco. Rubrica continua da sola.',
  },
  'database-busy': {
    title: 'La banca dati non ha fatto in tempo.',
    meaning: 'Niente è stato modificato.',
    action: 'Riprova. Se continua, un amministratore guarda che cosa tiene occupata la banca dati.',
  },
  'queue-stopped': {
    title: 'La coda dei lavori è ferma: questo processo non sincronizza.',
    meaning: 'Niente va perso: le modifiche da entrambe le parti aspettano e seguono quando riparte.',
    action: 'Un amministratore legge il registro di questo processo e, se continua, lo riavvia.',
  },
  internal: {
    title: 'Qualcosa è andato storto dentro Rubrica.',
    meaning: 'La modifica non è stata fatta.',
    action: 'Riprova; se continua, dai all’amministratore il riferimento indicato qui.',
  },
};
