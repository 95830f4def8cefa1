// What everybody is told about kinds of accounts, and what administrators set about them.
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { account, audit, providerSetting } from '../../src/database/schema.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import { addressesAt } from '../addresses-at.ts';
import { type GoogleServer, openGoogleServer, REDIRECT } from './open-google-server.ts';
import type { Person } from './open-server.ts';

let server: GoogleServer;
let administrator: Person;
beforeAll(async () => {
  server = await openGoogleServer({
    users: ['anna', 'bruno', 'elena'].map((name) => ({ email: `${name}@gmail.example` })),
  });
  administrator = await server.person('Giulia', 'administrator');
});
afterAll(() => server.close());
afterEach(async () => {
  await server.db.delete(providerSetting);
  Object.assign(server.client, { clientId: 'rubrica', clientSecret: 'rubrica-secret' });
});

interface Provider {
  id: string;
  missing: string | null;
  configuration: { client: Record<string, unknown> | null } | null;
}

const ask = (person: Person, method: 'GET' | 'PATCH' | 'POST', path = '', payload?: object) =>
  server.app.inject({
    method,
    url: `/api/v1/providers${path}`,
    headers: { authorization: person.bearer },
    ...(payload && { payload }),
  });
const google = async (person: Person): Promise<Provider> => {
  const { items } = (await ask(person, 'GET')).json<{ items: Provider[] }>();
  return items.find(({ id }) => id === 'google')!;
};
const set = (payload: object, id = 'google') => ask(administrator, 'PATCH', `/${id}`, payload);
/** Nothing comes from the environment. */
const bare = () => Object.assign(server.client, { clientId: null, clientSecret: null });

test('everybody sees every kind of account, what it holds and that it is ready; only administrators what is set', async () => {
  const anna = await server.person('anna');
  const { items } = (await ask(anna, 'GET')).json<{ items: Provider[] }>();
  const connectors = createRegistry(addressesAt('https://contacts.example.org'));
  expect(items.map(({ id }) => id)).toEqual([...connectors.keys()]);
  expect(await google(anna)).toMatchObject({
    name: 'Google',
    signIn: 'oauth',
    installed: true,
    enabled: true,
    roles: ['administrator', 'user'],
    approvalAddress: null,
    ready: true,
    missing: null,
    capabilities: { labels: 'custom', photo: true },
    configuration: null,
  });
  expect((await google(administrator)).configuration).toEqual({
    accounts: 0,
    refused: 0,
    client: {
      clientId: 'rubrica',
      clientIdFrom: 'environment',
      hasSecret: true,
      secretFrom: 'environment',
      redirectAddress: REDIRECT,
    },
  });
});

test('without a client people learn what is missing and whom to ask', async () => {
  bare();
  const anna = await server.person('anna');
  expect(await google(anna)).toMatchObject({
    ready: false,
    missing: 'client-id-missing',
    administrators: ['Giulia'],
  });
  const refused = await server.app.inject({
    method: 'POST',
    url: '/api/v1/accounts',
    headers: { authorization: anna.bearer },
    payload: { provider: 'google' },
  });
  expect(refused.json()).toMatchObject({ status: 422, code: 'provider-not-ready' });
  await set({ clientId: 'rubrica' });
  expect((await google(anna)).missing).toBe('client-secret-missing');
});

test('a client that an administrator enters is used; its secret is sealed and never seen again', async () => {
  bare();
  const answer = await set({ clientId: ' rubrica ', clientSecret: 'rubrica-secret' });
  expect(answer.json()).toMatchObject({
    ready: true,
    configuration: { client: { clientId: 'rubrica', clientIdFrom: 'settings', hasSecret: true } },
  });
  const [row] = await server.db.select().from(providerSetting).where(eq(providerSetting.provider, 'google'));
  expect(row!.clientSecret).toMatch(/^v1\./);
  for (const seen of [answer.body, (await ask(administrator, 'GET')).body, server.lines.join()])
    expect(seen).not.toContain('rubrica-secret');
  const anna = await server.person('anna');
  const back = await server.connect(await server.browser(anna), { user: 'anna@gmail.example' });
  expect(back.searchParams.get('signedIn')).toBe('new');
  expect((await set({ clientSecret: null })).json()).toMatchObject({ missing: 'client-secret-missing' });
});

test('the environment wins, is shown as such and cannot be changed here; what it leaves open can', async () => {
  server.client.clientSecret = null;
  const refused = await set({ clientId: 'other' });
  expect(refused.json()).toMatchObject({ status: 422, fields: { clientId: expect.any(String) } });
  expect((await set({ clientSecret: 'entered' })).json()).toMatchObject({
    ready: true,
    configuration: { client: { clientIdFrom: 'environment', secretFrom: 'settings' } },
  });
});

test('a provider whose people sign in with a password takes no client', async () => {
  expect((await set({ clientId: 'x' }, 'icloud')).json()).toMatchObject({
    code: 'invalid-values',
    fields: { clientId: expect.any(String) },
  });
});

