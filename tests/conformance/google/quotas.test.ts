// Quotas, failures of the server, and how long the connector leaves an account alone.
import { expect, test } from 'vitest';
import { standardQuotas } from '../../../sandbox/google/behaviour.ts';
import type { Write } from '../../../src/providers/provider.ts';
import { openGoogleAccount } from '../../google-account.ts';
import { readPages, write } from '../read-pages.ts';

const MINUTE_MS = 60_000;
const create = (marker: string): Write => ({
  type: 'create',
  key: marker,
  marker,
  template: null,
  edits: [{ property: 'name', part: 'family', value: 'Rossi' }],
});

test('ten thousand new contacts are fifty requests, as fast as the quota lets them, and none is refused for it', async () => {
  const { book, io, sandbox, slept } = await openGoogleAccount();
  for (let at = 0; at < 10_000; at += 200)
    await write(book, ...Array.from({ length: 200 }, () => create(io.uuid())));
  expect(sandbox.phone().count()).toBe(10_000);
  expect(sandbox.requests.byKind).toEqual({ 'people.batchCreateContacts': 50 });
  expect(sandbox.requests.refusedByQuota).toBe(0);
  // Fifteen batches of six units fit into a minute.
  expect(slept.length).toBe(3);
});

test('a quota that is smaller than known is found out by one refusal a minute', async () => {
  const quotas = { ...standardQuotas, criticalReads: 30, criticalWrites: 30 };
  const { book, io, sandbox, slept } = await openGoogleAccount({ behaviour: { quotas } });
  for (let batch = 0; batch < 12; batch += 1) await write(book, create(io.uuid()), create(io.uuid()));
  expect(sandbox.phone().count()).toBe(24);
  expect(sandbox.requests.refusedByQuota).toBeLessThanOrEqual(slept.length);
  for (const ms of slept) expect(ms).toBeLessThanOrEqual(MINUTE_MS + 5000);
});

test('what is refused for the minute is asked again in the next one, reads and writes', async () => {
  const { book, io, sandbox, slept } = await openGoogleAccount({ people: 3 });
  sandbox.faults.quota(1);
  expect((await readPages(book, null)).cards).toHaveLength(3);
  sandbox.faults.rateLimit403(1, 'userRateLimitExceeded', { when: ({ method }) => method?.mutates === true });
  expect(await write(book, create(io.uuid()))).toMatchObject([{ outcome: 'done' }]);
  expect(slept).toHaveLength(2);
});

test('a refusal of the front end, which is a page, is one of the minute as well', async () => {
  const { book, io, sandbox, slept } = await openGoogleAccount({ people: 3 });
  sandbox.faults.quotaPage(1);
  expect((await readPages(book, null)).cards).toHaveLength(3);
  sandbox.faults.quotaPage(1, { when: ({ method }) => method?.mutates === true });
  expect(await write(book, create(io.uuid()))).toMatchObject([{ outcome: 'done' }]);
  expect(slept).toHaveLength(2);
});

test.each(['dailyLimitExceeded', 'quotaExceeded'] as const)(
  'a limit of the day in the older form (%s) is waited for, and asked about once',
  async (reason) => {
    const { book, sandbox, io, exchanges } = await openGoogleAccount({ people: 3 });
    for (const attempt of [() => readPages(book, null), () => write(book, create(io.uuid()))]) {
      sandbox.faults.rateLimit403(1, reason);
      exchanges.length = 0;
      const error = await attempt().catch((failure: unknown) => failure);
      expect(error).toMatchObject({ kind: 'rate-limited' });
      expect((error as { retryAt: number }).retryAt - io.now()).toBeGreaterThanOrEqual(5 * MINUTE_MS);
      expect(exchanges.filter(({ kind }) => kind !== 'oauth.token')).toHaveLength(1);
      sandbox.clock.advance(60 * MINUTE_MS);
    }
  },
);

test('a refusal that does not end hands the run back, with a time', async () => {
  const { book, sandbox, io } = await openGoogleAccount({ people: 3 });
  sandbox.faults.quota(99);
  const error = await readPages(book, null).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ kind: 'rate-limited' });
  const { retryAt } = error as { retryAt: number };
  expect(retryAt).toBeGreaterThan(io.now());
  expect(retryAt - io.now()).toBeLessThanOrEqual(MINUTE_MS);
});

