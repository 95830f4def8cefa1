import { createHash } from 'node:crypto';

/** The token in an Authorization header; empty without one. */
export const bearerOf = (header: string | undefined): string =>
  /^bearer +(\S.*)$/i.exec(header ?? '')?.[1] ?? '';

/** Id and secret of a client, from the header or else from the form; empty where there is none. */
export function clientCredentials(
  form: URLSearchParams,
  authorization: string | undefined,
): [string, string] {
  const basic = /^basic +(\S.*)$/i.exec(authorization ?? '')?.[1];
  if (!basic) return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  // RFC 6749 2.3.1: both are form-encoded before they are joined.
  return [decodeURIComponent(id.replaceAll('+', ' ')), decodeURIComponent(secret.replaceAll('+', ' '))];
}

/** What a client keeps secret until it comes with the code (RFC 7636). */
export interface Challenge {
  value: string;
  method: 'S256' | 'plain';
}

export function fitsChallenge({ value, method }: Challenge, verifier: string): boolean {
  return value === (method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier);
}
