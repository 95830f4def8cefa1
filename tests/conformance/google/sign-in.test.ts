// Signing in with Google: the whole way through the sandbox's pages, and every way in which it fails.
import { expect, onTestFinished, test } from 'vitest';
import { type GoogleSandboxOptions, startGoogleSandbox } from '../../../sandbox/google/sandbox.ts';
import { googleProvider } from '../../../src/providers/google/provider.ts';
import type { Io, OAuthProvider } from '../../../src/providers/provider.ts';
import { GOOGLE_CLIENT, openGoogleAccount, REDIRECT_URI, signIn } from '../../google-account.ts';
import { createSandboxIo, createSession } from '../../signed-in.ts';
import { refusedClient } from '../refused-client.ts';

const DAY_MS = 24 * 3_600_000;
const CONTACTS = 'https://www.googleapis.com/auth/contacts';

async function start(options: GoogleSandboxOptions & { testing?: boolean } = {}) {
  const { testing = false, ...rest } = options;
  const clients = [{ ...GOOGLE_CLIENT, redirectUris: [REDIRECT_URI], testing }];
  const sandbox = await startGoogleSandbox({ clients, ...rest });
  const { io, exchanges, close } = createSandboxIo(sandbox);
  onTestFinished(async () => {
    await close();
    await sandbox.stop();
  });
  const provider = googleProvider({ issuer: sandbox.issuer, api: sandbox.apiUrl });
  return { sandbox, io, exchanges, provider };
}

async function addressOf(provider: OAuthProvider, io: Io, loginHint: string | null = null): Promise<URL> {
  const request = { redirectUri: REDIRECT_URI, state: 'the-state', codeVerifier: 'v'.repeat(43), loginHint };
  return new URL(await provider.oauth.authorizationUrl(GOOGLE_CLIENT, request, io));
}

test('the address asks for who it is and for contacts, with PKCE, and for consent each time', async () => {
  const { provider, io } = await start();
  const query = Object.fromEntries((await addressOf(provider, io, 'anna@gmail.example')).searchParams);
  expect(query).toMatchObject({
    response_type: 'code',
    client_id: GOOGLE_CLIENT.clientId,
    redirect_uri: REDIRECT_URI,
    scope: `openid email ${CONTACTS}`,
    state: 'the-state',
    access_type: 'offline',
    prompt: 'consent',
    include_granted_scopes: 'true',
    login_hint: 'anna@gmail.example',
    code_challenge_method: 'S256',
  });
  expect(query.nonce).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(query)).not.toContain('v'.repeat(43));
  const anybody = (await addressOf(provider, io)).searchParams;
  expect([anybody.get('prompt'), anybody.has('login_hint')]).toEqual(['consent select_account', false]);
});

test('what comes back are tokens that open the account, known by its number', async () => {
  const { discovery, tokens, sandbox, io } = await openGoogleAccount({ people: 3 });
  const [anna] = sandbox.users;
  expect(discovery).toMatchObject({ identity: anna!.sub, username: anna!.email });
  expect(tokens.expiresAt).toBeGreaterThan(io.now());
  expect(tokens.refreshExpiresAt).toBeNull();
  expect(tokens.scope.split(' ')).toContain(CONTACTS);
});

test('a box for contacts left unticked is told as such', async () => {
  const account = await start();
  await expect(signIn(account, { contacts: false })).rejects.toMatchObject({ kind: 'scope-missing' });
});

test('a person who presses Cancel has not signed in', async () => {
  const account = await start();
  await expect(signIn(account, { cancel: true })).rejects.toMatchObject({ kind: 'sign-in-needed' });
});

test('an answer to somebody else’s request is not taken', async () => {
  const { provider, io, sandbox } = await start();
  const url = await addressOf(provider, io);
  const answer = {
    callbackUrl: sandbox.consent(url).href,
    redirectUri: REDIRECT_URI,
    state: 'the-state',
    codeVerifier: 'v'.repeat(43),
  };
  const exchange = (change: Partial<typeof answer>) =>
    provider.oauth.exchange(GOOGLE_CLIENT, { ...answer, ...change }, io);
  await expect(exchange({ state: 'another' })).rejects.toMatchObject({ kind: 'unexpected-response' });
  const isAnothers = expect(exchange({ codeVerifier: 'w'.repeat(43) })).rejects;
  await isAnothers.toMatchObject({ kind: 'sign-in-needed' });
  // The code is spent.
  await expect(exchange({})).rejects.toMatchObject({ kind: 'sign-in-needed' });
});

test('an id token for another sign-in is not taken', async () => {
  const { provider, io, sandbox } = await start();
  const url = await addressOf(provider, io);
  url.searchParams.set('nonce', 'of another');
  const exchange = provider.oauth.exchange(
    GOOGLE_CLIENT,
    {
      callbackUrl: sandbox.consent(url).href,
      redirectUri: REDIRECT_URI,
      state: 'the-state',
      codeVerifier: 'v'.repeat(43),
    },
    io,
  );
  await expect(exchange).rejects.toMatchObject({ kind: 'unexpected-response' });
});

