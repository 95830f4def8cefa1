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
  advice: {
    'address-unknown':
      'Google non conosce l’indirizzo di ritorno di questa Rubrica. Aggiungi esattamente {{address}} agli URI di reindirizzamento autorizzati del client.',
    'client-unknown': 'Google non conosce questo ID client. Copialo di nuovo dalla console di Google Cloud.',
    'client-deleted':
      'Questo client è stato eliminato presso Google, che lo fa con i client non usati per sei mesi. Creane un altro.',
    'client-disabled':
      'Questo client è disattivato presso Google. Attivalo nella console di Google Cloud, o creane un altro.',
    'secret-refused':
      'Google rifiuta il segreto del client. Copialo di nuovo dalla console di Google Cloud, o creane un altro.',
    'one-organisation':
      'La schermata di consenso è «Interno»: possono accedere solo gli account dell’organizzazione del progetto.',
    'not-allowed': 'L’amministratore dell’organizzazione Google Workspace non permette questo client.',
    'page-refused':
      'La pagina di accesso di Google risponde {{status}} a questo client e a questo indirizzo di ritorno.',
    refused: 'Google rifiuta questo client e dice: {{words}}',
  },
};
