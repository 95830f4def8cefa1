import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../../server/answer.ts';
import {
  accessDenied,
  badRequest,
  errorAnswer,
  GraphError,
  noMailbox,
  segmentNotFound,
  unauthorized,
} from '../graph-error.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Entry } from '../mailbox/normalise.ts';
import type { RequestKind } from '../request-kind.ts';
import type { ApiMethod, Call, Request, World } from '../world.ts';
import { answerBatch, type Inner } from './batch.ts';
import { methods } from './methods.ts';
import { graphPath, methodsAt, queryOf } from './route.ts';

/** What a request of Graph is for; undefined when it is none of Graph. */
export function recogniseGraph(
  verb: string,
  path: string,
): { kind: RequestKind; method: ApiMethod | undefined; keys: readonly string[] } | undefined {
  const parts = graphPath(path);
  if (!parts) return undefined;
  const found = methodsAt(parts, methods).find(({ method }) => method.verb === verb);
  return { kind: found?.method.name ?? 'other', method: found?.method, keys: found?.keys ?? [] };
}

/** The answer of a healthy Graph. `refusal`: too much is being asked at the same time. */
export async function serveGraph(request: Request, world: World, refusal?: GraphError): Promise<Answer> {
  const ids = { 'request-id': randomUUID(), ...clientIdOf(request) };
  try {
    const answer = await answerTo(request, world, refusal);
    return { ...answer, headers: { ...headersOf(request, ids), ...answer.headers } };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const answer = errorAnswer(error, world.clock.now(), ids);
    return { ...answer, headers: { ...headersOf(request, ids), ...answer.headers } };
  }
}

async function answerTo(request: Request, world: World, refusal: GraphError | undefined): Promise<Answer> {
  const { access, method } = request;
  checkToken(request, world);
  if (refusal) throw refusal;
  if (!method) throw unknownPath(request);
  const { user: caller, clientId, scopes } = access!;
  if (method.name === 'batch') return answerBatch(jsonOf(request), (inner) => perform(inner, request, world));
  const mailbox = mailboxOf(request, caller, world);
  checkScopes(method, scopes, caller === mailbox);
  const upload = request.verb === 'GET' || request.verb === 'DELETE' ? 0 : request.body.length;
  mailbox.budget.spend(clientId, upload, world.behaviour, world.clock.now());
  if (method.name !== 'me' && method.ofMailbox && !mailbox.active) throw noMailbox();
  checkQuery(request, method);
  const prefer = preferOf(request);
  const call: Call = {
    world,
    caller,
    mailbox,
    clientId,
    scopes,
    url: `${world.origin}${request.path}`,
    query: request.query,
    headers: request.headers,
    keys: request.keys,
    body: method.body === 'json' ? jsonOf(request) : {},
    bytes: request.body,
    ...prefer,
  };
  return method.answer(call);
}

/** @throws GraphError */
function checkToken({ access, headers }: Request, { clock }: World): void {
  if (!headers.authorization) throw unauthorized('Access token is empty.');
  if (access && access.expiresAt > clock.now()) return;
  if (!access) throw unauthorized('IDX14100: JWT is not well formed, there are no dots (.).');
  if (access.user.tenant.personal)
    throw unauthorized('CompactToken validation failed with reason code: 80049228.');
  throw unauthorized('Lifetime validation failed, the token is expired.');
}

function unknownPath({ path }: Request): GraphError {
  const parts = graphPath(path)!;
  if (methodsAt(parts, methods).length > 0)
    return new GraphError(405, 'ErrorInvalidRequest', 'The OData request is not supported.');
  const known = new Set(methods.flatMap((method) => method.path));
  const wrong = parts.segments.find(
    (segment) => !known.has(segment.toLowerCase()) && !/^[\w=-]{20,}$/.test(segment),
  );
  return segmentNotFound(wrong ?? parts.segments.at(-1) ?? path);
}