test('a client in Testing says when its refresh token dies, also after a renewal, and then it is dead', async () => {
  const { tokens, provider, io, sandbox } = await openGoogleAccount({ testing: true });
  expect(tokens.refreshExpiresAt! - io.now()).toBeCloseTo(7 * DAY_MS, -5);
  const renewed = await provider.oauth.refresh(GOOGLE_CLIENT, tokens, io);
  expect(renewed.refreshExpiresAt).toBe(tokens.refreshExpiresAt);
  sandbox.clock.advance(8 * DAY_MS);
  const late = provider.oauth.refresh(GOOGLE_CLIENT, renewed, io);
  await expect(late).rejects.toMatchObject({ kind: 'sign-in-needed' });
});

test('a renewal keeps the refresh token, unless a new one comes', async () => {
  const { tokens, provider, io, sandbox } = await openGoogleAccount();
  const renewed = await provider.oauth.refresh(GOOGLE_CLIENT, tokens, io);
  expect(renewed.refreshToken).toBe(tokens.refreshToken);
  expect(renewed.accessToken).not.toBe(tokens.accessToken);
  const body = { access_token: 'a', token_type: 'Bearer', expires_in: 3599, refresh_token: 'another' };
  const headers = { 'Content-Type': 'application/json' };
  const answer = { status: 200, headers, body: JSON.stringify(body) };
  sandbox.faults.add({ kind: 'oauth.token', effect: { answer } });
  const rotated = await provider.oauth.refresh(GOOGLE_CLIENT, renewed, io);
  expect(rotated).toMatchObject({ refreshToken: 'another', scope: tokens.scope });
});

test.each(['revoked', 'bad-request', 'rapt'] as const)(
  'a grant that is dead (%s) asks for another sign-in, once',
  async (why) => {
    const { tokens, provider, io, sandbox, exchanges } = await openGoogleAccount();
    sandbox.faults.invalidGrant(10, why);
    const refresh = provider.oauth.refresh(GOOGLE_CLIENT, tokens, io);
    await expect(refresh).rejects.toMatchObject({ kind: 'sign-in-needed' });
    expect(exchanges).toHaveLength(1);
  },
);

test('what an organisation’s policy does not allow is no sign-in that ended', async () => {
  const { tokens, provider, io, sandbox, exchanges } = await openGoogleAccount();
  sandbox.faults.invalidGrant(10, 'policy');
  const refresh = provider.oauth.refresh(GOOGLE_CLIENT, tokens, io);
  await expect(refresh).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringContaining('policies'),
  });
  expect(exchanges).toHaveLength(1);
});

test('a client that is disabled is the administrator’s affair, and the check says how to mend it', async () => {
  const { tokens, provider, io } = await openGoogleAccount({
    clients: [
      { ...GOOGLE_CLIENT, redirectUris: [REDIRECT_URI] },
      { clientId: 'off', clientSecret: 'secret', redirectUris: [REDIRECT_URI], disabled: true },
    ],
  });
  const off = { clientId: 'off', clientSecret: 'secret' };
  await expect(provider.oauth.refresh(off, tokens, io)).rejects.toMatchObject({ kind: 'client-refused' });
  await expect(provider.oauth.check(off, REDIRECT_URI, io)).rejects.toMatchObject({
    kind: 'client-refused',
    message: expect.stringContaining('disabled at Google'),
  });
});

test('a secret that is no longer right is the administrator’s affair', async () => {
  const { tokens, provider, io } = await openGoogleAccount();
  const refresh = provider.oauth.refresh({ ...GOOGLE_CLIENT, clientSecret: 'old' }, tokens, io);
  await expect(refresh).rejects.toMatchObject({ kind: 'client-refused' });
});

test('a sign-in server that is down or answers with a page is no dead grant', async () => {
  const { tokens, provider, io, sandbox } = await openGoogleAccount();
  const refresh = () => provider.oauth.refresh(GOOGLE_CLIENT, tokens, io);
  const page = { headers: { 'Content-Type': 'text/html' }, body: '<html>Sign in to the hotel</html>' };
  for (const [status, kind] of [
    [503, 'unavailable'],
    [200, 'unexpected-response'],
  ] as const) {
    sandbox.faults.add({ kind: 'oauth.token', effect: { answer: { status, ...page } } });
    await expect(refresh()).rejects.toMatchObject({ kind });
  }
  sandbox.faults.cut(1, 'before', { kind: 'oauth.token', when: () => true });
  await expect(refresh()).rejects.toMatchObject({ kind: 'unavailable' });
});

