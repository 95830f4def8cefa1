// Signing in at a server that was found by OpenID discovery: authorization code with PKCE (RFC 6749, RFC 7636), who it
// was by the id token (OpenID Connect Core 1.0), renewal, and the end of it (RFC 7009).
import { createHash } from 'node:crypto';
import * as openid from 'openid-client';
import { isThisMachine } from '../http/address-safety.ts';
import { createCredentials } from '../http/credentials.ts';
import type { HttpFetch } from '../http/http.ts';
import { type Claims, TENANT, takeIdToken } from './id-token.ts';
import { OAuthError, oauthErrorOf } from './oauth-error.ts';
import { oauthFetch } from './oauth-fetch.ts';
import { throwTranslated } from './translate-error.ts';

/** A client registered with the server. */
export interface RegisteredClient {
  clientId: string;
  clientSecret: string;
}

export interface TokenSet {
  accessToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Null when the server sent none: an earlier one stays good. */
  refreshToken: string | null;
  /** When the refresh token dies, where the server says so (`refresh_token_expires_in`, in no standard). */
  refreshExpiresAt: number | null;
  /** Scopes granted; null when they are those asked for (RFC 6749 5.1). */
  scope: string | null;
  /** Who signed in, as the id token says; null without one. */
  claims: Claims | null;
}

/** The outside world, as far as signing in needs it. */
export interface SignInEffects {
  fetch: HttpFetch;
  now(): number;
}

export interface AuthorizationRequest {
  redirectUri: string;
  scope: string;
  state: string;
  codeVerifier: string;
  /** Parameters of this server beyond the standard. */
  extra: Record<string, string>;
}

export interface AuthorizationAnswer {
  /** The address the browser came back to, with its query. */
  callbackUrl: string;
  redirectUri: string;
  state: string;
  codeVerifier: string;
}

/** Every method throws OAuthError, or HttpError when there was no answer. */
export interface AuthorizationServer {
  authorizationUrl(
    client: RegisteredClient,
    request: AuthorizationRequest,
    effects: SignInEffects,
  ): Promise<string>;
  /** Checks state, issuer and id token, and that the code is answered to whoever began. */
  exchange(client: RegisteredClient, answer: AuthorizationAnswer, effects: SignInEffects): Promise<TokenSet>;
  refresh(client: RegisteredClient, refreshToken: string, effects: SignInEffects): Promise<TokenSet>;
  /** A token that is dead already is no error. */
  revoke(client: RegisteredClient, token: string, effects: SignInEffects): Promise<void>;
  /** Whether the token endpoint takes this client: asked with a code that cannot be good. */
  probe(client: RegisteredClient, redirectUri: string, effects: SignInEffects): Promise<void>;
  /** Where OpenID's user information is. */
  userInfoUrl(effects: SignInEffects): Promise<string>;
}

/** They are given secrets or tokens. */
const SECRET_ENDPOINTS = ['token_endpoint', 'revocation_endpoint', 'userinfo_endpoint'] as const;

/** @throws OAuthError when a secret may not go to an address that the issuer names */
function demandNamed(issuer: URL, endpoint: string | undefined): void {
  const to = endpoint === undefined ? null : URL.parse(endpoint);
  const isPreset = (address: URL) => isThisMachine(issuer) && isThisMachine(address);
  if (!to || createCredentials({ typed: issuer, isPreset }).mayGo(to, 'account')) return;
  throw new OAuthError('unexpected', `${issuer.host} names ${to.origin}, which may not be given a secret`);
}

/** Endpoints hardly ever move; they are asked for anew after this time. */
const METADATA_LIFE_MS = 24 * 3_600_000;

