// Changing and disconnecting accounts, against a real database and a provider in memory.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { aContact, aLink, aRecord, aUser, someCards, someQueueItems } from '../../tests/rows.ts';
import { createSealer } from '../access/seal.ts';
import { account, book, card, link, queueItem, run } from '../database/schema.ts';
import { createMemoryAccount, type MemoryAccount } from '../providers/memory/memory-account.ts';
import { memoryProvider } from '../providers/memory/provider.ts';
import type { Io } from '../providers/provider.ts';
import { setFlag } from '../records/set-flag.ts';
import type { AccountDeps } from './account-deps.ts';
import { connectAccount } from './connect-account.ts';
import { openCredentials } from './credentials.ts';
import { disconnectAccount } from './disconnect/start-disconnect.ts';
import { getAccount } from './get-account.ts';
import { problemView } from './provider-problem.ts';
import { syncNow } from './sync-now.ts';
import { updateAccount } from './update-account.ts';

const { db } = await databaseOfFile();

const sealer = createSealer(Buffer.alloc(32, 7));
const io = {} as Io;
const depsFor = (remote: MemoryAccount): AccountDeps => {
  const provider = memoryProvider(remote);
  return { db, sealer, createIo: () => io, providers: (id) => (id === 'memory' ? provider : undefined) };
};
const alice = { provider: 'memory', username: 'alice', password: 's3cret' };

const rowOf = async (id: string) => (await db.select().from(account).where(eq(account.id, id)))[0]!;

describe('changing', () => {
  test('settings merge, and a change of direction opens what was not wanted before', async () => {
    const anna = await aUser(db);
    const deps = depsFor(createMemoryAccount());
    const { id } = await connectAccount(deps, anna, {
      ...alice,
      settings: { direction: 'in', intervalMinutes: 30 },
    });
    const record = await aRecord(db, anna);
    await setFlag(db, anna, { id: record, flagged: true });
    expect(await db.$count(link, eq(link.accountId, id))).toBe(0);
    const changed = await updateAccount(deps, anna, { id, name: 'Phone', settings: { direction: 'both' } });
    expect(changed).toMatchObject({ name: 'Phone', settings: { direction: 'both', intervalMinutes: 30 } });
    expect(await db.$count(link, eq(link.accountId, id))).toBe(1);
  });

  test('a pause stops it and going on makes it due at once', async () => {
    const anna = await aUser(db);
    const deps = depsFor(createMemoryAccount());
    const { id } = await connectAccount(deps, anna, alice);
    expect((await updateAccount(deps, anna, { id, settings: { paused: true } })).state).toBe('paused');
    expect((await refusal(syncNow(db, anna, { id, full: false }))).code).toBe('account-paused');
    await db.update(account).set({ nextRunAt: null }).where(eq(account.id, id));
    expect((await updateAccount(deps, anna, { id, settings: { paused: false } })).state).toBe('active');
    expect((await rowOf(id)).nextRunAt).not.toBeNull();
  });

  test('a password that works clears the problem; one that does not, or opens another account, changes nothing', async () => {
    const anna = await aUser(db);
    const remote = createMemoryAccount();
    const deps = depsFor(remote);
    const { id } = await connectAccount(deps, anna, alice);
    remote.password = 'changed';
    const problem = { code: 'sign-in-refused', detail: '401', at: new Date().toISOString() };
    await db.update(account).set({ state: 'sign-in-needed', problem, failures: 3 }).where(eq(account.id, id));
    expect((await refusal(updateAccount(deps, anna, { id, password: 'wrong' }))).code).toBe(
      'sign-in-refused',
    );
    expect((await rowOf(id)).state).toBe('sign-in-needed');
    await db.update(account).set({ identity: 'somebody else' }).where(eq(account.id, id));
    expect((await refusal(updateAccount(deps, anna, { id, password: 'changed' }))).code).toBe(
      'sign-in-refused',
    );
    await db.update(account).set({ identity: 'alice' }).where(eq(account.id, id));
    const fixed = await updateAccount(deps, anna, { id, password: 'changed' });
    expect(fixed).toMatchObject({ state: 'active', problem: null });
    expect(openCredentials(sealer, await rowOf(id)).password).toBe('changed');
    expect((await rowOf(id)).failures).toBe(0);
  });

  test('the provider’s own words about a problem are for administrators', () => {
    const problem = { code: 'book-unreachable', detail: 'ECONNREFUSED', at: '2026-01-01T00:00:00Z' };
    expect(problemView({ userId: '', role: 'user' }, problem).detail).toBe('');
    expect(problemView({ userId: '', role: 'administrator' }, problem)).toMatchObject({
      code: 'book-unreachable',
      detail: 'ECONNREFUSED',
    });
  });
});

describe('disconnecting', () => {
  test('erases the password and what was seen, closes links and keeps records and flags', async () => {
    const anna = await aUser(db);
    const deps = depsFor(createMemoryAccount());
    const { id, books } = await connectAccount(deps, anna, alice);
    const where = { accountId: id, bookId: books[0]!.id };
    const record = await aRecord(db, anna);
    const [cardId] = await someCards(db, where, [aContact()]);
    await someQueueItems(db, where, [aContact()]);
    await aLink(db, where, record, { state: 'active', cardId: cardId! });
    const before = await rowOf(id);
    await disconnectAccount(db, anna, { id, cards: 'keep' });
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'disconnected', credentials: null, nextRunAt: null });
    expect(row.fence).toBeGreaterThan(before.fence);
    expect(await db.select().from(link).where(eq(link.accountId, id))).toMatchObject([
      { state: 'closed', closedReason: 'disconnected', cardId: null },
    ]);
    for (const table of [card, queueItem, book])
      expect(await db.$count(table, eq(table.accountId, id))).toBe(0);
    expect(await db.select().from(run).where(eq(run.accountId, id))).toMatchObject([
      { state: 'cancelled', trigger: 'connect' },
      { state: 'done', reason: 'disconnect' },
    ]);
    expect((await refusal(getAccount(db, anna, id))).code).toBe('not-found');
    expect((await connectAccount(deps, anna, alice)).id).not.toBe(id);
  });
});
