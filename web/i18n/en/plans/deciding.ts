// Deciding about a plan: approving, discarding, undoing.
export const decide = {
  settingsTitle: 'Discard the change of settings?',
  settingsBack:
    'The settings of {{account}} are again what they were. Nothing is written, and edits on both sides go on as before.',
  settingsDone: 'The settings are what they were.',
  bar: 'Your decision',
  waits_one: '{{count, number}} change waits for you',
  waits_other: '{{count, number}} changes wait for you',
  approve_one: 'Approve {{count, number}} change',
  approve_other: 'Approve {{count, number}} changes',
  discard: 'Discard',
  approveTitle_one: 'Carry out {{count, number}} change?',
  approveTitle_other: 'Carry out {{count, number}} changes?',
  discardTitle_one: 'Not carry out {{count, number}} change?',
  discardTitle_other: 'Not carry out {{count, number}} changes?',
  recheck: 'Each is compared once more first: what is no longer needed by then is not done.',
  alone: 'A value that only one side has stays there alone until somebody changes it.',
  rest_one: 'The other {{count, number}} change goes on waiting.',
  rest_other: 'The other {{count, number}} changes go on waiting.',
  approved_one: '{{count, number}} change is on its way.',
  approved_other: '{{count, number}} changes are on their way.',
  discarded_one: '{{count, number}} change is discarded.',
  discarded_other: '{{count, number}} changes are discarded.',
};

/** On the buttons, where one class waits: what happens. */
export const act = {
  approve: {
    'card-creations': 'Create the cards',
    'card-updates': 'Write to the cards',
    'card-deletions': 'Delete the cards',
    'card-blanking': 'Empty the values',
    'record-updates': 'Change the records',
    'record-unlinks': 'Keep them off my phone',
    'record-blanking': 'Empty the values',
  },
  discard: {
    'card-creations': 'Create none',
    'card-updates': 'Leave the cards',
    'card-deletions': 'Keep the cards',
    'card-blanking': 'Keep the values',
    'record-updates': 'Leave the records',
    'record-unlinks': 'Put the cards back',
    'record-blanking': 'Keep the values',
  },
};

export const approve = {
  'card-creations_one': '{{count, number}} card is made in {{account}}.',
  'card-creations_other': '{{count, number}} cards are made in {{account}}.',
  'card-updates_one': '{{count, number}} card in {{account}} gets the values shown.',
  'card-updates_other': '{{count, number}} cards in {{account}} get the values shown.',
  'card-deletions_one':
    '{{count, number}} card is deleted from {{account}}. It is kept whole in the trash for 90 days; its record stays as it is.',
  'card-deletions_other':
    '{{count, number}} cards are deleted from {{account}}. They are kept whole in the trash for 90 days; their records stay as they are.',
  'card-blanking_one': '{{count, number}} card in {{account}} loses the values shown as emptied.',
  'card-blanking_other': '{{count, number}} cards in {{account}} lose the values shown as emptied.',
  'record-updates_one':
    '{{count, number}} record takes the values of its card; its history keeps the old ones.',
  'record-updates_other':
    '{{count, number}} records take the values of their cards; their history keeps the old ones.',
  'record-unlinks_one': 'Sync mobile goes off for {{count, number}} record. The record stays in Rubrica.',
  'record-unlinks_other': 'Sync mobile goes off for {{count, number}} records. The records stay in Rubrica.',
  'record-unlinks-trash_one': '{{count, number}} record goes to the trash, because its card was deleted.',
  'record-unlinks-trash_other':
    '{{count, number}} records go to the trash, because their cards were deleted.',
  'record-blanking_one':
    '{{count, number}} record loses the values shown as emptied; its history keeps them.',
  'record-blanking_other':
    '{{count, number}} records lose the values shown as emptied; their history keeps them.',
};

export const discard = {
  'card-creations_one': 'No card is made, and Sync mobile goes off for {{count, number}} record.',
  'card-creations_other': 'No cards are made, and Sync mobile goes off for {{count, number}} records.',
  'card-updates_one': '{{count, number}} card keeps its values, and its record takes them back.',
  'card-updates_other': '{{count, number}} cards keep their values, and their records take them back.',
  'card-deletions_one':
    '{{count, number}} card stays in {{account}} and Sync mobile is on for its record again. If the record lies in the trash, the card stays but follows it no more.',
  'card-deletions_other':
    '{{count, number}} cards stay in {{account}} and Sync mobile is on for their records again. Where a record lies in the trash, its card stays but follows it no more.',
  'card-blanking_one': '{{count, number}} card keeps its values, and its record takes them back.',
  'card-blanking_other': '{{count, number}} cards keep their values, and their records take them back.',
  'record-updates_one': '{{count, number}} record keeps its values, and its card gets them again.',
  'record-updates_other': '{{count, number}} records keep their values, and their cards get them again.',
  'record-unlinks_one':
    '{{count, number}} card is put back into {{account}}, with photo, groups and everything it held.',
  'record-unlinks_other':
    '{{count, number}} cards are put back into {{account}}, with photo, groups and everything they held.',
  'record-blanking_one': '{{count, number}} record keeps its values, and its card gets them again.',
  'record-blanking_other': '{{count, number}} records keep their values, and their cards get them again.',
};

export const undo = {
  run: 'Undo this run',
  one: 'Undo',
  oneOf: 'Undo: {{name}}',
  title: 'Undo what this sync did?',
  words:
    'On both sides: values become what they were, cards that were made are deleted again and kept in the trash, deleted cards are put back, imported records go to the trash and their cards wait in the queue again.',
  left: 'What was changed since stays as it is, and is listed.',
  confirm: 'Undo this run',
  done_one: '{{count, number}} change is undone.',
  done_other: '{{count, number}} changes are undone.',
  skipped_one: '{{count, number}} change was left as it is:',
  skipped_other: '{{count, number}} changes were left as they are:',
  skippedMore_one: 'and one more, marked below',
  skippedMore_other: 'and {{count, number}} more, marked below',
  some: 'A change further down',
  reason: {
    'changed-since': 'changed since then',
    'used-by-others': 'a colleague has it on the phone: the record stays',
    'record-deleted': 'its record lies in the trash: restore it there',
    'stays-on-card': 'the card was let go of: what was written on it stays there',
    'from-elsewhere': 'the record has it from elsewhere: it stays on both sides',
    'nothing-to-undo': 'there is nothing to undo',
  },
};
