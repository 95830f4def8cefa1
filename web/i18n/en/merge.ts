export const merge = {
  mergeWith: 'Merge with…',
  pick: 'Merge {{name}} with which record?',
  hint: 'Next you see both side by side and choose value by value. Nothing is changed before that.',
  title: 'Merge two records into one',
  stays: 'stays',
  goes: 'goes to the trash',
  swap: 'Swap',
  kind: 'The outcome is a',
  empty: 'empty',
  picture: { this: 'Photo of the record that stays', other: 'Photo of the other record' },
  cards: 'Cards in your address books',
  card: {
    stays: 'Card “{{name}}” stays, with the values of the outcome.',
    moves: 'Card “{{name}}” goes over to the record that stays: the same card on the phone.',
    duplicate:
      'Card “{{name}}” stays in the address book as it is and is synced no more; the queue offers it as a second card.',
    deleted: 'Card “{{name}}” is deleted in the address book, and kept in the trash for 90 days.',
    waits: 'The card that is about to be made will be that of the record that stays.',
  },
  others_one: '{{count, number}} card in the address books of colleagues is treated the same way.',
  others_other: '{{count, number}} cards in the address books of colleagues are treated the same way.',
  promise:
    '{{name}} goes to the trash with all its values and its history. Taking it back from there takes the merge back, too.',
  merge: 'Merge',

  into: 'This record was merged into',
  likely: 'This looks like {{name}}: {{reasons}}.',
  compare: 'Compare and merge',
  convert: {
    to: {
      company: 'Convert to company',
      contact: 'Convert to contact',
      lead: 'Convert to lead',
    },
    title: {
      company: 'Make {{name}} a company?',
      contact: 'Make {{name}} a contact?',
      lead: 'Make {{name}} a lead?',
    },
    words: 'It stays the same record, with its history and every Sync mobile flag.',
    wordsCards:
      'It stays the same record, with its history and every Sync mobile flag. On the phone it stays the same card.',
    waiting: 'Kept, and shown again should you convert it back:',
    done: '{{name}} is now in: {{kind}}',
  },
};
