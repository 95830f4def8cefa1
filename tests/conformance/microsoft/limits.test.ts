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
  const { book, io, sandbox, provider } = account;
  const { accessToken } = sandbox.tokens('bruno@contoso.example');
  const bruno = { token: async () => accessToken, subject: 'contoso/bruno' };
  let waited = 0;
  const sleep = (ms: number) => {
    waited += ms;
    return io.sleep(ms);
  };
  const [other] = await provider.open(bruno, (await provider.discover(bruno, io)).state, { ...io, sleep });
  let position = (await readPages(other!, null)).next;
  let [polls, rests] = [0, 0];
  /** A poll of the other account; by the clock of the sandbox it is answered at once. */
  const poll = async (): Promise<void> => {
    waited = 0;
    position = (await readPages(other!, position)).next;
    polls += 1;
    expect(waited).toBeLessThan(2000);
  };
  let open = (await readPages(book, null)).cards;
  sandbox.requests.reset();
  while (open.length > 0) {
    const told = new Set<string>();
    const push = async (): Promise<void> => {
      for await (const { key } of book.write(open.slice(0, 400).map((card) => rename(card, 'Nini'))))
        told.add(key);
    };
    // While this one writes others are asked, and while it rests.
    const [pushed, polled] = await Promise.allSettled([push(), poll().then(poll)]);
    expect(polled.status).toBe('fulfilled');
    if (pushed.status === 'rejected') {
      const { kind, retryAt } = pushed.reason as { kind: string; retryAt: number };
      expect(kind).toBe('rate-limited');
      expect(retryAt - io.now()).toBeLessThanOrEqual(10 * MINUTE_MS);
      await poll();
      sandbox.clock.advance(retryAt - io.now());
      rests += 1;
    }
    open = open.filter(({ id }) => !told.has(id));
  }
  expect([sandbox.requests.refusedByThrottle, rests]).toEqual([0, 1]);
  expect(polls).toBeGreaterThan(50);
  expect(sandbox.requests.inBatches['contacts.update']).toBe(10_000);
  expect(sandbox.requests.byKind).toEqual({ batch: 500, 'contacts.delta': polls });
});
