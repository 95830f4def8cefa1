// Signing in at a server that was found by OpenID discovery: authorization code with PKCE (RFC 6749, RFC 7636), who it
// was by the id token (OpenID Connect Core 1.0), renewal, and the end of it (RFC 7009).
import { createHash } from 'node:crypto';
import * as openid from 'openid-client';
import { isThisMachine } from '../http/address-safety.ts';
import { createCredentials } from '../http/credentials.ts';
import type { HttpFetch } from '../http/http.ts';
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
    const found = await openid
      .discovery(url, 'discovery', undefined, undefined, {
        execute,
        [openid.customFetch]: oauthFetch(fetch, 'oauth.discovery'),
      })
      .catch(throwTranslated);
    const named = found.serverMetadata();
    for (const endpoint of SECRET_ENDPOINTS) demandNamed(url, named[endpoint]);
    known = { metadata: named, until: now() + METADATA_LIFE_MS };
    return known.metadata;
  }

  async function configure(client: RegisteredClient, effects: SignInEffects, kind: string) {
    const { clientId, clientSecret } = client;
    const clockSkew = Math.round((effects.now() - Date.now()) / 1000);
    const config = new openid.Configuration(
      await metadata(effects),
      clientId,
      { [openid.clockSkew]: clockSkew },
      openid.ClientSecretPost(clientSecret),
    );
    config[openid.customFetch] = oauthFetch(effects.fetch, kind);
    for (const change of execute) change(config);
    return config;
  }

  return {
    async authorizationUrl(client, { redirectUri, scope, state, codeVerifier, extra }, effects) {
      const config = await configure(client, effects, 'oauth.authorize');
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
      const config = await configure(client, effects, 'oauth.token');
      // The redirect address is sent as it was registered, whatever a proxy made of the one that was called.
      const answer = new URL(redirectUri);
      answer.search = new URL(callbackUrl).search;
      throwIfDeclined(answer.searchParams, state);
      const tokens = await openid
        .authorizationCodeGrant(config, answer, {
          expectedState: state,
          expectedNonce: nonceOf(codeVerifier),
          pkceCodeVerifier: codeVerifier,
        })
        .catch(throwTranslated);
      return tokenSetFrom(tokens, effects.now());
    },

    async refresh(client, refreshToken, effects) {
      const config = await configure(client, effects, 'oauth.token');
      const tokens = await openid.refreshTokenGrant(config, refreshToken).catch(throwTranslated);
      return tokenSetFrom(tokens, effects.now());
    },

    async revoke(client, token, effects) {
      const config = await configure(client, effects, 'oauth.revoke');
      await openid
        .tokenRevocation(config, token)
        .catch(throwTranslated)
        .catch((error: unknown) => {
          if (!(error instanceof OAuthError && error.code === 'invalid_token')) throw error;
        });
    },

    async probe(client, redirectUri, effects) {
      const config = await configure(client, effects, 'oauth.token');
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

function tokenSetFrom(tokens: openid.TokenEndpointResponse, now: number): TokenSet {
  const { access_token, expires_in = ASSUMED_LIFE_SECONDS, refresh_token, scope } = tokens;
  const refreshLife = tokens.refresh_token_expires_in;
  return {
    accessToken: access_token,
    expiresAt: now + expires_in * 1000,
    refreshToken: refresh_token ?? null,
    refreshExpiresAt: typeof refreshLife === 'number' ? now + refreshLife * 1000 : null,
    scope: scope ?? null,
  };
}
