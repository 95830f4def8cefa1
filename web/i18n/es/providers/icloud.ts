export const icloud = {
  about: 'Los contactos de iPhone, iPad y Mac',
  username: 'Cuenta de Apple',
  usernameHint: 'El correo con el que inicias sesión en iCloud',
  password: 'Contraseña específica de app',
  passwordHint: 'Dieciséis letras en cuatro grupos, hecha solo para Rubrica',
  passwordShape:
    'No parece una contraseña específica de app (xxxx-xxxx-xxxx-xxxx). iCloud rechaza la habitual.',
  newPassword: 'Nueva contraseña específica de app',
  signInAgain:
    'Crea una nueva contraseña específica de app e ingrésala: Apple las revoca todas cuando cambia la contraseña de la cuenta de Apple.',
  help: {
    title: 'Cómo crear una contraseña específica de app',
    why: 'Apple no deja que otros programas usen tu contraseña habitual. Esta abre a Rubrica tus contactos, y puedes revocarla cuando quieras.',
    steps: [
      'En un navegador, abre account.apple.com e inicia sesión con tu cuenta de Apple.',
      'Elige «Inicio de sesión y seguridad» y luego «Contraseñas específicas de apps».',
      'Haz clic en +, escribe el nombre Rubrica y confirma. Apple puede pedirte una vez más la contraseña habitual.',
      'Copia la contraseña de dieciséis letras (xxxx-xxxx-xxxx-xxxx) y pégala aquí. Apple la muestra una sola vez.',
    ],
    note: 'La opción aparece con la autenticación de doble factor activada, como en casi todas las cuentas de Apple.',
  },
};
