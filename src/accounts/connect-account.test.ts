// Trying and connecting accounts, against a real database and a provider in memory.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { aRecord, aUser } from '../../tests/rows.ts';
import { createSealer } from '../access/seal.ts';
import { newId } from '../database/new-id.ts';
import { account, link } from '../database/schema.ts';
import { createMemoryAccount, type MemoryAccount } from '../providers/memory/memory-account.ts';
import { createMemoryBook } from '../providers/memory/memory-book.ts';
import { memoryProvider } from '../providers/memory/provider.ts';
import { type Io, PROVIDER_ERROR_KINDS, ProviderError } from '../providers/provider.ts';
import { setFlag } from '../records/set-flag.ts';
import type { AccountDeps } from './account-deps.ts';
import { connectAccount } from './connect-account.ts';
import { openCredentials } from './credentials.ts';
import { listAccounts } from './list-accounts.ts';
import { problemCode } from './provider-problem.ts';
import { testAccount } from './test-account.ts';

const { db } = await databaseOfFile();

const sealer = createSealer(Buffer.alloc(32, 7));
const io = {} as Io;
const depsFor = (remote: MemoryAccount): AccountDeps => {
  const provider = memoryProvider(remote);
  return { db, sealer, createIo: () => io, providers: (id) => (id === 'memory' ? provider : undefined) };
};
const alice = { provider: 'memory', username: 'alice', password: 's3cret' };

const rowOf = async (id: string) => (await db.select().from(account).where(eq(account.id, id)))[0]!;

describe('testing a connection', () => {
  test('reports books, groups and cards, and stores nothing', async () => {
    const books = [createMemoryBook(), createMemoryBook({ id: 'shared', name: 'Shared', readOnly: true })];
    books[0]!.create({});
    books[0]!.groups.set('g', { id: 'g', name: 'Friends', members: ['a', 'b'] });
    const anna = await aUser(db);
    expect(await testAccount(depsFor(createMemoryAccount({ books })), anna, alice)).toEqual({
      identity: 'alice',
      books: [
        { name: 'Contacts', readOnly: false, cards: 1 },
        { name: 'Shared', readOnly: true, cards: 0 },
      ],
      groups: [{ id: 'g', name: 'Friends', cards: 2 }],
      cards: 1,
      missing: [],
      connectedAs: null,
    });
    expect(await db.$count(account, eq(account.userId, anna.userId))).toBe(0);
  });

  test('says which account of the caller it is already, and nothing of other people’s', async () => {
    const [anna, bruno] = [await aUser(db), await aUser(db)];
    const deps = depsFor(createMemoryAccount());
    const { id } = await connectAccount(deps, anna, alice);
    expect((await testAccount(deps, anna, alice)).connectedAs).toBe(id);
    expect((await testAccount(deps, bruno, alice)).connectedAs).toBeNull();
  });

  test.each([
    ['sign-in-needed', 'sign-in-refused'],
    ['forbidden', 'provider-forbidden'],
    ['rate-limited', 'book-busy'],
    ['unavailable', 'book-unreachable'],
    ['unexpected-response', 'unexpected-answer'],
    ['private-address', 'private-address'],
    ['insecure-address', 'insecure-address'],
    ['tls', 'untrusted-certificate'],
    ['not-found', 'book-not-found'],
    ['not-an-address-book', 'not-carddav'],
  ] as const)('a provider that fails with %s is told as %s, without its own words', async (kind, code) => {
    const remote = createMemoryAccount({
      onRequest: () => {
        throw new ProviderError(kind, 'secret words of the server', { retryAt: Date.now() + 30_000 });
      },
    });
    const error = await refusal(testAccount(depsFor(remote), await aUser(db), alice));
    expect(error.code).toBe(code);
    expect(error.message).not.toContain('secret');
    expect(error.retryAfter).toBeGreaterThanOrEqual(29);
  });

  test('every kind of failure has a code', () => {
    for (const kind of PROVIDER_ERROR_KINDS)
      expect(problemCode(new ProviderError(kind, ''))).not.toBe('internal');
    expect(problemCode(new Error('ours'))).toBe('internal');
  });

  test('a provider that is not here is refused', async () => {
    const error = await refusal(
      testAccount(depsFor(createMemoryAccount()), await aUser(db), { ...alice, provider: 'google' }),
    );
    expect(error.code).toBe('provider-missing');
  });
});

describe('connecting', () => {
  test('keeps the password sealed to the account, the books, and asks for the first run', async () => {
    const anna = await aUser(db);
    const shown = await connectAccount(depsFor(createMemoryAccount()), anna, {
      ...alice,
      settings: { direction: 'in' },
    });
    expect(shown).toMatchObject({
      name: 'Memory',
      username: 'alice',
      state: 'active',
      problem: null,
      settings: { direction: 'in', intervalMinutes: 5 },
      books: [{ name: 'Contacts', readOnly: false }],
      run: { state: 'queued', trigger: 'connect' },
      totals: { cards: 0, linked: 0, pending: 0, ready: 0, ignored: 0, failed: 0 },
    });
    const row = await rowOf(shown.id);
    expect(row.credentials).not.toContain('s3cret');
    expect(openCredentials(sealer, row)).toEqual({ username: 'alice', password: 's3cret' });
    expect(() => openCredentials(sealer, { ...row, id: newId() })).toThrow();
    expect(row.nextRunAt).not.toBeNull();
    expect(JSON.stringify(shown)).not.toContain('s3cret');
  });

  test('the same account twice is refused, also when both come at once; another person may connect it', async () => {
    const [anna, bruno] = [await aUser(db), await aUser(db)];
    const deps = depsFor(createMemoryAccount());
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => connectAccount(deps, anna, alice)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'account-connected' });
    await connectAccount(deps, bruno, alice);
  });

  test('records flagged before get their links', async () => {
    const anna = await aUser(db);
    const id = await aRecord(db, anna);
    await setFlag(db, anna, { id, flagged: true });
    const { id: accountId } = await connectAccount(depsFor(createMemoryAccount()), anna, alice);
    const links = await db.select().from(link).where(eq(link.recordId, id));
    expect(links).toMatchObject([{ accountId, state: 'new' }]);
  });

  test('a wrong password connects nothing', async () => {
    const anna = await aUser(db);
    const error = await refusal(
      connectAccount(depsFor(createMemoryAccount()), anna, { ...alice, password: 'no' }),
    );
    expect(error.code).toBe('sign-in-refused');
    expect((await listAccounts(db, anna, { limit: 50 })).total).toBe(0);
  });
});
