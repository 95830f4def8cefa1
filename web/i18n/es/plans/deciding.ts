// Decidir sobre un plan: aprobar, descartar, deshacer.
export const decide = {
  settingsTitle: '¿Descartar el cambio de configuración?',
  settingsBack:
    'La configuración de {{account}} vuelve a ser la de antes. No se escribe nada, y los cambios de ambos lados siguen como antes.',
  settingsDone: 'La configuración vuelve a ser la de antes.',
  bar: 'Tu decisión',
  waits_one: '{{count, number}} cambio espera tu decisión',
  waits_many: '{{count, number}} cambios esperan tu decisión',
  waits_other: '{{count, number}} cambios esperan tu decisión',
  approve_one: 'Aprobar {{count, number}} cambio',
  approve_many: 'Aprobar {{count, number}} cambios',
  approve_other: 'Aprobar {{count, number}} cambios',
  discard: 'Descartar',
  approveTitle_one: '¿Llevar a cabo {{count, number}} cambio?',
  approveTitle_many: '¿Llevar a cabo {{count, number}} cambios?',
  approveTitle_other: '¿Llevar a cabo {{count, number}} cambios?',
  discardTitle_one: '¿Renunciar a {{count, number}} cambio?',
  discardTitle_many: '¿Renunciar a {{count, number}} cambios?',
  discardTitle_other: '¿Renunciar a {{count, number}} cambios?',
  recheck: 'Antes se compara cada uno otra vez: lo que para entonces ya no haga falta no se hace.',
  alone: 'Un valor que solo está en un lado se queda allí hasta que alguien lo cambie.',
  rest_one: 'El otro cambio sigue esperando.',
  rest_many: 'Los otros {{count, number}} cambios siguen esperando.',
  rest_other: 'Los otros {{count, number}} cambios siguen esperando.',
  approved_one: '{{count, number}} cambio está en camino.',
  approved_many: '{{count, number}} cambios están en camino.',
  approved_other: '{{count, number}} cambios están en camino.',
  discarded_one: '{{count, number}} cambio descartado.',
  discarded_many: '{{count, number}} cambios descartados.',
  discarded_other: '{{count, number}} cambios descartados.',
};

/** En los botones, donde espera una sola clase: qué pasa. */
export const act = {
  approve: {
    'card-creations': 'Crear las tarjetas',
    'card-updates': 'Modificar las tarjetas',
    'card-deletions': 'Eliminar las tarjetas',
    'card-blanking': 'Vaciar los valores',
    'record-updates': 'Modificar las fichas',
    'record-unlinks': 'Fuera de mi teléfono',
    'record-blanking': 'Vaciar los valores',
  },
  discard: {
    'card-creations': 'No crear ninguna',
    'card-updates': 'Dejar las tarjetas',
    'card-deletions': 'Conservar las tarjetas',
    'card-blanking': 'Conservar los valores',
    'record-updates': 'Dejar las fichas',
    'record-unlinks': 'Devolver las tarjetas',
    'record-blanking': 'Conservar los valores',
  },
};

export const approve = {
  'card-creations_one': 'Se crea {{count, number}} tarjeta en {{account}}.',
  'card-creations_many': 'Se crean {{count, number}} tarjetas en {{account}}.',
  'card-creations_other': 'Se crean {{count, number}} tarjetas en {{account}}.',
  'card-updates_one': '{{count, number}} tarjeta de {{account}} toma los valores mostrados.',
  'card-updates_many': '{{count, number}} tarjetas de {{account}} toman los valores mostrados.',
  'card-updates_other': '{{count, number}} tarjetas de {{account}} toman los valores mostrados.',
  'card-deletions_one':
    'Se elimina {{count, number}} tarjeta de {{account}}. Se guarda entera en la papelera durante 90 días; su ficha se queda como está.',
  'card-deletions_many':
    'Se eliminan {{count, number}} tarjetas de {{account}}. Se guardan enteras en la papelera durante 90 días; sus fichas se quedan como están.',
  'card-deletions_other':
    'Se eliminan {{count, number}} tarjetas de {{account}}. Se guardan enteras en la papelera durante 90 días; sus fichas se quedan como están.',
  'card-blanking_one': '{{count, number}} tarjeta de {{account}} pierde los valores que aparecen vaciados.',
  'card-blanking_many':
    '{{count, number}} tarjetas de {{account}} pierden los valores que aparecen vaciados.',
  'card-blanking_other':
    '{{count, number}} tarjetas de {{account}} pierden los valores que aparecen vaciados.',
  'record-updates_one':
    '{{count, number}} ficha toma los valores de su tarjeta; su historial guarda los anteriores.',
  'record-updates_many':
    '{{count, number}} fichas toman los valores de sus tarjetas; su historial guarda los anteriores.',
  'record-updates_other':
    '{{count, number}} fichas toman los valores de sus tarjetas; su historial guarda los anteriores.',
  'record-unlinks_one': 'Se desactiva Sync mobile en {{count, number}} ficha, que se queda en Rubrica.',
  'record-unlinks_many': 'Se desactiva Sync mobile en {{count, number}} fichas, que se quedan en Rubrica.',
  'record-unlinks_other': 'Se desactiva Sync mobile en {{count, number}} fichas, que se quedan en Rubrica.',
  'record-unlinks-trash_one': '{{count, number}} ficha va a la papelera, porque su tarjeta se eliminó.',
  'record-unlinks-trash_many':
    '{{count, number}} fichas van a la papelera, porque sus tarjetas se eliminaron.',
  'record-unlinks-trash_other':
    '{{count, number}} fichas van a la papelera, porque sus tarjetas se eliminaron.',
  'record-blanking_one':
    '{{count, number}} ficha pierde los valores que aparecen vaciados; su historial los guarda.',
  'record-blanking_many':
    '{{count, number}} fichas pierden los valores que aparecen vaciados; su historial los guarda.',
  'record-blanking_other':
    '{{count, number}} fichas pierden los valores que aparecen vaciados; su historial los guarda.',
};

