export const home = {
  welcome: 'Good to have you here, {{name}}',
  lead: 'Rubrica keeps your companies, contacts and leads in step with the phone in your pocket. Nothing is written anywhere until you say so.',
  connect: {
    title: 'Bring the contacts you have',
    words:
      'iCloud, Nextcloud, Fastmail or any other CardDAV address book. You decide card by card what comes in.',
    button: 'Connect an account',
  },
  add: {
    title: 'Or begin with a blank page',
    words: 'Write down the first person. When an account is connected, their card appears on your phone.',
    button: 'Add a contact',
  },
  greeting: 'Hello, {{name}}',
  queue: {
    count_one: '{{count, number}} card',
    count_other: '{{count, number}} cards',
    words_one: 'waits for your decision in the queue.',
    words_other: 'wait for your decision in the queue.',
  },
  counted: {
    companies_one: 'company',
    companies_other: 'companies',
    contacts_one: 'contact',
    contacts_other: 'contacts',
    leads_one: 'lead',
    leads_other: 'leads',
    flagged_one: 'record on your phone',
    flagged_other: 'records on your phone',
  },
  recent: { title: 'Changed last', none: 'Nothing has been changed yet.' },
  cards_one: '{{count, number}} card',
  cards_other: '{{count, number}} cards',
  state: {
    waiting: 'Waits for you',
    delayed: 'Not checked for a day',
    active: 'In step',
    running: 'Checking…',
    paused: 'Paused',
    'sign-in-needed': 'Sign in again',
    failing: 'Not reachable',
  },
};
