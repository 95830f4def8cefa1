// A card was deleted on the phone, and its account asks what that means.
export const deletion = {
  waits: 'Deleted on the phone: you say what that means for the record.',
  all: {
    label: 'All {{count, number}} cards deleted on the phone',
    verb: {
      follow: 'Delete the records too',
      keep: 'Keep the records',
      restore: 'Put the cards back',
    },
    title: {
      follow_one: 'Delete {{count, number}} record too?',
      follow_other: 'Delete {{count, number}} records too?',
      keep_one: 'Keep {{count, number}} record, off your phone?',
      keep_other: 'Keep {{count, number}} records, off your phone?',
      restore_one: 'Put {{count, number}} card back on the phone?',
      restore_other: 'Put {{count, number}} cards back on the phone?',
    },
  },
  one: {
    label: 'The card of {{name}} was deleted on the phone',
    verb: {
      follow: 'Delete the record too',
      keep: 'Keep the record',
      restore: 'Put the card back',
    },
    title: {
      follow: 'Delete the record of {{name}} too?',
      keep: 'Keep the record of {{name}}, off your phone?',
      restore: 'Put the card of {{name}} back on the phone?',
    },
  },
  words: {
    follow_one:
      'The record goes to the trash, and its cards are deleted from every address book that holds them, your colleagues’ too. All of it can be restored from the trash, cards for 90 days.',
    follow_other:
      'The records go to the trash, and their cards are deleted from every address book that holds them, your colleagues’ too. All of it can be restored from the trash, cards for 90 days.',
    keep_one:
      'The record stays in Rubrica and Sync mobile goes off for you: its cards in your other accounts are deleted too. Cards can be restored from the trash for 90 days.',
    keep_other:
      'The records stay in Rubrica and Sync mobile goes off for you: their cards in your other accounts are deleted too. Cards can be restored from the trash for 90 days.',
    restore_one:
      'The card is made again in the address book, with photo, groups and everything it held. The record is not changed.',
    restore_other:
      'The cards are made again in the address book, with photo, groups and everything they held. The records are not changed.',
  },
  done: {
    follow_one: '{{count, number}} record is in the trash.',
    follow_other: '{{count, number}} records are in the trash.',
    keep_one: '{{count, number}} record stays, with Sync mobile off.',
    keep_other: '{{count, number}} records stay, with Sync mobile off.',
    restore_one: '{{count, number}} card is on its way back to the phone.',
    restore_other: '{{count, number}} cards are on their way back to the phone.',
  },
};
