export const carddav = {
  about: 'Nextcloud, Fastmail, Radicale, Synology, mailbox.org and others',
  username: 'Email address or user name',
  password: 'Password',
  passwordHint: 'If your service offers app passwords, make one for Rubrica',
  newPassword: 'New password',
  signInAgain: 'Enter the current password of this account.',
};
