// The words the engine leaves about links and runs. People are told each in a sentence of theirs, and a test compares the
// two (web/i18n/codes.test.ts): what is not listed here cannot be written.

/** Why a link waits. */
export const HOLD_CODES = [
  'approval',
  'approved',
  'match-in-queue',
  'beside',
  'read-only-card',
  'unreadable-card',
  'read-only-book',
  'card-deleted',
  'out-of-scope',
  'may-not-edit',
  'may-not-delete',
  'refused',
  'loop',
] as const;
export type HoldCode = (typeof HOLD_CODES)[number];

/** Why a link ended by a plan … */
export const CLOSE_REASONS = ['unwanted', 'kept', 'deleted', 'card-deleted', 'both-gone'] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];
/** … or by somebody's word on a record or an account. */
export const ENDED_OTHERWISE = ['merged', 'disconnected', 'undone'] as const;

/** What a run did, or would do, with one record. */
export const ACTION_TYPES = [
  'create',
  'update',
  'update-record',
  'remove',
  'close',
  'take-up',
  'import',
  'import-company',
  'merge',
  'keep',
  'remove-created',
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** What came of it; of a link that ended, why. */
export const OUTCOMES = [
  'held',
  'approved',
  'discarded',
  'done',
  'adopted',
  'gone already',
  'refused',
  'not-allowed',
  /** Its link ended before there was an answer: nobody knows whether it is on the card. */
  'unanswered',
  ...CLOSE_REASONS,
] as const;
export type ActionOutcome = (typeof OUTCOMES)[number];

/** Why a run waits for somebody. */
export const WAIT_REASONS = ['guard', 'first', 'settings', 'stayed', 'disconnect', 'restored'] as const;

/** Why a card lies in the trash. */
export const TRASH_REASONS = ['flag-off', 'card-deleted', 'second-card'] as const;
export type TrashReason = (typeof TRASH_REASONS)[number];

/** Why a card of the queue could not be imported. */
export const IMPORT_FAILURES = [
  'unreadable-card',
  'nothing-to-find-by',
  'record-gone',
  'record-linked-already',
] as const;
export type ImportFailure = (typeof IMPORT_FAILURES)[number];