/** Whose mailbox a path is about: the caller's own, or one in the same organization. @throws GraphError */
function mailboxOf({ path }: Request, caller: Mailbox, { mailboxes }: World): Mailbox {
  const { owner } = graphPath(path)!;
  if (owner === null || owner === undefined) return caller;
  const name = owner.toLowerCase();
  const found = mailboxes.find(
    ({ oid, email, tenant, graphId }) =>
      tenant === caller.tenant && (oid === name || graphId === name || email.toLowerCase() === name),
  );
  if (found) return found;
  throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${owner}' is invalid.`);
}

function checkScopes({ scopes }: ApiMethod, granted: ReadonlySet<string>, isOwn: boolean): void {
  const needed = isOwn ? scopes : scopes.map((scope) => `${scope}.Shared`);
  if (needed.length > 0 && !needed.some((scope) => granted.has(scope))) throw accessDenied();
}

function checkQuery({ query }: Request, { query: taken }: ApiMethod): void {
  const wrong = [...query.keys()].find((name) => name.startsWith('$') && !taken.includes(name));
  if (wrong === undefined) return;
  throw badRequest(`The query specified in the URI is not valid. Query option '${wrong}' is not allowed.`);
}

const mostBytes = 4 * 1024 * 1024;

function jsonOf({ body, headers }: Request): Entry {
  if (body.length > mostBytes)
    throw new GraphError(413, 'ErrorMessageSizeExceeded', 'The message exceeds the maximum supported size.');
  if (body.length === 0) return {};
  const unreadable = badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) throw unreadable;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Entry;
  } catch {
    // Refused like what is no object.
  }
  throw unreadable;
}

function preferOf({ headers }: Request): Pick<Call, 'immutable' | 'pageSize'> {
  const prefer = [headers.prefer ?? ''].flat().join(',');
  const size = /\bodata\.maxpagesize=(\d{1,5})\b/i.exec(prefer)?.[1];
  return {
    immutable: /\bIdType="?ImmutableId"?/i.test(prefer),
    pageSize: size === undefined ? undefined : Number(size),
  };
}

function clientIdOf({ headers }: Request): { 'client-request-id'?: string } {
  const id = headers['client-request-id'];
  return typeof id === 'string' ? { 'client-request-id': id } : {};
}

const diagnostic = JSON.stringify({
  ServerInfo: {
    DataCenter: 'North Europe',
    Slice: 'E',
    Ring: '5',
    ScaleUnit: '003',
    RoleInstance: 'DB1PEPF00000001',
  },
});

function headersOf(request: Request, ids: Record<string, string>): Record<string, string> {
  const { immutable } = preferOf(request);
  const applied = [
    ...(immutable ? ['IdType="ImmutableId"'] : []),
    ...(request.kind.endsWith('.delta') ? ['odata.track-changes'] : []),
  ];
  return {
    ...ids,
    'x-ms-ags-diagnostic': diagnostic,
    ...(applied.length > 0 ? { 'Preference-Applied': applied.join(', ') } : {}),
  };
}

/** One request inside a batch, as if it had come by itself: with its own headers, place, faults and answer. */
async function perform(inner: Inner, outer: Request, world: World): Promise<Answer> {
  const { behaviour, counters } = world;
  const [path = '', search = ''] = inner.url.split(/\?(.*)/s);
  const full = `/v1.0/${path.replace(/^\//, '')}`;
  const found = recogniseGraph(inner.verb, full)!;
  const request: Request = {
    ...outer,
    ...found,
    verb: inner.verb,
    path: full,
    query: queryOf(search),
    headers: { authorization: outer.headers.authorization, ...inner.headers },
    body: inner.body,
  };
  const { access } = outer;
  const place = access!.user.budget.enter(access!.clientId, behaviour);
  try {
    if (!place.refusal && behaviour.requestMs > 0) await pause(behaviour.requestMs);
    const struck = world.strikeInBatch(request);
    const answer = struck && !struck.after ? struck.answer : await serveGraph(request, world, place.refusal);
    const told = struck?.answer ?? answer;
    counters.countInBatch(request.kind, told.status);
    return told;
  } finally {
    place.leave();
  }
}
