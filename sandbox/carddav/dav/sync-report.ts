import { type Answer, failed, multistatus, plain, type World } from '../answer.ts';
import type { Book, Change } from '../book.ts';
import type { DavRequest } from '../request.ts';
import { ctag, reportedProperties, syncToken } from './properties.ts';
import { type Account, barePath, bookPath, cardHref } from './resource.ts';
import { child, childText, dav, propertiesAsked, type XmlElement } from './xml-read.ts';
import { escapeXml } from './xml-write.ts';

/** sync-collection (RFC 6578): work and bytes grow with the changes, not with the book. */
export function answerSync(
  request: DavRequest,
  world: World,
  account: Account,
  book: Book,
  report: XmlElement,
): Answer {
  if (!world.behaviour.syncCollection) return failed(world, 403, dav('supported-report'));
  const since = startOf(book, childText(report, dav('sync-token')));
  if (typeof since === 'string') return refuseToken(world, since);
  return multistatus(world, syncParts(request, world, account, book, report, since));
}

/** The sequence that a token stands for, or how this server refuses it. */
function startOf(book: Book, token: string): number | Exclude<World['behaviour']['bogusToken'], 'full-list'> {
  if (token === '') return 0;
  const { behaviour } = book;
  const read = behaviour.token.read(token);
  const known = read !== undefined && read.generation === book.generation;
  if (known && read.sequence <= book.sequence) return read.sequence;
  if (known && behaviour.futureToken === 'no-change') return book.sequence;
  return behaviour.bogusToken === 'full-list' ? 0 : behaviour.bogusToken;
}

function refuseToken(world: World, kind: 'error-412' | '403' | '500'): Answer {
  if (kind === '403') return failed(world, 403, dav('valid-sync-token'));
  if (kind === '500') return plain(500, 'Traceback (most recent call last): KeyError');
  return { status: 412 };
}

function* syncParts(
  request: DavRequest,
  world: World,
  account: Account,
  book: Book,
  report: XmlElement,
  since: number,
): Generator<string> {
  const { behaviour, write } = world;
  const asked = propertiesAsked(report);
  const names = asked === 'all' ? [dav('getetag')] : asked;
  const end = book.sequence;
  const limit = pageLimitOf(world, report);
  const shown = request.listed < 1 ? Math.floor(book.count * request.listed) : Number.POSITIVE_INFINITY;
  if (behaviour.collectionInSync) {
    const lookup = (name: string) => (name === dav('getetag') ? escapeXml(`"${ctag(book)}"`) : undefined);
    yield write.response(barePath(account, book), names, lookup);
  }
  let sent = 0;
  let reached = since;
  for (const change of book.changes(since)) {
    if (!change.card && since === 0 && !behaviour.goneOnFirstSync) continue;
    if (sent >= shown) break;
    if (limit > 0 && sent === limit) {
      const error = write.dav('number-of-matches-within-limits');
      yield write.statusResponse(bookPath(account, book), 507, error);
      yield write.dav('sync-token', escapeXml(syncToken(book, reached)));
      return;
    }
    yield member(world, account, book, change, names);
    reached = change.sequence;
    sent += 1;
  }
  // The token of the moment the answer began: whatever is written while it streams comes again.
  yield write.dav('sync-token', escapeXml(syncToken(book, end)));
}

function pageLimitOf(world: World, report: XmlElement): number {
  const { pageLimit, honoursLimit } = world.behaviour;
  const asked = Number(childText(child(report, dav('limit')), dav('nresults')));
  if (!honoursLimit || !(asked > 0)) return pageLimit;
  return pageLimit > 0 ? Math.min(pageLimit, asked) : asked;
}

function member(
  world: World,
  account: Account,
  book: Book,
  change: Change,
  names: readonly string[],
): string {
  const collection = bookPath(account, book);
  const href = cardHref(collection, change.name, world.behaviour, world.behaviour.rawSyncHrefs);
  if (!change.card && world.behaviour.gone === 'propstat')
    return world.write.response(href, names, () => undefined);
  if (!change.card) return world.write.statusResponse(href, 404);
  const lookup = reportedProperties(world, book, change.card, world.behaviour.dataInSync);
  return world.write.response(href, names, lookup);
}
