// Las palabras de src/errors.ts, un código por línea; una prueba comprueba que estén todos.
const nothing = 'No cambió nada.';
const noContact = 'No se modificó ningún contacto.';
const oneBook =
  'Nada en ella se modificó ni se dio por eliminado; sus tarjetas esperan y las demás agendas de la cuenta siguen.';
const noPassword = 'No se envió ninguna contraseña y no cambió nada.';
const notConnected = 'No se conectó nada ni se escribió en ningún sitio.';

export const errors = {
  reference: 'Referencia: {{reference}}',
  unreachable: {
    title: 'Rubrica no responde.',
    meaning: nothing,
    action: 'Comprueba la conexión y vuelve a intentarlo.',
  },
  'not-signed-in': {
    title: 'No iniciaste sesión.',
    meaning: nothing,
    action: 'Inicia sesión y vuelve a intentarlo.',
  },
  'wrong-credentials': {
    title: 'El correo o la contraseña no son correctos.',
    meaning: nothing,
    action: 'Revisa los dos; un administrador puede enviarte un nuevo enlace de invitación.',
  },
  'not-allowed': {
    title: 'Tu rol no lo permite.',
    meaning: nothing,
    action: 'Pide ayuda a un administrador.',
  },
  'cross-site': {
    title: 'Esta petición viene de otro sitio.',
    meaning: nothing,
    action: 'Abre Rubrica en su propia dirección (RUBRICA_URL) y vuelve a intentarlo.',
  },
  'session-needed': {
    title: 'Con un token de acceso no se puede hacer.',
    meaning: nothing,
    action: 'Inicia sesión con tu contraseña en un navegador y hazlo allí.',
  },
  'common-password': {
    title: 'Esta contraseña es de las primeras que prueba un extraño.',
    meaning: nothing,
    action: 'Elige otra: unas palabras seguidas que nadie más juntaría.',
  },
  'not-found': {
    title: 'Aquí no hay nada.',
    meaning: nothing,
    action: 'Quizá se eliminó, o pertenece a otra persona.',
  },
  'bad-request': {
    title: 'La petición no tiene la forma esperada.',
    meaning: nothing,
    action: 'Corrige los campos indicados y vuelve a enviarla.',
  },
  'invalid-values': {
    title: 'Algunos valores no se pueden guardar así.',
    meaning: 'No se guardó nada; lo que escribiste sigue aquí.',
    action: 'Corrige los campos indicados y guarda de nuevo.',
  },
  'version-conflict': {
    title: 'Alguien cambió esta ficha mientras tanto.',
    meaning: 'Tu cambio no se guardó; se conserva el suyo.',
    action: 'Mira los valores actuales y guarda de nuevo.',
  },
  'already-exists': { title: 'Ya existe.', meaning: nothing, action: 'Usa el que hay.' },
  'built-in-field': {
    title: 'Este campo viene con Rubrica.',
    meaning: 'No se cambió nada; las fichas conservan lo que contiene.',
    action: 'Desactívalo: sus valores quedan aparte y vuelven cuando lo actives de nuevo.',
  },
  'too-many-requests': {
    title: 'Demasiados intentos.',
    meaning: nothing,
    action: 'Espera un momento y vuelve a intentarlo.',
  },
  'set-up-done': {
    title: 'Rubrica ya está configurada.',
    meaning: nothing,
    action: 'Inicia sesión o pide una invitación a un administrador.',
  },
  'set-up-needed': {
    title: 'Rubrica todavía no tiene administrador.',
    meaning: nothing,
    action: 'Abre Rubrica en un navegador y crea el primer administrador.',
  },
  'last-administrator': {
    title: 'Es el último administrador.',
    meaning: nothing,
    action: 'Haz antes administrador a otra persona.',
  },
  'invitation-expired': {
    title: 'Este enlace de invitación ya se usó o es demasiado antiguo.',
    meaning: nothing,
    action: 'Pide uno nuevo a un administrador.',
  },
  'sign-in-refused': {
    title: 'La agenda no aceptó este usuario y esta contraseña.',
    meaning: notConnected,
    action: 'Revisa el usuario. iCloud y Fastmail piden una contraseña específica de app, no la habitual.',
  },
  'provider-forbidden': {
    title: 'La agenda te reconoce, pero no deja entrar a Rubrica.',
    meaning: noContact,
    action: 'Comprueba que este usuario pueda usar la agenda y que su organización permita Rubrica.',
  },
  'approval-needed': {
    title: 'Tu organización no permite conectar Rubrica antes de que la apruebe su administrador.',
    meaning: 'No se conectó nada; no se leyó ni cambió ningún contacto.',
    action: 'Pide a ese administrador que apruebe Rubrica para la organización y conecta de nuevo.',
  },
  'no-address-book': {
    title: 'El servicio conoce a este usuario, pero no tiene una agenda para él.',
    meaning: noContact,
    action: 'Pregunta al administrador si este usuario tiene un buzón en la nube e inténtalo de nuevo.',
  },
  'contacts-not-granted': {
    title: 'Iniciaste sesión, pero no permitiste que Rubrica vea tus contactos.',
    meaning: 'No se conectó nada; no se leyó ni cambió ningún contacto.',
    action: 'Conecta de nuevo y deja marcada la casilla de los contactos en la página del servicio.',
  },
  'contacts-withdrawn': {
    title: 'El servicio ya no permite que Rubrica vea tus contactos.',
    meaning:
      'No se cambió ningún contacto; los cambios de ambos lados esperan y llegarán cuando vuelvas a iniciar sesión.',
    action: 'Inicia sesión de nuevo y deja marcada la casilla de los contactos en la página del servicio.',
  },
  'client-refused': {
    title: 'El servicio no acepta esta instalación de Rubrica.',
    meaning: 'Nadie puede iniciar sesión allí por ahora; los datos y lo ya conectado quedan como están.',
    action:
      'Un administrador revisa el id de cliente, el secreto y la dirección de retorno en Configuración, Servicios.',
  },
  'book-unreachable': {
    title: 'El servidor de la agenda no responde.',
    meaning: 'No se modificó ningún contacto; Rubrica lo vuelve a intentar sola.',
    action: 'Comprueba la dirección y que el servidor esté en marcha.',
  },
  'book-not-found': {
    title: 'En esta dirección no hay ninguna agenda.',
    meaning: noContact,
    action: 'Comprueba la URL, o da solo el correo y deja que Rubrica la encuentre.',
  },
  'not-carddav': {
    title: 'Lo que responde en esta dirección no es una agenda CardDAV.',
    meaning: noContact,
    action: 'Busca la dirección CardDAV en la configuración de tu servicio de correo o nube.',
  },
  'book-elsewhere': {
    title: 'Esta dirección remite a otro servidor.',
    meaning: 'Tu contraseña no se envió a ese servidor y no se conectó nada.',
    action: 'Si el otro servidor es tuyo, escribe su dirección y vuelve a conectar.',
  },
  'untrusted-certificate': {
    title: 'El certificado de este servidor no es de fiar.',
    meaning: noPassword,
    action:
      'Dale al servidor un certificado válido, o haz que el administrador agregue su autoridad con NODE_EXTRA_CA_CERTS.',
  },
  'private-address': {
    title: 'Esta dirección está dentro de una red privada.',
    meaning: noPassword,
    action:
      'Si el servidor es tuyo, un administrador puede permitirlo con RUBRICA_ALLOW_PRIVATE_ADDRESSES=true.',
  },
  'insecure-address': {
    title: 'Con esta dirección tu contraseña viajaría sin cifrar.',
    meaning: noPassword,
    action: 'Usa una dirección que empiece por https://.',
  },
  'book-busy': {
    title: 'La agenda pide a Rubrica que espere.',
    meaning: 'No se modificó ningún contacto; Rubrica continúa sola.',
    action: 'No tienes que hacer nada.',
  },
  'unexpected-answer': {
    title: 'La agenda dio una respuesta que Rubrica no entiende.',
    meaning: noContact,
    action: 'Rubrica lo vuelve a intentar; si continúa, dile al administrador la hora que aparece aquí.',
  },
  'one-book-gone': {
    title: 'Esta agenda ya no existe.',
    meaning: oneBook,
    action:
      'Vuelve a ponerla si se quitó por error. Si se movió, ingresa otra vez la contraseña en la configuración de la cuenta: Rubrica busca entonces de nuevo sus agendas.',
  },
  'one-book-forbidden': {
    title: 'Esta agenda ya no deja entrar a Rubrica.',
    meaning: oneBook,
    action:
      'Pide a quien la tiene que la comparta contigo otra vez. Rubrica lo intenta en cada sincronización y se pone al día sola.',
  },
  'one-book-failing': {
    title: 'Esta agenda no se puede leer por ahora.',
    meaning: oneBook,
    action:
      'Rubrica lo intenta en cada sincronización y se pone al día sola; si sigue así, avisa a quien administra ese servidor.',
  },
  'provider-missing': {
    title: 'Este tipo de cuenta no está disponible aquí.',
    meaning: 'No se conectó nada.',
    action: 'Pide a un administrador que lo instale en la configuración.',
  },
  'provider-not-installed': {
    title: 'Este tipo de cuenta no está instalado en esta Rubrica, o está desactivado.',
    meaning: 'No se pierde nada: lo que ya está conectado espera, con todos sus cambios.',
    action: 'Pide a un administrador que lo instale o lo active en Configuración, Servicios.',
  },
  'provider-not-offered': {
    title: 'Este tipo de cuenta no se te ofrece en esta Rubrica.',
    meaning: 'No se conectó nada; las cuentas que ya conectaste continúan.',
    action: 'Pide a un administrador que te lo ofrezca en Configuración, Servicios.',
  },
  'provider-not-ready': {
    title: 'Este tipo de cuenta todavía no está configurado en esta Rubrica.',
    meaning: 'No se conectó ni cambió nada.',
    action: 'Pide a un administrador que ingrese el ID y el secreto del cliente en Configuración, Servicios.',
  },
  'sign-in-declined': {
    title: 'Se salió de la página del servicio sin dar acceso a Rubrica.',
    meaning: 'No se conectó nada; no se leyó ni cambió ningún contacto.',
    action: 'Empieza de nuevo cuando quieras.',
  },
  'sign-in-lapsed': {
    title: 'Este inicio de sesión no se puede terminar.',
    meaning: 'No se conectó ni cambió nada.',
    action: 'Empieza de nuevo en este navegador: sirve para un solo intento en diez minutos.',
  },
  'sign-in-ended': {
    title: 'El servicio cerró esta sesión.',
    meaning:
      'No se cambió ningún contacto; los cambios de ambos lados esperan y llegarán cuando vuelvas a iniciar sesión.',
    action: 'Inicia sesión de nuevo en la página de la cuenta.',
  },
  'other-account': {
    title: 'Iniciaste sesión en otra cuenta que la conectada aquí.',
    meaning: 'No cambió nada: esta cuenta y sus vínculos siguen como estaban.',
    action: 'Inicia sesión con la cuenta correcta o conecta la otra como cuenta propia.',
  },
  'account-taken': {
    title: 'Otra persona de aquí ya conectó esta cuenta.',
    meaning: 'No se conectó nada; la suya sigue como está.',
    action: 'Conecta una cuenta tuya o pregunta a un administrador.',
  },
  'account-connected': {
    title: 'Esta cuenta ya está conectada.',
    meaning: nothing,
    action: 'Ábrela en Cuentas externas.',
  },
  'account-paused': { title: 'Esta cuenta está en pausa.', meaning: nothing, action: 'Reanúdala primero.' },
  'nothing-ready': {
    title: 'Ninguna tarjeta de la cola tiene tipo todavía.',
    meaning: 'No se importó nada.',
    action: 'Di al menos de una tarjeta si es una empresa, un contacto o un prospecto.',
  },
  'no-second-card': {
    title: 'Ninguna de estas es una segunda tarjeta que se pueda eliminar.',
    meaning: 'No se eliminó nada, y no se escribió nada en ningún lado.',
    action: 'Mira la cola de nuevo: quizá se fusionaron las fichas, o la agenda no admite cambios.',
  },
  'disconnect-under-way': {
    title: 'Esta cuenta se está desconectando.',
    meaning: 'Las tarjetas que elegiste se están eliminando; las que ya se eliminaron están en la papelera.',
    action: 'Espera a que termine, o elige seguir conectado.',
  },
  'cards-not-removed': {
    title: 'La agenda no dejó eliminar algunas tarjetas.',
    meaning: 'La cuenta sigue conectada hasta que no queden; las que ya se eliminaron están en la papelera.',
    action:
      'Rubrica lo intenta de nuevo sola. También puedes seguir conectado, o desconectar y conservar el resto.',
  },
  'too-large': {
    title: 'Es más de lo que cabe en una petición.',
    meaning: 'No cambió nada.',
    action: 'Envíalo en partes más pequeñas.',
  },
  'several-tables': {
    title: 'Uno de los archivos es una tabla.',
    meaning: 'No se tomó nada; no cambió ninguna ficha.',
    action: 'Importa la tabla por separado: de cada tabla se pregunta adónde va cada columna.',
  },
  'import-over': {
    title: 'Esta importación ya se inició o se detuvo.',
    meaning: 'No cambió nada.',
    action: 'Mira la lista de importaciones; elige otra vez el archivo para importarlo de nuevo.',
  },
  'too-slow': {
    title: 'Esta petición no llegó a tiempo.',
    meaning: 'No cambió nada.',
    action: 'Revisa la conexión e inténtalo otra vez.',
  },
  'unreadable-file': {
    title: 'Este archivo no se puede leer tal como está.',
    meaning: 'No se tomó nada; no cambió ninguna ficha.',
    action:
      'Corrige el punto indicado o guarda de nuevo el archivo como CSV, vCard o JSON, e inténtalo otra vez.',
  },
  'not-json': {
    title: 'El contenido de la petición no es JSON.',
    meaning: 'No cambió nada.',
    action: 'Envíalo como JSON, con content-type application/json.',
  },
  'nothing-waits': {
    title: 'Aquí no hay nada que espere una decisión.',
    meaning: 'No cambió nada.',
    action: 'Quizá ya se decidió: mira la cuenta.',
  },
  'plan-changed': {
    title: 'Lo que espera aquí cambió entretanto.',
    meaning: 'No se decidió ni se escribió nada.',
    action: 'La próxima sincronización lo planifica de nuevo: míralo entonces.',
  },
  'run-under-way': {
    title: 'Esta sincronización sigue en curso.',
    meaning: 'No se deshizo nada.',
    action: 'Espera a que termine y vuelve a intentarlo.',
  },
  'record-in-trash': {
    title: 'La ficha de esta tarjeta está en la papelera.',
    meaning: 'No cambió nada.',
    action: 'Recupera primero la ficha.',
  },
  'database-away': {
    title: 'En este momento la base de datos no responde.',
    meaning:
      'Lo que pediste justo ahora puede haberse guardado o no, pero nunca a medias. Todo lo guardado antes está ahí.',
    action: 'Espera un momento, mira lo que hay y vuelve a intentarlo. Rubrica se conecta de nuevo sola.',
  },
  'database-read-only': {
    title: 'La base de datos no acepta cambios.',
    meaning: 'No se cambió nada; lo guardado se puede seguir leyendo.',
    action:
      'Un administrador mira el servidor de la base de datos: es una réplica o está en solo lectura. Rubrica continúa sola.',
  },
  'database-full': {
    title: 'El disco de la base de datos está lleno.',
    meaning: 'No se cambió nada; lo guardado antes está ahí.',
    action: 'Un administrador hace sitio en el disco. Rubrica continúa sola.',
  },
  'database-busy': {
    title: 'La base de datos no llegó a tiempo.',
    meaning: 'No cambió nada.',
    action: 'Vuelve a intentarlo. Si continúa, un administrador mira en qué está ocupada la base de datos.',
  },
  'queue-stopped': {
    title: 'La cola de trabajos está parada: este proceso no sincroniza.',
    meaning: 'No se pierde nada: los cambios de ambos lados esperan y siguen cuando se reanude.',
    action: 'Un administrador lee el registro de este proceso y, si continúa, lo reinicia.',
  },
  internal: {
    title: 'Algo falló dentro de Rubrica.',
    meaning: 'El cambio no se hizo.',
    action: 'Vuelve a intentarlo; si continúa, da al administrador la referencia que aparece aquí.',
  },
};
