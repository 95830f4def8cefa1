// Cursors of lists: where a page ended, opaque to the client. What was not made here is refused, whatever it looks like.
import { AppError } from '../errors.ts';
import { isStorable } from './storable.ts';

export interface Position {
  /** Sort key of the last row; `''` where the id alone sorts. */
  key: string;
  id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

/** What the key of a list may be, by what the list is sorted by. */
const KEYS = {
  id: (key: string): boolean => key === '',
  text: isStorable,
  time: isTime,
};

/** A text for `next` that `readCursor` reads back. */
export function makeCursor({ key, id }: Position): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** Where a row stands in a list that its id alone sorts. */
export const atId = ({ id }: { id: string }): Position => ({ key: '', id });

/** Of rows that were asked for one beyond `limit`: the page, and the text for its `next`, null on the last one. */
export function pageOf<T>(
  found: T[],
  limit: number,
  at: (row: T) => Position,
): { page: T[]; next: string | null } {
  const page = found.slice(0, limit);
  return { page, next: found.length > limit ? makeCursor(at(page.at(-1)!)) : null };
}

/**
 * Null for the first page; `sortedBy` says what the list is sorted by.
 * @throws AppError 'bad-request' for a text that `makeCursor` did not make for such a list
 */
export function readCursor(cursor: string | undefined, sortedBy: keyof typeof KEYS = 'id'): Position | null {
  if (cursor === undefined) return null;
  const position = positionOf(cursor);
  if (position && KEYS[sortedBy](position.key)) return position;
  throw unknown();
}

/** As `readCursor`, for a list of several keys: its cursors hold them as JSON. */
export function readKeys(
  cursor: string | undefined,
  by: readonly { type: 'text' | 'time' }[],
): { keys: string[]; id: string } | null {
  const position = readCursor(cursor, 'text');
  if (!position) return null;
  const keys = listIn(position.key);
  const isKey = (key: unknown, at: number): boolean => typeof key === 'string' && KEYS[by[at]!.type](key);
  if (keys?.length !== by.length || !keys.every(isKey)) throw unknown();
  return { keys: keys as string[], id: position.id };
}

function listIn(text: string): unknown[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

const unknown = (): AppError =>
  new AppError('bad-request', 'This cursor does not come from this list.', {
    fields: { cursor: 'unknown' },
  });

function positionOf(cursor: string): Position | null {
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof key !== 'string' || typeof id !== 'string' || !UUID.test(id)) return null;
    return makeCursor({ key, id }) === cursor ? { key, id } : null;
  } catch {
    return null;
  }
}

/** A moment there is: the 30th of February has the form, and PostgreSQL refuses it. */
function isTime(key: string): boolean {
  const at = TIME.test(key) ? new Date(key) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 19) === key.slice(0, 19);
}
