// Signing in at a provider and coming back: only the person who began it, in the browser where it was begun, once and
// within ten minutes. Whatever else comes back connects nothing.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { account, audit, oauthState } from '../../src/database/schema.ts';
import { type GoogleServer, openGoogleServer, REDIRECT } from './open-google-server.ts';

let server: GoogleServer;
beforeAll(async () => {
  server = await openGoogleServer({
    users: ['anna', 'bruno', 'carla', 'dario', 'elena', 'fabio', 'ugo', 'gina'].map((name) => ({
      email: `${name}@gmail.example`,
    })),
  });
});
afterAll(() => server.close());

const tokenRequests = () => server.google.requests.byKind['oauth.token'] ?? 0;
const problemOf = (url: URL) => [url.pathname, url.searchParams.get('problem')];

test('a person who agrees comes back to an account that is connected under Google’s own id', async () => {
  const anna = await server.person('anna');
  const browser = await server.browser(anna);
  const back = await server.connect(
    browser,
    { user: 'anna@gmail.example' },
    { provider: 'google', name: 'Private', settings: { direction: 'in' } },
  );
  const [row] = await server.accountsOf(anna);
  expect([back.pathname, back.searchParams.get('signedIn')]).toEqual([`/accounts/${row!.id}/queue`, 'new']);
  expect(row).toMatchObject({
    provider: 'google',
    name: 'Private',
    username: 'anna@gmail.example',
    identity: server.google.users[0]!.sub,
    state: 'active',
    signInEndsAt: null,
    settings: { direction: 'in', conflicts: 'crm' },
  });
  expect(row!.credentials).not.toContain('ya29');
  expect(tokenRequests()).toBe(1);
  const seen = await server.browse({ url: `/api/v1/accounts/${row!.id}` }, browser.cookie);
  expect(seen.json()).toMatchObject({ provider: 'google', run: { trigger: 'connect' }, signInEndsAt: null });
});

test('an organisation’s approval comes back without a session, connects nothing, and is told to whom it names alone', async () => {
  const [hugo, ines] = [await server.person('hugo'), await server.person('ines')];
  const url = '/api/v1/access-requests';
  const ask = async ({ bearer }: typeof hugo, method: 'GET' | 'POST') =>
    (
      await server.app.inject({
        ...{ method, url, headers: { authorization: bearer } },
        ...(method === 'POST' && { payload: { permission: 'approval.google' } }),
      })
    ).json();
  const { id } = await ask(hugo, 'POST');
  await ask(ines, 'POST');
  const arrive = async (query: string) => {
    const answer = await server.app.inject({ url: `/oauth/callback/google?${query}` });
    return [answer.statusCode, new URL(answer.headers.location as string).search];
  };
  expect(await arrive(`error=access_denied&state=approval.${id}`)).toEqual([
    303,
    '?outcome=declined&provider=google',
  ]);
  expect((await ask(hugo, 'GET')).items).toMatchObject([{ state: 'open' }]);
  // Of another provider, or of nobody: no harm.
  await arrive(`admin_consent=True&state=approval`);
  const other = await server.app.inject({
    url: `/oauth/callback/microsoft?admin_consent=True&state=approval.${id}`,
  });
  expect(other.statusCode).toBe(303);
  expect((await ask(hugo, 'GET')).items).toMatchObject([{ state: 'open' }]);
  expect(await arrive(`admin_consent=True&tenant=x&state=approval.${id}`)).toEqual([
    303,
    '?outcome=approved&provider=google',
  ]);
  expect((await ask(hugo, 'GET')).items).toMatchObject([{ state: 'approved' }]);
  expect((await ask(ines, 'GET')).items).toMatchObject([{ state: 'open' }]);
  expect(await server.accountsOf(hugo)).toEqual([]);
});

