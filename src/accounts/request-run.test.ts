// Runs, and who sees which account, against a real database.
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards, someQueueItems } from '../../tests/rows.ts';
import type { Actor } from '../access/actor.ts';
import { createSealer } from '../access/seal.ts';
import { account, run } from '../database/schema.ts';
import { createMemoryAccount, type MemoryAccount } from '../providers/memory/memory-account.ts';
import { memoryProvider } from '../providers/memory/provider.ts';
import type { Io } from '../providers/provider.ts';
import type { AccountDeps } from './account-deps.ts';
import { connectAccount } from './connect-account.ts';
import { disconnectAccount } from './disconnect/start-disconnect.ts';
import { getAccount } from './get-account.ts';
import { getRun } from './get-run.ts';
import { listGroups } from './groups/list-groups.ts';
import { listAccounts } from './list-accounts.ts';
import { requestRun } from './request-run.ts';
import { listRuns } from './runs/list-runs.ts';
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

describe('runs', () => {
  test('twenty that ask at once share one run, which is due at once', async () => {
    const anna = await aUser(db);
    const { accountId } = await anAccount(db, anna);
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, n) => requestRun(db, accountId, 'schedule', { full: n === 7 })),
    );
    expect(new Set(ids).size).toBe(1);
    const rows = await db.select().from(run).where(eq(run.accountId, accountId));
    expect(rows).toMatchObject([{ id: ids[0], state: 'queued', full: true, trigger: 'schedule' }]);
    expect(await requestRun(db, accountId, 'user')).toBe(ids[0]);
    expect((await getRun(db, anna, ids[0]!)).trigger).toBe('user');
    expect((await rowOf(accountId)).nextRunAt!.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
  });

  test('while one runs the next one waits', async () => {
    const anna = await aUser(db);
    const { accountId } = await anAccount(db, anna);
    const { runId } = await syncNow(db, anna, { id: accountId, full: false });
    await db.update(run).set({ state: 'running' }).where(eq(run.id, runId));
    const { runId: next } = await syncNow(db, anna, { id: accountId, full: false });
    expect(next).not.toBe(runId);
    const page = await listRuns(db, anna, { id: accountId, limit: 1 });
    expect(page).toMatchObject({ total: 2, items: [{ id: next }] });
    expect((await listRuns(db, anna, { id: accountId, limit: 1, cursor: page.next! })).items).toMatchObject([
      { id: runId },
    ]);
  });

  test('an account that cannot sign in says so instead of queueing', async () => {
    const anna = await aUser(db);
    const { accountId } = await anAccount(db, anna, { state: 'sign-in-needed' });
    expect((await refusal(syncNow(db, anna, { id: accountId, full: false }))).code).toBe('sign-in-refused');
  });

  test('a failed run is told in the words of the catalogue', async () => {
    const anna = await aUser(db, 'administrator');
    const { accountId } = await anAccount(db, anna);
    const id = await requestRun(db, accountId, 'user');
    const finishedAt = new Date('2026-11-02T10:00:00Z');
    await db
      .update(run)
      .set({ state: 'failed', finishedAt, error: { code: 'book-unreachable', detail: 'timeout' } })
      .where(eq(run.id, id));
    expect((await getRun(db, anna, id)).error).toMatchObject({
      code: 'book-unreachable',
      title: 'The server of the address book does not answer.',
      detail: 'timeout',
      at: '2026-11-02T10:00:00.000Z',
    });
  });
});

describe('what is whose', () => {
  test('another person, also an administrator, finds neither account nor run, and changes nothing', async () => {
    const anna = await aUser(db);
    const deps = depsFor(createMemoryAccount());
    const { id, run: first } = await connectAccount(deps, anna, alice);
    for (const stranger of [await aUser(db), await aUser(db, 'administrator')] satisfies Actor[]) {
      const attempts = [
        () => getAccount(db, stranger, id),
        () => updateAccount(deps, stranger, { id, name: 'mine', password: 's3cret' }),
        () => disconnectAccount(db, stranger, { id, cards: 'remove-created' }),
        () => syncNow(db, stranger, { id, full: true }),
        () => listRuns(db, stranger, { id, limit: 1 }),
        () => getRun(db, stranger, first!.id),
        () => listGroups(db, stranger, id),
      ];
      for (const attempt of attempts) expect((await refusal(attempt())).code).toBe('not-found');
      expect(await listAccounts(db, stranger, { limit: 50 })).toEqual({ items: [], next: null, total: 0 });
    }
    expect(await getAccount(db, anna, id)).toMatchObject({ name: 'Memory', state: 'active' });
  });

  test('totals count each account’s own cards, links and queue', async () => {
    const anna = await aUser(db);
    const [one, two] = [await anAccount(db, anna), await anAccount(db, anna)];
    await someQueueItems(db, one, [aContact(), aContact(), aContact()]);
    await db.execute(
      sql`update queue_item set state = 'ready', kind = 'lead' where id = (select min(id::text)::uuid from queue_item where account_id = ${one.accountId})`,
    );
    const [cardId] = await someCards(db, two, [aContact()]);
    await aLink(db, two, await aRecord(db, anna), { state: 'active', cardId: cardId! });
    const { items } = await listAccounts(db, anna, { limit: 50 });
    expect(items.map(({ totals }) => totals)).toMatchObject([
      { cards: 3, linked: 0, pending: 2, ready: 1, ignored: 0, failed: 0 },
      { cards: 1, linked: 1, pending: 0, ready: 0, ignored: 0, failed: 0 },
    ]);
  });
});
