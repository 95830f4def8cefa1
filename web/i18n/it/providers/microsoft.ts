export const microsoft = {
  about: 'Outlook, Microsoft 365 ed Exchange Online',
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
};
