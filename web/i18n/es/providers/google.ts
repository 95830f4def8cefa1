export const google = {
  about: 'Contactos de Gmail y Android, Google Workspace',
  leave: 'Deja allí marcada la casilla de contactos.',
  registration: [
    'Abre console.cloud.google.com, crea un proyecto y activa en él la «People API».',
    'Rellena la pantalla de consentimiento. En un Workspace elige «Interno»; si no, «Externo», y haz clic en «Publicar aplicación»: en pruebas, cada inicio de sesión termina a los siete días.',
    'En «Credenciales» crea un ID de cliente OAuth del tipo «Aplicación web».',
    'Ingresa la dirección de retorno de arriba como URI de redirección autorizado.',
    'Copia aquí el ID y el secreto del cliente, guarda y comprueba.',
  ],
  advice: {
    'address-unknown':
      'Google no conoce la dirección de retorno de esta Rubrica. Agrega exactamente {{address}} a los URI de redirección autorizados del cliente.',
    'client-unknown': 'Google no conoce este ID de cliente. Cópialo de nuevo de la consola de Google Cloud.',
    'client-deleted':
      'Este cliente se eliminó en Google, que lo hace con los clientes sin uso durante seis meses. Crea otro.',
    'client-disabled':
      'Este cliente está desactivado en Google. Actívalo en la consola de Google Cloud, o crea otro.',
    'secret-refused':
      'Google rechaza el secreto de cliente. Cópialo de nuevo de la consola de Google Cloud, o crea otro.',
    'one-organisation':
      'La pantalla de consentimiento es «Interno»: solo pueden iniciar sesión las cuentas de la organización del proyecto.',
    'not-allowed': 'El administrador de la organización de Google Workspace no permite este cliente.',
    'page-refused':
      'La página de inicio de sesión de Google responde {{status}} a este cliente y a esta dirección de retorno.',
    refused: 'Google rechaza este cliente y dice: {{words}}',
  },
};
