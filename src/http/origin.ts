// Requests that other sites make a browser send are refused before anything looks at them: by Host (a foreign name that
// resolves to this machine), and, where something may change, by Sec-Fetch-Site and Origin. Bodies are JSON only, which
// no form can send.
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { ServerConfig } from './deps.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Asked by monitors under whatever name; answers nothing about anybody. */
const ANY_HOST = new Set(['/health']);

/** @throws AppError 'cross-site' */
export function checkOrigin(request: FastifyRequest, config: ServerConfig): void {
  const name = nameIn(request.headers.host);
  if (!ANY_HOST.has(request.url) && !isOurHost(name, config))
    throw new AppError('cross-site', `Rubrica does not answer under the name ${printable(name)}.`);
  // An Authorization header is nothing a browser adds by itself.
  if (SAFE.has(request.method) || request.headers.authorization !== undefined) return;
  if (!isFromOurPages(request, config)) throw new AppError('cross-site');
}

/** Of the Host header itself: what a proxy says of another one, a page could say as well. */
const nameIn = (host: string | undefined): string => URL.parse(`http://${host}`)?.hostname ?? '';

const printable = (host: string): string => host.replace(/[^\w.:-]/g, '').slice(0, 100) || 'given';

/** A bare IP address cannot be rebound by somebody's DNS, so it is ours whatever it is. */
function isOurHost(hostname: string, { url, allowedHosts }: ServerConfig): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  if (isIP(name.replace(/^\[|\]$/g, ''))) return true;
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return name === new URL(url).hostname || allowedHosts.some((host) => host.toLowerCase() === name);
}

function isFromOurPages(request: FastifyRequest, { url }: ServerConfig): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, cookie } = request.headers;
  if (origin !== undefined)
    return origin === new URL(url).origin || URL.parse(origin)?.host === request.headers.host;
  // Every browser that can show the interface sends one of the two. What sends neither is a script, and a script has a
  // token; one without either may still sign in.
  return cookie === undefined;
}
