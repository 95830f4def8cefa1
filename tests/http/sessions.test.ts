import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ABSOLUTE_S, IDLE_S } from '../../src/access/sessions/auth.ts';
import { audit, session } from '../../src/database/schema.ts';
import { cookieFrom, openServer, PASSWORD, type Person, type TestServer } from './open-server.ts';

const NEXT = 'another long password';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const statusWith = async (cookie: string): Promise<number> =>
  (await server.browse({ url: '/api/v1/me' }, cookie)).statusCode;
const signIn = (payload: object, cookie?: string) =>
  server.browse({ method: 'POST', url: '/api/v1/session', payload }, cookie);
const updateMe = (payload: object, cookie: string) =>
  server.browse({ method: 'PATCH', url: '/api/v1/me', payload }, cookie);
const disable = async (person: Person, disabled: boolean) => {
  const administrator = await server.person('administrator', 'administrator');
  const answer = await server.app.inject({
    method: 'PATCH',
    url: `/api/v1/users/${person.actor.userId}`,
    headers: { authorization: administrator.bearer },
    payload: { disabled },
  });
  expect(answer.statusCode).toBe(200);
};

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const { email } = await server.person('anna');
  const [cookie] = (await signIn({ email, password: PASSWORD })).headers['set-cookie'] as string[];
  expect(cookie).toMatch(/^rubrica=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
});

test('over HTTPS the cookie is bound to this very host and never sent in the clear', async () => {
  const secure = await openServer({ config: { url: 'https://crm.example.org' } });
  try {
    const { email } = await secure.person('anna');
    const answer = await secure.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: 'crm.example.org' },
      payload: { email, password: PASSWORD },
    });
    const [cookie] = answer.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^__Host-rubrica=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const me = await secure.app.inject({
      url: '/api/v1/me',
      headers: { host: 'crm.example.org', cookie: cookieFrom(answer) },
    });
    expect(me.json()).toMatchObject({ email });
  } finally {
    await secure.close();
  }
});

test('signing in ignores the session a browser brings and ends it: nobody can plant one', async () => {
  const [mallory, anna] = [await server.person('mallory'), await server.person('anna')];
  const planted = await server.signIn(mallory.email);
  const answer = await signIn({ email: anna.email, password: PASSWORD }, planted);
  const cookie = cookieFrom(answer);
  expect(cookie).not.toBe(planted);
  expect((await server.browse({ url: '/api/v1/me' }, cookie)).json()).toMatchObject({ email: anna.email });
  expect(await statusWith(planted)).toBe(401);
});

test('a made-up or altered cookie is nobody’s', async () => {
  const { email } = await server.person('anna');
  const cookie = await server.signIn(email);
  const [token, signature] = decodeURIComponent(cookie.slice('rubrica='.length)).split('.');
  for (const value of [
    `${token}`,
    `${token}.`,
    `${token}.${'A'.repeat(43)}=`,
    `${'A'.repeat(32)}.${signature}`,
    'x',
    '',
  ]) {
    expect(await statusWith(`rubrica=${encodeURIComponent(value)}`), value).toBe(401);
  }
  expect(await statusWith(cookie)).toBe(200);
});

test('a session is over after signing out', async () => {
  const { email } = await server.person('anna');
  const cookie = await server.signIn(email);
  const answer = await server.browse({ method: 'DELETE', url: '/api/v1/session' }, cookie);
  expect(answer.statusCode).toBe(204);
  expect(answer.headers['set-cookie']).toEqual(['rubrica=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax']);
  expect(await statusWith(cookie)).toBe(401);
});

test('another password ends every other session, and only the new one signs in', async () => {
  const { email } = await server.person('anna');
  const [here, elsewhere] = [await server.signIn(email), await server.signIn(email)];
  const answer = await updateMe({ password: { current: PASSWORD, next: NEXT } }, here);
  expect(answer.statusCode).toBe(200);
  expect(await statusWith(here)).toBe(200);
  expect(await statusWith(elsewhere)).toBe(401);
  expect((await signIn({ email, password: PASSWORD })).statusCode).toBe(401);
  expect((await signIn({ email, password: NEXT })).statusCode).toBe(200);
});

test('a wrong current password changes nothing, not even what else was asked for', async () => {
  const { email } = await server.person('anna');
  const cookie = await server.signIn(email);
  const answer = await updateMe(
    { name: 'Renamed', password: { current: 'not this one', next: NEXT } },
    cookie,
  );
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({
    code: 'invalid-values',
    fields: { 'password.current': expect.any(String) },
  });
  expect((await server.browse({ url: '/api/v1/me' }, cookie)).json()).toMatchObject({ name: 'anna' });
  expect((await signIn({ email, password: PASSWORD })).statusCode).toBe(200);
});

test('disabling a user ends their sessions and tokens at once, and enabling brings none back', async () => {
  const anna = await server.person('anna');
  const cookie = await server.signIn(anna.email);
  await disable(anna, true);
  const withToken = async () =>
    (await server.app.inject({ url: '/api/v1/me', headers: { authorization: anna.bearer } })).statusCode;
  expect([await statusWith(cookie), await withToken()]).toEqual([401, 401]);
  expect((await signIn({ email: anna.email, password: PASSWORD })).json()).toMatchObject({
    code: 'wrong-credentials',
  });
  await disable(anna, false);
  expect([await statusWith(cookie), await withToken()]).toEqual([401, 401]);
  expect((await signIn({ email: anna.email, password: PASSWORD })).statusCode).toBe(200);
});

