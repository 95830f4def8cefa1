// Downloads cards in batches: as large as the server bears, a few at a time, halved when one fails, by GET in the end.
import type { HttpResponse } from '../../../protocol/http/http.ts';
import { bytesOf, isOfBytes } from '../../../protocol/http/lossy-text.ts';
import { decodeVCardFile } from '../../../protocol/vcard/decode-file.ts';
import { type DavResponse, readMultistatus, XmlError } from '../../../protocol/webdav/multistatus.ts';
import { addressbookMultiget, get, propfind } from '../../../protocol/webdav/requests.ts';
import { cardName, davName, type Name } from '../../../protocol/webdav/xml.ts';
import { ProviderError, type RemoteId } from '../../provider.ts';
import { failureFrom, isTooLarge, providerErrorFrom } from '../errors.ts';
import { hasCutData } from '../photo-from-vcard.ts';
import { isTooMuch } from '../session.ts';
import type { ReceivedCard } from './card.ts';
import { type BookAccess, hrefOf, type Member, memberOf, urlOf } from './members.ts';

export type Fetched =
  | ({ state: 'here' } & ReceivedCard)
  /** The server says that there is no such card. */
  | { id: RemoteId; state: 'missing' }
  /** The card is there, but its text cannot be had. */
  | { id: RemoteId; state: 'unreadable'; reason: string };

/** Batches do not shrink below this for the server's sake; single bad cards are still found by halving. */
const SMALLEST_BATCH = 10;
/** Nextcloud cut answers at about 10 MB (nextcloud/server#3740): batches grow only while answers are far below. */
const LARGE_ANSWER = 2_000_000;
const MOST_FAILURES_IN_A_ROW = 10;
const PAUSE_MS = 250;

interface Batch {
  members: Member[];
  /** Not a half of one that failed. */
  isFresh: boolean;
}

interface Outcome {
  batch: Batch;
  result?: { fetched: Fetched[]; size: number };
  error?: ProviderError;
}

/** In whatever order the answers come; every member exactly once. @throws ProviderError */
export async function* fetchCards(book: BookAccess, members: Member[]): AsyncGenerator<Fetched[]> {
  const { multiget } = book.session.preset;
  const download = createDownload(book);
  const queue = createQueue(members, multiget);
  const running = new Map<Batch, Promise<Outcome>>();
  let failures = 0;

  while (queue.hasMore() || running.size > 0) {
    while (running.size < multiget.inFlight && queue.hasMore()) {
      const batch = queue.next();
      running.set(batch, download(batch));
    }
    const { batch, result, error } = await Promise.race(running.values());
    running.delete(batch);
    if (result) {
      failures = 0;
      if (result.size < LARGE_ANSWER) queue.grow(batch);
      yield result.fetched;
      continue;
    }
    const tooMuch = wasTooMuch(error);
    failures += tooMuch ? 1 : 0;
    const canBeHalved = batch.members.length > 1 && isRefusal(error);
    if (!canBeHalved || failures >= MOST_FAILURES_IN_A_ROW) throw error!;
    queue.halve(batch, tooMuch);
    if (tooMuch) await book.session.io.sleep(PAUSE_MS * 2 ** Math.min(failures, 5));
  }
}

/** Members in batches of a size that follows what the server bears: doubled while all is well, never again above a failure. */
function createQueue(members: Member[], { first, most }: { first: number; most: number }) {
  const halves: Member[][] = [];
  let size = first;
  let ceiling = most;
  let at = 0;
  return {
    hasMore: () => at < members.length || halves.length > 0,
    next(): Batch {
      const half = halves.pop();
      if (half) return { members: half, isFresh: false };
      const fresh = members.slice(at, at + size);
      at += fresh.length;
      return { members: fresh, isFresh: true };
    },
    grow(batch: Batch) {
      if (batch.isFresh && batch.members.length >= size) size = Math.min(ceiling, size * 2);
    },
    halve({ members, isFresh }: Batch, tooMuch: boolean) {
      const half = Math.ceil(members.length / 2);
      halves.push(members.slice(half), members.slice(0, half));
      // Halves lead to one bad card: how small they get says nothing about the others.
      if (!tooMuch || !isFresh) return;
      ceiling = Math.max(SMALLEST_BATCH, Math.min(ceiling, half));
      size = Math.min(size, ceiling);
    },
  };
}

