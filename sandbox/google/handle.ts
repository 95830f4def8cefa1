import { bearerOf } from '../oauth/credentials.ts';
import { type Answer, json } from '../server/answer.ts';
import type { Account } from './account.ts';
import { frontEndPage, type Request, type World } from './answer.ts';
import {
  ApiError,
  apiDisabled,
  badRequest,
  invalidArgument,
  scopeMissing,
  unauthenticated,
} from './api-error.ts';
import type { ApiMethod, Call } from './call.ts';
import { methods } from './methods.ts';
import { authorizePage, consentDecision } from './oauth/authorize.ts';
import { certificates, discovery } from './oauth/documents.ts';
import { revoke } from './oauth/revoke.ts';
import { exchange } from './oauth/token.ts';
import { tokenInfo, userInfo } from './oauth/user-info.ts';
import { languageOf } from './people/labels.ts';
import { servePhoto } from './people/serve-photo.ts';
import { phonePage } from './phone/pages.ts';
import type { ApiMethodName, RequestKind } from './request-kind.ts';

type Door = readonly [
  kind: RequestKind,
  verbs: string,
  path: RegExp,
  (request: Request, world: World) => Answer,
];

/** Everything but the API. All of Google's hosts are this one. */
const doors: readonly Door[] = [
  ['oauth.discovery', 'GET', /^\/\.well-known\/openid-configuration$/, (_, world) => discovery(world)],
  ['oauth.certs', 'GET', /^\/oauth2\/v3\/certs$/, certificates],
  ['oauth.authorize', 'GET', /^\/o\/oauth2\/v2\/auth$/, authorizePage],
  ['oauth.authorize', 'POST', /^\/o\/oauth2\/v2\/auth$/, consentDecision],
  ['oauth.token', 'POST', /^\/token$/, exchange],
  ['oauth.revoke', 'POST', /^\/revoke$/, revoke],
  ['oauth.userinfo', 'GET POST', /^\/v1\/userinfo$/, userInfo],
  ['oauth.tokeninfo', 'GET', /^\/tokeninfo$/, tokenInfo],
  ['photo', 'GET', /^\/photos\//, servePhoto],
  ['phone', 'GET POST', /^\/phone(\/|$)/, phonePage],
];

const doorFor = (verb: string, path: string): Door | undefined =>
  doors.find(([, verbs, pattern]) => verbs.split(' ').includes(verb) && pattern.test(path));

/** Names what a request is for, before anything is decided about it. */
export function recognise(verb: string, path: string): { kind: RequestKind; method: ApiMethod | undefined } {
  const door = doorFor(verb, path);
  if (door) return { kind: door[0], method: undefined };
  const method = methods.find((one) => one.verb === verb && one.path.test(path));
  return { kind: (method?.name as ApiMethodName | undefined) ?? 'other', method };
}

/** The answer of a healthy Google. `overlaps`: another mutation of this user is being answered. */
export function handle(request: Request, world: World, how: { stale: boolean; overlaps: boolean }): Answer {
  const { method, verb, path } = request;
  if (!method) return doorFor(verb, path)?.[3](request, world) ?? frontEndPage(404, 'Not Found');
  try {
    const call = admit(request, method, world, how);
    return json(200, method.answer(call));
  } catch (error) {
    if (error instanceof ApiError) return json(error.httpStatus, error.body, error.headers);
    throw error;
  }
}

/** Sign-in, scopes, quotas and the form of the request, in this order. @throws ApiError */
function admit(
  request: Request,
  method: ApiMethod,
  world: World,
  { stale, overlaps }: { stale: boolean; overlaps: boolean },
): Call {
  const { behaviour, clock, counters, accounts, origin } = world;
  const token = world.grants.access(bearerOf(request.headers.authorization));
  if (!token) throw unauthenticated();
  const account = accounts.find((one) => one.sub === token.sub)!;
  if (!behaviour.apiEnabled) throw apiDisabled();
  if (!method.scopes.some((scope) => token.scopes.has(scope))) throw scopeMissing(method.rpc);
  const query = queryOf(request.query);
  spend(method, query, account, world);
  checkQuery(query, method);
  if (overlaps && behaviour.overlappingMutations !== 'counted')
    throw overlapping(behaviour.overlappingMutations);
  return {
    account,
    clientId: token.clientId,
    scopes: token.scopes,
    behaviour,
    clock,
    counters,
    origin,
    query,
    body: bodyOf(request, method),
    target: method.path.exec(request.path)?.[1] ?? '',
    language: languageOf(request.headers['accept-language']),
    stale,
  };
}

function spend(method: ApiMethod, query: URLSearchParams, account: Account, world: World): void {
  const cost = typeof method.cost === 'function' ? method.cost(query) : method.cost;
  const { quotas } = world.behaviour;
  const refusal = quotas && account.spending.spend(cost, quotas, world.clock.now());
  if (refusal) throw refusal;
  world.counters.spend(cost);
}

/** Both spellings of a parameter are one: sync_token is syncToken. */
function queryOf(sent: URLSearchParams): URLSearchParams {
  const camel = [...sent].map(([name, value]): [string, string] => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return new URLSearchParams(camel);
}

/** Taken by every method and without effect here. */
const standardParameters = ['alt', 'prettyPrint', 'quotaUser', 'key', '$.xgafv'];

function checkQuery(query: URLSearchParams, method: ApiMethod): void {
  for (const name of query.keys()) {
    if (method.query.includes(name) || standardParameters.includes(name)) continue;
    throw badRequest(
      `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
      name,
    );
  }
}

function bodyOf(request: Request, method: ApiMethod): Record<string, unknown> {
  if (request.body.length === 0 || !method.body) return {};
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw invalidArgument('Invalid JSON payload received. Unexpected token.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidArgument();
  const unknown = Object.keys(body).find((name) => !method.body?.includes(name));
  if (unknown === undefined) return body as Record<string, unknown>;
  throw badRequest(`Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`, unknown);
}

function overlapping(status: 409 | 503): ApiError {
  return status === 409
    ? new ApiError('ABORTED', 'The operation was aborted.')
    : new ApiError('UNAVAILABLE', 'The service is currently unavailable.');
}
