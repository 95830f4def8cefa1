export const microsoft = {
  about: 'Contactos de Office 365: Outlook y Exchange Online',
  leave:
    'Si Microsoft dice que necesitas la aprobación de un administrador, vuelve aquí: abajo está qué hacer.',
  registration: [
    'Abre entra.microsoft.com, «Registros de aplicaciones», y elige «Nuevo registro». El nombre es lo que todos leerán: Rubrica.',
    'Elige quién puede iniciar sesión: solo tu organización, o cualquier organización y también cuentas personales. Para la tuya sola, quien administra el servidor define además RUBRICA_MICROSOFT_ISSUER.',
    'En «URI de redirección» elige la plataforma «Web» (no «Aplicación de página única») y pega la dirección de retorno de arriba, exactamente como está. Elige «Registrar».',
    'En «Permisos de API», «Microsoft Graph», «Delegados», agrega Contacts.ReadWrite y User.Read. Si puedes, elige «Conceder consentimiento de administrador»: así nadie de tu organización tendrá que pedirlo.',
    'En «Certificados y secretos» crea un secreto de cliente. Copia su valor, no su ID: se muestra una sola vez. Anota cuándo vence.',
    'Copia «Id. de aplicación (cliente)» de la información general y el valor del secreto en los dos campos de arriba. Guarda y luego comprueba.',
  ],
  advice: {
    'address-unknown':
      'Microsoft no conoce la dirección de retorno de esta Rubrica. Agrega exactamente {{address}} a los URI de redirección de la plataforma «Web».',
    'address-of-a-page':
      'La dirección de retorno está registrada para una «Aplicación de página única». Muévela a la plataforma «Web».',
    'client-unknown':
      'Microsoft no conoce este ID de cliente. Copia de nuevo «Id. de aplicación (cliente)» de la información general de la aplicación.',
    'client-disabled': 'La aplicación está desactivada en Microsoft. Actívala, o crea otra.',
    'secret-refused':
      'Microsoft rechaza el secreto de cliente. Copia el valor del secreto, no su ID; si ya está oculto, crea otro.',
    'secret-expired': 'El secreto de cliente venció. Crea otro e ingresa su valor.',
    'one-organisation':
      'La aplicación es para una sola organización. Permite las cuentas de cualquier organización, o define RUBRICA_MICROSOFT_ISSUER con el de la tuya.',
    'page-refused':
      'La página de inicio de sesión de Microsoft responde {{status}} a este cliente y a esta dirección de retorno.',
    refused: 'Microsoft rechaza este cliente y dice: {{words}}',
  },
};
