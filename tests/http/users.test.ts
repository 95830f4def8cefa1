import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, audit, user } from '../../src/database/schema.ts';
import { cookieFrom, openServer, PASSWORD, type Person, type TestServer } from './open-server.ts';
import { makeAccount } from './world.ts';

let server: TestServer;
let boss: Person;
beforeAll(async () => {
  server = await openServer({
    limits: { invitation: { tries: 1000, seconds: 60 }, setUp: { tries: 1000, seconds: 60 } },
  });
  boss = await server.person('boss', 'administrator');
});
afterAll(() => server.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const ask = (method: Method, url: string, payload?: object, who = boss) =>
  server.app.inject({ method, url, headers: { authorization: who.bearer }, ...(payload && { payload }) });
const freshEmail = (): string => `new-${randomBytes(4).toString('hex')}@example.org`;
const tokenOf = (url: string): string => new URL(url).pathname.split('/').pop()!;
const accept = (token: string, password: string) =>
  server.app.inject({ method: 'POST', url: `/api/v1/invitations/${token}`, payload: { password } });

describe('set-up', () => {
  const first = (email: string) =>
    ({ method: 'POST', url: '/api/v1/set-up', payload: { name: 'Ada', email, password: PASSWORD } }) as const;

  test('of many first visitors at once one becomes the administrator', async () => {
    const fresh = await openServer();
    try {
      const signIn = {
        method: 'POST',
        url: '/api/v1/session',
        payload: { email: 'ada0@example.org', password: PASSWORD },
      } as const;
      expect((await fresh.app.inject('/api/v1/set-up')).json()).toEqual({ needed: true });
      expect((await fresh.app.inject(signIn)).json()).toMatchObject({ code: 'set-up-needed' });
      const answers = await Promise.all(
        [0, 1, 2, 3, 4].map((n) => fresh.app.inject(first(`ada${n}@example.org`))),
      );
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409, 409]);
      const winner = answers.find(({ statusCode }) => statusCode === 201)!;
      expect(winner.json()).toMatchObject({
        role: 'administrator',
        permissions: expect.arrayContaining(['users.manage']),
      });
      expect((await fresh.browse({ url: '/api/v1/users' }, cookieFrom(winner))).json()).toMatchObject({
        total: 1,
      });
      expect((await fresh.app.inject('/api/v1/set-up')).json()).toEqual({ needed: false });
    } finally {
      await fresh.close();
    }
  });

  test('once there is a user it is refused', async () => {
    expect((await server.app.inject(first('late@example.org'))).json()).toMatchObject({
      status: 409,
      code: 'set-up-done',
    });
  });
});

describe('invitations', () => {
  test('a user without a password gets a link, sets one by it and is signed in', async () => {
    const email = freshEmail();
    const made = (await ask('POST', '/api/v1/users', { email: email.toUpperCase(), name: 'Nina' })).json();
    expect(made).toMatchObject({ email, role: 'user', disabled: false });
    const token = tokenOf(made.invitationUrl);
    expect((await server.app.inject(`/api/v1/invitations/${token}`)).json()).toEqual({ name: 'Nina', email });
    const answer = await accept(token, 'a password of her own');
    expect(answer.json()).toMatchObject({
      email,
      permissions: ['records.edit', 'records.delete', 'accounts.connect', 'sync.run'],
    });
    expect((await server.browse({ url: '/api/v1/me' }, cookieFrom(answer))).statusCode).toBe(200);
  });

  test('the link is made of the configured address, whatever name the request came by', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/users',
      headers: { authorization: boss.bearer, host: '127.0.0.1:9', 'x-forwarded-host': 'evil.example' },
      payload: { email: freshEmail(), name: 'Nina' },
    });
    expect(answer.json().invitationUrl).toMatch(/^http:\/\/localhost:8080\/invitation\/[\w-]{43}$/);
  });

  test('a link works once, even when two use it at once', async () => {
    const made = (await ask('POST', '/api/v1/users', { email: freshEmail(), name: 'Nina' })).json();
    const token = tokenOf(made.invitationUrl);
    const answers = await Promise.all([
      accept(token, 'the first password'),
      accept(token, 'the second password'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410]);
    expect((await accept(token, 'the third password')).json()).toMatchObject({ code: 'invitation-expired' });
  });

  test('a fresh link replaces the one before, and resets a password with every session', async () => {
    const anna = await server.person('anna');
    const cookie = await server.signIn(anna.email);
    const invite = async () =>
      tokenOf((await ask('POST', `/api/v1/users/${anna.actor.userId}/invitation`)).json().invitationUrl);
    const [old, fresh] = [await invite(), await invite()];
    expect((await accept(old, 'by the old link')).statusCode).toBe(410);
    expect((await accept(fresh, 'by the fresh link')).statusCode).toBe(200);
    expect((await server.browse({ url: '/api/v1/me' }, cookie)).statusCode).toBe(401);
    await expect(server.signIn(anna.email)).rejects.toThrow(/401/);
  });

  test('a link that is too old, made up or of a disabled user is used up', async () => {
    const anna = await server.person('anna');
    const invite = async () =>
      tokenOf((await ask('POST', `/api/v1/users/${anna.actor.userId}/invitation`)).json().invitationUrl);
    const late = await invite();
    await server.db.execute(
      sql`update invitation set expires_at = now() - interval '1 second' where user_id = ${anna.actor.userId}`,
    );
    const disabled = await invite().then(async (token) => {
      await ask('PATCH', `/api/v1/users/${anna.actor.userId}`, { disabled: true });
      return token;
    });
    for (const token of [late, disabled, 'made-up', 'A'.repeat(43)]) {
      expect((await server.app.inject(`/api/v1/invitations/${token}`)).statusCode).toBe(410);
      expect((await accept(token, 'a password to try')).statusCode).toBe(410);
    }
    expect((await ask('POST', `/api/v1/users/${anna.actor.userId}/invitation`)).statusCode).toBe(400);
  });
});

