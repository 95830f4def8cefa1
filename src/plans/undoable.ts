// What a run did, as taking it back sees it, and why something of it is not taken back.

/** How a card came into Rubrica: with a record of its own, or into one that was there. Taken back as a whole. */
export const IMPORTS: readonly string[] = ['import', 'merge'];

/** Outcomes of what was only planned, or is on a card that is let go of, if anywhere: there is nothing to take back. */
export const NOTHING_DONE: readonly string[] = [
  'held',
  'approved',
  'discarded',
  'refused',
  'not-allowed',
  'unanswered',
];

/**
 * How a link ended whose flag was switched off, and comes back on with an undo. 'deleted': the card went as well, by the phone or
 * by a run that died before it heard so.
 */
export const FLAG_OFF: readonly string[] = ['card-deleted', 'kept', 'deleted'];

export interface Done {
  id: string;
  type: string;
  linkId: string | null;
  recordId: string | null;
  diff: { field: string; before: string | null; after: string | null }[];
  outcome: string;
}

export const SKIP_REASONS = [
  'changed-since',
  'used-by-others',
  'record-deleted',
  'stays-on-card',
  'from-elsewhere',
  'nothing-to-undo',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];
