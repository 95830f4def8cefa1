// The server speaks English: its own words are shown for every code that is not here.
export const errors = {
  reference: 'Reference: {{reference}}',
  unreachable: {
    title: 'Rubrica does not answer.',
    meaning: 'Nothing was changed.',
    action: 'Check your connection and try again.',
  },
  internal: {
    title: 'Something went wrong inside Rubrica.',
    meaning: 'The change was not made.',
    action: 'Try again; if it stays, tell the administrator.',
  },
};
