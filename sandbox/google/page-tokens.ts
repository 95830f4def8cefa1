import { expiredSyncToken, invalidArgument } from './api-error.ts';
import type { Call } from './call.ts';

/** What a page or sync token stands for. Opaque to clients: base64 of JSON. */
export interface TokenContent {
  is: 'page' | 'sync';
  /** Listing, user, client and every parameter of the first call. */
  params: string;
  /** The listing shows the history up to here. */
  position: number;
  /** What was seen before; null in a full listing. */
  since: number | null;
  /** The page begins here. */
  offset: number;
  /** When the seven days began. */
  begunAt: number;
  generation: number;
}

const lifeMs = 7 * 24 * 3_600_000;

export function writeToken(content: TokenContent): string {
  return `E${Buffer.from(JSON.stringify(content)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')}`;
}

/** @throws ApiError when it is garbage, belongs to other parameters, or is too old */
export function readToken(token: string, is: TokenContent['is'], params: string, call: Call): TokenContent {
  const content = parse(token);
  if (content?.is !== is) throw invalidArgument();
  const { begunAt, generation } = content;
  const tooOld = is === 'sync' && call.clock.now() - begunAt > lifeMs;
  if (tooOld || generation !== call.account.tokenGeneration) throw expiredSyncToken();
  if (content.params !== params) throw invalidArgument();
  return content;
}

function parse(token: string): TokenContent | undefined {
  try {
    return JSON.parse(Buffer.from(token.slice(1), 'base64url').toString('utf8')) as TokenContent;
  } catch {
    return undefined;
  }
}
