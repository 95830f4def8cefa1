import { randomBytes } from 'node:crypto';
import { clientCredentials, fitsChallenge } from '../../oauth/credentials.ts';
import { signed } from '../../oauth/signing.ts';
import { type Answer, json } from '../../server/answer.ts';
import { guidOf } from '../guid.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Request, World } from '../world.ts';
import type { App } from './app.ts';
import { refusals } from './refusals.ts';
import { granted, scopesOf } from './scopes.ts';
import { checkAudience, checkSegment, tenantNamed } from './segment.ts';
import { SignInError, signInAnswer } from './sign-in-error.ts';

/** POST /{tenant}/oauth2/v2.0/token: a code or a refresh token for an access token. */
export function exchange(request: Request, world: World): Answer {
  try {
    return json(200, tokensFor(request, world), {
      'Cache-Control': 'no-store, no-cache',
      Pragma: 'no-cache',
    });
  } catch (error) {
    if (error instanceof SignInError) return signInAnswer(error, world.clock.now());
    throw error;
  }
}

function tokensFor({ body, headers, segment }: Request, world: World): object {
  const form = new URLSearchParams(body.toString('utf8'));
  const grant = required(form, 'grant_type');
  const [id, secret] = clientCredentials(form, headers.authorization);
  const app = authenticated(id, secret, headers.origin, world);
  tenantNamed(segment, world);
  checkAudience(app, segment, world);
  const scopes = scopesOf(form.get('scope') ?? '');
  if (grant === 'authorization_code') return exchangeCode(form, app, segment, scopes, world);
  if (grant === 'refresh_token') return refresh(form, app, segment, scopes, world);
  throw new SignInError(
    'unsupported_grant_type',
    70_003,
    `The app requested an unsupported grant type '${grant}'.`,
  );
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new SignInError(
    'invalid_request',
    900_144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

function authenticated(id: string, secret: string, origin: string | undefined, { apps }: World): App {
  if (!id) required(new URLSearchParams(), 'client_id');
  const app = apps.find((one) => one.clientId.toLowerCase() === id.toLowerCase());
  if (!app) {
    const message = `Application with identifier '${id}' was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`;
    throw new SignInError('unauthorized_client', 700_016, message);
  }
  if (app.disabled)
    throw new SignInError('unauthorized_client', 7_000_112, `Application '${id}'(${id}) is disabled.`);
  if (origin !== undefined)
    throw new SignInError(
      'invalid_request',
      9_002_326,
      `Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '${origin}'.`,
    );
  if (!secret)
    throw new SignInError(
      'invalid_client',
      7_000_218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (secret === app.otherSecret) return app;
  if (secret !== app.clientSecret) {
    const message = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${id}'.`;
    throw new SignInError('invalid_client', 7_000_215, message);
  }
  if (app.secretExpired) {
    const message = `The provided client secret keys for app '${id}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`;
    throw new SignInError('invalid_client', 7_000_222, message);
  }
  return app;
}

function exchangeCode(
  form: URLSearchParams,
  app: App,
  segment: string,
  asked: readonly string[],
  world: World,
): object {
  const agreement = world.grants.takeCode(required(form, 'code'));
  const { user, scopes, challenge } = agreement;
  if (agreement.clientId !== app.clientId) throw refusals.unknown();
  if (agreement.segment.toLowerCase() !== segment.toLowerCase()) throw refusals.otherTenant();
  const redirectUri = required(form, 'redirect_uri');
  if (agreement.redirectUri !== redirectUri) {
    const message = `The reply address '${redirectUri}' does not match the reply address '${agreement.redirectUri}' provided when requesting Authorization code.`;
    throw new SignInError('invalid_client', 500_112, message);
  }
  const verifier = form.get('code_verifier');
  if (challenge && (!verifier || !fitsChallenge(challenge, verifier))) throw refusals.verifier();
  return answerFor(app, user, asked.length > 0 ? asked : scopes, world, {
    form,
    nonce: agreement.nonce,
    agreed: scopes,
  });
}

function refresh(
  form: URLSearchParams,
  app: App,
  segment: string,
  asked: readonly string[],
  world: World,
): object {
  const { user, scopes } = world.grants.spendRefresh(required(form, 'refresh_token'), app.clientId);
  checkSegment(user, segment);
  return answerFor(app, user, asked.length > 0 ? asked : scopes, world, { form, agreed: scopes });
}

interface Circumstances {
  form: URLSearchParams;
  nonce?: string | undefined;
  /** What the code or the refresh token was given for. */
  agreed: readonly string[];
}

function answerFor(
  app: App,
  user: Mailbox,
  scopes: readonly string[],
  world: World,
  { form, nonce, agreed }: Circumstances,
): object {
  const { grants, behaviour } = world;
  grants.checkInteraction(user);
  if (!grants.allows(app.clientId, user, scopes, behaviour.consentDelayMs)) throw refusals.consent(app);
  // A token for some of what was agreed to still says all that Graph may be asked for.
  const all = [...new Set([...scopes, ...agreed])].filter((scope) =>
    grants.allows(app.clientId, user, [scope], behaviour.consentDelayMs),
  );
  const offline = all.includes('offline_access');
  return {
    token_type: 'Bearer',
    scope: granted(all),
    expires_in: behaviour.accessLifeSeconds,
    ext_expires_in: behaviour.accessLifeSeconds,
    access_token: grants.addAccess(app.clientId, user, all, issuerOf(user, world)),
    ...(offline ? { refresh_token: grants.addRefresh(app.clientId, user, all) } : {}),
    ...(all.includes('openid') ? { id_token: idToken(app, user, all, world, nonce) } : {}),
    ...(form.get('client_info') === '1' ? { client_info: clientInfo(user) } : {}),
  };
}

/** Whose tokens they are, for libraries that keep tokens by account. */
export const clientInfo = ({ oid, tenant }: Mailbox): string =>
  Buffer.from(JSON.stringify({ uid: oid, utid: tenant.id })).toString('base64url');

const issuerOf = ({ tenant }: Mailbox, { origin }: World): string => `${origin}/${tenant.id}/v2.0`;

function idToken(
  { clientId }: App,
  user: Mailbox,
  scopes: readonly string[],
  world: World,
  nonce: string | undefined,
): string {
  const now = Math.floor(world.clock.now() / 1000);
  return signed({
    aud: clientId,
    iss: issuerOf(user, world),
    iat: now,
    nbf: now,
    exp: now + 3600,
    ...(nonce === undefined ? {} : { nonce }),
    ...claimsOf(user, scopes, clientId),
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
  });
}

/** What the scopes let an app know of a person. `sub` is another one for every app. */
export function claimsOf(
  { oid, tenant, name, email, mail }: Mailbox,
  scopes: readonly string[],
  clientId: string,
): object {
  return {
    sub: Buffer.from(guidOf(`${oid} ${clientId}`))
      .toString('base64url')
      .slice(0, 43),
    tid: tenant.id,
    ...(scopes.includes('profile') ? { name, oid, preferred_username: email } : {}),
    ...(scopes.includes('email') && mail !== null ? { email: mail } : {}),
  };
}
