import { bearerOf } from '../../oauth/credentials.ts';
import { type Answer, json } from '../../server/answer.ts';
import type { Account } from '../account.ts';
import type { Request, World } from '../answer.ts';
import { scopes as names } from '../call.ts';

/** What the scopes let a client know of a person. `sub` is the key of the account, the address is not. */
export function profileClaims(account: Account, scopes: ReadonlySet<string>, origin: string): object {
  const { sub, email, name, hd } = account;
  const [givenName = '', ...rest] = name.split(' ');
  return {
    sub,
    ...(hd ? { hd } : {}),
    ...(scopes.has(names.email) ? { email, email_verified: true } : {}),
    ...(scopes.has(names.profile) ? { name, given_name: givenName, family_name: rest.join(' ') } : {}),
    ...(scopes.has(names.profile) ? { picture: `${origin}/photos/${sub}/monogram=s96-c` } : {}),
  };
}

export function userInfo({ headers }: Request, world: World): Answer {
  const token = world.grants.access(bearerOf(headers.authorization));
  if (!token?.scopes.has('openid')) {
    const body = { error: 'invalid_request', error_description: 'Invalid Credentials' };
    return json(401, body, {
      'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"',
    });
  }
  const account = world.accounts.find((one) => one.sub === token.sub)!;
  return json(200, profileClaims(account, token.scopes, world.origin));
}

export function tokenInfo({ query }: Request, world: World): Answer {
  const token = world.grants.access(query.get('access_token') ?? '');
  if (!token) return json(400, { error: 'invalid_token', error_description: 'Invalid Value' });
  const { clientId, sub, scopes, expiresAt } = token;
  return json(200, {
    azp: clientId,
    aud: clientId,
    sub,
    scope: [...scopes].join(' '),
    exp: String(Math.floor(expiresAt / 1000)),
    expires_in: String(Math.floor((expiresAt - world.clock.now()) / 1000)),
  });
}
