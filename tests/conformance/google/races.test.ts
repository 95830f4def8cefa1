// In how many requests it is written, and what comes of races, refusals and lost answers.
import { expect, test } from 'vitest';
import type { Edit } from '../../../src/contact/contact.ts';
import type { Write } from '../../../src/providers/provider.ts';
import { openGoogleAccount } from '../../google-account.ts';
import { cardOf, readPages, write } from '../read-pages.ts';
import { create, kindsOf, rename, update } from './build-writes.ts';

test('k edits are a request for each mask and two hundred, without reading, one at a time', async () => {
  const account = await openGoogleAccount({ people: 450 });
  const { book, io, sandbox } = account;
  const { cards, next } = await readPages(book, null);
  kindsOf(account);
  const edits = cards.slice(0, 410).map((card) => rename(card, 'Nini'));
  const notes = cards.slice(410, 420).map((card) => update(card, { property: 'notes', value: 'x' }));
  const one = update(cards[420]!, { property: 'birthday', value: { month: 5, day: 1 } });
  const results = await write(book, ...edits, ...notes, one);
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(421).fill('done'));
  const batch = 'people.batchUpdateContacts';
  expect(kindsOf(account)).toEqual([batch, batch, batch, batch, 'people.updateContact']);
  await write(book, ...Array.from({ length: 401 }, () => create(io.uuid(), 'Rossi')));
  const creation = 'people.batchCreateContacts';
  expect(kindsOf(account)).toEqual([creation, creation, 'people.createContact']);
  const removals = cards.slice(430, 450).map((card): Write => ({ type: 'remove', key: card.id, card }));
  await write(book, ...removals);
  expect(kindsOf(account)).toEqual(['people.getBatchGet', 'people.batchDeleteContacts']);
  expect(sandbox.requests.overlappingMutations).toBe(0);
  // And none of it is news afterwards.
  const known = [...cards.slice(421, 430), ...results.map((result) => cardOf(result))];
  const made = await readPages(book, next, known);
  expect(made.cards.every(({ marker }) => marker !== null)).toBe(true);
  expect(made.removed.sort()).toEqual(removals.map(({ key }) => key).sort());
});

test('two writers of one account do not overlap', async () => {
  const { provider, session, discovery, io, sandbox, book } = await openGoogleAccount({
    behaviour: { overlappingMutations: 503, mutationMs: 30 },
  });
  const [other] = await provider.open(session, discovery.state, io);
  const both = await Promise.all([book, other!].map((one) => write(one, create(io.uuid(), 'Rossi'))));
  expect(both.flat().map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  expect(sandbox.requests.overlappingMutations).toBe(0);
});

test('of a batch, what was changed by others is stale, what is gone is gone, the rest is done', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 6 });
  const phone = sandbox.phone();
  const { cards } = await readPages(book, null);
  phone.edit(cards[1]!.id, { biographies: [{ value: 'theirs' }] });
  phone.remove(cards[3]!.id);
  const results = await write(book, ...cards.map((card) => rename(card, 'Nini')));
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'stale', 'done', 'gone', 'done', 'done']);
  const now = cardOf(results[1], 'stale');
  expect(now.contact.notes).toBe('theirs');
  expect(cardOf((await write(book, rename(now, 'Nini')))[0]).contact).toMatchObject({
    notes: 'theirs',
    nickname: 'Nini',
  });
});

test('one contact that is not taken spoils no batch, and says why', async () => {
  const { book, io } = await openGoogleAccount();
  const long: Edit = { property: 'name', part: 'given', value: 'x'.repeat(1025) };
  const noGroup: Edit = { property: 'groups', join: 'contactGroups/0000' };
  const writes = [
    create(io.uuid(), 'Uno'),
    create(io.uuid(), 'Due', [long]),
    create(io.uuid(), 'Tre', [noGroup]),
    create(io.uuid(), 'Quattro', [{ property: 'birthday', value: { month: 2, day: 31 } }]),
    create(io.uuid(), 'Cinque'),
  ];
  const results = await write(book, ...writes);
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done', 'refused', 'done']);
  expect(results[1]).toMatchObject({ reason: expect.stringMatching(/^text-too-long: /) });
  expect(cardOf(results[2]).contact.groups).toEqual(['contactGroups/myContacts']);
});

test('a refusal that names nobody is narrowed down to the one it is about', async () => {
  const { book, io, sandbox } = await openGoogleAccount();
  const body = JSON.stringify({
    error: { code: 400, status: 'INVALID_ARGUMENT', message: 'Request contains an invalid argument.' },
  });
  sandbox.faults.answer(
    99,
    { status: 400, body },
    {
      when: ({ method, body: sent }) => method?.mutates === true && sent.includes('Cattivo'),
    },
  );
  const writes = ['A', 'B', 'Cattivo', 'D', 'E'].map((family) => create(io.uuid(), family));
  const results = await write(book, ...writes);
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused', 'done', 'done']);
});

test('of new contacts as many are made as there is room for, and the rest is told without being asked for', async () => {
  for (const contactLimit of [0, 1, 37, 199]) {
    const account = await openGoogleAccount({ behaviour: { contactLimit } });
    const { book, io, sandbox } = account;
    const writes = Array.from({ length: 200 }, (_, index) => create(io.uuid(), `Rossi ${index}`));
    const results = await write(book, ...writes);
    const refused = results.filter(({ outcome }) => outcome === 'refused');
    expect([results.length, refused.length]).toEqual([200, 200 - contactLimit]);
    for (const result of refused) expect(result).toMatchObject({ reason: 'book-full' });
    expect(sandbox.phone().count()).toBe(contactLimit);
    // Halving, not asking for each.
    expect(kindsOf(account).length).toBeLessThan(20);
  }
});

