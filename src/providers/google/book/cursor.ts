// Where a listing left off, with what is needed to go on from there.
import { createHash } from 'node:crypto';
import { type Cursor, ProviderError } from '../../provider.ts';
import { PARAMETERS_HASH } from './connections.ts';

export interface Position {
  syncToken: string;
  /** When everything was listed last; the life of sync tokens counts from then. */
  fullAt: number;
  groupsAt: number;
  /** Ids of the groups known by then. */
  groups: string[];
}

/** Google: seven days after the full sync. A day before, the listing is begun anew in good time. */
const TOKEN_LIFE_MS = 6 * 24 * 3_600_000;

export function formatCursor(position: Position): Cursor {
  const text = JSON.stringify({ ...position, parameters: PARAMETERS_HASH });
  return `${text}${checksum(text)}` as Cursor;
}

/** @throws ProviderError 'cursor-expired' when it is none of ours, too old, or of another way of asking */
export function parseCursor(cursor: Cursor, now: number): Position {
  const text = cursor.slice(0, cursor.lastIndexOf('}') + 1);
  if (cursor !== `${text}${checksum(text)}`)
    throw new ProviderError('cursor-expired', 'this position cannot be read');
  const { parameters, ...position } = JSON.parse(text) as Position & { parameters: string };
  if (parameters !== PARAMETERS_HASH)
    throw new ProviderError('cursor-expired', 'other fields are asked for than at this position');
  if (now - position.fullAt > TOKEN_LIFE_MS)
    throw new ProviderError('cursor-expired', 'everything was listed too long ago');
  return position;
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}
