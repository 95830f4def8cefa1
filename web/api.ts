// The one way to the server. Types come from the contract; at run time only method and path do.

import { endpoints } from 'virtual:endpoints';
import { queryOptions } from '@tanstack/react-query';
import type { Answer, Api, Arguments, ProblemDetails } from '../src/http/contract/contract.ts';

export type EndpointName = keyof Api;
export type { Answer, Arguments };
/** One row of a list endpoint's answer. */
export type Item<K extends EndpointName> = Answer<K> extends { items: (infer T)[] } ? T : never;

type NoArguments = Record<never, never>;
type Rest<K extends EndpointName> = keyof Arguments<K> extends never
  ? [args?: NoArguments, options?: CallOptions]
  : [args: Arguments<K>, options?: CallOptions];

interface CallOptions {
  /** Version the change was made on: the server answers `version-conflict` when it is not the current one. */
  ifMatch?: number;
  signal?: AbortSignal;
}

/** What the server could not or would not do, in its words: what happened, what it means for the data, what to do. */
export class ApiError extends Error {
  override name = 'ApiError';
  status: number;
  code: string;
  title: string;
  detail: string;
  meaning: string;
  action: string;
  fields: Record<string, string>;
  /** Seconds to wait before another try makes sense. */
  retryAfter: number | null;
  problems: NonNullable<ProblemDetails['problems']>;
  /** Of `similar-record`. */
  matches: NonNullable<ProblemDetails['matches']>;
  reference: string | null;

  constructor(problem: ProblemDetails) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.meaning = problem.meaning;
    this.action = problem.action;
    this.fields = problem.fields ?? {};
    this.retryAfter = problem.retryAfter ?? null;
    this.problems = problem.problems ?? [];
    this.matches = problem.matches ?? [];
    this.reference = problem.reference ?? null;
  }
}

const SESSION = '/api/v1/session';

/** Heard by components/way-out/SessionOver.tsx: the session ended, here or in another window. */
export const SESSION_OVER = 'rubrica:session-over';

/** Opens the dialog again, for whoever had closed it. */
export const askToSignIn = (): boolean => window.dispatchEvent(new Event(SESSION_OVER));

/** Whether what an address names is not there: deleted, somebody else's, or no id at all. */
export const isMissing = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 404 || error.status === 400);

/** The server does not answer, or something before it says so in its place. */
export const unreachable = (): ApiError =>
  new ApiError({
    type: 'about:blank',
    status: 0,
    code: 'unreachable',
    title: 'Rubrica does not answer.',
    detail: '',
    meaning: 'Nothing was changed.',
    action: 'Check your connection and try again.',
  });

const asText = (value: unknown): string => encodeURIComponent(String(value));

function addressOf(path: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => asText(params[name]));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return pairs.length ? `${filled}?${pairs.map(([k, v]) => `${k}=${asText(v)}`).join('&')}` : filled;
}

async function problemFrom(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as ProblemDetails | null;
  return body?.code ? new ApiError(body) : unreachable();
}

/** Calls an endpoint of the contract. @throws ApiError */
export async function call<K extends EndpointName>(name: K, ...rest: Rest<K>): Promise<Answer<K>> {
  const { params, query, body } = (rest[0] ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const { ifMatch, signal } = rest[1] ?? {};
  const [method, path] = endpoints[name]!;
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
  return answerOf<Answer<K>>(addressOf(path, params ?? {}, query ?? {}), signal, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
}

/** Sends bytes or a form to an address that takes no JSON. @throws ApiError */
export const send = <T>(method: 'PUT' | 'POST', address: string, body: Blob | FormData): Promise<T> =>
  answerOf<T>(address, undefined, { method, body, headers: { accept: 'application/json' } });

/** A file that is answered to a question too long for an address. @throws ApiError */
export async function fetchFile(address: string, question: object): Promise<Blob> {
  const headers = { 'content-type': 'application/json' };
  const response = await answered(address, undefined, {
    method: 'POST',
    headers,
    body: JSON.stringify(question),
  });
  return response.blob().catch(() => {
    throw unreachable();
  });
}

/** When the sign-in last succeeded: a refusal of what was asked before it says nothing about the session now. */
let signedInAt = 0;

async function answerOf<T>(address: string, signal: AbortSignal | undefined, init: RequestInit): Promise<T> {
  const response = await answered(address, signal, init);
  return response.status === 204 ? (null as T) : ((await response.json()) as T);
}

async function answered(
  address: string,
  signal: AbortSignal | undefined,
  init: RequestInit,
): Promise<Response> {
  const askedAt = performance.now();
  const response = await fetch(address, { ...init, signal: signal ?? null }).catch((error: unknown) => {
    throw signal?.aborted ? error : unreachable();
  });
  if (!response.ok) {
    const problem = await problemFrom(response);
    if (problem.code === 'not-signed-in' && askedAt > signedInAt)
      window.dispatchEvent(new Event(SESSION_OVER));
    throw problem;
  }
  if (address === SESSION) signedInAt = performance.now();
  return response;
}

/**
 * Options for `useQuery`, keyed by the endpoint's name and arguments: `useQuery(query('getAccount', { params: { id } }))`.
 * events.ts invalidates by these names.
 */
export function query<K extends EndpointName>(name: K, ...args: Rest<K>) {
  return queryOptions({
    queryKey: [name, args[0] ?? {}] as const,
    queryFn: ({ signal }) => call(name, ...([args[0] ?? {}, { signal }] as unknown as Rest<K>)),
  });
}