test('a time that Google names is kept to', async () => {
  const { book, sandbox, io, slept } = await openGoogleAccount({ people: 3 });
  sandbox.faults.quota(1, { retryAfter: 20 });
  await readPages(book, null);
  expect(slept).toHaveLength(1);
  expect(slept[0]!).toBeGreaterThanOrEqual(19_000);
  expect(slept[0]!).toBeLessThan(26_000);
  sandbox.faults.quota(1, { retryAfter: 3600 });
  const before = io.now();
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'rate-limited' });
  expect(io.now() - before).toBeLessThan(MINUTE_MS);
});

test('the daily quota pauses the writes of the account, longer each time, and asks nothing meanwhile; reads go on', async () => {
  const { book, io, sandbox, exchanges } = await openGoogleAccount({ people: 3 });
  sandbox.faults.fbs(3);
  const pauses: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    const error = await write(book, create(io.uuid())).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ kind: 'rate-limited' });
    const { retryAt } = error as { retryAt: number };
    pauses.push(Math.round((retryAt - io.now()) / MINUTE_MS));
    exchanges.length = 0;
    await expect(write(book, create(io.uuid()))).rejects.toMatchObject({ kind: 'rate-limited', retryAt });
    expect(exchanges).toEqual([]);
    expect((await readPages(book, null)).cards).toHaveLength(3);
    sandbox.clock.advance(retryAt - io.now() + 1);
  }
  expect(pauses).toEqual([5, 10, 20]);
  expect(await write(book, create(io.uuid()))).toMatchObject([{ outcome: 'done' }]);
  sandbox.faults.fbs(1);
  const again = await write(book, create(io.uuid())).catch((failure: unknown) => failure);
  expect((again as { retryAt: number }).retryAt - io.now()).toBeLessThanOrEqual(5 * MINUTE_MS);
});

test('results known before a quota is used up are told', async () => {
  const { book, io, sandbox } = await openGoogleAccount({ people: 3 });
  const { cards } = await readPages(book, null);
  sandbox.faults.fbs(1, { kind: 'people.createContact' });
  const edits = [{ property: 'nickname', value: 'Nini' }] as const;
  const outcomes: string[] = [];
  const writing = (async () => {
    const update: Write = { type: 'update', key: 'one', card: cards[0]!, edits: [...edits] };
    for await (const { outcome } of book.write([create(io.uuid()), update])) outcomes.push(outcome);
  })();
  await expect(writing).rejects.toMatchObject({ kind: 'rate-limited' });
  expect(outcomes).toEqual(['done']);
});

test.each([500, 502, 503] as const)(
  'reads survive a few failures of the server (%i), writes are not repeated',
  async (status) => {
    const { book, io, sandbox, slept, exchanges } = await openGoogleAccount({ people: 3 });
    sandbox.faults.serverError(3, { kind: 'people.connections.list' }, status);
    expect((await readPages(book, null)).cards).toHaveLength(3);
    expect(slept).toHaveLength(3);
    for (const [index, ms] of slept.entries()) {
      expect(ms).toBeGreaterThanOrEqual(1000 * 2 ** index);
      expect(ms).toBeLessThanOrEqual(2000 * 2 ** index);
    }
    exchanges.length = 0;
    sandbox.faults.serverError(1, { kind: 'people.createContact' }, status);
    expect(await write(book, create(io.uuid()))).toMatchObject([{ outcome: 'unknown' }]);
    expect(exchanges).toHaveLength(1);
  },
);

test('a server that stays down is unavailable, after a few tries', async () => {
  const { book, sandbox, exchanges } = await openGoogleAccount({ people: 3 });
  sandbox.faults.serverError(99, {}, 502);
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(exchanges.length).toBeLessThanOrEqual(5);
});

test('connections that break are tried again for reads', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 3 });
  sandbox.faults.cut(2, 'middle', { kind: 'people.connections.list' });
  expect((await readPages(book, null)).cards).toHaveLength(3);
});
