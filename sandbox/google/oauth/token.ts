import { clientCredentials, fitsChallenge } from '../../oauth/credentials.ts';
import { halfHash, signed } from '../../oauth/signing.ts';
import { type Answer, json } from '../../server/answer.ts';
import type { Account } from '../account.ts';
import type { Request, World } from '../answer.ts';
import { accessLifeSeconds, type Consent, isSignIn, type OAuthClient, testingLifeSeconds } from './grants.ts';
import { profileClaims } from './user-info.ts';

const failed = (error: string, description: string, status = 400): Answer =>
  json(status, { error, error_description: description });

/** POST /token: a code or a refresh token for an access token. */
export function exchange({ body, headers }: Request, world: World): Answer {
  const form = new URLSearchParams(body.toString('utf8'));
  const [id, secret] = clientCredentials(form, headers.authorization);
  const client = world.clients.find((one) => one.clientId === id);
  if (!client) return failed('invalid_client', 'The OAuth client was not found.', 401);
  if (client.disabled) return failed('disabled_client', 'The OAuth client was disabled.', 401);
  if (client.clientSecret !== secret) return failed('invalid_client', 'Unauthorized', 401);
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(form, client, world);
    case 'refresh_token':
      return refresh(form, client, world);
    default:
      return failed('unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
  }
}

function exchangeCode(form: URLSearchParams, client: OAuthClient, world: World): Answer {
  const consent = world.grants.takeCode(form.get('code') ?? '');
  if (consent === 'unknown') return failed('invalid_grant', 'Malformed auth code.');
  if (typeof consent === 'string' || consent.clientId !== client.clientId)
    return failed('invalid_grant', 'Bad Request');
  if (consent.redirectUri !== form.get('redirect_uri')) return failed('redirect_uri_mismatch', 'Bad Request');
  if (consent.challenge) {
    const verifier = form.get('code_verifier');
    if (!verifier) return failed('invalid_grant', 'Missing code verifier.');
    if (!fitsChallenge(consent.challenge, verifier)) return failed('invalid_grant', 'Invalid code verifier.');
  }
  const { sub, scopes } = consent;
  const testing = diesSoon(client, scopes);
  const refreshToken = consent.givesRefreshToken
    ? { refresh_token: world.grants.addRefresh(client.clientId, sub, scopes, testing) }
    : {};
  return json(200, {
    ...accessFor(client, sub, scopes, world, consent.nonce),
    ...refreshToken,
    ...(testing && consent.givesRefreshToken ? { refresh_token_expires_in: testingLifeSeconds } : {}),
  });
}

const diesSoon = (client: OAuthClient, scopes: Consent['scopes']): boolean =>
  client.testing === true && !scopes.every(isSignIn);

/** Refresh tokens do not rotate. */
function refresh(form: URLSearchParams, client: OAuthClient, world: World): Answer {
  const token = world.grants.spendRefresh(form.get('refresh_token') ?? '', client.clientId);
  if (!token) return failed('invalid_grant', 'Token has been expired or revoked.');
  return json(200, accessFor(client, token.sub, token.scopes, world));
}

function accessFor(
  client: OAuthClient,
  sub: string,
  scopes: Consent['scopes'],
  world: World,
  nonce?: string,
): object {
  const { clientId } = client;
  const token = world.grants.addAccess(clientId, sub, scopes);
  const account = world.accounts.find((one) => one.sub === sub)!;
  return {
    access_token: token,
    expires_in: accessLifeSeconds,
    // The order is arbitrary at Google too.
    scope: [...scopes].reverse().join(' '),
    token_type: 'Bearer',
    ...(scopes.includes('openid')
      ? { id_token: idToken(clientId, account, scopes, token, world, nonce) }
      : {}),
  };
}

function idToken(
  clientId: string,
  account: Account,
  scopes: Consent['scopes'],
  accessToken: string,
  world: World,
  nonce: string | undefined,
): string {
  const iat = Math.floor(world.clock.now() / 1000);
  return signed({
    iss: world.origin,
    azp: clientId,
    aud: clientId,
    ...profileClaims(account, new Set(scopes), world.origin),
    at_hash: halfHash(accessToken),
    ...(nonce === undefined ? {} : { nonce }),
    iat,
    exp: iat + 3600,
  });
}