test('the address leads to Google with PKCE, offline access and no scope but sign-in and contacts', async () => {
  const browser = await server.browser(await server.person('bea'));
  const url = new URL(await server.begin(browser));
  const asked = Object.fromEntries(url.searchParams);
  expect(url.origin).toBe(server.google.issuer);
  expect(asked).toMatchObject({
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'openid email https://www.googleapis.com/auth/contacts',
    access_type: 'offline',
    code_challenge_method: 'S256',
  });
  expect(asked.state).toMatch(/^[\w-]{43}$/);
  expect(asked.code_challenge).toMatch(/^[\w-]{43}$/);
});

test('of a sign-in under way only hashes are kept, and a sealed verifier, for ten minutes', async () => {
  const person = await server.person('bea');
  const browser = await server.browser(person);
  const state = new URL(await server.begin(browser)).searchParams.get('state')!;
  const mine = eq(oauthState.userId, person.actor.userId);
  const [row] = await server.db.select().from(oauthState).where(mine);
  const secret = /rubrica-sign-in=([\w-]{43})$/.exec(browser.cookie)![1]!;
  for (const kept of [JSON.stringify(row), server.lines.join()]) {
    expect(kept).not.toContain(state);
    expect(kept).not.toContain(secret);
  }
  expect(row!.codeVerifier).toMatch(/^v1\./);
  const minutes = (row!.expiresAt.getTime() - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(9);
  expect(minutes).toBeLessThanOrEqual(10);
});

test('the cookie is out of reach of scripts and goes along when Google sends the browser back', async () => {
  const browser = await server.browser(await server.person('bea'));
  const answer = await server.browse(
    { method: 'POST', url: '/api/v1/accounts', payload: { provider: 'google' } },
    browser.cookie,
  );
  expect(answer.headers['set-cookie']).toMatch(
    /^rubrica-sign-in=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/,
  );
});

test('an answer counts once: brought again it connects nothing and asks Google nothing', async () => {
  const bruno = await server.person('bruno');
  const browser = await server.browser(bruno);
  const callback = server.google.consent(await server.begin(browser), { user: 'bruno@gmail.example' });
  const begun = browser.cookie;
  expect((await server.arrive(browser, callback)).searchParams.get('signedIn')).toBe('new');
  const before = tokenRequests();
  expect(problemOf(await server.arrive({ cookie: begun }, callback))).toEqual([
    '/accounts/new',
    'sign-in-lapsed',
  ]);
  expect(tokenRequests()).toBe(before);
  expect(await server.accountsOf(bruno)).toHaveLength(1);
});

test('two that bring one answer at the same moment make one account', async () => {
  const dario = await server.person('dario');
  const browser = await server.browser(dario);
  const callback = server.google.consent(await server.begin(browser), { user: 'dario@gmail.example' });
  const ends = await Promise.all([1, 2, 3].map(() => server.arrive(browser, callback)));
  expect(ends.filter((end) => end.searchParams.has('signedIn'))).toHaveLength(1);
  expect(await server.accountsOf(dario)).toHaveLength(1);
});

test.each([
  [
    'another person',
    async (callback: URL) => {
      const eve = await server.browser(await server.person('eve'));
      await server.begin(eve);
      return server.arrive(eve, callback);
    },
  ],
  [
    'another browser of the same person',
    async (callback: URL, victim: Awaited<ReturnType<GoogleServer['person']>>) => {
      const elsewhere = await server.browser(victim);
      await server.begin(elsewhere);
      return server.arrive(elsewhere, callback);
    },
  ],
  [
    'a browser without the cookie',
    async (callback: URL, victim: Awaited<ReturnType<GoogleServer['person']>>) =>
      server.arrive(await server.browser(victim), callback),
  ],
  ['nobody who is signed in', async (callback: URL) => server.arrive({ cookie: '' }, callback)],
])('brought by %s, an answer connects nothing and Google is asked nothing', async (_who, bring) => {
  const victim = await server.person('carla');
  const browser = await server.browser(victim);
  const callback = server.google.consent(await server.begin(browser), { user: 'carla@gmail.example' });
  const before = tokenRequests();
  expect(problemOf(await bring(callback, victim))).toEqual(['/accounts/new', 'sign-in-lapsed']);
  expect(tokenRequests()).toBe(before);
  expect(await server.db.$count(account, eq(account.username, 'carla@gmail.example'))).toBe(0);
});

test('a state nobody gave out, one of another provider and none at all connect nothing', async () => {
  const person = await server.person('carla');
  const browser = await server.browser(person);
  const callback = server.google.consent(await server.begin(browser), { user: 'carla@gmail.example' });
  const foreign = new URL(callback);
  foreign.searchParams.set('state', 'A'.repeat(43));
  const elsewhere = new URL(callback.href.replace('/google', '/microsoft'));
  for (const url of [foreign, new URL(callback.pathname, callback), elsewhere])
    expect(problemOf(await server.arrive(browser, url))).toEqual(['/accounts/new', 'sign-in-lapsed']);
  expect(await server.accountsOf(person)).toEqual([]);
});

test('after ten minutes it is too late, and the next sign-in clears away what is left', async () => {
  const person = await server.person('carla');
  const browser = await server.browser(person);
  const callback = server.google.consent(await server.begin(browser), { user: 'carla@gmail.example' });
  await server.begin(browser);
  const cookie = browser.cookie;
  await server.expireStates();
  expect(problemOf(await server.arrive({ cookie }, callback))).toEqual(['/accounts/new', 'sign-in-lapsed']);
  await server.begin(browser);
  expect(await server.states()).toBe(1);
  expect(await server.accountsOf(person)).toEqual([]);
});

test('who presses Cancel at Google is told so', async () => {
  const person = await server.person('carla');
  const browser = await server.browser(person);
  expect(problemOf(await server.connect(browser, { cancel: true }))).toEqual([
    '/accounts/new',
    'sign-in-declined',
  ]);
  expect(await server.accountsOf(person)).toEqual([]);
});

test('with the box for contacts left unticked nothing is connected', async () => {
  const person = await server.person('carla');
  const browser = await server.browser(person);
  const back = await server.connect(browser, { user: 'ugo@gmail.example', contacts: false });
  expect(problemOf(back)).toEqual(['/accounts/new', 'contacts-not-granted']);
  expect(await server.accountsOf(person)).toEqual([]);
});

test('a client that Google does not take is told apart from a person’s mistake', async () => {
  const person = await server.person('carla');
  const browser = await server.browser(person);
  const callback = server.google.consent(await server.begin(browser), { user: 'carla@gmail.example' });
  server.client.clientSecret = 'wrong';
  try {
    expect(problemOf(await server.arrive(browser, callback))).toEqual(['/accounts/new', 'client-refused']);
  } finally {
    server.client.clientSecret = 'rubrica-secret';
  }
});

test('an answer Google does not accept any more is no sign-in that worked', async () => {
  const person = await server.person('carla');
  const browser = await server.browser(person);
  const callback = server.google.consent(await server.begin(browser), { user: 'carla@gmail.example' });
  callback.searchParams.set('code', '4/0Awrong');
  expect(problemOf(await server.arrive(browser, callback))).toEqual(['/accounts/new', 'sign-in-lapsed']);
});

test('an issuer that is not Google’s is refused before any token is asked for', async () => {
  const person = await server.person('carla');
  const browser = await server.browser(person);
  const callback = server.google.consent(await server.begin(browser), { user: 'carla@gmail.example' });
  callback.searchParams.set('iss', 'https://evil.example');
  const before = tokenRequests();
  expect((await server.arrive(browser, callback)).searchParams.has('problem')).toBe(true);
  expect(tokenRequests()).toBe(before);
  expect(await server.accountsOf(person)).toEqual([]);
});

test('the same identity connected again renews its sign-in: one account, its settings and links as they were', async () => {
  const elena = await server.person('elena');
  const browser = await server.browser(elena);
  await server.connect(
    browser,
    { user: 'elena@gmail.example' },
    { provider: 'google', settings: { intervalMinutes: 60 } },
  );
  const [before] = await server.accountsOf(elena);
  await server.db
    .update(account)
    .set({ state: 'sign-in-needed', problem: { code: 'sign-in-ended', detail: '', at: '' } })
    .where(eq(account.id, before!.id));
  const back = await server.connect(browser, { user: 'elena@gmail.example' });
  const [after, ...more] = await server.accountsOf(elena);
  expect(more).toEqual([]);
  expect([back.pathname, back.searchParams.get('signedIn')]).toEqual([`/accounts/${before!.id}`, 'again']);
  expect(after).toMatchObject({
    id: before!.id,
    state: 'active',
    problem: null,
    settings: { intervalMinutes: 60 },
  });
  expect(after!.credentials).not.toBe(before!.credentials);
});

test('signing in again as somebody else changes nothing and says whose account it is', async () => {
  const fabio = await server.person('fabio');
  const browser = await server.browser(fabio);
  await server.connect(browser, { user: 'fabio@gmail.example' });
  const [before] = await server.accountsOf(fabio);
  const again = await server.begin(browser, {}, `/api/v1/accounts/${before!.id}/sign-in`);
  expect(new URL(again).searchParams.get('login_hint')).toBe('fabio@gmail.example');
  const back = await server.arrive(browser, server.google.consent(again, { user: 'gina@gmail.example' }));
  expect(problemOf(back)).toEqual([`/accounts/${before!.id}`, 'other-account']);
  expect(await server.accountsOf(fabio)).toEqual([before]);
  // And the other may be connected as an account of its own.
  await server.connect(browser, { user: 'gina@gmail.example' });
  expect((await server.accountsOf(fabio)).map(({ username }) => username).sort()).toEqual([
    'fabio@gmail.example',
    'gina@gmail.example',
  ]);
});

test('an account somebody else here has connected is not connected twice, and theirs goes on', async () => {
  const [first, second] = [await server.person('first'), await server.person('second')];
  const users = server.google.users;
  const email = users.at(-1)!.email;
  await server.db.update(account).set({ state: 'disconnected' }).where(eq(account.username, email));
  await server.connect(await server.browser(first), { user: email });
  const [theirs] = await server.accountsOf(first);
  const back = await server.connect(await server.browser(second), { user: email });
  expect(problemOf(back)).toEqual(['/accounts/new', 'account-taken']);
  expect(await server.accountsOf(second)).toEqual([]);
  expect(await server.accountsOf(first)).toEqual([theirs]);
});

test('the address people are sent back to is the configured one, whatever the request says it is', async () => {
  const person = await server.person('host');
  const answer = await server.app.inject({
    method: 'POST',
    url: '/api/v1/accounts',
    headers: { authorization: person.bearer, host: '127.0.0.1:1', 'x-forwarded-host': 'evil.example' },
    payload: { provider: 'google' },
  });
  const { authorizationUrl } = answer.json<{ authorizationUrl: string }>();
  expect(new URL(authorizationUrl).searchParams.get('redirect_uri')).toBe(REDIRECT);
});

test('neither codes nor tokens stand in the log, and connecting is noted', async () => {
  const lines = server.lines.join('\n');
  for (const secret of ['4/0A', 'ya29', '1//', 'rubrica-secret', 'state=', 'code='])
    expect(lines).not.toContain(secret);
  const noted = await server.db
    .select({ action: audit.action, n: sql<number>`count(*)::int` })
    .from(audit)
    .where(sql`action like 'account.%'`)
    .groupBy(audit.action);
  expect(noted.map(({ action }) => action).sort()).toEqual(['account.connected', 'account.signed-in-again']);
});
