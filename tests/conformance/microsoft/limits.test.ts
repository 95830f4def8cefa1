// What a mailbox bears, and what the connector does when it is told to slow down.
import { expect, test } from 'vitest';
import { openMicrosoftAccount } from '../../microsoft-account.ts';
import { readPages, write } from '../read-pages.ts';
import { create, rename } from './build-writes.ts';

const MINUTE_MS = 60_000;

test('no more than four requests at a time, whatever is asked at once, so that none is refused for it', async () => {
  const { book, io, sandbox, provider, session, discovery } = await openMicrosoftAccount({
    people: 60,
    behaviour: { requestMs: 5 },
  });
  const [other] = await provider.open(session, discovery.state, io);
  const { cards } = await readPages(book, null);
  await Promise.all([
    write(book, ...Array.from({ length: 12 }, () => create(io.uuid(), 'Rossi'))),
    write(other!, ...cards.map((card) => rename(card, 'Nini'))),
    readPages(other!, null),
    readPages(book, null),
  ]);
  expect(sandbox.requests.refusedByThrottle).toBe(0);
});

test('what is refused for asking too much is asked again after the time that is named, reads and writes', async () => {
  const { book, io, sandbox, slept } = await openMicrosoftAccount({ people: 3 });
  sandbox.faults.throttle(1, { retryAfter: 20 });
  expect((await readPages(book, null)).cards).toHaveLength(3);
  expect(slept.length).toBe(1);
  expect(slept[0]).toBeGreaterThanOrEqual(20_000);
  sandbox.faults.throttle(1, { kind: 'contacts.create', retryAfter: 20 });
  expect(await write(book, create(io.uuid(), 'Rossi'))).toMatchObject([{ outcome: 'done' }]);
  expect(sandbox.phone().count()).toBe(4);
});

test.each([1, null])(
  'a second named each time (%s), or nothing, is waited for longer each time',
  async (retryAfter) => {
    const { book, sandbox, slept } = await openMicrosoftAccount({ people: 3 });
    sandbox.faults.throttle(3, { retryAfter, kind: 'contacts.delta' });
    await readPages(book, null);
    expect(slept).toHaveLength(3);
    expect(slept).toEqual(slept.toSorted((a, b) => a - b));
    expect(slept[2]).toBeGreaterThanOrEqual(8000);
  },
);

test('a refusal that does not end hands the run back, with a time', async () => {
  const { book, sandbox, io } = await openMicrosoftAccount({ people: 3 });
  sandbox.faults.throttle(99);
  const error = await readPages(book, null).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ kind: 'rate-limited' });
  expect((error as { retryAt: number }).retryAt).toBeGreaterThan(io.now());
});

test('a long time that is named is kept to by the next run', async () => {
  const { book, sandbox, io } = await openMicrosoftAccount({ people: 3 });
  sandbox.faults.throttle(1, { retryAfter: 3600 });
  const error = await readPages(book, null).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ kind: 'rate-limited' });
  expect((error as { retryAt: number }).retryAt - io.now()).toBeGreaterThanOrEqual(59 * MINUTE_MS);
});

test('of a batch only what was refused is sent again, and what is done is told whatever comes of the rest', async () => {
  const account = await openMicrosoftAccount({ people: 5 });
  const { book, sandbox } = account;
  const { cards } = await readPages(book, null);
  sandbox.faults.throttle(2, { kind: 'contacts.update' });
  sandbox.requests.reset();
  const renamed = cards.map((card) => rename(card, 'Nini'));
  expect((await write(book, ...renamed)).map(({ outcome }) => outcome)).toEqual(Array(5).fill('done'));
  expect(sandbox.requests.inBatches['contacts.update']).toBe(7);
  const now = (await readPages(book, null)).cards;
  let strikes = 0;
  sandbox.faults.throttle(99, { kind: 'contacts.update', when: () => ++strikes > 2 });
  const told: string[] = [];
  const writing = (async () => {
    for await (const { outcome } of book.write(now.map((card) => rename(card, 'Nana')))) told.push(outcome);
  })();
  await expect(writing).rejects.toMatchObject({ kind: 'rate-limited' });
  expect(told).toEqual(['done', 'done']);
});

test('ten thousand changes stay within what a mailbox bears in ten minutes, and keep no other account waiting', async () => {
  const account = await openMicrosoftAccount({ people: { people: 10_000, photoPercent: 0 } });
  const { book, io, sandbox, provider, slept } = account;
  const { accessToken } = sandbox.tokens('bruno@contoso.example');
  const bruno = { token: async () => accessToken, subject: 'contoso/bruno' };
  const [other] = await provider.open(bruno, (await provider.discover(bruno, io)).state, io);
  let open = (await readPages(book, null)).cards;
  let rests = 0;
  while (open.length > 0) {
    const told = new Set<string>();
    try {
      for await (const { key } of book.write(open.slice(0, 400).map((card) => rename(card, 'Nini'))))
        told.add(key);
    } catch (error) {
      expect(error).toMatchObject({ kind: 'rate-limited' });
      const { retryAt } = error as { retryAt: number };
      expect(retryAt - io.now()).toBeLessThanOrEqual(10 * MINUTE_MS);
      // While this one rests, others are asked at once.
      const before = slept.length;
      await readPages(other!, null);
      expect(slept.length).toBe(before);
      sandbox.clock.advance(retryAt - io.now());
      rests += 1;
    }
    open = open.filter(({ id }) => !told.has(id));
  }
  expect([sandbox.requests.refusedByThrottle, rests]).toEqual([0, 1]);
  expect(sandbox.requests.inBatches['contacts.update']).toBe(10_000);
});
