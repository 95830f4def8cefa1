// A card was deleted on the phone, and its account asks what that means.
export const deletion = {
  waits: 'Eliminada en el teléfono: tú decides qué significa para la ficha.',
  all: {
    label: 'Las {{count, number}} tarjetas eliminadas en el teléfono',
    verb: {
      follow: 'Eliminar las fichas',
      keep: 'Conservar las fichas',
      restore: 'Devolver las tarjetas',
    },
    title: {
      follow_one: '¿Eliminar también {{count, number}} ficha?',
      follow_many: '¿Eliminar también {{count, number}} fichas?',
      follow_other: '¿Eliminar también {{count, number}} fichas?',
      keep_one: '¿Conservar {{count, number}} ficha, fuera de tu teléfono?',
      keep_many: '¿Conservar {{count, number}} fichas, fuera de tu teléfono?',
      keep_other: '¿Conservar {{count, number}} fichas, fuera de tu teléfono?',
      restore_one: '¿Devolver {{count, number}} tarjeta al teléfono?',
      restore_many: '¿Devolver {{count, number}} tarjetas al teléfono?',
      restore_other: '¿Devolver {{count, number}} tarjetas al teléfono?',
    },
  },
  one: {
    label: 'La tarjeta de {{name}} se eliminó en el teléfono',
    verb: {
      follow: 'Eliminar la ficha',
      keep: 'Conservar la ficha',
      restore: 'Devolver la tarjeta',
    },
    title: {
      follow: '¿Eliminar también la ficha de {{name}}?',
      keep: '¿Conservar la ficha de {{name}}, fuera de tu teléfono?',
      restore: '¿Devolver la tarjeta de {{name}} al teléfono?',
    },
  },
  words: {
    follow_one:
      'La ficha va a la papelera y sus tarjetas se eliminan de todas las agendas en las que están, también de las de tus colegas. Todo se puede recuperar de la papelera, las tarjetas durante 90 días.',
    follow_many:
      'Las fichas van a la papelera y sus tarjetas se eliminan de todas las agendas en las que están, también de las de tus colegas. Todo se puede recuperar de la papelera, las tarjetas durante 90 días.',
    follow_other:
      'Las fichas van a la papelera y sus tarjetas se eliminan de todas las agendas en las que están, también de las de tus colegas. Todo se puede recuperar de la papelera, las tarjetas durante 90 días.',
    keep_one:
      'La ficha se queda en Rubrica y tu Sync mobile se desactiva: también se eliminan sus tarjetas en tus otras cuentas. Las tarjetas se pueden recuperar de la papelera durante 90 días.',
    keep_many:
      'Las fichas se quedan en Rubrica y tu Sync mobile se desactiva: también se eliminan sus tarjetas en tus otras cuentas. Las tarjetas se pueden recuperar de la papelera durante 90 días.',
    keep_other:
      'Las fichas se quedan en Rubrica y tu Sync mobile se desactiva: también se eliminan sus tarjetas en tus otras cuentas. Las tarjetas se pueden recuperar de la papelera durante 90 días.',
    restore_one: 'La tarjeta vuelve a la agenda con foto, grupos y todo lo que contenía. La ficha no cambia.',
    restore_many:
      'Las tarjetas vuelven a la agenda con foto, grupos y todo lo que contenían. Las fichas no cambian.',
    restore_other:
      'Las tarjetas vuelven a la agenda con foto, grupos y todo lo que contenían. Las fichas no cambian.',
  },
  done: {
    follow_one: '{{count, number}} ficha está en la papelera.',
    follow_many: '{{count, number}} fichas están en la papelera.',
    follow_other: '{{count, number}} fichas están en la papelera.',
    keep_one: '{{count, number}} ficha se queda, con Sync mobile desactivado.',
    keep_many: '{{count, number}} fichas se quedan, con Sync mobile desactivado.',
    keep_other: '{{count, number}} fichas se quedan, con Sync mobile desactivado.',
    restore_one: '{{count, number}} tarjeta vuelve al teléfono.',
    restore_many: '{{count, number}} tarjetas vuelven al teléfono.',
    restore_other: '{{count, number}} tarjetas vuelven al teléfono.',
  },
};