/** @param issuer where OpenID discovery begins; plain HTTP for a sandbox, if the door to the network lets it pass */
export function createAuthorizationServer(issuer: string): AuthorizationServer {
  const url = new URL(issuer);
  const execute = url.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
  let known: { metadata: openid.ServerMetadata; until: number } | undefined;

  async function metadata({ fetch, now }: SignInEffects): Promise<openid.ServerMetadata> {
    if (known && now() < known.until) return known.metadata;
    const named = await discover(url, {
      execute,
      [openid.customFetch]: oauthFetch(fetch, 'oauth.discovery'),
    });
    for (const endpoint of SECRET_ENDPOINTS) demandNamed(url, named[endpoint]);
    known = { metadata: named, until: now() + METADATA_LIFE_MS };
    return known.metadata;
  }

  async function configure(client: RegisteredClient, effects: SignInEffects, kind: string) {
    const { clientId, clientSecret } = client;
    const clockSkew = Math.round((effects.now() - Date.now()) / 1000);
    const known = await metadata(effects);
    const config = new openid.Configuration(
      known,
      clientId,
      { [openid.clockSkew]: clockSkew },
      openid.ClientSecretPost(clientSecret),
    );
    const send = oauthFetch(effects.fetch, kind);
    config[openid.customFetch] = send;
    for (const change of execute) change(config);
    return { config, send, issuer: known.issuer };
  }

  /** Tokens, with what their id token says. Where each tenant is an issuer of its own, the token is checked here. */
  async function granted(
    client: RegisteredClient,
    effects: SignInEffects,
    nonce: string | null,
    grant: (config: openid.Configuration, checksIdToken: boolean) => Promise<Tokens>,
  ): Promise<TokenSet> {
    const { config, send, issuer } = await configure(client, effects, 'oauth.token');
    let claims: Claims | null = null;
    const hasTenants = issuer.includes(TENANT);
    if (hasTenants)
      config[openid.customFetch] = async (...request) => {
        const response = await send(...request);
        const taken = await takeIdToken(response, {
          issuer,
          clientId: client.clientId,
          nonce,
          now: effects.now(),
        });
        claims = taken.claims;
        return taken.response;
      };
    const tokens = await grant(config, !hasTenants).catch(throwTranslated);
    return tokenSetFrom(tokens, effects.now(), claims ?? tokens.claims() ?? null);
  }

  return {
    async authorizationUrl(client, { redirectUri, scope, state, codeVerifier, extra }, effects) {
      const { config } = await configure(client, effects, 'oauth.authorize');
      const address = openid.buildAuthorizationUrl(config, {
        ...extra,
        redirect_uri: redirectUri,
        scope,
        state,
        nonce: nonceOf(codeVerifier),
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return address.href;
    },

    async exchange(client, { callbackUrl, redirectUri, state, codeVerifier }, effects) {
      // The redirect address is sent as it was registered, whatever a proxy made of the one that was called.
      const answer = new URL(redirectUri);
      answer.search = new URL(callbackUrl).search;
      throwIfDeclined(answer.searchParams, state);
      const nonce = nonceOf(codeVerifier);
      return granted(client, effects, nonce, (config, checksIdToken) =>
        openid.authorizationCodeGrant(config, answer, {
          expectedState: state,
          ...(checksIdToken && { expectedNonce: nonce }),
          pkceCodeVerifier: codeVerifier,
        }),
      );
    },

    refresh: (client, refreshToken, effects) =>
      granted(client, effects, null, (config) => openid.refreshTokenGrant(config, refreshToken)),

    async revoke(client, token, effects) {
      const { config } = await configure(client, effects, 'oauth.revoke');
      await openid
        .tokenRevocation(config, token)
        .catch(throwTranslated)
        .catch((error: unknown) => {
          if (!(error instanceof OAuthError && error.code === 'invalid_token')) throw error;
        });
    },

    async probe(client, redirectUri, effects) {
      const { config } = await configure(client, effects, 'oauth.token');
      const code = { code: 'none', redirect_uri: redirectUri };
      await openid
        .genericGrantRequest(config, 'authorization_code', code)
        .catch(throwTranslated)
        .catch((error: unknown) => {
          if (!(error instanceof OAuthError && error.kind === 'grant-refused')) throw error;
        });
    },

    async userInfoUrl(effects) {
      const { userinfo_endpoint: address } = await metadata(effects);
      if (!address) throw new OAuthError('unexpected', `${url.host} names no userinfo_endpoint`);
      return address;
    },
  };
}

/** @throws OAuthError for the metadata of another issuer @throws HttpError */
async function discover(
  issuer: URL,
  options: openid.DiscoveryRequestOptions,
): Promise<openid.ServerMetadata> {
  // By its whole address, for only then the issuer it names is left to us to compare.
  const address = new URL(`${issuer.href.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const found = await openid
    .discovery(address, 'discovery', undefined, undefined, options)
    .catch(throwTranslated);
  const metadata = found.serverMetadata();
  const named = URL.parse(metadata.issuer);
  const isTenants = metadata.issuer.includes(TENANT) && named?.origin === issuer.origin;
  if (named?.href !== issuer.href && !isTenants)
    throw new OAuthError('unexpected', `${issuer.href} names another issuer: ${metadata.issuer}`);
  return metadata;
}

/** Looked at first: servers that name themselves (RFC 9207) in what they grant need not do so in what they refuse. */
function throwIfDeclined(answer: URLSearchParams, state: string): void {
  const error = answer.get('error');
  if (error === null || answer.get('state') !== state) return;
  throw oauthErrorOf(error, answer.get('error_description') ?? undefined);
}

/** Nobody but who began knows the verifier, so what is made of it binds the id token to them, and need not be kept. */
function nonceOf(codeVerifier: string): string {
  return createHash('sha256').update(`nonce:${codeVerifier}`).digest('base64url');
}

/** Used where a server does not say how long its tokens live (RFC 6749 5.1 only recommends it). */
const ASSUMED_LIFE_SECONDS = 3600;

type Tokens = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;

function tokenSetFrom(tokens: Tokens, now: number, claims: Claims | null): TokenSet {
  const { access_token, expires_in = ASSUMED_LIFE_SECONDS, refresh_token, scope } = tokens;
  const refreshLife = tokens.refresh_token_expires_in;
  return {
    accessToken: access_token,
    expiresAt: now + expires_in * 1000,
    refreshToken: refresh_token ?? null,
    refreshExpiresAt: typeof refreshLife === 'number' ? now + refreshLife * 1000 : null,
    scope: scope ?? null,
    claims,
  };
}