test('revoking ends the grant, and what is dead already is no error', async () => {
  const { tokens, provider, io, session } = await openGoogleAccount();
  await provider.oauth.revoke(GOOGLE_CLIENT, tokens, io);
  await expect(provider.discover(session, io)).rejects.toMatchObject({ kind: 'sign-in-needed' });
  await provider.oauth.revoke(GOOGLE_CLIENT, tokens, io);
});

test('signing in again gives the same identity, and tokens of its own', async () => {
  const account = await openGoogleAccount();
  const tokens = await signIn(account);
  expect(tokens.refreshToken).not.toBe(account.tokens.refreshToken);
  const session = createSession(account.provider, GOOGLE_CLIENT, tokens, account.io);
  const again = await account.provider.discover(session, account.io);
  expect(again.identity).toBe(account.discovery.identity);
});

test('an access token that is refused is renewed once and the request repeated', async () => {
  const { provider, session, io, sandbox, exchanges } = await openGoogleAccount();
  sandbox.expireAccessTokens('anna@gmail.example');
  await provider.discover(session, io);
  expect(exchanges.filter(({ kind }) => kind === 'oauth.token')).toHaveLength(1);
});

test('a session whose tokens are all refused is not asked for ever', async () => {
  const { provider, io, exchanges } = await openGoogleAccount();
  const session = { token: async () => 'refused' };
  await expect(provider.discover(session, io)).rejects.toMatchObject({ kind: 'sign-in-needed' });
  expect(exchanges.length).toBeLessThanOrEqual(3);
});

test('discovery counts contacts and groups', async () => {
  const { provider, session, io, sandbox } = await openGoogleAccount({ people: 12 });
  const phone = sandbox.phone();
  const { resourceName } = phone.create({ names: [{ givenName: 'Anna' }] });
  phone.createGroup('Ski club');
  phone.label(resourceName, ['Ski club', 'myContacts']);
  const found = await provider.discover(session, io);
  expect(found.books).toMatchObject([{ cards: 13, readOnly: false }]);
  const counts = new Map(found.groups.map(({ name, cards }) => [name, cards]));
  expect([counts.get('Ski club'), counts.get('My Contacts')]).toEqual([1, 13]);
  const names = found.groups.map(({ name }) => name);
  expect(names).toContain('Starred');
  for (const name of ['All Contacts', 'Chat contacts', 'Blocked', 'Friends'])
    expect(names).not.toContain(name);
});

test('an API that is switched off in the project says where to switch it on', async () => {
  const { provider, session, io, sandbox } = await openGoogleAccount();
  sandbox.behaviour.apiEnabled = false;
  await expect(provider.discover(session, io)).rejects.toMatchObject({
    kind: 'client-refused',
    message: expect.stringContaining('https://console.developers.google.com/apis/api/people.googleapis.com'),
  });
});

test('a token without contacts is told as such by every call', async () => {
  const { provider, io, sandbox } = await openGoogleAccount();
  const { accessToken } = sandbox.tokens(undefined, 'openid email');
  const session = { token: async () => accessToken };
  await expect(provider.discover(session, io)).rejects.toMatchObject({ kind: 'scope-missing' });
});

test('the check of a client passes when Google takes it, and says what is wrong when it does not', async () => {
  const { provider, io } = await start();
  const check = (change = {}, redirectUri = REDIRECT_URI) =>
    provider.oauth.check({ ...GOOGLE_CLIENT, ...change }, redirectUri, io);
  await check();
  const wrong = check({ clientId: 'unknown' });
  await expect(wrong).rejects.toMatchObject(refusedClient('client-unknown', 'client id'));
  await expect(check({ clientSecret: 'wrong' })).rejects.toMatchObject(
    refusedClient('secret-refused', 'client secret'),
  );
  const elsewhere = 'https://elsewhere.example/oauth/callback/google';
  await expect(check({}, elsewhere)).rejects.toMatchObject(refusedClient('address-unknown', elsewhere));
});

test('the check tells a server that is not there from a client that is wrong', async () => {
  const { io, provider, sandbox } = await start();
  await sandbox.stop();
  const check = provider.oauth.check(GOOGLE_CLIENT, REDIRECT_URI, io);
  await expect(check).rejects.toMatchObject({ kind: 'unavailable' });
});

test('the page of errors that Google sends on to is read', async () => {
  const { provider, io, sandbox } = await start();
  const authError = Buffer.from('\n\u0015redirect_uri_mismatch\u0012\u00b0').toString('base64url');
  const headers = { Location: `${sandbox.issuer}/signin/oauth/error/v2?authError=${authError}` };
  const answer = { status: 302, headers };
  sandbox.faults.add({ kind: 'oauth.authorize', effect: { answer } });
  await expect(provider.oauth.check(GOOGLE_CLIENT, REDIRECT_URI, io)).rejects.toMatchObject({
    kind: 'client-refused',
    message: expect.stringContaining(REDIRECT_URI),
  });
});
