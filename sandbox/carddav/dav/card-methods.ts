import { randomUUID } from 'node:crypto';
import { type Answer, failed, plain, type World, xmlType } from '../answer.ts';
import type { Refusal } from '../behaviour.ts';
import type { Book, StoredCard } from '../book.ts';
import { cardFacts } from '../card-text.ts';
import type { DavRequest } from '../request.ts';
import { relabelAs3, shownAs3 } from '../rewrites.ts';
import { type Account, bookPath, cardHref } from './resource.ts';
import { card, dav } from './xml-read.ts';

/** GET, HEAD, PUT and DELETE of one card. */
export function answerCard(
  request: DavRequest,
  world: World,
  account: Account,
  book: Book,
  name: string,
): Answer {
  if (world.behaviour.refusesHref?.test(decodeURI(request.path))) return plain(400, 'Bad Request');
  const stored = book.card(name);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return stored ? read(request, world, book, stored) : plain(404, 'Not found');
    case 'PUT':
      return put(request, world, account, book, name, stored);
    default:
      return remove(request, world, book, name, stored);
  }
}

function read(request: DavRequest, world: World, book: Book, stored: StoredCard): Answer {
  const headers = {
    ETag: world.behaviour.proxy.got(stored.etag),
    'Content-Type': 'text/vcard; charset=utf-8',
  };
  if (isListed(request.headers['if-none-match'], stored)) return { status: 304, headers };
  if (request.method === 'GET') world.counters.cardsServed += 1;
  const as3 = world.behaviour.vcard4 === 'show-as-3' && !/version="?4/.test(request.headers.accept ?? '');
  return { status: 200, headers, body: as3 ? shownAs3(book.text(stored)) : book.bytes(stored) };
}

function isListed(header: string | undefined, stored: StoredCard | undefined): boolean {
  if (header === undefined || !stored) return false;
  return header.trim() === '*' || header.split(',').some((etag) => etag.trim() === stored.etag);
}

function put(
  request: DavRequest,
  world: World,
  account: Account,
  book: Book,
  name: string,
  stored: StoredCard | undefined,
): Answer {
  const { behaviour } = world;
  if (behaviour.readOnly) return failed(world, 403, dav('need-privileges'));
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
  const star = ifMatch?.trim() === '*' && !behaviour.conditional.ifMatchStar;
  const judged = behaviour.conditional.putIfMatch && (stored || behaviour.conditional.ofMissing);
  if (star || (judged && ifMatch !== undefined && !isListed(ifMatch, stored))) {
    return plain(412, 'Precondition failed');
  }
  if (behaviour.conditional.putIfNoneMatch && isListed(ifNoneMatch, stored)) {
    return plain(412, 'Precondition failed');
  }
  if (request.body.length > behaviour.maxResourceSize) return failed(world, 403, card('max-resource-size'));
  const sent = request.body.toString('utf8');
  const facts = cardFacts(sent);
  const refusal = refusalOf(world, sent);
  if (refusal) return refuse(world, request.path, refusal);
  const twin = facts.uid === '' ? undefined : book.nameOfUid(facts.uid);
  if (behaviour.duplicateUid !== 'accept' && twin !== undefined && twin !== name) {
    const href = cardHref(bookPath(account, book), twin, behaviour);
    const inner = `<href xmlns="DAV:">${href}</href>`;
    return failed(world, Number(behaviour.duplicateUid), card('no-uid-conflict'), inner);
  }
  if (stored && behaviour.ignores.includes('PUT')) return { status: 204, headers: {} };
  const kept = rewritten(world, sent);
  const body = kept === sent ? request.body : Buffer.from(kept);
  const now = book.put(name, body);
  const tells =
    behaviour.etagOnPut === 'always' || (behaviour.etagOnPut === 'unless-rewritten' && kept === sent);
  return { status: stored ? 204 : 201, headers: tells ? { ETag: behaviour.proxy.got(now.etag) } : {} };
}

/** A server's own rules first, then the flags that several servers share. */
function refusalOf(world: World, sent: string): Refusal | undefined {
  const { behaviour } = world;
  const facts = cardFacts(sent);
  if (facts.cards === 0) return behaviour.refuseGarbage;
  if (behaviour.requireUid === 'refuse' && facts.uid === '') {
    return { status: 403, text: 'Missing mandatory UID property' };
  }
  if (behaviour.vcard4 === 'refuse' && facts.version === '4.0') {
    return { status: 403, text: 'supported-address-data', precondition: true };
  }
  return behaviour.refuse?.(sent, facts);
}

function refuse(world: World, path: string, refusal: Refusal): Answer {
  if (world.behaviour.refusalInside207) {
    const inner = world.write.statusResponse(path, 412, world.write.element(card('valid-address-data'), ''));
    return { status: 207, headers: xmlType, body: world.write.multistatus([inner]) };
  }
  if (refusal.precondition) return failed(world, refusal.status, card(refusal.text));
  return plain(refusal.status, refusal.text);
}

function rewritten(world: World, sent: string): string {
  const { behaviour } = world;
  let kept = sent;
  if (behaviour.requireUid === 'add' && cardFacts(kept).uid === '') {
    kept = kept.replace(/END:VCARD\s*$/i, `UID:${randomUUID()}\r\nEND:VCARD\r\n`);
  }
  if (behaviour.vcard4 === 'relabel') kept = relabelAs3(kept);
  return behaviour.rewrite ? behaviour.rewrite(kept) : kept;
}

function remove(
  request: DavRequest,
  world: World,
  book: Book,
  name: string,
  stored: StoredCard | undefined,
): Answer {
  const { conditional, readOnly } = world.behaviour;
  if (readOnly) return failed(world, 403, dav('need-privileges'));
  if (!stored) return plain(404, 'Not found');
  const ifMatch = request.headers['if-match'];
  const star = ifMatch?.trim() === '*' && !conditional.ifMatchStar;
  if (star || (conditional.deleteIfMatch && ifMatch !== undefined && !isListed(ifMatch, stored))) {
    return plain(412, 'Precondition failed');
  }
  if (!world.behaviour.ignores.includes('DELETE')) book.remove(name);
  return { status: 204 };
}
