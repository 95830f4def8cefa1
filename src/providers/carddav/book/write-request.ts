// Sends one write and says what its answer means, as far as the answer alone can tell.
import { refusalFor } from '../../../contact/loss.ts';
import type { HttpResponse } from '../../../protocol/http/http.ts';
import { normalPath, resolveHref } from '../../../protocol/webdav/href.ts';
import { readMultistatus } from '../../../protocol/webdav/multistatus.ts';
import { hasPrecondition, type Refusal, readRefusal, refusalFrom } from '../../../protocol/webdav/refusal.ts';
import { put, remove } from '../../../protocol/webdav/requests.ts';
import { ProviderError, type RemoteId, type Write } from '../../provider.ts';
import { failureOf, mayHaveHappened } from '../errors.ts';
import type { Fetched } from './fetch-cards.ts';
import { type BookAccess, urlOf } from './members.ts';

/** What is known after the answer. All but `removed`, `refused` and `unknown` need the card read to be told apart. */
export type Answer =
  | { said: 'written'; id: RemoteId; sent: string }
  /** `id` where the server says so of what it has just done, and none where the card was gone already. */
  | { said: 'removed'; id?: RemoteId }
  /** Nothing was to be changed, and nothing was sent; `now` is the card. */
  | { said: 'unchanged'; id: RemoteId; now: Fetched }
  /** A precondition failed, or the answer fits a card that is not there, or one that is not liked. `now` is the card, where it has just been read. */
  | { said: 'no'; id: RemoteId; sent: string; reason: string; status?: number; now?: Fetched }
  /** The UID stands at another address of the book. */
  | { said: 'uid-taken'; id: RemoteId; at: RemoteId | null; reason: string }
  | { said: 'refused'; reason: string }
  | { said: 'unknown'; reason: string };

/** One request to write. `etag` is the version it is conditional on; null when there is none, or it is a new card. */
export interface CardRequest {
  type: Write['type'];
  id: RemoteId;
  vcard: string;
  etag: string | null;
}

/** @throws ProviderError when the server takes no writes now, or none at all */
export async function sendCard(book: BookAccess, { type, id, vcard, etag }: CardRequest): Promise<Answer> {
  const url = urlOf(book, id);
  const request =
    type === 'remove'
      ? remove(url, etag ?? 'any')
      : put(url, vcard, type === 'create' ? null : (etag ?? 'any'));
  let answer: AnswerRead;
  try {
    answer = await readAnswer(await book.session.send(request));
  } catch (error) {
    if (!mayHaveHappened(error)) throw error;
    return { said: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  }
  return judge(book, { type, id, vcard }, answer);
}

interface AnswerRead {
  status: number;
  refusal: Refusal;
  response: HttpResponse;
  isPage: boolean;
}

async function readAnswer(response: HttpResponse): Promise<AnswerRead> {
  if (response.status !== 207) {
    const body = await response.text();
    const isPage = /<(html|!doctype html)\b/i.test(body.slice(0, 1000));
    return { status: response.status, refusal: readRefusal(body), response, isPage };
  }
  const isPage = false;
  // Xandikos answers a refused PUT with 207 and the failure inside.
  for await (const inner of readMultistatus(response.chunks()))
    if (inner.status !== null && inner.status >= 300)
      return { status: inner.status, refusal: refusalFrom(inner), response, isPage };
  return { status: 200, refusal: { preconditions: [], hrefs: [], text: '' }, response, isPage };
}

function judge(
  book: BookAccess,
  { type, id, vcard }: Omit<CardRequest, 'etag'>,
  { status, refusal, response, isPage }: AnswerRead,
): Answer {
  const { session } = book;
  const reason = refusal.text || refusalFor('without-words', String(status));
  // A page with status 200 comes from a gateway on the way (a hotel's sign-in), not from the book.
  if (status < 300 && isPage) return { said: 'unknown', reason: 'A web page came in place of an answer.' };
  if (status < 300)
    return type === 'remove'
      ? { said: 'removed', id }
      : { said: 'written', id: movedTo(response, id), sent: vcard };
  if (status < 400) throw failureOf(response, refusal, session.io.now());
  if (hasPrecondition(refusal, 'need-privileges')) throw failureOf(response, refusal, session.io.now());
  if (status === 403 && refusal.text === '' && session.preset.unauthorizedMayBeThrottle)
    throw new ProviderError('rate-limited', 'the server answers 403 without a word', {
      retryAt: session.throttledUntil(),
    });
  if (status === 423 || status === 408) throw failureOf(response, refusal, session.io.now());
  if (hasPrecondition(refusal, 'no-uid-conflict') || (type === 'create' && status === 409)) {
    const at = refusal.hrefs[0] && resolveHref(refusal.hrefs[0], response.url);
    return { said: 'uid-taken', id, at: at ? (normalPath(at.pathname) as RemoteId) : null, reason };
  }
  if (type === 'remove' && (status === 404 || status === 410)) return { said: 'removed' };
  // 507 is a full book (RFC 4918 11.5); any other 5xx may have been said after the work was done.
  if (status >= 500 && status !== 507 && status !== 501) return { said: 'unknown', reason };
  return { said: 'no', id, sent: vcard, reason, status };
}

/** A server may choose the address of a new card itself (Google: cardamum G1). */
function movedTo(response: HttpResponse, id: RemoteId): RemoteId {
  const location = response.headers.get('location');
  const url = location === null ? null : resolveHref(location, response.url);
  return url && url.origin === new URL(response.url).origin ? (normalPath(url.pathname) as RemoteId) : id;
}
