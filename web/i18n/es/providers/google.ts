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
};