test('switched off, a provider connects nobody and loses nothing; switched on, what waited is due at once', async () => {
  const bruno = await server.person('bruno');
  await server.connect(await server.browser(bruno), { user: 'bruno@gmail.example' });
  const [mine] = await server.accountsOf(bruno);
  expect((await set({ installed: false })).json()).toMatchObject({
    ready: false,
    missing: 'not-installed',
  });
  const payload = { provider: 'google' };
  const headers = { authorization: bruno.bearer };
  const refused = await server.app.inject({ method: 'POST', url: '/api/v1/accounts', headers, payload });
  expect(refused.json()).toMatchObject({ status: 422, code: 'provider-not-installed' });
  const { nextRunAt: _, ...kept } = mine!;
  // It is due, so that it says by itself why it waits.
  const [waits] = await server.accountsOf(bruno);
  expect(waits).toMatchObject(kept);
  expect(waits!.nextRunAt!.getTime()).toBeLessThanOrEqual(Date.now());
  await server.db
    .update(account)
    .set({
      state: 'failing',
      problem: { code: 'provider-not-installed', detail: '', at: '' },
      nextRunAt: sql`now() + interval '1 hour'`,
    })
    .where(eq(account.id, mine!.id));
  await set({ installed: true });
  const [after] = await server.accountsOf(bruno);
  expect(after!.nextRunAt!.getTime()).toBeLessThanOrEqual(Date.now());
});

test('switched off is told from not installed, and keeps the client', async () => {
  expect((await set({ enabled: false })).json()).toMatchObject({
    installed: true,
    enabled: false,
    missing: 'switched-off',
    configuration: { client: { hasSecret: true } },
  });
  expect((await set({ enabled: true })).json()).toMatchObject({ missing: null });
});

test('what is no part of the first minute is installed by an administrator; a client alone installs nothing', async () => {
  const microsoft = async () => {
    const { items } = (await ask(administrator, 'GET')).json<{ items: Provider[] }>();
    return items.find(({ id }) => id === 'microsoft')!.missing;
  };
  expect(await microsoft()).toBe('not-installed');
  await set({ clientId: 'x', clientSecret: 'y' }, 'microsoft');
  expect(await microsoft()).toBe('not-installed');
  await set({ installed: true }, 'microsoft');
  expect(await microsoft()).toBe(null);
});

test('offered to administrators alone, a user connects none, and one that is connected goes on', async () => {
  const elena = await server.person('elena');
  const browser = await server.browser(elena);
  await server.connect(browser, { user: 'elena@gmail.example' });
  const [mine] = await server.accountsOf(elena);
  expect((await set({ roles: [] })).json()).toMatchObject({ missing: null, roles: ['administrator'] });
  expect(await google(elena)).toMatchObject({ ready: false, missing: 'not-offered' });
  const payload = { provider: 'google' };
  const headers = { authorization: elena.bearer };
  const refused = await server.app.inject({ method: 'POST', url: '/api/v1/accounts', headers, payload });
  expect(refused.json()).toMatchObject({ status: 422, code: 'provider-not-offered' });
  await server.begin(browser, {}, `/api/v1/accounts/${mine!.id}/sign-in`);
});

test('whoever asks for a kind of account is told once it can be connected, and not before', async () => {
  bare();
  const carla = await server.person('carla');
  const headers = { authorization: carla.bearer };
  const url = '/api/v1/access-requests';
  const payload = { permission: 'provider.google' };
  expect((await server.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(201);
  const state = async () =>
    (await server.app.inject({ method: 'GET', url, headers })).json<{ items: { state: string }[] }>()
      .items[0]!.state;
  await set({ clientId: 'rubrica' });
  expect(await state()).toBe('open');
  await set({ clientSecret: 'rubrica-secret' });
  expect(await state()).toBe('approved');
});

test.each([
  ['the right client', {}, true, null],
  ['a wrong secret', { clientSecret: 'wrong' }, false, 'client-refused'],
  ['a client Google does not know', { clientId: 'nobody' }, false, 'client-refused'],
  ['no client at all', { clientId: null }, false, 'provider-not-ready'],
])('the check tells %s', async (_what, client, ok, code) => {
  Object.assign(server.client, client);
  const answer = (await ask(administrator, 'POST', '/google/check')).json<{
    ok: boolean;
    problem: { code: string; detail: string } | null;
  }>();
  expect([answer.ok, answer.problem?.code ?? null]).toEqual([ok, code]);
  if (code) expect(answer.problem!.detail).not.toBe('');
});

test('the check names the redirect address that Google does not know', async () => {
  await using other = await openGoogleServer({
    clients: [
      { clientId: 'rubrica', clientSecret: 'rubrica-secret', redirectUris: ['https://old.example/'] },
    ],
  }).then((opened) => Object.assign(opened, { [Symbol.asyncDispose]: () => opened.close() }));
  const chief = await other.person('chief', 'administrator');
  const answer = await other.app.inject({
    method: 'POST',
    url: '/api/v1/providers/google/check',
    headers: { authorization: chief.bearer },
  });
  expect(answer.json()).toMatchObject({
    ok: false,
    problem: { code: 'client-refused', detail: expect.stringContaining(REDIRECT) },
    advice: { code: 'address-unknown', params: { address: REDIRECT } },
  });
});

test('what administrators do to a provider is noted', async () => {
  await server.db.delete(audit);
  await set({ installed: true });
  await ask(administrator, 'POST', '/google/check');
  const rows = await server.db.select().from(audit);
  expect(rows.map(({ userId, action, subject }) => [userId, action, subject])).toEqual([
    [administrator.actor.userId, 'provider.changed', 'google'],
    [administrator.actor.userId, 'provider.checked', 'google'],
  ]);
});
