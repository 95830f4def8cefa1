export const microsoft = {
  about: 'Outlook, Microsoft 365 y Exchange Online',
  registration: [
    'Abre entra.microsoft.com, «Registros de aplicaciones», y crea un registro nuevo.',
    'Elige quién puede iniciar sesión: solo tu organización, o también cuentas personales.',
    'Ingresa la dirección de retorno de arriba como URI de redirección de la plataforma «Web».',
    'En «Certificados y secretos» crea un secreto de cliente y copia su valor.',
    'Copia aquí el ID de aplicación (cliente) y el secreto, guarda y comprueba.',
  ],
};
