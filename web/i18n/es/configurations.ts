// Configuración → Servicios: qué tipos de cuentas se pueden conectar aquí.
export const configurations = {
  title: 'Servicios',
  lead: 'Qué tipos de cuentas se pueden conectar y las claves que necesitan.',
  onlyAdministrators: {
    title: 'Esta página es para administradores',
    text: 'Ellos deciden qué tipos de cuentas se pueden conectar aquí.',
    back: 'A mis cuentas externas',
  },
  state: {
    ready: 'Listo',
    refused_one: 'No acepta este cliente: {{count, number}} cuenta espera',
    refused_many: 'No acepta este cliente: {{count, number}} cuentas esperan',
    refused_other: 'No acepta este cliente: {{count, number}} cuentas esperan',
    inUse_one: 'En uso por {{count, number}} cuenta',
    inUse_many: 'En uso por {{count, number}} cuentas',
    inUse_other: 'En uso por {{count, number}} cuentas',
    'not-installed': 'Sin instalar',
    'switched-off': 'Desactivado',
    'client-id-missing': 'Por configurar: ID de cliente',
    'client-secret-missing': 'Por configurar: secreto del cliente',
  },
  install: 'Instalar',
  installLead: 'Todavía no se ofrece a nadie. Instalarlo no pide nada: lo que necesita viene después.',
  enabled: 'Activado',
  enabledFor: '{{name}} está activado',
  offered: 'Los usuarios también pueden conectarlo',
  offeredHint:
    'Sin marcar, solo los administradores pueden conectar una cuenta nueva. Las ya conectadas continúan de todos modos.',
  approval: {
    title: 'Aprobación de una organización',
    text: 'Donde se lee «Se necesita la aprobación del administrador», el administrador de esa organización aprueba Rubrica una vez para todos, en esta dirección:',
  },
  uninstall: {
    do: 'Desinstalar',
    title: '¿Desinstalar {{name}}?',
    text: 'Ya no se ofrece a nadie. Su configuración queda guardada para cuando lo instales de nuevo.',
    inUse_one:
      '{{count, number}} cuenta conectada lo usa. Se puede desinstalar cuando su dueño la desconecte. Si en cambio lo desactivas, la cuenta espera, con todos sus cambios.',
    inUse_many:
      '{{count, number}} cuentas conectadas lo usan. Se puede desinstalar cuando sus dueños las desconecten. Si en cambio lo desactivas, las cuentas esperan, con todos sus cambios.',
    inUse_other:
      '{{count, number}} cuentas conectadas lo usan. Se puede desinstalar cuando sus dueños las desconecten. Si en cambio lo desactivas, las cuentas esperan, con todos sus cambios.',
    waiting_one:
      '{{count, number}} cuenta conectada espera. Se puede desinstalar cuando su dueño la desconecte.',
    waiting_many:
      '{{count, number}} cuentas conectadas esperan. Se puede desinstalar cuando sus dueños las desconecten.',
    waiting_other:
      '{{count, number}} cuentas conectadas esperan. Se puede desinstalar cuando sus dueños las desconecten.',
  },
  takeOut: {
    title: '¿Desactivar {{name}}?',
    text: 'Nadie podrá conectar una cuenta nueva.',
    accounts_one:
      '{{count, number}} cuenta conectada espera, con todos sus cambios, hasta que lo actives de nuevo.',
    accounts_many:
      '{{count, number}} cuentas conectadas esperan, con todos sus cambios, hasta que lo actives de nuevo.',
    accounts_other:
      '{{count, number}} cuentas conectadas esperan, con todos sus cambios, hasta que lo actives de nuevo.',
    confirm: 'Desactivar',
  },
  holds: 'Qué cabe en las tarjetas',
  capability: {
    any: 'sin límite',
    most: 'como máximo {{count, number}}',
    yes: 'sí',
    no: 'no',
    custom: 'personalizadas',
    fixed: 'fijas',
    labels: 'Etiquetas',
    what: 'En una tarjeta',
    notes: 'Notas',
    nickname: 'Apodo',
    anniversary: 'Aniversario',
    birthdayWithoutYear: 'Cumpleaños sin año',
    photo: 'Foto',
    joinGroups: 'Grupos',
    emails: 'Correos',
    phones: 'Teléfonos',
    urls: 'Sitios web',
    addresses: 'Direcciones',
  },
  client: {
    title: 'Cliente de esta Rubrica en {{name}}',
    id: 'ID de cliente',
    secret: 'Secreto del cliente',
    secretKept: 'Hay un secreto guardado; nunca se muestra. Escribe uno nuevo para sustituirlo.',
    secretNone: 'Se guarda cifrado y no se vuelve a mostrar.',
    environment: 'Lo fija el entorno del servidor: solo se puede cambiar allí.',
    redirect: 'Dirección de retorno',
    redirectHint: 'Regístrala en {{name}} exactamente así.',
    save: 'Guardar',
    saved: 'Guardado.',
    show: 'Mostrar u ocultar el secreto',
    reconnect:
      'Con otro cliente, quien haya conectado una cuenta tendrá que iniciar sesión de nuevo. Los vínculos y las fichas siguen.',
  },
  check: {
    do: 'Comprobar',
    saveFirst: 'Primero guarda y luego comprueba.',
    ok: '{{name}} acepta este cliente y su dirección de retorno.',
    okAction: 'Todos pueden conectar una cuenta.',
    refused: '{{name}} no acepta este cliente.',
  },
  help: {
    title: 'Cómo registrar Rubrica en {{name}}',
    guide: 'La guía completa es {{page}}, en la carpeta de Rubrica.',
  },
};
