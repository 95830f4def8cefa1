export const carddav = {
  about: 'Nextcloud, Fastmail, Radicale, Synology, mailbox.org e altri',
  username: 'Indirizzo e-mail o nome utente',
  password: 'Password',
  passwordHint: 'Se il tuo servizio offre password per le app, creane una per Rubrica',
  newPassword: 'Nuova password',
  signInAgain: 'Inserisci la password attuale di questo account.',
};
