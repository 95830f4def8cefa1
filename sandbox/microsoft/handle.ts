import { type Answer, html } from '../server/answer.ts';
import { recogniseGraph, serveGraph } from './graph/serve.ts';
import type { GraphError } from './graph-error.ts';
import { adminConsentDecision, adminConsentStart } from './identity/admin-consent.ts';
import { authorizeDecision, authorizePage } from './identity/authorize.ts';
import { discovery, keys, logout, userInfo } from './identity/documents.ts';
import { exchange } from './identity/token.ts';
import { phonePage } from './phone/pages.ts';
import type { RequestKind } from './request-kind.ts';
import type { Request, World } from './world.ts';

type Door = readonly [
  kind: RequestKind,
  verbs: string,
  path: RegExp,
  (request: Request, world: World) => Answer,
];

/** Everything but Graph; the first group of a path is the tenant. All of Microsoft's hosts are this one. */
const doors: readonly Door[] = [
  ['oauth.discovery', 'GET', /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/, discovery],
  ['oauth.keys', 'GET', /^\/([^/]+)\/discovery\/v2\.0\/keys$/, keys],
  ['oauth.authorize', 'GET', /^\/([^/]+)\/oauth2\/v2\.0\/authorize$/, authorizePage],
  ['oauth.authorize', 'POST', /^\/([^/]+)\/oauth2\/v2\.0\/authorize$/, authorizeDecision],
  ['oauth.adminconsent', 'GET', /^\/([^/]+)\/v2\.0\/adminconsent$/, adminConsentStart],
  ['oauth.adminconsent', 'POST', /^\/([^/]+)\/v2\.0\/adminconsent$/, adminConsentDecision],
  ['oauth.token', 'POST', /^\/([^/]+)\/oauth2\/v2\.0\/token$/, exchange],
  ['oauth.logout', 'GET', /^\/([^/]+)\/oauth2\/v2\.0\/logout$/, logout],
  ['phone', 'GET POST', /^\/()phone(?:\/|$)/, phonePage],
  ['oauth.userinfo', 'GET POST', /^\/()oidc\/userinfo$/, userInfo],
];

const doorFor = (verb: string, path: string): Door | undefined =>
  doors.find(([, verbs, pattern]) => verbs.split(' ').includes(verb) && pattern.test(path));

/** Names what a request is for, before anything is decided about it. */
export function recognise(verb: string, path: string): Pick<Request, 'kind' | 'method' | 'keys' | 'segment'> {
  const graph = recogniseGraph(verb, path);
  if (graph) return { ...graph, segment: '' };
  const door = doorFor(verb, path);
  const segment = door?.[2].exec(path)?.[1] ?? '';
  return { kind: door?.[0] ?? 'other', method: undefined, keys: [], segment };
}

/** The answer of a healthy Microsoft. `refusal`: too much is asked of one mailbox at the same time. */
export function handle(request: Request, world: World, refusal?: GraphError): Answer | Promise<Answer> {
  const { verb, path } = request;
  if (/^\/v1\.0(\/|$)/i.test(path)) return serveGraph(request, world, refusal);
  return doorFor(verb, path)?.[3](request, world) ?? html(404, '<h1>404 – File or directory not found.</h1>');
}