export const discard = {
  'card-creations_one': 'No se crea la tarjeta, y se desactiva Sync mobile en {{count, number}} ficha.',
  'card-creations_many':
    'No se crea ninguna tarjeta, y se desactiva Sync mobile en {{count, number}} fichas.',
  'card-creations_other':
    'No se crea ninguna tarjeta, y se desactiva Sync mobile en {{count, number}} fichas.',
  'card-updates_one': '{{count, number}} tarjeta conserva sus valores, y su ficha los recupera.',
  'card-updates_many': '{{count, number}} tarjetas conservan sus valores, y sus fichas los recuperan.',
  'card-updates_other': '{{count, number}} tarjetas conservan sus valores, y sus fichas los recuperan.',
  'card-deletions_one':
    '{{count, number}} tarjeta se queda en {{account}} y Sync mobile de su ficha vuelve a estar activo. Si la ficha está en la papelera, la tarjeta se queda pero ya no la sigue.',
  'card-deletions_many':
    '{{count, number}} tarjetas se quedan en {{account}} y Sync mobile de sus fichas vuelve a estar activo. Donde la ficha está en la papelera, la tarjeta se queda pero ya no la sigue.',
  'card-deletions_other':
    '{{count, number}} tarjetas se quedan en {{account}} y Sync mobile de sus fichas vuelve a estar activo. Donde la ficha está en la papelera, la tarjeta se queda pero ya no la sigue.',
  'card-blanking_one': '{{count, number}} tarjeta conserva sus valores, y su ficha los recupera.',
  'card-blanking_many': '{{count, number}} tarjetas conservan sus valores, y sus fichas los recuperan.',
  'card-blanking_other': '{{count, number}} tarjetas conservan sus valores, y sus fichas los recuperan.',
  'record-updates_one': '{{count, number}} ficha conserva sus valores, y su tarjeta los recibe de nuevo.',
  'record-updates_many':
    '{{count, number}} fichas conservan sus valores, y sus tarjetas los reciben de nuevo.',
  'record-updates_other':
    '{{count, number}} fichas conservan sus valores, y sus tarjetas los reciben de nuevo.',
  'record-unlinks_one':
    '{{count, number}} tarjeta vuelve a {{account}}, con foto, grupos y todo lo que contenía.',
  'record-unlinks_many':
    '{{count, number}} tarjetas vuelven a {{account}}, con foto, grupos y todo lo que contenían.',
  'record-unlinks_other':
    '{{count, number}} tarjetas vuelven a {{account}}, con foto, grupos y todo lo que contenían.',
  'record-blanking_one': '{{count, number}} ficha conserva sus valores, y su tarjeta los recibe de nuevo.',
  'record-blanking_many':
    '{{count, number}} fichas conservan sus valores, y sus tarjetas los reciben de nuevo.',
  'record-blanking_other':
    '{{count, number}} fichas conservan sus valores, y sus tarjetas los reciben de nuevo.',
};

export const undo = {
  run: 'Deshacer esta sincronización',
  one: 'Deshacer',
  oneOf: 'Deshacer: {{name}}',
  title: '¿Deshacer lo que hizo esta sincronización?',
  words:
    'En ambos lados: los valores vuelven a ser los que eran, las tarjetas creadas se eliminan y se guardan en la papelera, las tarjetas eliminadas vuelven a su sitio, las fichas importadas van a la papelera y sus tarjetas esperan de nuevo en la cola.',
  left: 'Lo que cambió desde entonces se queda como está y aparece en una lista.',
  confirm: 'Deshacer esta sincronización',
  done_one: '{{count, number}} cambio deshecho.',
  done_many: '{{count, number}} cambios deshechos.',
  done_other: '{{count, number}} cambios deshechos.',
  skipped_one: '{{count, number}} cambio se quedó como está:',
  skipped_many: '{{count, number}} cambios se quedaron como están:',
  skipped_other: '{{count, number}} cambios se quedaron como están:',
  skippedMore_one: 'y uno más, marcado abajo',
  skippedMore_many: 'y {{count, number}} más, marcados abajo',
  skippedMore_other: 'y {{count, number}} más, marcados abajo',
  some: 'Un cambio de más abajo',
  reason: {
    'changed-since': 'cambió desde entonces',
    'used-by-others': 'un colega la tiene en el teléfono: la ficha se queda',
    'record-deleted': 'su ficha está en la papelera: recupérala allí',
    'stays-on-card': 'la tarjeta ya no está vinculada: lo que se escribió en ella se queda allí',
    'from-elsewhere': 'la ficha lo tiene de otro sitio: se queda en ambos lados',
    'nothing-to-undo': 'no hay nada que deshacer',
  },
};
