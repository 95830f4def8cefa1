// Disconnecting an account: what becomes of its cards.
export const disconnect = {
  title: 'Scollegare {{name}}?',
  text: 'La password salvata viene eliminata e la sincronizzazione finisce. Tutte le tue anagrafiche restano in Rubrica.',
  keep: 'Tieni tutte le voci nella rubrica esterna',
  keepText: 'La rubrica esterna resta com’è in questo momento.',
  remove: 'Elimina le voci create da Rubrica',
  removeText: 'Le voci che c’erano prima del collegamento non si toccano mai.',
  queue_one:
    'Se ne va anche la coda: {{count, number}} voce non ancora decisa resta solo nella rubrica esterna.',
  queue_many:
    'Se ne va anche la coda: {{count, number}} voci non ancora decise restano solo nella rubrica esterna.',
  queue_other:
    'Se ne va anche la coda: {{count, number}} voci non ancora decise restano solo nella rubrica esterna.',
  show: 'Mostra che cosa succederebbe',
  confirm: 'Scollega',
  confirmRemove_one: 'Elimina {{count, number}} voce e scollega',
  confirmRemove_many: 'Elimina {{count, number}} voci e scollega',
  confirmRemove_other: 'Elimina {{count, number}} voci e scollega',
  done: '{{name}} è scollegato.',
  ends: 'La password viene eliminata e la sincronizzazione finisce. Tutte le tue anagrafiche restano in Rubrica.',
  removed_one:
    '{{count, number}} voce viene eliminata da {{name}}. Resta intera nel cestino per 90 giorni, e prima entrano le modifiche che Rubrica non ha ancora visto.',
  removed_many:
    '{{count, number}} voci vengono eliminate da {{name}}. Restano intere nel cestino per 90 giorni, e prima entrano le modifiche che Rubrica non ha ancora visto.',
  removed_other:
    '{{count, number}} voci vengono eliminate da {{name}}. Restano intere nel cestino per 90 giorni, e prima entrano le modifiche che Rubrica non ha ancora visto.',
  kept_one: '{{count, number}} voce resta com’è nella rubrica esterna.',
  kept_many: '{{count, number}} voci restano come sono nella rubrica esterna.',
  kept_other: '{{count, number}} voci restano come sono nella rubrica esterna.',
  cancel: 'Resta collegato',
  started: 'Le voci vengono eliminate da {{name}}; poi l’account si scollega.',
  cancelled: '{{name}} resta collegato.',
  leaving: '{{name}} si sta scollegando',
  progress: '{{done, number}} voci eliminate su {{total, number}}',
  progressLabel: 'Voci eliminate',
  after:
    'Quando l’ultima non c’è più, la password viene eliminata e l’account viene rimosso da Rubrica. Puoi lasciare questa pagina.',
  keepRest: 'Tieni le altre e scollega',
  stay: 'Resta collegato',
  stayText:
    'Le voci già eliminate sono nel cestino; restando collegato vedi l’anteprima delle modifiche che le rimettono.',
};
