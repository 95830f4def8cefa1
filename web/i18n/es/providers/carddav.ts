export const carddav = {
  about: 'Nextcloud, Fastmail, Radicale, Synology, mailbox.org y otras',
  username: 'Correo o nombre de usuario',
  password: 'Contraseña',
  passwordHint: 'Si tu servicio ofrece contraseñas de app, crea una para Rubrica',
  newPassword: 'Nueva contraseña',
  signInAgain: 'Ingresa la contraseña actual de esta cuenta.',
};
