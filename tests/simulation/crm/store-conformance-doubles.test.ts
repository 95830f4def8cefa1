// One suite for both stores, continued: one person on several cards, records that wait for a card like them, what an import leaves.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Loss } from '../../../src/contact/loss.ts';
import type { Cursor } from '../../../src/providers/provider.ts';
import { observe } from '../../../src/sync/look/observe.ts';
import type { Importer } from '../../../src/sync/store.ts';
import { aCard, aPage, bothStores, FAR, type Fixture, importing, openFixture } from './store-fixture.ts';
import { closed, EMPTY, held, settled, stepOf, takenUp, written } from './store-steps.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  let { crm, userId, accountId, store, bookId, list, due, wanted, linked } = {} as Fixture;
  beforeEach(async () => {
    ({ crm, userId, accountId, store, bookId, list, due, wanted, linked } = await openFixture(open));
  });
  afterAll(async () => {
    await close();
  });

  test('a link that waits for a look-alike is due once that is decided', async () => {
    await list(aCard('a', { emails: [{ value: 'a@example.test', label: null }] }));
    await wanted({ lastName: 'Family a', email: 'a@example.test' });
    const [view] = await due();
    expect(view!.lookalike).not.toBeNull();
    const { cardId } = view!.lookalike!;
    await store.commit([held(view!, { code: 'match-in-queue', detail: '', cardId }, null)]);
    expect(await due()).toEqual([]);
    await crm.decide(userId, accountId, cardId, { state: 'ignored' });
    const [again] = await due();
    expect(again).toMatchObject({ lookalike: { cardId } });
    await store.commit([held(again!, { code: 'match-in-queue', detail: '', cardId }, null)]);
    await crm.decideMatch(userId, again!.record.id!, accountId, 'new');
    expect((await due())[0]).toMatchObject({ lookalike: null });
  });

  test('a record and the card it waits for are one as soon as somebody says so, also one that was ignored', async () => {
    await list(aCard('a', { emails: [{ value: 'a@example.test', label: null }] }));
    const id = await wanted({ lastName: 'Family a', email: 'a@example.test' });
    const [view] = await due();
    const { cardId } = view!.lookalike!;
    await crm.decide(userId, accountId, cardId, { state: 'ignored' });
    await store.commit([held((await due())[0]!, { code: 'match-in-queue', detail: '', cardId }, null)]);
    expect(await crm.decideMatch(userId, id, accountId, 'same')).toBe(true);
    await store.importReady(
      10,
      importing(() => ({ values: {}, base: EMPTY, due: false })),
    );
    expect((await crm.look()).links).toMatchObject([{ state: 'active', cardId, recordId: id, base: null }]);
  });

  test('a link that waits for a card is due once another link has that', async () => {
    const values = { lastName: 'Family a', email: 'a@example.test' };
    const first = (await linked('a', values)).record.id!;
    const second = (await linked('b')).record.id!;
    await list(aCard('a', { emails: [{ value: 'a@example.test', label: null }] }));
    await crm.mergeRecords(userId, second, first);
    const id = await wanted(values);
    const { store: next } = await crm.claim(accountId);
    const isIts = ({ record }: { record: { id: string | null } }) => record.id === id;
    const view = (await next.due(null, 100, Date.now())).find(isIts)!;
    const { cardId } = view.lookalike!;
    await next.commit([held(view, { code: 'match-in-queue', detail: '', cardId })]);
    await crm.restoreRecord(userId, first);
    const { store: last } = await crm.claim(accountId);
    const again = await last.due(null, 100, Date.now());
    expect(again.find(({ card }) => card?.id === cardId)?.record.id).toBe(first);
    expect(again.find(isIts)).toMatchObject({ lookalike: null });
  });

  test('no link begins to wait for a card that another has got meanwhile', async () => {
    await list(aCard('a', { emails: [{ value: 'a@example.test', label: null }] }));
    await wanted({ lastName: 'Family a', email: 'a@example.test' });
    const [view] = await due();
    const { cardId } = view!.lookalike!;
    await crm.decide(userId, accountId, cardId, { kind: 'contact' });
    await crm.importQueue(userId, accountId);
    await store.importReady(
      10,
      importing(() => ({ values: { lastName: 'Family a' }, base: EMPTY, due: false })),
    );
    const waiting = held(view!, { code: 'match-in-queue', detail: '', cardId });
    expect(await store.commit([waiting])).toEqual(['passed-over']);
    expect(await due()).toMatchObject([{ link: { id: view!.link.id, hold: null }, lookalike: null }]);
  });

  describe('of what was chosen for a card and a record', () => {
    const EMAIL = 'a@example.test';
    /** A record that waits for a card like it, and another one; the choice is about the card and one of them. */
    async function chosen(whose: 'own' | 'other') {
      await list(aCard('a', { emails: [{ value: EMAIL, label: null }] }));
      const own = await wanted({ lastName: 'Family a', email: EMAIL });
      const other = await crm.createRecord(userId, 'contact', { lastName: 'Family a', email: EMAIL }, false);
      const { cardId } = (await due())[0]!.lookalike!;
      const recordId = whose === 'own' ? own : other;
      const decision = { recordId, choice: { all: 'card' as const } };
      expect(await crm.decide(userId, accountId, cardId, decision)).toBe(true);
      await store.commit([held((await due())[0]!, { code: 'match-in-queue', detail: '', cardId }, null)]);
      return { own, other };
    }
    /** Records that are linked, and by which choice. */
    async function linkedBy(): Promise<unknown[]> {
      const given: unknown[] = [];
      const unite: Importer['unite'] = (item) => {
        given.push([item.recordId, item.choice]);
        return null;
      };
      await store.importReady(10, { ...importing(() => ({ values: {}, base: EMPTY, due: false })), unite });
      return given;
    }

    test('it stands where somebody says that the record which waits is the card', async () => {
      const { own } = await chosen('own');
      await crm.decideMatch(userId, own, accountId, 'same');
      expect(await linkedBy()).toEqual([[own, { all: 'card' }]]);
    });

    test('nothing stands for another record, whose values nobody compared with the card', async () => {
      const { own } = await chosen('other');
      await crm.decideMatch(userId, own, accountId, 'same');
      expect(await linkedBy()).toEqual([[own, null]]);
    });

    test('nothing stands for the record that it was merged into', async () => {
      const { own, other } = await chosen('other');
      await crm.mergeRecords(userId, own, other);
      await crm.importQueue(userId, accountId);
      expect(await linkedBy()).toEqual([[own, null]]);
    });
  });

  test('a card that is no more like the record is waited for no more', async () => {
    await list(aCard('a', { emails: [{ value: 'a@example.test', label: null }] }));
    await wanted({ lastName: 'Family a', email: 'a@example.test' });
    const { cardId } = (await due())[0]!.lookalike!;
    await store.commit([held((await due())[0]!, { code: 'match-in-queue', detail: '', cardId }, null)]);
    await list(aCard('a', { emails: [{ value: 'b@example.test', label: null }] }));
    expect((await due())[0]).toMatchObject({ lookalike: null });
  });

  test('a new link finds the card that the last one let go of, with what both sides agreed on', async () => {
    const view = await linked();
    const base = { fields: {}, bound: {}, others: ['kept'] };
    await store.commit([settled(view, { base: base, seen: view.link.touched, certain: true })]);
    await crm.setFlag(userId, view.record.id!, false, true);
    const [unwanted] = await due();
    await store.commit([closed(unwanted!, 'kept', { queue: 'offer' })]);
    await crm.setFlag(userId, view.record.id!, true, false);
    const [fresh] = await due();
    const cardId = view.card!.id;
    expect(fresh).toMatchObject({ former: { cardId, base, isThere: true, closedReason: 'kept' } });
    await store.commit([takenUp(fresh!, cardId)]);
    const { links, queue, actions } = await crm.look();
    const open = links.filter(({ state }) => state !== 'closed');
    expect(open).toMatchObject([{ id: fresh!.link.id, state: 'active', cardId, base }]);
    expect(open[0]!.createdByUs).toBe(links[0]!.createdByUs);
    expect(queue).toEqual([]);
    expect(actions.at(-1)).toMatchObject({ type: 'take-up', recordId: view.record.id });
  });

  test('a new link that waits for the card of the last one is due once that is found again', async () => {
    const view = await linked();
    await crm.setFlag(userId, view.record.id!, false, true);
    await store.commit([closed((await due())[0]!, 'kept', { queue: 'offer' })]);
    await crm.setFlag(userId, view.record.id!, true, false);
    const generation = await store.startListing(bookId);
    await store.savePage(bookId, aPage({ generation, next: 'here' as Cursor }));
    expect(await store.missing(bookId, FAR)).toEqual(['card']);
    const [fresh] = await due();
    expect(fresh).toMatchObject({ former: { isThere: false } });
    const { cardId } = fresh!.former!;
    await store.commit([held(fresh!, { code: 'match-in-queue', detail: '', cardId }, null)]);
    expect(await due()).toEqual([]);
    await store.savePage(bookId, aPage({ cards: [observe(aCard('card'))], removed: [] }));
    expect(await due()).toMatchObject([{ former: { cardId, isThere: true } }]);
  });

  test('a card that cannot be read is offered for no import, and again once it can', async () => {
    const states = async () => (await crm.look()).queue.map(({ state, error }) => [state, error]);
    const arrives = (id: string, loss: Loss | null) => list(aCard(id, {}, { loss }));
    await arrives('a', 'truncated');
    expect(await states()).toEqual([['failed', 'unreadable-card']]);
    await arrives('a', null);
    expect(await states()).toEqual([['pending', null]]);
    const { cardId } = (await crm.look()).queue[0]!;
    await crm.decide(userId, accountId, cardId, { kind: 'contact' });
    await crm.importQueue(userId, accountId);
    await arrives('a', 'too-large');
    await store.importReady(
      10,
      importing(() => ({ values: { lastName: 'Family a' }, base: EMPTY, due: false })),
    );
    expect((await crm.look()).links).toEqual([]);
    expect(await states()).toEqual([['failed', 'unreadable-card']]);
    await arrives('a', null);
    expect(await states()).toEqual([['pending', null]]);
  });

  test('what was imported is told as imported, whatever is written to its card', async () => {
    await list(aCard('a'));
    await crm.decide(userId, accountId, (await crm.look()).cards[0]!.id, { kind: 'contact' });
    await crm.importQueue(userId, accountId);
    await store.importReady(
      10,
      importing(() => ({ values: { lastName: 'Family a' }, base: EMPTY, due: true })),
    );
    await store.commit([written((await due())[0]!, aCard('a'), bookId)]);
    expect((await crm.look()).queue).toMatchObject([{ state: 'imported' }]);
  });

  test('of two cards that are one person the suggestions take the first, and the second waits', async () => {
    const email = {
      emails: [{ value: 'a@example.test', label: null }],
      name: { given: 'Ada', family: 'Bo' },
    };
    await list(aCard('a', email), aCard('b', email));
    expect(await crm.useSuggestions(userId, accountId)).toBe(true);
    expect((await crm.look()).queue.map(({ state }) => state)).toEqual(['ready', 'pending']);
    expect(await crm.useSuggestions(userId, accountId)).toBe(false);
  });

  test('who has become a record since a kind was given is merged, and a second card of them waits', async () => {
    const email = { emails: [{ value: 'a@example.test', label: null }] };
    await list(aCard('a', email));
    await crm.useSuggestions(userId, accountId);
    await crm.importQueue(userId, accountId);
    const id = await crm.createRecord(
      userId,
      'contact',
      { lastName: 'Family a', email: 'a@example.test' },
      false,
    );
    const create = () => ({ values: {}, base: EMPTY, due: false });
    await store.importReady(10, importing(create));
    const { links, cards } = await crm.look();
    expect(links).toMatchObject([{ recordId: id, cardId: cards[0]!.id, state: 'active' }]);
  });

  test('a card that has a link yet is imported once that has ended', async () => {
    const view = await linked();
    const cardId = view.card!.id;
    await crm.setFlag(userId, view.record.id!, false, true);
    await store.commit([closed((await due())[0]!, 'kept', { queue: 'offer' })]);
    await crm.decide(userId, accountId, cardId, { kind: 'contact' });
    await crm.importQueue(userId, accountId);
    await crm.setFlag(userId, view.record.id!, true, false);
    const [again] = await due();
    await store.commit([stepOf(again!, { move: { type: 'taken-up', cardId, from: null } })]);
    const create = () => ({ values: { lastName: 'Neri' }, base: EMPTY, due: false });
    expect(await store.importReady(10, importing(create))).toMatchObject({ decided: 0 });
    await crm.setFlag(userId, view.record.id!, false, true);
    await store.commit([closed((await due())[0]!, 'kept', { queue: 'offer' })]);
    expect(await store.importReady(10, importing(create))).toMatchObject({ decided: 1 });
    const { links, records } = await crm.look();
    const open = links.filter(({ state }) => state !== 'closed');
    expect(open).toMatchObject([{ cardId, recordId: records.at(-1)!.id }]);
  });

  test('a look-alike that leaves the scope is in the book yet, and is waited for', async () => {
    await list(aCard('a', { emails: [{ value: 'a@example.test', label: null }], groups: ['private'] }));
    await wanted({ lastName: 'Family a', email: 'a@example.test' });
    const { cardId } = (await due())[0]!.lookalike!;
    await crm.updateSettings(userId, accountId, {
      scope: { mode: 'all', include: [], exclude: ['private'] },
    });
    expect((await crm.look()).queue).toEqual([]);
    const { store: next } = await crm.claim(accountId);
    expect((await next.due(null, 10, Date.now()))[0]).toMatchObject({ lookalike: { cardId } });
  });
});
