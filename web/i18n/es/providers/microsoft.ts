export const microsoft = {
  about: 'Outlook, Microsoft 365 y Exchange Online',
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
};
