// Where a listing left off, with what is needed to go on from there.
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
  return JSON.stringify({ ...position, parameters: PARAMETERS_HASH }) as Cursor;
}

/** @throws ProviderError 'cursor-expired' when it is none of ours, too old, or of another way of asking */
export function parseCursor(cursor: Cursor, now: number): Position {
  const { parameters, ...position } = positionIn(cursor);
  if (parameters !== PARAMETERS_HASH) throw expired('other fields are asked for than at this position');
  if (now - position.fullAt > TOKEN_LIFE_MS) throw expired('everything was listed too long ago');
  return position;
}

function positionIn(cursor: Cursor): Position & { parameters: string } {
  try {
    return JSON.parse(cursor);
  } catch {
    throw expired('this position cannot be read');
  }
}

function expired(message: string): ProviderError {
  return new ProviderError('cursor-expired', message);
}