/** Never rejects: a batch that nobody waits for any more must not end the process. */
function createDownload(book: BookAccess): (batch: Batch) => Promise<Outcome> {
  let bookStands: Promise<void> | undefined;
  let multigetsThatWorked = 0;
  let singlesThatFailed = 0;

  async function fetchBatch(members: Member[]): Promise<{ fetched: Fetched[]; size: number }> {
    const isHopeless = multigetsThatWorked === 0 && singlesThatFailed >= 3;
    if (isHopeless)
      return { fetched: await Promise.all(members.map(fetchOne)), size: Number.POSITIVE_INFINITY };
    try {
      const answer = await multigetOf(book, members);
      multigetsThatWorked += 1;
      for (const member of answer.leftOut) answer.fetched.push(await fetchOne(member));
      return { ...answer, fetched: await Array.fromAsync(answer.fetched, wholeOf) };
    } catch (error) {
      if (members.length > 1 || !isRefusal(error)) throw error;
      singlesThatFailed += 1;
      return { fetched: [await fetchOne(members[0]!)], size: 0 };
    }
  }

  /** What an answer about many cards has lost of one may be there in an answer about it alone. */
  async function wholeOf(fetched: Fetched): Promise<Fetched> {
    if (fetched.state !== 'here' || fetched.loss === null) return uncut(fetched);
    const alone = await fetchOne(fetched);
    return alone.state === 'here' ? alone : fetched;
  }

  /** Cyrus keeps a card of version 4 and shows it as version 3 without its photo: written back so, the photo would be gone. */
  async function uncut(fetched: Fetched): Promise<Fetched> {
    if (fetched.state !== 'here' || !hasCutData(fetched.raw)) return fetched;
    const kept = await getCard(book, fetched, '4.0');
    return kept.state === 'here' && !hasCutData(kept.raw) ? kept : fetched;
  }

  async function fetchOne(member: Member): Promise<Fetched> {
    const one = await uncut(await getCard(book, member));
    // A book that is gone, or another server in its place, must not look like a book whose cards are gone.
    if (one.state === 'missing') {
      bookStands ??= checkBook(book);
      await bookStands;
    }
    return one;
  }

  return async (batch) => {
    try {
      return { batch, result: await fetchBatch(batch.members) };
    } catch (error) {
      return { batch, error: providerErrorFrom(error) };
    }
  };
}

async function multigetOf(book: BookAccess, members: Member[]) {
  const { session, state } = book;
  const props = [davName('getetag'), davName('getcontentlength'), cardName('address-data')];
  const hrefs = members.map(({ id }) => hrefOf(book, id));
  const response = await session.send(addressbookMultiget(state.url, hrefs, props));
  if (response.status !== 207)
    throw new BatchRefused(await failureFrom(response, session.io.now()), response.status);
  const wanted = new Map(members.map((member) => [member.id, member]));
  const fetched: Fetched[] = [];
  let total = 0;
  for await (const each of responsesOf(response)) {
    const member = memberOf(book, each, response.url);
    if (!member || !wanted.has(member.id)) continue;
    const data = each.props.get(ADDRESS_DATA);
    const raw = withLineEnds(data?.text ?? '');
    const etag = member.etag || wanted.get(member.id)!.etag;
    const size = member.size ?? wanted.get(member.id)!.size ?? sizeOf(raw);
    if (each.status === 404 || each.status === 410) fetched.push({ id: member.id, state: 'missing' });
    else if (isVCard(raw))
      fetched.push({ ...member, etag, size, state: 'here', raw, loss: data?.lost ? 'damaged' : null });
    else continue;
    total += raw.length;
    wanted.delete(member.id);
  }
  return { fetched, size: total, leftOut: [...wanted.values()] };
}

/** An answer that is no XML for the sake of one card is not asked for again with that card in it. */
async function* responsesOf({ chunks }: HttpResponse): AsyncGenerator<DavResponse> {
  try {
    yield* readMultistatus(chunks());
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new BatchRefused(providerErrorFrom(error), 207);
  }
}

const ADDRESS_DATA: Name = cardName('address-data');

/** A listing's etag is the server's own; the one that comes with a body may be a compressing proxy's. */
async function getCard(book: BookAccess, { id, etag, size }: Member, version?: '4.0'): Promise<Fetched> {
  const { session } = book;
  const response = await session.send(get(urlOf(book, id), version));
  if (response.status === 404 || response.status === 410) {
    await response.text();
    return { id, state: 'missing' };
  }
  const body = await Array.fromAsync(response.chunks()).catch((error: unknown) => {
    if (isTooLarge(error)) return null;
    throw error;
  });
  if (body === null) return { id, state: 'here', raw: '', etag, loss: 'too-large' };
  const { raw, loss } = receive(body.join(''));
  if (response.status === 200 && isVCard(raw))
    return { id, state: 'here', raw, etag: etag || (response.headers.get('etag') ?? ''), size, loss };
  return { id, state: 'unreadable', reason: `the server answered ${response.status} without a vCard` };
}

/** As it can be shown and kept, and what that has lost. */
function receive(text: string): Pick<ReceivedCard, 'raw' | 'loss'> {
  const isOfNoCharset = isOfBytes(text);
  const shown = isOfNoCharset ? decodeVCardFile(bytesOf(text)) : text;
  const raw = shown.toWellFormed().replaceAll('\0', '');
  return { raw: withLineEnds(raw), loss: isOfNoCharset ? 'encoding' : raw === text ? null : 'damaged' };
}

async function checkBook(book: BookAccess): Promise<void> {
  const { session, state } = book;
  const response = await session.send(propfind(state.url, '0', [davName('resourcetype')]));
  if (response.status !== 207) throw await failureFrom(response, session.io.now());
  await response.text();
}

/** An answer about this very request, which asking for fewer cards may change. */
class BatchRefused extends ProviderError {
  status: number;

  constructor(failure: ProviderError, status: number) {
    super(failure.kind, failure.message);
    this.status = status;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof BatchRefused || isTooMuch(error);
}

function wasTooMuch(error: unknown): boolean {
  return isTooMuch(error) || (error instanceof BatchRefused && error.status === 413);
}

/** XML takes the carriage return out of a line end (XML 1.0 2.11); vCard wants it there, and one card must read the same by GET. */
function withLineEnds(text: string): string {
  return text.includes('\r') ? text : text.replaceAll('\n', '\r\n');
}

/** SOGo gives the size of a card when it lists all, and not with the card itself. */
const sizeOf = (raw: string): string => String(Buffer.byteLength(raw));

function isVCard(text: string): boolean {
  return /BEGIN:VCARD/i.test(text);
}
