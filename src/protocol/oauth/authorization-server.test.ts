import { describe, expect, test } from 'vitest';
import type { HttpFetch, HttpRequest } from '../http/http.ts';
import { HttpError } from '../http/http-error.ts';
import { createAuthorizationServer } from './authorization-server.ts';

const ISSUER = 'https://id.example';
const CLIENT = { clientId: 'rubrica', clientSecret: 'secret' };
const NOW = Date.UTC(2026, 5, 1);

type Answer = { status?: number; body: unknown; type?: string };

/** A server that says what it is told to, beside its metadata. */
function serverSaying(...answers: Answer[]) {
  return serverAt(ISSUER, ISSUER, answers);
}

/** @param issuer what its metadata names */
function serverAt(address: string, issuer: string, answers: Answer[]) {
  const requests: HttpRequest[] = [];
  const metadata: Answer = {
    body: {
      issuer,
      authorization_endpoint: `${ISSUER}/auth`,
      token_endpoint: `${ISSUER}/token`,
      userinfo_endpoint: `${ISSUER}/me`,
      revocation_endpoint: `${ISSUER}/revoke`,
    },
  };
  let now = NOW;
  const fetch: HttpFetch = async (request) => {
    requests.push(request);
    const isMetadata = request.url.includes('/.well-known/');
    const { status = 200, body, type = 'application/json' } = isMetadata ? metadata : answers.shift()!;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return {
      ...{ status, url: request.url, headers: new Headers({ 'content-type': type }), text: async () => text },
      chunks: async function* () {},
      bytes: async () => new Uint8Array(),
    };
  };
  const effects = { fetch, now: () => now };
  const advance = (ms: number) => {
    now += ms;
  };
  return { server: createAuthorizationServer(address), effects, requests, advance };
}

test('what the server leaves out is told as left out', async () => {
  const { server, effects } = serverSaying({ body: { access_token: 'a', token_type: 'Bearer' } });
  expect(await server.refresh(CLIENT, 'old', effects)).toEqual({
    accessToken: 'a',
    expiresAt: NOW + 3_600_000,
    refreshToken: null,
    refreshExpiresAt: null,
    scope: null,
    claims: null,
  });
});

test('a renewal says who asks and what for, in a form', async () => {
  const body = {
    ...{ access_token: 'a', token_type: 'Bearer', expires_in: 60, refresh_token: 'new', scope: 'x y' },
    refresh_token_expires_in: 120,
  };
  const { server, effects, requests } = serverSaying({ body });
  expect(await server.refresh(CLIENT, 'old', effects)).toEqual({
    accessToken: 'a',
    expiresAt: NOW + 60_000,
    refreshToken: 'new',
    refreshExpiresAt: NOW + 120_000,
    scope: 'x y',
    claims: null,
  });
  const asked = requests.at(-1)!;
  expect(asked).toMatchObject({ method: 'POST', url: `${ISSUER}/token`, kind: 'oauth.token' });
  expect(Object.fromEntries(new URLSearchParams(String(asked.body)))).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'old',
    client_id: 'rubrica',
    client_secret: 'secret',
  });
});

test('metadata is asked for once a day', async () => {
  const { server, effects, requests, advance } = serverSaying();
  for (let time = 0; time < 3; time += 1) expect(await server.userInfoUrl(effects)).toBe(`${ISSUER}/me`);
  expect(requests.map(({ kind }) => kind)).toEqual(['oauth.discovery']);
  advance(25 * 3_600_000);
  await server.userInfoUrl(effects);
  expect(requests).toHaveLength(2);
});

test.each([
  [{ status: 400, body: { error: 'invalid_grant', error_description: 'expired' } }, 'grant-refused'],
  [{ status: 401, body: { error: 'invalid_client' } }, 'client-refused'],
  [{ status: 400, body: { error: 'unauthorized_client' } }, 'client-refused'],
  [{ status: 400, body: { error: 'redirect_uri_mismatch' } }, 'client-refused'],
  [{ status: 400, body: { error: 'temporarily_unavailable' } }, 'unavailable'],
  [{ status: 503, body: 'busy', type: 'text/plain' }, 'unavailable'],
  [{ status: 429, body: {} }, 'unavailable'],
  [{ status: 400, body: { error: 'something_new' } }, 'unexpected'],
  [{ body: '<html>hotel</html>', type: 'text/html' }, 'unexpected'],
  [{ body: { token_type: 'Bearer' } }, 'unexpected'],
  [{ status: 302, body: '' }, 'unexpected'],
] as const)('%j is %s', async (answer, kind) => {
  const { server, effects } = serverSaying(answer);
  await expect(server.refresh(CLIENT, 'old', effects)).rejects.toMatchObject({ name: 'OAuthError', kind });
});

