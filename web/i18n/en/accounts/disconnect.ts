// Disconnecting an account: what becomes of its cards.
export const disconnect = {
  title: 'Disconnect {{name}}?',
  text: 'The stored password is erased and the synchronisation ends. All your records stay in Rubrica.',
  keep: 'Keep all cards in the address book',
  keepText: 'The address book stays as it is at this moment.',
  remove: 'Remove the cards that Rubrica created',
  removeText: 'Cards that were there before the connection are never touched.',
  queue_one:
    'Its queue goes too: {{count, number}} card that you have not decided about stays in the address book only.',
  queue_other:
    'Its queue goes too: {{count, number}} cards that you have not decided about stay in the address book only.',
  show: 'Show what would happen',
  confirm: 'Disconnect',
  confirmRemove_one: 'Remove {{count, number}} card and disconnect',
  confirmRemove_other: 'Remove {{count, number}} cards and disconnect',
  done: '{{name}} is disconnected.',
  ends: 'The password is erased and the synchronisation ends. All your records stay in Rubrica.',
  removed_one:
    '{{count, number}} card is removed from {{name}}. It is kept whole in the trash for 90 days, and edits on it that Rubrica has not seen come in first.',
  removed_other:
    '{{count, number}} cards are removed from {{name}}. They are kept whole in the trash for 90 days, and edits on them that Rubrica has not seen come in first.',
  kept_one: '{{count, number}} card stays in the address book as it is.',
  kept_other: '{{count, number}} cards stay in the address book as they are.',
  cancel: 'Stay connected',
  started: 'Removing the cards from {{name}}; then it is disconnected.',
  cancelled: '{{name}} stays connected.',
  leaving: '{{name}} is being disconnected',
  progress: '{{done, number}} of {{total, number}} cards removed',
  progressLabel: 'Cards removed',
  after: 'The password is erased and the account ends when the last one is gone. You can leave this page.',
  keepRest: 'Keep the rest and disconnect',
  stay: 'Stay connected',
  stayText: 'Cards removed by now lie in the trash; staying connected shows a plan that puts them back.',
};