test('a session made while its user was being disabled is worth nothing', async () => {
  const anna = await server.person('anna');
  const cookie = await server.signIn(anna.email);
  await server.db.execute(sql`update app_user set disabled_at = now() where id = ${anna.actor.userId}`);
  expect(await statusWith(cookie)).toBe(401);
});

test('a role taken away counts from the next call on', async () => {
  const boss = await server.person('boss', 'administrator');
  const cookie = await server.signIn(boss.email);
  const users = async () => (await server.browse({ url: '/api/v1/users' }, cookie)).statusCode;
  expect(await users()).toBe(200);
  await server.db.execute(sql`update app_user set role = 'user' where id = ${boss.actor.userId}`);
  expect(await users()).toBe(403);
});

test('a session nobody used for a week is over', async () => {
  const { email, actor } = await server.person('anna');
  const cookie = await server.signIn(email);
  const age = (seconds: number) =>
    server.db.execute(sql`update session set expires_at = created_at - make_interval(secs => ${seconds}) + make_interval(secs => ${IDLE_S}),
      updated_at = now() - make_interval(secs => ${seconds}) where user_id = ${actor.userId}`);
  await age(IDLE_S - 60);
  expect(await statusWith(cookie)).toBe(200);
  await age(IDLE_S + 60);
  expect(await statusWith(cookie)).toBe(401);
});

test('use prolongs a session, with its cookie, but never beyond thirty days', async () => {
  const { email, actor } = await server.person('anna');
  const cookie = await server.signIn(email);
  const [before] = await server.db.select().from(session).where(eq(session.userId, actor.userId));
  const made = (seconds: number) =>
    server.db.execute(sql`update session set created_at = now() - make_interval(secs => ${seconds}),
      expires_at = now() + make_interval(secs => 3600) where user_id = ${actor.userId}`);
  await made(ABSOLUTE_S - 60);
  const answer = await server.browse({ url: '/api/v1/me' }, cookie);
  expect(answer.headers['set-cookie']).toMatch(/^rubrica=[^;]+; Max-Age=604800;/);
  const [after] = await server.db.select().from(session).where(eq(session.userId, actor.userId));
  expect(after!.token).toBe(before!.token);
  expect(after!.expiresAt.getTime()).toBeGreaterThan(Date.now() + (IDLE_S - 60) * 1000);
  await made(ABSOLUTE_S + 60);
  expect(await statusWith(cookie)).toBe(401);
  expect(await server.db.$count(session, eq(session.userId, actor.userId))).toBe(0);
});

test('one sees where one is signed in and ends it from elsewhere', async () => {
  const { email, actor } = await server.person('anna');
  const here = await server.signIn(email);
  const elsewhere = await server.signIn(email);
  const { items } = (await server.browse({ url: '/api/v1/me/sessions' }, here)).json();
  expect(items.map((item: { current: boolean }) => item.current).sort()).toEqual([false, true]);
  const other = items.find((item: { current: boolean }) => !item.current);
  expect(
    (await server.browse({ method: 'DELETE', url: `/api/v1/me/sessions/${other.id}` }, here)).statusCode,
  ).toBe(204);
  expect([await statusWith(here), await statusWith(elsewhere)]).toEqual([200, 401]);
  const noted = await server.db
    .select({ action: audit.action })
    .from(audit)
    .where(eq(audit.userId, actor.userId));
  expect(noted.map(({ action }) => action)).toEqual([
    'session.signed-in',
    'session.signed-in',
    'session.revoked',
  ]);
});

test('the same words for an unknown e-mail, a wrong password, no password and a disabled user', async () => {
  const [anna, gone, invited] = [
    await server.person('anna'),
    await server.person('gone'),
    await server.person('invited'),
  ];
  await disable(gone, true);
  await server.db.execute(sql`delete from credential where user_id = ${invited.actor.userId}`);
  const answers = await Promise.all(
    [
      { email: 'nobody@example.org', password: PASSWORD },
      { email: anna.email, password: 'wrong password' },
      { email: gone.email, password: PASSWORD },
      { email: invited.email, password: PASSWORD },
      { email: 'not an e-mail', password: PASSWORD },
      { email: anna.email, password: '' },
    ].map((payload) => signIn(payload)),
  );
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(answers[0]!.json()).toMatchObject({ status: 401, code: 'wrong-credentials' });
  expect(answers.some(({ headers }) => headers['set-cookie'])).toBe(false);
});

test('an unknown e-mail costs a password hash like a known one', async () => {
  const { email } = await server.person('anna');
  const cpu = async (payload: object): Promise<number> => {
    const before = process.cpuUsage();
    await signIn(payload);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const [known, unknown]: number[][] = [[], []];
  for (const _ of Array(3)) {
    known!.push(await cpu({ email, password: 'wrong password' }));
    unknown!.push(await cpu({ email: 'nobody@example.org', password: 'wrong password' }));
  }
  // A hash fills 19 MiB twice; without one the answer takes a hundredth of that.
  expect(Math.min(...unknown!)).toBeGreaterThan(Math.min(...known!) / 4);
});

test('an e-mail signs in however it is capitalised', async () => {
  const { email } = await server.person('anna');
  expect((await signIn({ email: ` ${email.toUpperCase()} `, password: PASSWORD })).statusCode).toBe(200);
});

test('what sign-in stores is a hash, and the log knows neither password nor e-mail nor cookie', async () => {
  const { email } = await server.person('anna');
  const cookie = await server.signIn(email);
  await signIn({ email, password: 'canary password 4711' });
  const log = server.lines.join('');
  for (const secret of [PASSWORD, 'canary', email, cookie.split('=')[1]!]) expect(log).not.toContain(secret);
});
