// The cookie by which a browser proves that it began a sign-in at a provider. Lax: it has to come along when the
// provider's page sends the browser back.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SIGN_IN_MINUTES } from '../accounts/sign-in/begin-sign-in.ts';

/** Over plain HTTP (localhost) browsers refuse `__Host-` cookies, so the name goes without it. */
const nameFor = (url: string): string =>
  url.startsWith('https:') ? '__Host-rubrica-sign-in' : 'rubrica-sign-in';

export function setSignInCookie(reply: FastifyReply, url: string, secret: string): void {
  reply.header('set-cookie', lineOf(url, secret, SIGN_IN_MINUTES * 60));
}

export function clearSignInCookie(reply: FastifyReply, url: string): void {
  reply.header('set-cookie', lineOf(url, '', 0));
}

export function signInCookieOf(request: FastifyRequest, url: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === nameFor(url))?.[1];
}

function lineOf(url: string, value: string, seconds: number): string {
  const secure = url.startsWith('https:') ? '; Secure' : '';
  return `${nameFor(url)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
