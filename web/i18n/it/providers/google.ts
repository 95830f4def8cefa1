export const google = {
  about: 'Contatti di Gmail e Android, Google Workspace',
  leave: 'Lascia lì la casella dei contatti spuntata.',
  registration: [
    'Apri console.cloud.google.com, crea un progetto e attiva la «People API».',
    'Compila la schermata di consenso. In un Workspace scegli «Interno»; altrimenti «Esterno», e premi «Pubblica app»: in Test ogni accesso finisce dopo sette giorni.',
    'In «Credenziali» crea un ID client OAuth di tipo «Applicazione web».',
    'Inserisci l’indirizzo di ritorno qui sopra come URI di reindirizzamento autorizzato.',
    'Copia qui ID e segreto del client, salva e controlla.',
  ],
};
