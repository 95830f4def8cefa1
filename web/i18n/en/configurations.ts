// Settings → Configurations: which kinds of accounts can be connected here.
export const configurations = {
  title: 'Configurations',
  lead: 'Which kinds of accounts people can connect, and the keys those need.',
  onlyAdministrators: {
    title: 'This page is for administrators',
    text: 'They decide which kinds of accounts can be connected here.',
    back: 'To my external accounts',
  },
  state: {
    ready: 'Ready',
    refused_one: 'Does not accept this client: {{count, number}} account waits',
    refused_other: 'Does not accept this client: {{count, number}} accounts wait',
    inUse_one: 'In use by {{count, number}} account',
    inUse_other: 'In use by {{count, number}} accounts',
    'not-installed': 'Not installed',
    'switched-off': 'Switched off',
    'client-id-missing': 'Needs settings: client ID',
    'client-secret-missing': 'Needs settings: client secret',
  },
  install: 'Install',
  installLead: 'Not offered to anybody yet. Installing asks for nothing: what it needs comes next.',
  enabled: 'Switched on',
  enabledFor: '{{name}} is switched on',
  offered: 'Users may connect it too',
  offeredHint:
    'Unticked, only administrators can connect a new account. Accounts that are connected go on either way.',
  approval: {
    title: 'Approval by an organisation',
    text: 'Where people read “Need admin approval”, the administrator of their organisation approves Rubrica once for everybody, at this address:',
  },
  uninstall: {
    do: 'Uninstall',
    title: 'Uninstall {{name}}?',
    text: 'Nobody is offered it any more. Its settings stay stored for when it is installed again.',
    inUse_one:
      '{{count, number}} connected account uses it. It can be uninstalled once its owner has disconnected it. Switched off instead, the account waits, with all its edits.',
    inUse_other:
      '{{count, number}} connected accounts use it. It can be uninstalled once their owners have disconnected them. Switched off instead, they wait, with all their edits.',
    waiting_one:
      '{{count, number}} connected account waits. It can be uninstalled once its owner has disconnected it.',
    waiting_other:
      '{{count, number}} connected accounts wait. It can be uninstalled once their owners have disconnected them.',
  },
  takeOut: {
    title: 'Switch {{name}} off?',
    text: 'Nobody can connect a new account.',
    accounts_one:
      '{{count, number}} connected account waits, with all its edits, until you switch it on again.',
    accounts_other:
      '{{count, number}} connected accounts wait, with all their edits, until you switch it on again.',
    confirm: 'Switch off',
  },
  holds: 'What cards hold',
  capability: {
    any: 'any number',
    most: 'at most {{count, number}}',
    yes: 'yes',
    no: 'no',
    custom: 'own',
    fixed: 'fixed',
    labels: 'Labels',
    what: 'On a card',
    notes: 'Notes',
    nickname: 'Nickname',
    anniversary: 'Anniversary',
    birthdayWithoutYear: 'Birthday without a year',
    photo: 'Photo',
    joinGroups: 'Groups',
    emails: 'Emails',
    phones: 'Phones',
    urls: 'Web addresses',
    addresses: 'Addresses',
  },
  client: {
    title: 'Client of this Rubrica at {{name}}',
    id: 'Client ID',
    secret: 'Client secret',
    secretKept: 'A secret is stored; it is never shown. Type a new one to replace it.',
    secretNone: 'Stored encrypted, and never shown again.',
    environment: 'Set by the environment of the server; it can only be changed there.',
    redirect: 'Redirect address',
    redirectHint: 'Register it with {{name}} exactly like this.',
    save: 'Save',
    saved: 'Saved.',
    show: 'Show or hide the secret',
    reconnect:
      'With another client, everybody who has connected an account has to sign in again. Links and records stay.',
  },
  check: {
    do: 'Check',
    saveFirst: 'Save first, then check.',
    ok: '{{name}} accepts this client and its redirect address.',
    okAction: 'Everybody can connect an account.',
    refused: '{{name}} does not accept this client.',
  },
  help: {
    title: 'How to register Rubrica with {{name}}',
    guide: 'The whole guide is {{page}} in the folder of Rubrica.',
  },
};
