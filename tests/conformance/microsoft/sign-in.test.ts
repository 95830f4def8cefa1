// Signing in with Microsoft: the whole way through the sandbox's pages, and every way in which it fails.
import { expect, onTestFinished, test } from 'vitest';
import type { MicrosoftSandboxOptions } from '../../../sandbox/microsoft/sandbox.ts';
import { microsoftProvider } from '../../../src/providers/microsoft/provider.ts';
import type { Io, OAuthProvider } from '../../../src/providers/provider.ts';
import {
  MICROSOFT_CLIENT,
  openMicrosoftAccount,
  REDIRECT_URI,
  startRegistered,
} from '../../microsoft-account.ts';
import { createSandboxIo, createSession, signInAt } from '../../signed-in.ts';
import { readPages } from '../read-pages.ts';
import { refusedClient } from '../refused-client.ts';

async function start(options: MicrosoftSandboxOptions = {}) {
  const sandbox = await startRegistered(options);
  const { io, exchanges, close } = createSandboxIo(sandbox);
  onTestFinished(async () => {
    await close();
    await sandbox.stop();
  });
  const provider = microsoftProvider({ issuer: sandbox.issuer, api: sandbox.apiUrl });
  const signIn = (user: string, cancel = false) =>
    signInAt(provider, MICROSOFT_CLIENT, REDIRECT_URI, (url) => sandbox.consent(url, { user, cancel }), io);
  return { sandbox, io, exchanges, provider, signIn };
}

async function addressOf(provider: OAuthProvider, io: Io, loginHint: string | null = null): Promise<URL> {
  const request = { redirectUri: REDIRECT_URI, state: 'the-state', codeVerifier: 'v'.repeat(43), loginHint };
  return new URL(await provider.oauth.authorizationUrl(MICROSOFT_CLIENT, request, io));
}

/** What an answer with this query means for whoever began. */
async function comeBack({ provider, io }: { provider: OAuthProvider; io: Io }, query: string) {
  return provider.oauth.exchange(
    MICROSOFT_CLIENT,
    {
      callbackUrl: `${REDIRECT_URI}?${query}&state=the-state`,
      ...{ redirectUri: REDIRECT_URI, state: 'the-state', codeVerifier: 'v'.repeat(43) },
    },
    io,
  );
}

test('the address asks for who it is and for contacts alone, with PKCE; whoever connects chooses an account', async () => {
  const { provider, io } = await start();
  const query = Object.fromEntries((await addressOf(provider, io)).searchParams);
  expect(query).toMatchObject({
    ...{ response_type: 'code', client_id: MICROSOFT_CLIENT.clientId, redirect_uri: REDIRECT_URI },
    scope: 'openid profile email offline_access User.Read Contacts.ReadWrite',
    ...{ prompt: 'select_account', code_challenge_method: 'S256' },
  });
  const again = (await addressOf(provider, io, 'anna@contoso.example')).searchParams;
  expect([again.get('login_hint'), again.has('prompt')]).toEqual(['anna@contoso.example', false]);
});

test('an account is known by tenant and object id, and by its address to people', async () => {
  const { discovery, tokens, sandbox, io } = await openMicrosoftAccount({ people: 3 });
  const anna = sandbox.users.find(({ email }) => email === 'anna@contoso.example')!;
  expect(discovery).toMatchObject({
    identity: `${anna.tenant.id}/${anna.oid}`,
    username: 'anna@contoso.example',
    books: [{ cards: 3, readOnly: false }],
  });
  expect(tokens.expiresAt).toBeGreaterThan(io.now());
});

