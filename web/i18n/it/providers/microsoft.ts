export const microsoft = {
  about: 'Contatti di Office 365: Outlook ed Exchange Online',
  leave:
    'Se Microsoft dice che serve l’approvazione di un amministratore, torna qui: più sotto c’è che cosa fare.',
  registration: [
    'Apri entra.microsoft.com, «Registrazioni app», e premi «Nuova registrazione». Il nome è ciò che tutti leggeranno: Rubrica.',
    'Scegli chi può accedere: solo la tua organizzazione, o qualsiasi organizzazione e anche gli account personali. Per la tua sola, chi gestisce il server imposta anche RUBRICA_MICROSOFT_ISSUER.',
    'In «URI di reindirizzamento» scegli la piattaforma «Web» (non «Applicazione a pagina singola») e incolla l’indirizzo di ritorno qui sopra, esattamente com’è. Premi «Registra».',
    'In «Autorizzazioni API», «Microsoft Graph», «Delegate», aggiungi Contacts.ReadWrite e User.Read. Se puoi, premi «Concedi consenso amministratore»: così nessuno nella tua organizzazione dovrà chiedere.',
    'In «Certificati e segreti» crea un segreto del client. Copiane il valore, non l’ID: si vede una volta sola. Annota quando scade.',
    'Copia «ID applicazione (client)» dalla panoramica e il valore del segreto nei due campi qui sopra. Salva, poi controlla.',
  ],
  advice: {
    'address-unknown':
      'Microsoft non conosce l’indirizzo di ritorno di questa Rubrica. Aggiungi esattamente {{address}} agli URI di reindirizzamento della piattaforma «Web».',
    'address-of-a-page':
      'L’indirizzo di ritorno è registrato per un’«Applicazione a pagina singola». Spostalo nella piattaforma «Web».',
    'client-unknown':
      'Microsoft non conosce questo ID client. Copia di nuovo «ID applicazione (client)» dalla registrazione.',
    'client-disabled': 'La registrazione è disattivata presso Microsoft. Attivala, o creane un’altra.',
    'secret-refused':
      'Microsoft rifiuta il segreto del client. Copia il valore del segreto, non il suo ID; se ormai è nascosto, creane un altro.',
    'secret-expired': 'Il segreto del client è scaduto. Creane un altro e inserisci il suo valore.',
    'one-organisation':
      'La registrazione vale per una sola organizzazione. Permetti l’accesso agli account di qualsiasi organizzazione, o imposta RUBRICA_MICROSOFT_ISSUER su quello della tua.',
    'page-refused':
      'La pagina di accesso di Microsoft risponde {{status}} a questo client e a questo indirizzo di ritorno.',
    refused: 'Microsoft rifiuta questo client e dice: {{words}}',
  },
};
