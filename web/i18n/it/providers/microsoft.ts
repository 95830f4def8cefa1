export const microsoft = {
  about: 'Outlook, Microsoft 365 ed Exchange Online',
  registration: [
    'Apri entra.microsoft.com, «Registrazioni app», e crea una nuova registrazione.',
    'Scegli chi può accedere: solo la tua organizzazione, o anche gli account personali.',
    'Inserisci l’indirizzo di ritorno qui sopra come URI di reindirizzamento della piattaforma «Web».',
    'In «Certificati e segreti» crea un segreto del client e copiane il valore.',
    'Copia qui ID applicazione (client) e segreto, salva e controlla.',
  ],
};