test('a personal account is one as well, without photos', async () => {
  const { discovery, book, sandbox } = await openMicrosoftAccount({ user: 'carla@outlook.example' });
  expect(discovery).toMatchObject({
    identity: expect.stringMatching(/^9188040d-6c67-4c5b-b112-36a304b66dad\//),
    username: 'carla@outlook.example',
  });
  sandbox.phone('carla@outlook.example').create({ givenName: 'Dora' });
  expect((await readPages(book, null)).cards.map(({ contact }) => contact.name.given)).toEqual(['Dora']);
});

test.each([
  ['error=access_denied&error_subcode=cancel', 'declined'],
  ['error=access_denied&error_description=AADSTS65004%3a+User+declined+to+consent', 'declined'],
  ['error=consent_required&error_description=AADSTS65004%3a+The+resource+owner+denied', 'declined'],
  ['error=consent_required', 'approval-needed'],
  ['error=consent_required&error_description=AADSTS90094%3a+Admin+consent+is+required', 'approval-needed'],
  ['error=login_required', 'sign-in-needed'],
  ['error=interaction_required', 'sign-in-needed'],
  ['error=server_error', 'unavailable'],
  ['error=temporarily_unavailable&error_description=AADSTS90033', 'unavailable'],
  ['error=unauthorized_client', 'client-refused'],
  ['error=invalid_request&error_description=AADSTS900144', 'client-refused'],
  ['error=invalid_scope', 'client-refused'],
  ['error=unsupported_response_type', 'client-refused'],
  ['error=invalid_resource', 'client-refused'],
  ['error=something_new', 'unexpected-response'],
] as const)('who comes back with %s: %s', async (query, kind) => {
  await expect(comeBack(await start(), query)).rejects.toMatchObject({ kind });
});

test.each(['access_denied', 'consent_required', 'subcode'] as const)(
  'whoever presses Cancel has declined, in whichever form that comes back (%s)',
  async (cancelForm) => {
    const { signIn } = await start({ behaviour: { cancelForm } });
    await expect(signIn('anna@contoso.example', true)).rejects.toMatchObject({ kind: 'declined' });
  },
);

test('where an administrator has to agree, people can sign in once one has', async () => {
  const { signIn, sandbox, provider, io } = await start();
  await expect(signIn('dora@fabrikam.example')).rejects.toThrow();
  const address = provider.oauth.approvalUrl!(MICROSOFT_CLIENT.clientId, REDIRECT_URI);
  sandbox.adminConsent(address, { user: 'erika@fabrikam.example' });
  const tokens = await signIn('dora@fabrikam.example');
  const session = createSession(provider, MICROSOFT_CLIENT, tokens, io);
  expect(await provider.discover(session, io)).toMatchObject({ username: 'dora@fabrikam.example' });
});

test('each renewal brings another refresh token; the one before it is good while its answer may be lost', async () => {
  const { tokens, provider, io, sandbox } = await openMicrosoftAccount();
  const refresh = (from: typeof tokens) => provider.oauth.refresh(MICROSOFT_CLIENT, from, io);
  const renewed = await refresh(tokens);
  expect(renewed.refreshToken).not.toBe(tokens.refreshToken);
  expect(renewed.accessToken).not.toBe(tokens.accessToken);
  sandbox.faults.cut(1, 'after', { kind: 'oauth.token', when: () => true });
  await expect(refresh(renewed)).rejects.toMatchObject({ kind: 'unavailable' });
  await refresh(renewed);
});

test.each(['revoked', 'idle', 'personal'] as const)(
  'a grant that is dead (%s) asks for another sign-in, once',
  async (why) => {
    const { tokens, provider, io, sandbox, exchanges } = await openMicrosoftAccount();
    sandbox.faults.refuseToken(10, why);
    const refresh = provider.oauth.refresh(MICROSOFT_CLIENT, tokens, io);
    await expect(refresh).rejects.toMatchObject({ kind: 'sign-in-needed' });
    expect(exchanges).toHaveLength(1);
  },
);

test.each(['mfa', 'device', 'blocked', 'password', 'frequency'] as const)(
  'what the person has to do first (%s) is a sign-in of theirs',
  async (what) => {
    const { tokens, provider, io, sandbox } = await openMicrosoftAccount();
    sandbox.requireInteraction('anna@contoso.example', what);
    const refresh = provider.oauth.refresh(MICROSOFT_CLIENT, tokens, io);
    await expect(refresh).rejects.toMatchObject({ kind: 'sign-in-needed' });
  },
);

test.each(['busy', 'throttled'] as const)('a sign-in server that is %s is no dead grant', async (why) => {
  const { tokens, provider, io, sandbox } = await openMicrosoftAccount();
  sandbox.faults.refuseToken(1, why);
  const refresh = () => provider.oauth.refresh(MICROSOFT_CLIENT, tokens, io);
  await expect(refresh()).rejects.toMatchObject({ kind: 'unavailable' });
  await refresh();
});

test('a secret that is wrong or over is the installation’s affair, and ends nobody’s sign-in', async () => {
  const app = { ...MICROSOFT_CLIENT, redirectUris: [REDIRECT_URI], secretExpired: false };
  const { tokens, provider, io } = await openMicrosoftAccount({ apps: [app] });
  const refresh = (clientSecret: string) =>
    provider.oauth.refresh({ ...MICROSOFT_CLIENT, clientSecret }, tokens, io);
  await expect(refresh('old')).rejects.toMatchObject({ kind: 'client-refused' });
  app.secretExpired = true;
  await expect(refresh(MICROSOFT_CLIENT.clientSecret)).rejects.toMatchObject({ kind: 'client-refused' });
  app.secretExpired = false;
  await refresh(MICROSOFT_CLIENT.clientSecret);
});

test('an access token that is refused is renewed once and the request repeated; one that never is asks for a sign-in', async () => {
  const { provider, session, io, sandbox, exchanges } = await openMicrosoftAccount();
  sandbox.expireAccessTokens('anna@contoso.example');
  await provider.discover(session, io);
  expect(exchanges.filter(({ kind }) => kind === 'oauth.token')).toHaveLength(1);
  exchanges.length = 0;
  const refused = { token: async () => 'refused', subject: session.subject };
  await expect(provider.discover(refused, io)).rejects.toMatchObject({ kind: 'sign-in-needed' });
  expect(exchanges.length).toBeLessThanOrEqual(3);
});

test('a user without a mailbox is told as such, and has one again when the licence is back', async () => {
  const { provider, session, io, sandbox, book } = await openMicrosoftAccount();
  sandbox.setMailbox('anna@contoso.example', false);
  await expect(provider.discover(session, io)).rejects.toMatchObject({ kind: 'no-address-book' });
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'no-address-book' });
  sandbox.setMailbox('anna@contoso.example', true);
  await readPages(book, null);
});