describe('users', () => {
  test('nobody has the e-mail of somebody else, in whatever case', async () => {
    const anna = await server.person('anna');
    const answer = await ask('POST', '/api/v1/users', {
      email: anna.email.toUpperCase(),
      name: 'Twin',
      password: PASSWORD,
    });
    expect(answer.json()).toMatchObject({
      status: 409,
      code: 'already-exists',
      fields: { email: expect.any(String) },
    });
  });

  test('the list goes on where the page before ended', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const page: { items: { id: string }[]; next: string | null; total: number } = (
        await ask('GET', `/api/v1/users?limit=3${cursor && `&cursor=${cursor}`}`)
      ).json();
      seen.push(...page.items.map(({ id }) => id));
      expect(page.total).toBe(await server.db.$count(user));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size).toBe(await server.db.$count(user));
    expect((await ask('GET', '/api/v1/users?cursor=nonsense')).statusCode).toBe(400);
  });

  test('removing keeps the row, pauses the accounts and takes the claim of a run under way', async () => {
    const anna = await server.person('anna');
    const ids = await makeAccount(server, anna);
    const before = (await server.db.select().from(account).where(eq(account.id, ids.account)))[0]!;
    expect((await ask('DELETE', `/api/v1/users/${anna.actor.userId}`)).statusCode).toBe(204);
    const after = (await server.db.select().from(account).where(eq(account.id, ids.account)))[0]!;
    expect(after).toMatchObject({
      state: 'paused',
      settings: { paused: true },
      nextRunAt: null,
      leaseUntil: null,
    });
    expect(after.fence).toBe(before.fence + 1);
    const [row] = await server.db.select().from(user).where(eq(user.id, anna.actor.userId));
    expect(row).toMatchObject({ name: 'anna', disabledAt: expect.any(Date) });
  });

  test('what an administrator does to a user is in the audit log', async () => {
    const [admin, anna] = [await server.person('admin', 'administrator'), await server.person('anna')];
    const url = `/api/v1/users/${anna.actor.userId}`;
    await ask('PATCH', url, { name: 'Annalisa', role: 'administrator' }, admin);
    await ask('PATCH', url, { role: 'user' }, admin);
    await ask('PATCH', url, { disabled: true }, admin);
    await ask('PATCH', url, { disabled: true }, admin);
    await ask('PATCH', url, { disabled: false }, admin);
    await ask('POST', `${url}/invitation`, undefined, admin);
    const noted = await server.db.select().from(audit).where(eq(audit.userId, admin.actor.userId));
    expect(new Set(noted.map(({ subject }) => subject))).toEqual(new Set([anna.actor.userId]));
    expect(noted.map(({ action }) => action)).toEqual([
      'user.changed',
      'user.role-changed',
      'user.role-changed',
      'user.disabled',
      'user.enabled',
      'user.invited',
    ]);
  });
});

describe('the last administrator', () => {
  const alone = async (work: (one: TestServer, two: [Person, Person]) => Promise<void>) => {
    const fresh = await openServer();
    try {
      await work(fresh, [
        await fresh.person('one', 'administrator'),
        await fresh.person('two', 'administrator'),
      ]);
    } finally {
      await fresh.close();
    }
  };
  const administrators = (fresh: TestServer) =>
    fresh.db.$count(user, sql`role = 'administrator' and disabled_at is null`);

  test.each<[string, Method, object | undefined]>([
    ['be demoted', 'PATCH', { role: 'user' }],
    ['be disabled', 'PATCH', { disabled: true }],
    ['be removed', 'DELETE', undefined],
  ])('cannot %s, even by themselves', async (_what, method, payload) => {
    await alone(async (fresh, [one, two]) => {
      const change = (target: Person) =>
        fresh.app.inject({
          method,
          url: `/api/v1/users/${target.actor.userId}`,
          headers: { authorization: one.bearer },
          ...(payload && { payload }),
        });
      expect((await change(two)).statusCode).toBeLessThan(300);
      expect((await change(one)).json()).toMatchObject({ status: 409, code: 'last-administrator' });
      expect(await administrators(fresh)).toBe(1);
    });
  });

  test('is left when two remove each other at the same time', async () => {
    await alone(async (fresh, [one, two]) => {
      const remove = (by: Person, whom: Person) =>
        fresh.app.inject({
          method: 'PATCH',
          url: `/api/v1/users/${whom.actor.userId}`,
          headers: { authorization: by.bearer },
          payload: { role: 'user' },
        });
      await Promise.all([remove(one, two), remove(two, one)]);
      expect(await administrators(fresh)).toBe(1);
    });
  });
});
