// Disconnecting an account: what becomes of its cards.
export const disconnect = {
  title: 'Scollegare {{name}}?',
  text: 'La password salvata viene cancellata e la sincronizzazione finisce. Tutte le tue anagrafiche restano in Rubrica.',
  keep: 'Tieni tutte le schede nella rubrica esterna',
  keepText: 'La rubrica esterna resta com’è in questo momento.',
  remove: 'Elimina le schede create da Rubrica',
  removeText: 'Le schede che c’erano prima del collegamento non si toccano mai.',
  queue_one:
    'Se ne va anche la coda: {{count, number}} scheda non ancora decisa resta solo nella rubrica esterna.',
  queue_many:
    'Se ne va anche la coda: {{count, number}} schede non ancora decise restano solo nella rubrica esterna.',
  queue_other:
    'Se ne va anche la coda: {{count, number}} schede non ancora decise restano solo nella rubrica esterna.',
  show: 'Mostra che cosa succederebbe',
  confirm: 'Scollega',
  confirmRemove_one: 'Togli {{count, number}} scheda e scollega',
  confirmRemove_many: 'Togli {{count, number}} schede e scollega',
  confirmRemove_other: 'Togli {{count, number}} schede e scollega',
  done: '{{name}} è scollegato.',
  ends: 'La password viene cancellata e la sincronizzazione finisce. Tutte le tue anagrafiche restano in Rubrica.',
  removed_one:
    '{{count, number}} scheda viene tolta da {{name}}. Resta intera nel cestino per 90 giorni, e prima entrano le modifiche che Rubrica non ha ancora visto.',
  removed_many:
    '{{count, number}} schede vengono tolte da {{name}}. Restano intere nel cestino per 90 giorni, e prima entrano le modifiche che Rubrica non ha ancora visto.',
  removed_other:
    '{{count, number}} schede vengono tolte da {{name}}. Restano intere nel cestino per 90 giorni, e prima entrano le modifiche che Rubrica non ha ancora visto.',
  kept_one: '{{count, number}} scheda resta com’è nella rubrica esterna.',
  kept_many: '{{count, number}} schede restano come sono nella rubrica esterna.',
  kept_other: '{{count, number}} schede restano come sono nella rubrica esterna.',
  cancel: 'Resta collegato',
  started: 'Le schede vengono tolte da {{name}}; poi l’account si scollega.',
  cancelled: '{{name}} resta collegato.',
  leaving: '{{name}} si sta scollegando',
  progress: '{{done, number}} schede tolte su {{total, number}}',
  progressLabel: 'Schede tolte',
  after:
    'Quando l’ultima non c’è più, la password viene cancellata e l’account finisce. Puoi lasciare questa pagina.',
  keepRest: 'Tieni le altre e scollega',
  stay: 'Resta collegato',
  stayText: 'Le schede già tolte sono nel cestino; restando collegato vedi un piano che le rimette.',
};