test('a token without contacts reads none', async () => {
  const { provider, io, sandbox, session } = await openMicrosoftAccount();
  const { accessToken } = sandbox.tokens(undefined, 'openid User.Read');
  const poor = { token: async () => accessToken, subject: session.subject };
  await expect(provider.discover(poor, io)).rejects.toMatchObject({ kind: 'forbidden' });
});

test('folders at any depth are address books, the default one first; what Outlook makes for itself is none', async () => {
  const { provider, session, io, sandbox } = await openMicrosoftAccount();
  const phone = sandbox.phone();
  const clients = phone.createFolder('Clients');
  phone.createFolder('Abroad', clients.id);
  phone.createFolder('Recipient Cache');
  phone.create({ givenName: 'Anna' }, 'Abroad');
  const { books, groups, state } = await provider.discover(session, io);
  expect(books.map(({ name, cards }) => [name, cards])).toEqual([
    ['Contacts', 0],
    ['Clients', 0],
    ['Abroad', 1],
  ]);
  expect(groups.map(({ name }) => name)).toEqual(['Contacts', 'Clients', 'Abroad']);
  const opened = await provider.open(session, state, io);
  expect((await readPages(opened[2]!, null)).cards.map(({ contact }) => contact.name.given)).toEqual([
    'Anna',
  ]);
});

test('the check of a client passes when Microsoft takes it, and says what is wrong when it does not', async () => {
  const app = { ...MICROSOFT_CLIENT, redirectUris: [REDIRECT_URI], secretExpired: false, disabled: false };
  const { provider, io } = await start({ apps: [app] });
  const check = (change = {}, redirectUri = REDIRECT_URI) =>
    provider.oauth.check({ ...MICROSOFT_CLIENT, ...change }, redirectUri, io);
  await check();
  const wrong = check({ clientId: 'unknown' });
  await expect(wrong).rejects.toMatchObject(refusedClient('client-unknown', 'client id'));
  await expect(check({ clientSecret: 'wrong' })).rejects.toMatchObject(
    refusedClient('secret-refused', 'client secret'),
  );
  const elsewhere = 'https://elsewhere.example/oauth/callback/microsoft';
  await expect(check({}, elsewhere)).rejects.toMatchObject({
    ...refusedClient('address-unknown', elsewhere),
    advice: { params: { address: elsewhere } },
  });
  app.secretExpired = true;
  await expect(check()).rejects.toMatchObject(refusedClient('secret-expired', 'expired'));
  Object.assign(app, { secretExpired: false, disabled: true });
  await expect(check()).rejects.toMatchObject(refusedClient('client-disabled', 'switched off'));
});
