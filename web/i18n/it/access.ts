export const access = {
  permission: {
    'records.edit': 'Modificare le anagrafiche',
    'records.delete': 'Eliminare le anagrafiche',
    'accounts.connect': 'Collegare account esterni',
    'sync.run': 'Avviare una sincronizzazione',
  },
  explained: {
    'records.edit': 'Aggiungere, modificare e convertire aziende, contatti e lead, qui e dal telefono',
    'records.delete':
      'Spostare le anagrafiche nel cestino, con le loro voci; per unirne due servono entrambi',
    'accounts.connect': 'Collegare una propria rubrica esterna e accedervi di nuovo',
    'sync.run': 'Premere Sincronizza ora; gli account vengono comunque controllati da soli',
  },
  lacking: {
    'records.edit': 'Puoi guardare le anagrafiche, ma non modificarle.',
    'records.delete': 'Non puoi eliminare anagrafiche.',
    'accounts.connect': 'Non puoi collegare account esterni.',
    'sync.run':
      'Non puoi avviare tu una sincronizzazione; i tuoi account vengono comunque controllati da soli.',
  },
  wish: {
    provider: 'collegare {{name}}',
    approval: 'approvazione dell’organizzazione presso {{name}}',
  },
  organisation: {
    approved: 'La tua organizzazione ha approvato Rubrica: ora puoi collegare',
    declined: 'Un amministratore ha rifiutato la tua richiesta',
  },
  askFor: 'Richiedi {{name}}',
  configure: 'Apri Configurazioni',
  ask: 'Richiedi l’accesso',
  askAgain: 'Richiedi di nuovo',
  request: { open: 'Richiesto', approved: 'Approvato', declined: 'Rifiutato' },
  decided: {
    approved: 'Un amministratore ha approvato la tua richiesta',
    declined: 'Un amministratore ha rifiutato la tua richiesta',
  },
  requests: 'Richieste di accesso',
  asksFor: 'chiede:',
  approve: 'Approva',
  decline: 'Rifiuta',
  approveOf: 'Approva per {{name}}: {{what}}',
  declineOf: 'Rifiuta per {{name}}: {{what}}',
  roles: 'Ruoli',
  may: 'Può',
  always: 'sempre',
  usersMay: 'Gli utenti possono: {{what}}',
  grants: 'Concessi a singole persone',
  take: 'Revoca',
  takeOf: 'Revoca a {{name}}: {{what}}',
};
