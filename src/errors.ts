// Every error a person or a script can meet: code, HTTP status, what happened, what it means for the data, the way out.
// docs/reference/errors.md is held in step by errors.test.ts.

interface ErrorEntry {
  status: number;
  title: string;
  /** What it means for the data. */
  meaning: string;
  /** What to do next. */
  action: string;
}

export const ERRORS = {
  'not-signed-in': {
    status: 401,
    title: 'You are not signed in.',
    meaning: 'Nothing was changed.',
    action: 'Sign in and try again.',
  },
  'wrong-credentials': {
    status: 401,
    title: 'E-mail or password is not right.',
    meaning: 'Nothing was changed.',
    action: 'Check both; an administrator can send a new invitation link.',
  },
  'not-allowed': {
    status: 403,
    title: 'Your role does not allow this.',
    meaning: 'Nothing was changed.',
    action: 'Ask an administrator.',
  },
  'cross-site': {
    status: 403,
    title: 'This request came from another site.',
    meaning: 'Nothing was changed.',
    action: 'Open Rubrica at its own address (RUBRICA_URL) and try again.',
  },
  'session-needed': {
    status: 403,
    title: 'An access token cannot do this.',
    meaning: 'Nothing was changed.',
    action: 'Sign in with your password in a browser and do it there.',
  },
  'common-password': {
    status: 422,
    title: 'This password is among the first that strangers try.',
    meaning: 'Nothing was changed.',
    action: 'Choose another: a few words in a row that nobody else would put together.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here.',
    meaning: 'Nothing was changed.',
    action: 'It may have been removed, or it belongs to somebody else.',
  },
  'bad-request': {
    status: 400,
    title: 'The request is not in the form this address takes.',
    meaning: 'Nothing was changed.',
    action: 'Correct the fields named and send it again.',
  },
  'invalid-values': {
    status: 422,
    title: 'Some values cannot be saved as they are.',
    meaning: 'Nothing was saved; what you typed is still in the form.',
    action: 'Correct the fields named and save again.',
  },
  'version-conflict': {
    status: 412,
    title: 'Somebody else changed this record in the meantime.',
    meaning: 'Your change was not saved; theirs is kept.',
    action: 'Look at the current values and save again.',
  },
  'already-exists': {
    status: 409,
    title: 'This exists already.',
    meaning: 'Nothing was changed.',
    action: 'Use the one that is there.',
  },
  'built-in-field': {
    status: 409,
    title: 'This field comes with Rubrica.',
    meaning: 'Nothing was changed; records keep what it holds.',
    action: 'Switch it off instead: its values are set aside, and are back when it is switched on.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many attempts.',
    meaning: 'Nothing was changed.',
    action: 'Wait a minute and try again.',
  },
  'set-up-done': {
    status: 409,
    title: 'Rubrica is set up already.',
    meaning: 'Nothing was changed.',
    action: 'Sign in, or ask an administrator for an invitation.',
  },
  'set-up-needed': {
    status: 409,
    title: 'Rubrica has no administrator yet.',
    meaning: 'Nothing was changed.',
    action: 'Open Rubrica in a browser and create the first administrator.',
  },
  'last-administrator': {
    status: 409,
    title: 'This is the last administrator.',
    meaning: 'Nothing was changed.',
    action: 'Make somebody else an administrator first.',
  },
  'invitation-expired': {
    status: 410,
    title: 'This invitation link is used up or too old.',
    meaning: 'Nothing was changed.',
    action: 'Ask an administrator for a new one.',
  },
  'sign-in-refused': {
    status: 422,
    title: 'The address book did not accept this user name and password.',
    meaning: 'Nothing was connected, and nothing was written anywhere.',
    action: 'Check the user name. iCloud and Fastmail want an app-specific password, not your usual one.',
  },
  'provider-forbidden': {
    status: 422,
    title: 'The address book recognises you but does not let Rubrica in.',
    meaning: 'No contact was changed.',
    action: 'Check that this user may use the address book, and that their organisation allows Rubrica.',
  },
  'approval-needed': {
    status: 422,
    title: 'Your organisation lets nobody connect Rubrica before its administrator has approved it.',
    meaning: 'Nothing was connected; no contact was read or changed.',
    action: 'Ask that administrator to approve Rubrica for the organisation, then connect again.',
  },
  'no-address-book': {
    status: 422,
    title: 'The provider knows this user, but keeps no address book for them.',
    meaning: 'No contact was changed.',
    action: 'Ask your administrator whether this user has a mailbox in the cloud, then try again.',
  },
  'contacts-not-granted': {
    status: 422,
    title: 'You signed in, but did not let Rubrica see your contacts.',
    meaning: 'Nothing was connected; no contact was read or changed.',
    action: 'Connect again and leave the box for contacts ticked on the provider’s page.',
  },
  'contacts-withdrawn': {
    status: 422,
    title: 'The provider no longer lets Rubrica see your contacts.',
    meaning: 'No contact was changed; edits on both sides wait and follow once you have signed in again.',
    action: 'Sign in again and leave the box for contacts ticked on the provider’s page.',
  },
  'client-refused': {
    status: 422,
    title: 'The provider does not accept this installation of Rubrica.',
    meaning:
      'Nobody can sign in there until it does; records and what is connected already stay as they are.',
    action: 'An administrator checks client id, secret and redirect address under Settings, Configurations.',
  },
  'book-unreachable': {
    status: 422,
    title: 'The server of the address book does not answer.',
    meaning: 'No contact was changed; Rubrica tries again by itself.',
    action: 'Check the address and that the server is running.',
  },
  'book-not-found': {
    status: 422,
    title: 'There is no address book at this address.',
    meaning: 'No contact was changed.',
    action: 'Check the URL, or give only the e-mail address and let Rubrica find it.',
  },
  'not-carddav': {
    status: 422,
    title: 'What answers at this address is not a CardDAV address book.',
    meaning: 'No contact was changed.',
    action: 'Look in the settings of your mail or cloud service for its CardDAV address.',
  },
  'book-elsewhere': {
    status: 422,
    title: 'This address sends on to another server.',
    meaning: 'Your password was not sent there; nothing was connected.',
    action: 'If the other server is yours, enter its address and connect again.',
  },
  'untrusted-certificate': {
    status: 422,
    title: 'The certificate of this server cannot be trusted.',
    meaning: 'No password was sent and nothing was changed.',
    action:
      'Give the server a valid certificate, or have the administrator add its authority with NODE_EXTRA_CA_CERTS.',
  },
  'private-address': {
    status: 422,
    title: 'This address lies inside a private network.',
    meaning: 'No password was sent and nothing was changed.',
    action:
      'If it is your own server, an administrator can allow it with RUBRICA_ALLOW_PRIVATE_ADDRESSES=true.',
  },
  'insecure-address': {
    status: 422,
    title: 'This address would send your password unencrypted.',
    meaning: 'No password was sent and nothing was changed.',
    action: 'Use an address that begins with https://.',
  },
  'book-busy': {
    status: 503,
    title: 'The address book asks Rubrica to wait.',
    meaning: 'No contact was changed; Rubrica goes on by itself.',
    action: 'Nothing needs to be done.',
  },
  'unexpected-answer': {
    status: 502,
    title: 'The address book gave an answer Rubrica does not understand.',
    meaning: 'No contact was changed.',
    action: 'Rubrica tries again; if it stays, tell the administrator the time shown here.',
  },
  'one-book-gone': {
    status: 422,
    title: 'This address book is not there any more.',
    meaning:
      'Nothing of it was changed or taken for deleted; its cards wait, and the other address books of the account go on.',
    action:
      'Put it back if it was removed by mistake. If it was moved, give the password again in the settings of the account: Rubrica then looks for its address books anew.',
  },
  'one-book-forbidden': {
    status: 422,
    title: 'This address book does not let Rubrica in any more.',
    meaning:
      'Nothing of it was changed or taken for deleted; its cards wait, and the other address books of the account go on.',
    action:
      'Ask its owner to share it with you again. Rubrica tries with every sync and catches up by itself.',
  },
  'one-book-failing': {
    status: 502,
    title: 'This address book cannot be read for now.',
    meaning:
      'Nothing of it was changed or taken for deleted; its cards wait, and the other address books of the account go on.',
    action:
      'Rubrica tries with every sync and catches up by itself; if it stays, tell whoever runs that server.',
  },
  'provider-missing': {
    status: 422,
    title: 'This kind of account is not available here.',
    meaning: 'Nothing was connected.',
    action: 'Ask an administrator to install it under Settings.',
  },
  'provider-not-installed': {
    status: 422,
    title: 'This kind of account is not installed on this Rubrica, or switched off.',
    meaning: 'Nothing is lost: what is connected already waits with all its edits.',
    action: 'Ask an administrator to install it or switch it on under Settings, Configurations.',
  },
  'provider-not-offered': {
    status: 422,
    title: 'This kind of account is not offered to you on this Rubrica.',
    meaning: 'Nothing was connected; accounts you have connected already go on.',
    action: 'Ask an administrator to offer it to you under Settings, Configurations.',
  },
  'provider-not-ready': {
    status: 422,
    title: 'This kind of account is not set up yet on this Rubrica.',
    meaning: 'Nothing was connected, and nothing was changed.',
    action: 'Ask an administrator to enter client id and secret under Settings, Configurations.',
  },
  'sign-in-declined': {
    status: 422,
    title: 'The provider’s page was left without allowing Rubrica in.',
    meaning: 'Nothing was connected; no contact was read or changed.',
    action: 'Begin again whenever you like.',
  },
  'sign-in-lapsed': {
    status: 422,
    title: 'This sign-in cannot be finished.',
    meaning: 'Nothing was connected, and nothing was changed.',
    action: 'Begin again in this browser: a sign-in is good for one try within ten minutes.',
  },
  'sign-in-ended': {
    status: 422,
    title: 'The provider has ended this sign-in.',
    meaning: 'No contact was changed; edits on both sides wait and follow once you have signed in again.',
    action: 'Sign in again on the page of the account.',
  },
  'other-account': {
    status: 422,
    title: 'You signed in to another account than the one connected here.',
    meaning: 'Nothing was changed: this account and its links stay as they were.',
    action: 'Sign in again with the right account, or connect the other as an account of its own.',
  },
  'account-taken': {
    status: 409,
    title: 'Somebody else here has connected this account.',
    meaning: 'Nothing was connected; theirs stays as it is.',
    action: 'Connect an account of your own, or ask an administrator.',
  },
  'account-connected': {
    status: 409,
    title: 'This account is connected already.',
    meaning: 'Nothing was changed.',
    action: 'Open it under External accounts.',
  },
  'account-paused': {
    status: 409,
    title: 'This account is paused.',
    meaning: 'Nothing was changed.',
    action: 'Resume it first.',
  },
  'nothing-ready': {
    status: 409,
    title: 'Nothing in the queue has a type yet.',
    meaning: 'Nothing was imported.',
    action: 'Say for at least one card whether it is a company, a contact or a lead.',
  },
  'no-second-card': {
    status: 409,
    title: 'None of these cards is a second card that can be deleted.',
    meaning: 'Nothing was deleted, and nothing was written anywhere.',
    action:
      'Look at the queue again: their people may have been merged, or the address book takes no changes.',
  },
  'disconnect-under-way': {
    status: 409,
    title: 'This account is being disconnected.',
    meaning: 'The cards you chose are being removed from it; what went is kept in the trash.',
    action: 'Wait until it is done, or choose to stay connected.',
  },
  'cards-not-removed': {
    status: 409,
    title: 'The address book did not let some cards go.',
    meaning: 'The account stays connected until they are gone; what went is kept in the trash.',
    action: 'Rubrica tries again by itself. You can also stay connected, or disconnect and keep the rest.',
  },
  'too-large': {
    status: 413,
    title: 'This is more than fits into one request.',
    meaning: 'Nothing was changed.',
    action: 'Send it in smaller parts.',
  },
  'too-slow': {
    status: 408,
    title: 'This request did not arrive in time.',
    meaning: 'Nothing was changed.',
    action: 'Check the connection and try again.',
  },
  'unreadable-file': {
    status: 422,
    title: 'This file cannot be read as it is.',
    meaning: 'Nothing of it was taken; no record was changed.',
    action: 'Mend the place named, or save the file again as CSV, vCard or JSON, and try again.',
  },
  'several-tables': {
    status: 422,
    title: 'One of several files is a table.',
    meaning: 'Nothing of them was taken; no record was changed.',
    action: 'Import the table by itself: which of its columns is which is asked for each table.',
  },
  'import-over': {
    status: 409,
    title: 'This import has been started or cancelled already.',
    meaning: 'Nothing was changed.',
    action: 'Look at the list of imports; choose the file again to take it in once more.',
  },
  'not-json': {
    status: 415,
    title: 'The body of the request is not JSON.',
    meaning: 'Nothing was changed.',
    action: 'Send it as JSON with content-type application/json.',
  },
  'nothing-waits': {
    status: 409,
    title: 'Nothing waits here for a decision.',
    meaning: 'Nothing was changed.',
    action: 'It may have been decided already; look at the account.',
  },
  'plan-changed': {
    status: 409,
    title: 'What waits here has changed in the meantime.',
    meaning: 'Nothing was decided and nothing was written.',
    action: 'The next sync plans it again; look at it then.',
  },
  'run-under-way': {
    status: 409,
    title: 'This run is still under way.',
    meaning: 'Nothing was taken back.',
    action: 'Wait until it has finished and try again.',
  },
  'record-in-trash': {
    status: 409,
    title: 'The record of this card lies in the trash.',
    meaning: 'Nothing was changed.',
    action: 'Restore the record first.',
  },
  'database-away': {
    status: 503,
    title: 'The database does not answer right now.',
    meaning:
      'What was asked this very moment may or may not have been saved, but never by half. Everything saved before is there.',
    action: 'Wait a moment, look at what is there, and try again. Rubrica connects again by itself.',
  },
  'database-read-only': {
    status: 503,
    title: 'The database takes no changes.',
    meaning: 'Nothing was changed; what is stored can still be read.',
    action:
      'An administrator looks at the database server: it is a standby, or it was set to read-only. Rubrica goes on by itself.',
  },
  'database-full': {
    status: 503,
    title: 'The disk of the database is full.',
    meaning: 'Nothing was changed; what was saved before is there.',
    action: 'An administrator makes room on it. Rubrica goes on by itself.',
  },
  'database-busy': {
    status: 503,
    title: 'The database did not get to this in time.',
    meaning: 'Nothing was changed.',
    action: 'Try again. If it stays, an administrator looks at what the database is busy with.',
  },
  'queue-stopped': {
    status: 503,
    title: 'The job queue stands still: this process does not synchronise.',
    meaning: 'Nothing is lost: edits on both sides wait and follow once it goes on.',
    action: 'An administrator reads the log of this process, and starts it again if it stays.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong inside Rubrica.',
    meaning: 'The change was not made.',
    action: 'Try again; if it stays, give the administrator the reference shown here.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** An error that carries its place in the catalogue. `detail` is one sentence about this very case. */
export class AppError extends Error {
  override name = 'AppError';
  code: ErrorCode;
  /** What is wrong with each field: a code, or a sentence of its own. */
  fields?: Record<string, string>;
  /** The same where codes need numbers, as for what a schema refuses. */
  problems?: { field: string; code: string; params?: Record<string, number | string> }[];
  /** Seconds after which another try makes sense. */
  retryAfter?: number;

  constructor(
    code: ErrorCode,
    detail?: string,
    options: Pick<AppError, 'fields' | 'problems' | 'retryAfter'> & { cause?: unknown } = {},
  ) {
    super(detail ?? ERRORS[code].title, { cause: options.cause });
    this.code = code;
    if (options.fields) this.fields = options.fields;
    if (options.problems) this.problems = options.problems;
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }
}
