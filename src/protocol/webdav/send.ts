// Sends a request with its credentials to those who may have them, and follows redirects by hand: every hop is judged.
import type { Credentials } from '../http/credentials.ts';
import type { Digest } from '../http/digest.ts';
import type { HttpFetch, HttpResponse } from '../http/http.ts';
import { HttpError } from '../http/http-error.ts';
import type { DavRequest } from './requests.ts';

export interface DavAccess {
  fetch: HttpFetch;
  /** The Authorization header, for servers that ask for nothing else. */
  authorization: string;
  digest?: Digest;
  credentials: Pick<Credentials, 'mayGo'>;
}

const MAX_REDIRECTS = 5;
/** 303 turns the request into another one, so it is followed for GET alone. */
const REDIRECTS = new Set([301, 302, 307, 308]);
const SAFE = new Set(['PROPFIND', 'REPORT', 'GET']);

/**
 * The answer at the end of the redirects; its `url` is the one that answered. A redirect of a write is returned as it
 * is: whether the write happened at the other end would not be known.
 * @throws HttpError
 */
export async function sendDav(access: DavAccess, request: DavRequest): Promise<HttpResponse> {
  let url = new URL(request.url);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await sendSigned(access, request, url);
    const isRedirect =
      REDIRECTS.has(response.status) || (response.status === 303 && request.method === 'GET');
    if (!isRedirect || !SAFE.has(request.method)) return response;
    const location = response.headers.get('location');
    if (location === null) return response;
    await response.text();
    url = nextUrl(location, url);
  }
  throw new HttpError('redirect', `${new URL(request.url).host}: more than ${MAX_REDIRECTS} redirects`);
}

/** Once more where the server asks for another way of signing in than it was given, or for a newer nonce. */
async function sendSigned(access: DavAccess, request: DavRequest, url: URL): Promise<HttpResponse> {
  const { credentials, digest } = access;
  const mayGo = credentials.mayGo(url, 'redirect');
  for (let times = 1; ; times += 1) {
    const authorization = digest?.authorization(request.method, url) ?? access.authorization;
    const headers = { ...request.headers, ...(mayGo ? { authorization } : {}) };
    const response = await access.fetch({ ...request, url: url.href, headers });
    if (response.status !== 401 || !mayGo || !digest || times > MOST_CHALLENGES) return response;
    if (!digest.isNews(url, response.headers.get('www-authenticate'), authorization)) return response;
    await response.text();
  }
}

/** One that is new, and one that tells of a stale nonce. */
const MOST_CHALLENGES = 2;

function nextUrl(location: string, from: URL): URL {
  const url = URL.parse(location, from);
  if (!url) throw new HttpError('redirect', `${from.host}: the redirect has no usable address`);
  if (from.protocol === 'https:' && url.protocol !== 'https:')
    throw new HttpError(
      'redirect',
      `${from.host}: the redirect leads from https to ${url.protocol}//${url.host}`,
    );
  url.hash = '';
  return url;
}

/** RFC 7617 with UTF-8, sent without waiting to be asked: it saves a round trip for every request. */
export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