test('a connection that fails stays the failure it is', async () => {
  const { server } = serverSaying();
  const fetch = async () => {
    throw new HttpError('timeout', 'no answer in time');
  };
  const refresh = server.refresh(CLIENT, 'old', { fetch, now: () => NOW });
  await expect(refresh).rejects.toMatchObject({ name: 'HttpError', kind: 'timeout' });
});

test('metadata of another issuer is not taken', async () => {
  const { effects } = serverSaying();
  const server = createAuthorizationServer('https://other.example');
  await expect(server.userInfoUrl(effects)).rejects.toMatchObject({ kind: 'unexpected' });
});

test('a client is probed with a code that cannot be good', async () => {
  const { server, effects } = serverSaying(
    { status: 400, body: { error: 'invalid_grant' } },
    { status: 401, body: { error: 'invalid_client' } },
  );
  await server.probe(CLIENT, 'https://crm.example/callback', effects);
  const probe = server.probe(CLIENT, 'https://crm.example/callback', effects);
  await expect(probe).rejects.toMatchObject({ kind: 'client-refused', code: 'invalid_client' });
});

test('a token that is dead already is revoked', async () => {
  const { server, effects } = serverSaying(
    { body: '', type: 'text/plain' },
    { status: 400, body: { error: 'invalid_token' } },
    { status: 400, body: { error: 'unsupported_token_type' } },
  );
  await server.revoke(CLIENT, 'token', effects);
  await server.revoke(CLIENT, 'token', effects);
  await expect(server.revoke(CLIENT, 'token', effects)).rejects.toMatchObject({ kind: 'unexpected' });
});

describe('a server of many tenants', () => {
  const [address, issuer] = [`${ISSUER}/common/v2.0`, `${ISSUER}/{tenantid}/v2.0`];
  const good = {
    ...{ iss: `${ISSUER}/t-1/v2.0`, tid: 't-1', oid: 'o-1', aud: CLIENT.clientId },
    exp: NOW / 1000 + 3600,
  };
  const answering = (claims: object): Answer => ({
    body: {
      ...{ access_token: 'a', token_type: 'Bearer', expires_in: 60, refresh_token: 'r' },
      id_token: `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`,
    },
  });
  const codeVerifier = 'v'.repeat(43);
  /** Signs in, with what the server says of it made of the nonce it was asked with. */
  async function signIn(claims: (nonce: string) => object) {
    const answers: Answer[] = [];
    const { server, effects } = serverAt(address, issuer, answers);
    const redirectUri = 'https://crm.example/callback';
    const request = { redirectUri, scope: 'openid', state: 's', codeVerifier, extra: {} };
    const url = new URL(await server.authorizationUrl(CLIENT, request, effects));
    answers.push(answering(claims(url.searchParams.get('nonce')!)));
    const callbackUrl = `${redirectUri}?code=c&state=s`;
    return server.exchange(CLIENT, { callbackUrl, redirectUri, state: 's', codeVerifier }, effects);
  }

  test('names the one somebody is of in the id token', async () => {
    const tokens = await signIn((nonce) => ({ ...good, nonce }));
    expect(tokens).toMatchObject({ accessToken: 'a', refreshToken: 'r', claims: { tid: 't-1', oid: 'o-1' } });
    const { server, effects } = serverAt(address, issuer, [answering(good)]);
    expect(await server.refresh(CLIENT, 'old', effects)).toMatchObject({ claims: { oid: 'o-1' } });
  });

  test.each([
    ['issuer', { iss: `${ISSUER}/t-2/v2.0` }],
    ['issuer', { iss: 'https://other.example/t-1/v2.0' }],
    ['client', { aud: 'another' }],
    ['sign-in', { nonce: 'of another' }],
    ['time', { exp: NOW / 1000 - 3600 }],
    ['time', { exp: undefined }],
  ])('an id token of another %s is not taken: %j', async (_, change) => {
    const wrong = signIn((nonce) => ({ ...good, nonce, ...change }));
    await expect(wrong).rejects.toMatchObject({ name: 'OAuthError', kind: 'unexpected' });
  });

  test('elsewhere is another issuer', async () => {
    const { server, effects } = serverAt(address, 'https://other.example/{tenantid}/v2.0', []);
    await expect(server.userInfoUrl(effects)).rejects.toMatchObject({ kind: 'unexpected' });
  });
});
