import type { Entry, Fields } from './fields.ts';

export interface StoredPhoto {
  readonly bytes: () => Buffer;
  /** Another picture has another one. */
  readonly version: string;
  readonly type: 'image/jpeg' | 'image/png';
}

/** One version of one contact. Never changed: a change makes the next one. */
export interface Snapshot {
  /** Decimal; `people/c<id>`, and in hexadecimal the id of its CONTACT source. */
  readonly id: string;
  /** Counts the versions of everything in the account; the etag comes from it. */
  readonly sequence: number;
  readonly updatedAt: number;
  /** Ids of its groups, at least one. */
  readonly groups: readonly string[];
  /** A function, because seeded contacts are written out when they are read. */
  readonly fields: () => Fields;
  readonly photo?: StoredPhoto | undefined;
  /** Resource names it had before. */
  readonly previousNames?: readonly string[];
}

export const resourceName = (id: string): string => `people/c${id}`;

export const sourceId = (id: string): string => BigInt(id).toString(16);

/** The id in `people/c123`; undefined in anything else. */
export const idOf = (name: string): string | undefined => /^people\/c(\d+)$/.exec(name)?.[1];

/** Microseconds, as Google writes them; the last three come from the sequence, so that each version has its own. */
export function timeText(ms: number, sequence: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${String(sequence % 1000).padStart(3, '0')}Z`;
}

export const emailsOf = (fields: Fields): string[] =>
  (fields.emailAddresses ?? []).map((entry: Entry) => String(entry.value ?? '').toLowerCase());
