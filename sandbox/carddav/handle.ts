import { seedPhoto } from '../seed/seed-photo.ts';
import { type Answer, failed, plain, type World } from './answer.ts';
import { answerCard } from './dav/card-methods.ts';
import { answerMultiget, answerQuery } from './dav/card-reports.ts';
import { answerPropfind } from './dav/propfind.ts';
import type { Account, Resource } from './dav/resource.ts';
import { answerSync } from './dav/sync-report.ts';
import { card, dav, type XmlElement } from './dav/xml-read.ts';
import type { DavRequest, RequestKind } from './request.ts';

const allowed = 'OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, REPORT';

/** Names what a request is for, before anything is decided about it. */
export function kindOf(
  method: string,
  resource: Resource,
  depth: '0' | '1',
  xml: DavRequest['xml'],
): RequestKind {
  if (method === 'OPTIONS') return 'options';
  if (resource.is === 'photo') return 'photo';
  if (resource.is === 'card') {
    if (method === 'PUT') return 'put';
    if (method === 'DELETE') return 'delete';
    return method === 'GET' || method === 'HEAD' ? 'get' : 'other';
  }
  if (method === 'REPORT' && xml !== undefined && xml !== 'malformed') {
    if (xml.name === dav('sync-collection')) return 'sync';
    if (xml.name === card('addressbook-multiget')) return 'multiget';
    if (xml.name === card('addressbook-query')) return 'query';
  }
  if (resource.is === 'nothing') return 'other';
  if (resource.is === 'book' && method === 'PROPFIND' && depth === '1') return 'listing';
  return resource.is;
}

/** The answer of a healthy server. `signedIn` undefined: no or wrong credentials. */
export function handle(request: DavRequest, world: World, signedIn: Account | undefined): Answer {
  const { behaviour } = world;
  const { resource, method } = request;
  if (behaviour.needsUserAgent && !request.headers['user-agent']) return plain(403, 'Forbidden');
  if (resource.is === 'well-known' && behaviour.wellKnown !== 'multistatus') {
    return behaviour.wellKnown === 'redirect'
      ? { status: 301, headers: { Location: '/' } }
      : plain(404, 'Not found');
  }
  if (!signedIn) {
    const challenge = world.digest?.challenge() ?? behaviour.challenge;
    return { status: 401, headers: { 'WWW-Authenticate': challenge } };
  }
  if ('account' in resource && resource.account !== signedIn) return plain(403, 'Forbidden');
  switch (method) {
    case 'OPTIONS':
      return options(resource, behaviour.optionsOnBook);
    case 'PROPFIND':
      return answerPropfind(request, world, signedIn);
    case 'REPORT':
      return report(request, world);
    case 'GET':
    case 'HEAD':
      if (resource.is === 'photo') return photo();
      break;
    case 'PUT':
    case 'DELETE':
      break;
    default:
      return plain(method === 'MKCOL' || method === 'PROPPATCH' ? 403 : 405, 'Not possible here');
  }
  if (resource.is === 'card') return answerCard(request, world, signedIn, resource.book, resource.name);
  return resource.is === 'nothing' ? plain(404, 'Not found') : plain(405, 'Method not allowed');
}

function options(resource: Resource, optionsOnBook: boolean): Answer {
  const onBook = resource.is === 'book' || resource.is === 'card';
  if (resource.is === 'nothing' || (onBook && !optionsOnBook)) return plain(404, 'Not found');
  return { status: 200, headers: { Allow: allowed, DAV: '1, 3, access-control, addressbook' } };
}

function report(request: DavRequest, world: World): Answer {
  const { resource, xml } = request;
  if (xml === undefined || xml === 'malformed') return plain(400, 'The request body is not well-formed XML.');
  if (resource.is === 'nothing') return plain(404, 'Not found');
  if (resource.is !== 'book') return failed(world, 403, dav('supported-report'));
  return bookReport(request, world, resource, xml);
}

function bookReport(
  request: DavRequest,
  world: World,
  { account, book }: Extract<Resource, { is: 'book' }>,
  xml: XmlElement,
): Answer {
  switch (request.kind) {
    case 'sync':
      return answerSync(request, world, account, book, xml);
    case 'multiget':
      return answerMultiget(world, account, book, xml);
    case 'query':
      return answerQuery(request, world, account, book, xml);
    default:
      return failed(world, 403, dav('supported-report'));
  }
}

const photo = (): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'image/jpeg' },
  body: seedPhoto(0, 4000),
});
