// What a run did, as taking it back sees it, and why something of it is not taken back.

/** How a card came into Rubrica: with a record of its own, or into one that was there. Taken back as a whole. */
export const IMPORTS: readonly string[] = ['import', 'merge'];

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
