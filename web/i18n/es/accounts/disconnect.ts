// Disconnecting an account: what becomes of its cards.
export const disconnect = {
  title: '¿Desconectar {{name}}?',
  text: 'La contraseña guardada se borra y la sincronización termina. Todas tus fichas se quedan en Rubrica.',
  keep: 'Conservar todas las tarjetas en la agenda',
  keepText: 'La agenda queda como está en este momento.',
  remove: 'Eliminar las tarjetas creadas por Rubrica',
  removeText: 'Las tarjetas que había antes de conectar no se tocan nunca.',
  queue_one: 'Su cola también se va: {{count, number}} tarjeta sin decidir queda solo en la agenda.',
  queue_many: 'Su cola también se va: {{count, number}} tarjetas sin decidir quedan solo en la agenda.',
  queue_other: 'Su cola también se va: {{count, number}} tarjetas sin decidir quedan solo en la agenda.',
  show: 'Mostrar qué pasaría',
  confirm: 'Desconectar',
  confirmRemove_one: 'Quitar {{count, number}} tarjeta y desconectar',
  confirmRemove_many: 'Quitar {{count, number}} tarjetas y desconectar',
  confirmRemove_other: 'Quitar {{count, number}} tarjetas y desconectar',
  done: '{{name}} está desconectada.',
  ends: 'La contraseña se borra y la sincronización termina. Todas tus fichas se quedan en Rubrica.',
  removed_one:
    '{{count, number}} tarjeta se elimina de {{name}}. Se guarda entera en la papelera durante 90 días, y antes entran los cambios que Rubrica no haya visto.',
  removed_many:
    '{{count, number}} tarjetas se eliminan de {{name}}. Se guardan enteras en la papelera durante 90 días, y antes entran los cambios que Rubrica no haya visto.',
  removed_other:
    '{{count, number}} tarjetas se eliminan de {{name}}. Se guardan enteras en la papelera durante 90 días, y antes entran los cambios que Rubrica no haya visto.',
  kept_one: '{{count, number}} tarjeta se queda como está en la agenda.',
  kept_many: '{{count, number}} tarjetas se quedan como están en la agenda.',
  kept_other: '{{count, number}} tarjetas se quedan como están en la agenda.',
  cancel: 'Seguir conectado',
  started: 'Se quitan las tarjetas de {{name}}; después se desconecta.',
  cancelled: '{{name}} sigue conectada.',
  leaving: '{{name}} se está desconectando',
  progress: '{{done, number}} de {{total, number}} tarjetas quitadas',
  progressLabel: 'Tarjetas quitadas',
  after:
    'Cuando no quede ninguna, la contraseña se borra y la cuenta se quita de Rubrica. Puedes salir de esta página.',
  keepRest: 'Conservar el resto y desconectar',
  stay: 'Seguir conectado',
  stayText:
    'Las tarjetas ya quitadas están en la papelera; si sigues conectado verás la vista previa de los cambios que las devuelven.',
};
