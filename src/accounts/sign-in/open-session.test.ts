// Tokens of an account, against a real database and Google's sandbox: one renewal however many ask, stored before use,
// and never over what a person did meanwhile.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GOOGLE_CLIENT, type GoogleAccount, openGoogleAccount } from '../../../tests/google-account.ts';
import { anAccount, aUser } from '../../../tests/rows.ts';
import { type TestDatabase, testDatabase } from '../../../tests/test-database.ts';
import { createSealer } from '../../access/seal.ts';
import { openDatabase } from '../../database/database.ts';
import { account } from '../../database/schema.ts';
import type { OAuthSession } from '../../providers/provider.ts';
import { openTokens, sealTokens } from '../credentials.ts';
import { openSession } from './open-session.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const sealer = createSealer(Buffer.alloc(32, 7));
const HOUR = 3_600_000;

/** An account at Google, stored here; `session` opens it as one process does, by a pool of its own where one is given. */
async function signedIn(options: Parameters<typeof openGoogleAccount>[0] = {}) {
  const google = await openGoogleAccount(options);
  const { db } = database;
  const { accountId: id } = await anAccount(db, await aUser(db));
  const store = (credentials: string | null) =>
    db.update(account).set({ credentials }).where(eq(account.id, id));
  await store(sealTokens(sealer, id, google.tokens));
  const row = async () => (await db.select().from(account).where(eq(account.id, id)))[0]!;
  return {
    google,
    id,
    row,
    store,
    refreshes: () => google.sandbox.requests.byKind['oauth.token'] ?? 0,
    stored: async () => openTokens(sealer, await row()),
    async session(pool = db): Promise<OAuthSession> {
      const { provider, io } = google;
      return openSession({ db: pool, sealer, provider, client: GOOGLE_CLIENT, io }, await row());
    },
  };
}

/** Whether Google takes the token. */
async function works({ sandbox, io }: GoogleAccount, token: string): Promise<boolean> {
  const answer = await io.fetch({
    method: 'GET',
    url: `${sandbox.apiUrl}/v1/contactGroups`,
    headers: { authorization: `Bearer ${token}` },
    kind: 'test',
  });
  return answer.status === 200;
}

test('a token that is good is used as it is', async () => {
  const { google, session, refreshes } = await signedIn();
  expect(await (await session()).token()).toBe(google.tokens.accessToken);
  expect(refreshes()).toBe(0);
});