test.each([1, 3])(
  'creations (%i) whose answer was lost are found by their markers, never doubled',
  async (count) => {
    const account = await openGoogleAccount();
    const { book, io, sandbox } = account;
    const writes = Array.from({ length: count }, (_, index) => create(io.uuid(), `Rossi ${index}`));
    for (const [where, made] of [
      ['before', 0],
      ['after', count],
    ] as const) {
      sandbox.faults.cut(1, where, { when: ({ method }) => method?.mutates === true });
      const outcomes: string[] = [];
      const writing = (async () => {
        for await (const { outcome } of book.write(writes)) outcomes.push(outcome);
      })();
      // Nothing more is sent while it may be under way yet.
      await expect(writing).rejects.toMatchObject({ kind: 'unavailable' });
      expect([outcomes, sandbox.phone().count()]).toEqual([Array(count).fill('unknown'), made]);
    }
    const results = await write(book, ...writes);
    expect(results.map((result) => cardOf(result).marker)).toEqual(writes.map(({ key }) => key));
    expect(sandbox.phone().count()).toBe(count);
  },
);

test('an error of the server after a write may hide that it was done; other writes go on', async () => {
  const { book, io, sandbox } = await openGoogleAccount({ people: 2 });
  const { cards } = await readPages(book, null);
  sandbox.faults.serverError(1, { when: ({ method }) => method?.mutates === true, after: true }, 502);
  const results = await write(book, create(io.uuid(), 'Rossi'), rename(cards[0]!, 'Nini'));
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'unknown']);
});

test('what was written before the connection broke is told', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 4 });
  const { cards } = await readPages(book, null);
  const body = '{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"no"}}';
  const batches = { kind: 'people.batchUpdateContacts' } as const;
  sandbox.faults.answer(1, { status: 400, body }, batches);
  let halves = 0;
  sandbox.faults.add({ ...batches, when: () => ++halves === 3, effect: { cut: 'before' } });
  const outcomes: string[] = [];
  const writing = (async () => {
    for await (const { outcome } of book.write(cards.map((card) => rename(card, 'Nini'))))
      outcomes.push(outcome);
  })();
  await expect(writing).rejects.toMatchObject({ kind: 'unavailable' });
  expect(outcomes).toEqual(['done', 'done', 'unknown', 'unknown']);
});

test('an update whose answer was lost is done when it is sent again', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 1 });
  const { cards } = await readPages(book, null);
  sandbox.faults.serverError(1, { kind: 'people.updateContact', after: true }, 503);
  expect((await write(book, rename(cards[0]!, 'Nini')))[0]).toMatchObject({ outcome: 'unknown' });
  expect(cardOf((await write(book, rename(cards[0]!, 'Nini')))[0]).contact.nickname).toBe('Nini');
});

test('a page in place of an answer to a write is no success', async () => {
  const { book, io, sandbox } = await openGoogleAccount();
  const page = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>hotel</html>' };
  sandbox.faults.answer(1, page);
  expect((await write(book, create(io.uuid(), 'Rossi')))[0]).toMatchObject({ outcome: 'unknown' });
});

test('reads that lag behind our own writes do not make them stale, nor doom anything', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 1 });
  const { cards } = await readPages(book, null);
  const card = cardOf((await write(book, rename(cards[0]!, 'Nini')))[0]);
  sandbox.faults.staleReads(2);
  const [removed] = await write(book, { type: 'remove', key: 'one', card });
  expect(removed).toMatchObject({ outcome: 'done', card: null });
});

test('a contact refused as changed that shows unchanged is tried again before it is given up', async () => {
  const { book, sandbox, slept } = await openGoogleAccount({ people: 1 });
  const { cards } = await readPages(book, null);
  const message =
    'Request person.etag is different than the current person.etag. Clear local cache and get the latest person.';
  const body = JSON.stringify({ error: { code: 400, status: 'FAILED_PRECONDITION', message } });
  sandbox.faults.answer(2, { status: 400, body }, { kind: 'people.updateContact' });
  expect(cardOf((await write(book, rename(cards[0]!, 'Nini')))[0]).contact.nickname).toBe('Nini');
  expect(slept.length).toBeGreaterThan(0);
});

test('a removal of one that went meanwhile spoils none of the others', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 4 });
  const { cards } = await readPages(book, null);
  const removals = cards.map((card): Write => ({ type: 'remove', key: card.id, card }));
  sandbox.faults.add({
    kind: 'people.batchDeleteContacts',
    effect: { answer: { status: 404, body: '{"error":{"code":404,"status":"NOT_FOUND","message":"gone"}}' } },
  });
  const results = await write(book, ...removals);
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done']);
  expect(sandbox.phone().count()).toBe(0);
});

test('getting linked to a profile gives a contact another name, which the answer tells', async () => {
  const profile = { sub: '1097', email: 'p@gmail.example', givenName: 'Paolo', familyName: 'Profilo' };
  const { book } = await openGoogleAccount({
    people: 1,
    behaviour: { profiles: [profile], linkingChangesName: true },
  });
  const { cards } = await readPages(book, null);
  const [before] = cards;
  const edit: Edit = { property: 'emails', at: null, label: 'work', value: profile.email };
  const card = cardOf((await write(book, update(before!, edit)))[0]);
  expect(card.id).not.toBe(before!.id);
  expect(card.uid).toBe(before!.id);
});
