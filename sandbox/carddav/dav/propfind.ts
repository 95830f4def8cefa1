import { type Answer, failed, multistatus, plain, type World } from '../answer.ts';
import type { DavRequest } from '../request.ts';
import { allProperties, cardProperties, collectionProperties } from './properties.ts';
import { type Account, bookPath, cardHref, homePath, principalPath, type Resource } from './resource.ts';
import { dav, propertiesAsked } from './xml-read.ts';

/** PROPFIND with Depth 0 or 1; infinity is refused as RFC 4918 9.1 allows. */
export function answerPropfind(request: DavRequest, world: World, signedIn: Account): Answer {
  if (request.headers.depth === 'infinity') return failed(world, 403, dav('propfind-finite-depth'));
  if (request.xml === 'malformed') return plain(400, 'The request body is not well-formed XML.');
  const asked = propertiesAsked(request.xml);
  const { resource } = request;
  if (resource.is === 'card') {
    const stored = resource.book.card(resource.name);
    if (!stored) return plain(404, 'Not found');
    const lookup = cardProperties(world, resource.book, stored, false);
    return multistatus(world, [respond(world, hrefOf(world, resource), asked, lookup)]);
  }
  if (resource.is === 'photo' || resource.is === 'nothing') return plain(404, 'Not found');
  return multistatus(world, collectionParts(request, world, signedIn, asked));
}

function* collectionParts(
  request: DavRequest,
  world: World,
  signedIn: Account,
  asked: readonly string[] | 'all',
): Generator<string> {
  const { resource, depth } = request;
  yield respond(world, hrefOf(world, resource), asked, collectionProperties(world, resource, signedIn));
  if (depth === '0') return;
  if (resource.is === 'home') {
    for (const book of resource.account.books.values()) {
      const member: Resource = { is: 'book', account: resource.account, book };
      yield respond(world, hrefOf(world, member), asked, collectionProperties(world, member, signedIn));
    }
  }
  if (resource.is === 'book') {
    let left = Math.floor(resource.book.count * request.listed);
    const collection = bookPath(resource.account, resource.book);
    for (const stored of resource.book.cards()) {
      if (left-- <= 0) return;
      const href = cardHref(collection, stored.name, world.behaviour);
      yield respond(world, href, asked, cardProperties(world, resource.book, stored, false));
    }
  }
}

function respond(
  world: World,
  href: string,
  asked: readonly string[] | 'all',
  lookup: (name: string) => string | undefined,
): string {
  const names = asked === 'all' ? allProperties.filter((name) => lookup(name) !== undefined) : asked;
  return world.write.response(href, names, lookup);
}

function hrefOf(world: World, resource: Resource): string {
  switch (resource.is) {
    case 'principal':
      return principalPath(resource.account);
    case 'home':
      return homePath(resource.account);
    case 'book':
      return bookPath(resource.account, resource.book);
    case 'card':
      return cardHref(bookPath(resource.account, resource.book), resource.name, world.behaviour);
    case 'well-known':
      return '/.well-known/carddav';
    default:
      return '/';
  }
}
