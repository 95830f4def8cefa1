// Writes in batches: look first where the server's own conditions are not enough, write, then read everything back at
// once. What a server says about a PUT is not proof of what it stored.

import { isNotKept } from '../../../contact/kept.ts';
import { refusalFor } from '../../../contact/loss.ts';
import { isCounted, strongEtag } from '../../../protocol/webdav/etag.ts';
import { ProviderError, type RemoteId, type Write, type WriteResult } from '../../provider.ts';
import { providerErrorFrom } from '../errors.ts';
import { withEmptyName } from '../patch/patch-display-name.ts';
import { isAsMade } from './as-made.ts';
import { cardFrom, etagOf } from './card.ts';
import { type Fetched, fetchCards } from './fetch-cards.ts';
import { findByMarker } from './find-by-marker.ts';
import { joinGroups } from './join-groups.ts';
import type { BookAccess, Member } from './members.ts';
import { isUnchanged, type PreparedWrite, prepareWrite } from './prepare-write.ts';
import { type Answer, type CardRequest, sendCard } from './write-request.ts';

/** Results in the order of the writes. A failure of the whole book is thrown after the results that are known. */
export async function* writeAll(book: BookAccess, writes: Write[]): AsyncGenerator<WriteResult> {
  const prepared = writes.map((write) => prepareWrite(book, write));
  const before = await readNow(
    book,
    prepared.filter((each) => needsLook(book, each)).map(({ id }) => id),
  );
  const { answers, failure } = await sendAll(book, prepared, before);
  const toRead = answers.flatMap((answer) =>
    answer && 'id' in answer && answer.id && !('now' in answer) ? [answer.id] : [],
  );
  // Failing to read back makes the writes uncertain, not undone.
  const after = await readNow(book, toRead).catch(providerErrorFrom);
  const written: Written[] = [];
  let stop: unknown = failure ?? (after instanceof ProviderError ? after : null);
  for (const [index, each] of prepared.entries()) {
    const answer = answers[index];
    if (!answer) continue;
    try {
      written.push({ ...each, answer, outcome: await resultOf(book, each.write, answer, after) });
    } catch (error) {
      stop ??= error;
      break;
    }
  }
  yield* joining(book, written, stop);
}

interface Written extends PreparedWrite {
  answer: Answer;
  outcome: Outcome;
}

/** Done is only what is in its groups too. `failure` is thrown once everything known is told. */
async function* joining(book: BookAccess, written: Written[], failure: unknown): AsyncGenerator<WriteResult> {
  const wanted = written.flatMap(({ groups, outcome }) =>
    groups.length > 0 && outcome.outcome === 'done' && outcome.card ? [{ card: outcome.card, groups }] : [],
  );
  const joined = await joinGroups(book, wanted, failure);
  for (const { write, answer, outcome } of written) {
    const card = outcome.outcome === 'done' ? outcome.card : null;
    const not = card && joined.notJoined.get(card);
    // A written card stands: only where nothing was sent can it be said that nothing has happened.
    const failed = not?.isFinal && answer.said === 'unchanged' ? 'refused' : 'unknown';
    yield { key: write.key, ...(not ? { outcome: failed, reason: not.reason } : outcome) };
  }
  if (joined.failure) throw joined.failure;
}

/**
 * Removals are compared by content first, and all that is known by a count: SOGo ignores If-Match on DELETE and of a card that
 * is gone, which a PUT would bring back, and starts its etags anew when a card is made again. It overwrites on If-None-Match
 * too. What is not to be changed is not sent, so nothing else tells whether it is there.
 */
function needsLook(book: BookAccess, prepared: PreparedWrite): boolean {
  const { write, refusal } = prepared;
  if (refusal !== null) return false;
  if (write.type === 'create') return /\/SOGo\/dav\//i.test(book.state.url);
  const etag = etagOf(write.card.version);
  return write.type === 'remove' || etag === null || isCounted(etag) || isUnchanged(prepared);
}

type Read = Map<RemoteId, Fetched>;

async function readNow(book: BookAccess, ids: RemoteId[]): Promise<Read> {
  const members: Member[] = [...new Set(ids)].map((id) => ({ id, etag: '' }));
  const read: Read = new Map();
  for await (const batch of fetchCards(book, members)) for (const each of batch) read.set(each.id, each);
  return read;
}

async function sendAll(book: BookAccess, prepared: PreparedWrite[], before: Read) {
  let failure: unknown;
  const answers = await Promise.all(
    prepared.map((each) =>
      book.session.writes.run(async (): Promise<Answer | undefined> => {
        if (failure) return undefined;
        try {
          return await sendOne(book, each, before.get(each.id));
        } catch (error) {
          failure ??= error;
          return undefined;
        }
      }),
    ),
  );
  return { answers, failure };
}

