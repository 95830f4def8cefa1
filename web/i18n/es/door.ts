export const door = {
  language: 'Idioma',
  name: 'Tu nombre',
  nameMissing: '¿Cómo te llamas?',
  email: 'Correo electrónico',
  emailOdd: 'Esto no parece una dirección de correo.',
  password: 'Contraseña',
  passwordHint: 'Al menos 10 caracteres. Unas cuantas palabras seguidas se recuerdan bien.',
  passwordShort: 'Hacen falta al menos 10 caracteres.',
  showPassword: 'Mostrar la contraseña',
  signIn: { title: 'Iniciar sesión', button: 'Entrar' },
  setUp: {
    done: 'Rubrica ya está configurada',
    title: 'Te damos la bienvenida: esta agenda es tuya.',
    lead: 'Dile a Rubrica quién la cuida. A tus colegas los invitas después; enseguida llegan los contactos de tu teléfono.',
    button: 'Abrir Rubrica',
  },
  invitation: {
    title: 'Hola, {{name}}',
    lead: 'Elige una contraseña y la agenda se abre.',
    button: 'Abrir Rubrica',
    over: 'Este enlace ya no sirve',
  },
  approval: {
    approved: {
      title: 'Rubrica está aprobada',
      lead: 'Las personas de tu organización ya pueden conectar {{name}} a Rubrica; puede tardar unos minutos. Quien lo esperaba recibe un aviso. Puedes cerrar esta página.',
    },
    declined: {
      title: 'No se aprobó nada',
      lead: 'La página se cerró sin aprobar Rubrica para tu organización. El enlace se puede abrir de nuevo cuando quieras.',
    },
    button: 'A Rubrica',
  },
};
