// Cursors of lists: where a page ended, opaque to the client.
import { AppError } from '../errors.ts';

export interface Position {
  /** Sort key of the last row; `''` where the id alone sorts. */
  key: string;
  id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A text for `next` that `readCursor` reads back. */
export function makeCursor({ key, id }: Position): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** Null for the first page. @throws AppError 'bad-request' for a text that `makeCursor` did not make */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof key === 'string' && typeof id === 'string' && UUID.test(id)) return { key, id };
  } catch {
    // Not ours: answered below.
  }
  throw new AppError('bad-request', 'This cursor does not come from this list.', {
    fields: { cursor: 'unknown' },
  });
}
