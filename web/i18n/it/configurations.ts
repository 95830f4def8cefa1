// Impostazioni → Configurazioni: quali tipi di account si possono collegare qui.
export const configurations = {
  title: 'Configurazioni',
  settings: 'Impostazioni',
  lead: 'Quali tipi di account si possono collegare, e le chiavi che servono.',
  onlyAdministrators: {
    title: 'Questa pagina è per gli amministratori',
    text: 'Decidono loro quali tipi di account si possono collegare qui.',
    back: 'Ai miei account esterni',
  },
  state: {
    ready: 'Pronto',
    setUp: 'Configurato',
    'not-installed': 'Disattivato',
    'client-id-missing': 'Manca il client',
    'client-secret-missing': 'Manca il segreto',
  },
  accounts_one: '{{count, number}} account collegato',
  accounts_many: '{{count, number}} account collegati',
  accounts_other: '{{count, number}} account collegati',
  installed: 'Installato',
  installedFor: '{{name}} è installato',
  takeOut: {
    title: 'Disattivare {{name}}?',
    text: 'Nessuno potrà collegare un nuovo account.',
    accounts_one:
      '{{count, number}} account collegato aspetta, con tutte le sue modifiche, finché non lo riattivi.',
    accounts_many:
      '{{count, number}} account collegati aspettano, con tutte le loro modifiche, finché non lo riattivi.',
    accounts_other:
      '{{count, number}} account collegati aspettano, con tutte le loro modifiche, finché non lo riattivi.',
    confirm: 'Disattiva',
  },
  holds: 'Cosa contengono le sue voci',
  capability: {
    labels: 'Etichette proprie',
    labelsFixed: 'Etichette fisse',
    notes: 'Note',
    nickname: 'Soprannome',
    birthdayWithoutYear: 'Compleanno senza anno',
    photo: 'Foto',
    joinGroups: 'Gruppi',
    limit: '{{what}} (al massimo {{count, number}})',
    emails: 'E-mail',
    phones: 'Telefoni',
    urls: 'Siti web',
    addresses: 'Indirizzi',
    no: 'No: {{what}}',
  },
  client: {
    title: 'Client di questa Rubrica presso {{name}}',
    id: 'ID client',
    secret: 'Segreto del client',
    secretKept: 'Un segreto è salvato e non viene mai mostrato. Scrivine uno nuovo per sostituirlo.',
    secretNone: 'Viene salvato cifrato e non viene più mostrato.',
    environment: 'Impostato dall’ambiente del server: si può cambiare solo lì.',
    redirect: 'Indirizzo di ritorno',
    redirectHint: 'Registralo presso {{name}} esattamente così.',
    save: 'Salva',
    saved: 'Salvato.',
    show: 'Mostra o nascondi il segreto',
    reconnect:
      'Con un altro client, chi ha collegato un account deve accedere di nuovo. Collegamenti e anagrafiche restano.',
  },
  check: {
    do: 'Controlla',
    saveFirst: 'Prima salva, poi controlla.',
    ok: '{{name}} accetta questo client e il suo indirizzo di ritorno.',
    okAction: 'Tutti possono collegare un account.',
    refused: '{{name}} non accetta questo client.',
  },
  help: {
    title: 'Come registrare Rubrica presso {{name}}',
    google: {
      step1: 'Apri console.cloud.google.com, crea un progetto e attiva la «People API».',
      step2:
        'Compila la schermata di consenso. In un Workspace scegli «Interno»; altrimenti «Esterno», e premi «Pubblica app»: in Test ogni accesso finisce dopo sette giorni.',
      step3: 'In «Credenziali» crea un ID client OAuth di tipo «Applicazione web».',
      step4: 'Inserisci l’indirizzo di ritorno qui sopra come URI di reindirizzamento autorizzato.',
      step5: 'Copia qui ID e segreto del client, salva e controlla.',
    },
    microsoft: {
      step1: 'Apri entra.microsoft.com, «Registrazioni app», e crea una nuova registrazione.',
      step2: 'Scegli chi può accedere: solo la tua organizzazione, o anche gli account personali.',
      step3:
        'Inserisci l’indirizzo di ritorno qui sopra come URI di reindirizzamento della piattaforma «Web».',
      step4: 'In «Certificati e segreti» crea un segreto del client e copiane il valore.',
      step5: 'Copia qui ID applicazione (client) e segreto, salva e controlla.',
    },
    guide: 'La guida completa è nella cartella docs/providers di Rubrica.',
  },
};
