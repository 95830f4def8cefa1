export const merge = {
  mergeWith: 'Fusionar con…',
  pick: '¿Con qué ficha fusionar {{name}}?',
  hint: 'Después verás las dos lado a lado y elegirás valor por valor. Antes de eso no cambia nada.',
  title: 'Hacer de dos fichas una',
  stays: 'se queda',
  goes: 'va a la papelera',
  swap: 'Intercambiar',
  kind: 'El resultado es',
  empty: 'vacío',
  picture: { this: 'Foto de la ficha que se queda', other: 'Foto de la otra ficha' },
  cards: 'Tarjetas en tus agendas',
  card: {
    stays: 'La tarjeta «{{name}}» se queda, con los valores del resultado.',
    moves: 'La tarjeta «{{name}}» pasa a la ficha que se queda: en el teléfono es la misma tarjeta.',
    duplicate:
      'La tarjeta «{{name}}» se queda en la agenda tal como está y ya no se sincroniza; la cola la ofrece como segunda tarjeta.',
    deleted: 'La tarjeta «{{name}}» se elimina en la agenda y queda 90 días en la papelera.',
    waits: 'La tarjeta que está a punto de crearse será la de la ficha que se queda.',
  },
  others_one: '{{count, number}} tarjeta en las agendas de los colegas sigue la misma regla.',
  others_other: '{{count, number}} tarjetas en las agendas de los colegas siguen la misma regla.',
  others_many: '{{count, number}} tarjetas en las agendas de los colegas siguen la misma regla.',
  promise:
    '{{name}} va a la papelera con todos sus valores y su historial. Recuperarla de allí deshace también la fusión.',
  merge: 'Fusionar',

  into: 'Esta ficha se fusionó con',
  likely: 'Se parece a {{name}}: {{reasons}}.',
  compare: 'Comparar y fusionar',
  convert: {
    to: {
      company: 'Convertir en empresa',
      contact: 'Convertir en contacto',
      lead: 'Convertir en prospecto',
    },
    title: {
      company: '¿Hacer de {{name}} una empresa?',
      contact: '¿Hacer de {{name}} un contacto?',
      lead: '¿Hacer de {{name}} un prospecto?',
    },
    words: 'Sigue siendo la misma ficha, con su historial y cada marca Sync mobile.',
    wordsCards:
      'Sigue siendo la misma ficha, con su historial y cada marca Sync mobile. En el teléfono sigue siendo la misma tarjeta.',
    waiting: 'Se conservan, y se muestran de nuevo si la vuelves a convertir:',
    done: '{{name}} está ahora en: {{kind}}',
  },
};
