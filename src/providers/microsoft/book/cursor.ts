// Where a listing left off: the address that Graph gave for what comes next, and what was asked for.
import { createHash } from 'node:crypto';
import { type Cursor, ProviderError } from '../../provider.ts';
import { SELECTED } from '../person/graph-contact.ts';

/** Other properties than were asked for would not be in what comes next. */
const ASKED = createHash('sha256').update(SELECTED.join(',')).digest('base64url').slice(0, 16);

export const formatCursor = (link: string): Cursor => JSON.stringify({ link, asked: ASKED }) as Cursor;

/** @throws ProviderError 'cursor-expired' when it is none of ours, or of another way of asking */
export function parseCursor(cursor: Cursor): string {
  try {
    const { link, asked } = JSON.parse(cursor) as { link?: unknown; asked?: unknown };
    if (typeof link === 'string' && URL.canParse(link) && asked === ASKED) return link;
  } catch {}
  throw new ProviderError('cursor-expired', 'this position cannot be read, or is of another way of asking');
}