/** `now` is the card just read, where a look was needed. */
async function sendOne(book: BookAccess, prepared: PreparedWrite, now: Fetched | undefined): Promise<Answer> {
  const { write, id, vcard, refusal } = prepared;
  if (refusal !== null) return { said: 'refused', reason: refusal };
  const request = { type: write.type, id, vcard };
  if (write.type === 'create') {
    if (now?.state === 'here') return { said: 'no', id, sent: '', reason: refusalFor('address-taken'), now };
    return sendCard(book, { ...request, etag: null });
  }
  if (now === undefined) return sendIfSame(book, write, { ...request, etag: etagOf(write.card.version) });
  if (now.state === 'missing')
    return write.type === 'remove' ? { said: 'removed' } : { said: 'no', id, sent: '', reason: '', now };
  if (now.state === 'unreadable') return { said: 'refused', reason: refusalFor('not-whole', now.reason) };
  // What cannot be read whole now may be another card than it was, and is left alone whatever it is.
  if (now.loss !== null || now.raw !== write.card.raw) return { said: 'no', id, sent: '', reason: '', now };
  if (isUnchanged(prepared)) return { said: 'unchanged', id, now };
  return sendIfSame(book, write, { ...request, etag: now.etag || null });
}

/**
 * A condition needs a strong etag, and a server behind a proxy may not know the one that the proxy shows. Where it refuses
 * even the strong form, the card is compared and written at once, as with a server that has no etags.
 */
async function sendIfSame(
  book: BookAccess,
  write: Exclude<Write, { type: 'create' }>,
  request: CardRequest,
): Promise<Answer> {
  const etag = request.etag && strongEtag(request.etag);
  const answer = await sendNamed(book, { ...request, etag });
  if (etag === request.etag || answer.said !== 'no' || answer.status !== 412) return answer;
  const now = (await readNow(book, [request.id])).get(request.id);
  if (now?.state !== 'here' || now.loss !== null || now.raw !== write.card.raw)
    return now ? { ...answer, now } : answer;
  return sendNamed(book, { ...request, etag: null });
}

/** Cyrus shows a card of version 4 as one of version 3, and takes it back as that only with the N that version 3 asks for. */
async function sendNamed(book: BookAccess, request: CardRequest): Promise<Answer> {
  const answer = await sendCard(book, request);
  const vcard = request.type === 'update' ? withEmptyName(request.vcard) : request.vcard;
  const isDisliked = answer.said === 'no' && (answer.status === 403 || answer.status === 400);
  return isDisliked && vcard !== request.vcard ? sendCard(book, { ...request, vcard }) : answer;
}

type WithoutKey<T> = T extends unknown ? Omit<T, 'key'> : never;
type Outcome = WithoutKey<WriteResult>;

async function resultOf(
  book: BookAccess,
  write: Write,
  answer: Answer,
  after: Read | ProviderError,
): Promise<Outcome> {
  if (answer.said === 'removed') {
    const left = answer.id && after instanceof Map ? after.get(answer.id) : undefined;
    const isLeft = write.type === 'remove' && left?.state === 'here' && left.raw === write.card.raw;
    return isLeft ? { outcome: 'refused', reason: NOT_KEPT } : { outcome: 'done', card: null };
  }
  if (answer.said === 'refused') return { outcome: 'refused', reason: answer.reason };
  if (answer.said === 'unknown') return { outcome: 'unknown', reason: answer.reason };
  const seen = 'now' in answer ? answer.now : undefined;
  if (!seen && after instanceof ProviderError)
    return { outcome: 'unknown', reason: `It could not be read back: ${after.message}` };
  const now = seen ?? (after as Read).get(answer.id);
  const card = now?.state === 'here' ? cardFrom(now).card : null;
  if (answer.said === 'unchanged') return { outcome: 'done', card };
  if (answer.said === 'written') {
    if (!card) return { outcome: 'unknown', reason: 'The card was accepted, but is not there.' };
    if (write.type === 'update' && isNotKept(write.card.contact, card.contact, write.edits))
      return { outcome: 'refused', reason: NOT_KEPT };
    book.ownWrites.note(card);
    return {
      outcome: 'done',
      card,
      ...(isAsMade(answer.sent, card.contact) ? { asMade: card.contact } : {}),
    };
  }
  if (now?.state === 'unreadable') return { outcome: 'unknown', reason: now.reason };
  if (write.type === 'create') {
    if (card?.marker === write.marker) return { outcome: 'done', card, found: true };
    return adopted(book, write.marker, answer);
  }
  if (!card) return write.type === 'remove' ? { outcome: 'done', card: null } : { outcome: 'gone' };
  // Our own write, whose answer was lost the first time.
  if (write.type === 'update' && 'sent' in answer && card.raw === answer.sent)
    return { outcome: 'done', card };
  if (card.raw === write.card.raw && card.version === write.card.version)
    return { outcome: 'refused', reason: answer.reason };
  return { outcome: 'stale', card };
}

/** What reads back as it was before has been edited by nobody. */
const NOT_KEPT = refusalFor('not-kept');

/** A new card that was refused: perhaps because an earlier, lost attempt made it at another address. */
async function adopted(
  book: BookAccess,
  marker: string,
  answer: Extract<Answer, { said: 'no' | 'uid-taken' }>,
): Promise<Outcome> {
  const refused: Outcome = { outcome: 'refused', reason: answer.reason };
  if (answer.said !== 'uid-taken') return refused;
  if (answer.at) {
    const there = (await readNow(book, [answer.at])).get(answer.at);
    const card = there?.state === 'here' ? cardFrom(there).card : null;
    if (card?.marker === marker) return { outcome: 'done', card, found: true };
  }
  for await (const card of findByMarker(book, [marker])) return { outcome: 'done', card, found: true };
  return refused;
}