test('two processes whose fifty requests need a token at once make one renewal', async () => {
  const { google, session, refreshes } = await signedIn();
  const other = openDatabase(database.url, () => {});
  try {
    google.sandbox.clock.advance(HOUR);
    const held = google.sandbox.faults.hold(2, { kind: 'oauth.token', when: () => true });
    const sessions = [await session(), await session(other.db)];
    const asked = Promise.all(Array.from({ length: 50 }, (_, i) => sessions[i % 2]!.token()));
    const waiting = sql`select 1 from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => (await database.db.execute(waiting)).rows.length).toBe(1);
    held.release();
    const tokens = await asked;
    expect(refreshes()).toBe(1);
    expect(new Set(tokens).size).toBe(1);
    expect(await works(google, tokens[0]!)).toBe(true);
  } finally {
    await other.close();
  }
});

test('what is used is stored before', async () => {
  const { google, session, stored } = await signedIn();
  google.sandbox.clock.advance(HOUR);
  const token = await (await session()).token();
  expect(await stored()).toMatchObject({ accessToken: token, refreshToken: google.tokens.refreshToken });
});

test('a token the provider refused is renewed, once for all that were refused it', async () => {
  const { google, session, refreshes } = await signedIn();
  google.sandbox.expireAccessTokens('anna@gmail.example');
  const [one, two] = [await session(), await session()];
  const { accessToken } = google.tokens;
  const fresh = await one.token(accessToken);
  expect(await works(google, fresh)).toBe(true);
  expect(await two.token(accessToken)).toBe(fresh);
  expect(await one.token(accessToken)).toBe(fresh);
  expect(refreshes()).toBe(1);
});

test('while the provider is asked, runs go on with the account and other processes claim it', async () => {
  const { google, session, id } = await signedIn();
  google.sandbox.clock.advance(HOUR);
  const held = google.sandbox.faults.hold(1, { kind: 'oauth.token', when: () => true });
  const token = (await session()).token();
  await expect.poll(() => held.struck).toBe(1);
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`set local lock_timeout = '2s'`);
    await tx.execute(sql`select 1 from account where id = ${id} for key share`);
    await tx.execute(sql`select 1 from account where id = ${id} for update`);
  });
  held.release();
  expect(await works(google, await token)).toBe(true);
});

test('a renewal whose answer is lost on the way costs nothing: the stored sign-in is good for another', async () => {
  const { google, session, refreshes, stored } = await signedIn();
  google.sandbox.clock.advance(HOUR);
  google.sandbox.faults.cut(1, 'after', { kind: 'oauth.token', when: () => true });
  await expect((await session()).token()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await stored()).toEqual(google.tokens);
  expect(await works(google, await (await session()).token())).toBe(true);
  expect(refreshes()).toBe(2);
});

test('a sign-in that ended at the provider is told as such', async () => {
  const { google, session, stored } = await signedIn();
  google.sandbox.endAccess('anna@gmail.example');
  await expect((await session()).token(google.tokens.accessToken)).rejects.toMatchObject({
    kind: 'sign-in-needed',
  });
  expect(await stored()).toEqual(google.tokens);
});

test('the end of a sign-in that the provider names is kept through renewals', async () => {
  const { google, session, row, store, id } = await signedIn({ testing: true });
  const ends = google.tokens.refreshExpiresAt!;
  expect(Math.round((ends - google.sandbox.clock.now()) / (24 * HOUR))).toBe(7);
  await store(sealTokens(sealer, id, google.tokens));
  google.sandbox.clock.advance(HOUR);
  await (await session()).token();
  expect((await row()).signInEndsAt?.getTime()).toBe(ends);
});

test('disconnected while the provider is asked, an account gets nothing back', async () => {
  const { google, session, store, row } = await signedIn();
  google.sandbox.clock.advance(HOUR);
  const held = google.sandbox.faults.hold(1, { kind: 'oauth.token', when: () => true });
  const token = (await session()).token();
  token.catch(() => {});
  await expect.poll(() => held.struck).toBe(1);
  await store(null);
  held.release();
  await expect(token).rejects.toMatchObject({ kind: 'sign-in-needed' });
  expect((await row()).credentials).toBeNull();
});

test('signed in again while the provider is asked, the newer sign-in stays and is used', async () => {
  const { google, session, store, stored, id } = await signedIn();
  const newer = { ...google.tokens, accessToken: 'newer', expiresAt: google.tokens.expiresAt + 2 * HOUR };
  google.sandbox.clock.advance(HOUR);
  const held = google.sandbox.faults.hold(1, { kind: 'oauth.token', when: () => true });
  const token = (await session()).token();
  await expect.poll(() => held.struck).toBe(1);
  await store(sealTokens(sealer, id, newer));
  held.release();
  expect(await token).toBe('newer');
  expect(await stored()).toEqual(newer);
});

test('sealed with a new key while the provider is asked, the account keeps a sign-in that is stored', async () => {
  const { google, session, store, stored, id } = await signedIn();
  google.sandbox.clock.advance(HOUR);
  const held = google.sandbox.faults.hold(1, { kind: 'oauth.token', when: () => true });
  const token = (await session()).token();
  await expect.poll(() => held.struck).toBe(1);
  await store(sealTokens(sealer, id, google.tokens));
  held.release();
  expect(await works(google, await token)).toBe(true);
  expect(await stored()).toMatchObject({ accessToken: await token });
});
