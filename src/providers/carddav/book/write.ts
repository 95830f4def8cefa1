// Writes in batches: look first where the server's own conditions are not enough, write, then read everything back at
// once. What a server says about a PUT is not proof of what it stored.
import { ProviderError, type RemoteId, type Write, type WriteResult } from '../../provider.ts';
import { providerErrorFrom } from '../errors.ts';
import { cardFrom, isEtag } from './card.ts';
import { type Fetched, fetchCards } from './fetch-cards.ts';
import { findByMarker } from './find-by-marker.ts';
import type { BookAccess, Member } from './members.ts';
import { type Answer, conditionOf, idOf, sendWrite } from './write-request.ts';

/** Results in the order of the writes. A failure of the whole book is thrown after the results that are known. */
export async function* writeAll(book: BookAccess, writes: Write[]): AsyncGenerator<WriteResult> {
  const { batch } = book.session.preset.writes;
  for (let at = 0; at < writes.length; at += batch) yield* writeBatch(book, writes.slice(at, at + batch));
}

async function* writeBatch(book: BookAccess, writes: Write[]): AsyncGenerator<WriteResult> {
  const before = await readNow(
    book,
    writes.filter((write) => needsLook(book, write)).map((write) => idOf(book, write)),
  );
  const { answers, failure } = await sendAll(book, writes, before);
  const toRead = answers.flatMap((answer) =>
    answer && 'id' in answer && !('now' in answer) ? [answer.id] : [],
  );
  // Failing to read back makes the writes uncertain, not undone.
  const after = await readNow(book, toRead).catch(providerErrorFrom);
  for (const [index, write] of writes.entries()) {
    const answer = answers[index];
    if (answer) yield { key: write.key, ...(await resultOf(book, write, answer, after)) };
  }
  if (failure) throw failure;
  if (after instanceof ProviderError) throw after;
}

/**
 * Removals are compared by content first: SOGo ignores If-Match on DELETE and starts its etags anew when a card is made
 * again. It overwrites on If-None-Match too.
 */
function needsLook(book: BookAccess, write: Write): boolean {
  if (write.type === 'create') return /\/SOGo\/dav\//i.test(book.state.url);
  return write.type === 'remove' || !isEtag(write.card.version);
}

type Read = Map<RemoteId, Fetched>;

async function readNow(book: BookAccess, ids: RemoteId[]): Promise<Read> {
  const members: Member[] = [...new Set(ids)].map((id) => ({ id, etag: '' }));
  const read: Read = new Map();
  for await (const batch of fetchCards(book, members)) for (const each of batch) read.set(each.id, each);
  return read;
}

async function sendAll(book: BookAccess, writes: Write[], before: Read) {
  let failure: unknown;
  const answers = await Promise.all(
    writes.map((write) =>
      book.session.writes.run(async (): Promise<Answer | undefined> => {
        if (failure) return undefined;
        try {
          return await sendOne(book, write, before.get(idOf(book, write)));
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
async function sendOne(book: BookAccess, write: Write, now: Fetched | undefined): Promise<Answer> {
  const id = idOf(book, write);
  if (write.type === 'create') {
    if (now?.state === 'here')
      return { said: 'no', id, sent: '', reason: 'There is a card at this address.', now };
    return sendWrite(book, write, null);
  }
  if (write.type === 'update' && write.card.readOnly)
    return {
      said: 'refused',
      reason: 'This address holds more than one card, or a damaged one; it is left as it is.',
    };
  if (now === undefined) return sendWrite(book, write, conditionOf(write));
  if (now.state === 'missing')
    return write.type === 'remove' ? { said: 'removed' } : { said: 'no', id, sent: '', reason: '', now };
  if (now.state === 'unreadable')
    return { said: 'refused', reason: `The card cannot be read: ${now.reason}.` };
  if (now.raw !== write.card.raw) return { said: 'no', id, sent: '', reason: '', now };
  return sendWrite(book, write, now.etag || null);
}

type WithoutKey<T> = T extends unknown ? Omit<T, 'key'> : never;
type Outcome = WithoutKey<WriteResult>;

async function resultOf(
  book: BookAccess,
  write: Write,
  answer: Answer,
  after: Read | ProviderError,
): Promise<Outcome> {
  if (answer.said === 'removed') return { outcome: 'done', card: null };
  if (answer.said === 'refused') return { outcome: 'refused', reason: answer.reason };
  if (answer.said === 'unknown') return { outcome: 'unknown', reason: answer.reason };
  const seen = 'now' in answer ? answer.now : undefined;
  if (!seen && after instanceof ProviderError)
    return { outcome: 'unknown', reason: `It could not be read back: ${after.message}` };
  const now = seen ?? (after as Read).get(answer.id);
  const card = now?.state === 'here' ? cardFrom(now.id, now.etag, now.raw).card : null;
  if (answer.said === 'written')
    return card
      ? { outcome: 'done', card }
      : { outcome: 'unknown', reason: 'The card was accepted, but is not there.' };
  if (now?.state === 'unreadable') return { outcome: 'unknown', reason: now.reason };
  if (write.type === 'create') {
    if (card?.marker === write.marker) return { outcome: 'done', card };
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

/** A new card that was refused: perhaps because an earlier, lost attempt made it at another address. */
async function adopted(
  book: BookAccess,
  marker: string,
  answer: Exclude<Answer, { said: 'refused' | 'unknown' | 'removed' }>,
): Promise<Outcome> {
  const refused: Outcome = { outcome: 'refused', reason: answer.said === 'written' ? '' : answer.reason };
  if (answer.said !== 'uid-taken') return refused;
  if (answer.at) {
    const there = (await readNow(book, [answer.at])).get(answer.at);
    const card = there?.state === 'here' ? cardFrom(there.id, there.etag, there.raw).card : null;
    if (card?.marker === marker) return { outcome: 'done', card };
  }
  for await (const card of findByMarker(book, [marker])) return { outcome: 'done', card };
  return refused;
}
