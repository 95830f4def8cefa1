// One suite for both stores, continued: an account that is connected again, and the cards it had.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Card, RemoteId, Version } from '../../../src/providers/provider.ts';
import type { Intent } from '../../../src/sync/link/link.ts';
import { observe } from '../../../src/sync/look/observe.ts';
import type { Journal, SyncStore } from '../../../src/sync/store.ts';
import { aCard, aPage, bothStores, FAR, type Fixture, importing, openFixture } from './store-fixture.ts';
import { anIntent, EMPTY, JOURNAL, removed, sent, stepOf, takenUp } from './store-steps.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  let { crm, userId, accountId, store, linked } = {} as Fixture;
  beforeEach(async () => {
    ({ crm, userId, accountId, store, linked } = await openFixture(open));
  });
  afterAll(async () => {
    await close();
  });
  /** The account, connected again: its store, and how it is shown cards. */
  async function connectAgain(from: string) {
    const again = await crm.reconnect(userId, from);
    const { store: next } = await crm.claim(again);
    const [book] = await next.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
    const list = (...cards: Card[]) => next.savePage(book!.id, aPage({ cards: cards.map(observe) }));
    const show = (...ids: string[]) => list(...ids.map((id) => aCard(id)));
    const lose = (id: string) => next.savePage(book!.id, aPage({ removed: [id as RemoteId] }));
    /** Another record gets the card that is there; returns the record. */
    const giveToAnother = async (): Promise<string> => {
      const other = await crm.createRecord(userId, 'contact', { lastName: 'Verdi' }, false);
      const [card] = (await crm.look()).cards;
      await crm.decide(userId, again, card!.id, { recordId: other });
      await crm.importQueue(userId, again);
      await next.importReady(
        10,
        importing(() => ({ values: {}, base: EMPTY, due: false })),
      );
      return other;
    };
    return { again, next, list, show, lose, giveToAnother };
  }

  test('an account connected again takes its links up where they were, with what is in doubt', async () => {
    const view = await linked('card');
    await store.commit([sent(view, 'update', { title: 'Dr' })]);
    const { again, show } = await connectAgain(accountId);
    await show('card');
    const { links, queue } = await crm.look();
    const open = links.filter(({ state }) => state !== 'closed');
    expect(open).toMatchObject([
      { accountId: again, state: 'active', base: EMPTY, outbox: [{ title: 'Dr' }] },
    ]);
    expect(queue).toEqual([]);
  });

  test('a record that is wanted again only later goes on with what was in doubt as its account was left', async () => {
    const view = await linked('card');
    const diff = [{ field: 'title', before: 'Dr', after: null }];
    const intent = { ...anIntent('update', { title: null }), diff };
    await store.commit([stepOf(view, { move: { type: 'sent', intent } })]);
    await crm.setFlag(userId, view.record.id!, false, true);
    const { next, show } = await connectAgain(accountId);
    await show('card');
    await crm.setFlag(userId, view.record.id!, true, false);
    const [fresh] = await next.due(null, 10, FAR);
    expect(fresh).toMatchObject({ former: { linkId: view.link.id, intent, outbox: [{ title: null }] } });
    await next.commit([takenUp(fresh!, fresh!.former!.cardId)]);
    expect(await next.due(null, 10, FAR)).toMatchObject([{ link: { intent } }]);
    expect((await next.guardState(Date.now())).recent).toMatchObject({ 'card-blanking': 1 });
  });

  test('a card we deleted and that is listed once more when its account is connected again is asked for first', async () => {
    const [view, other] = [await linked('card'), await linked('other', { lastName: 'Verdi' })];
    await store.commit([view, other].map((each) => sent(each, 'remove')));
    await store.commit([removed(view)]);
    await crm.setFlag(userId, view.record.id!, false, false);
    const { again, show } = await connectAgain(accountId);
    await show('card', 'other');
    const after = await crm.look();
    expect(after.cards.find(({ remoteId }) => remoteId === 'card')!.state).toBe('missing');
    expect(after.links.filter(({ state }) => state !== 'closed')).toMatchObject([
      { accountId: again, recordId: other.record.id, state: 'deleting' },
    ]);
    expect(after.queue).toHaveLength(1);
    await show('card');
    expect((await crm.look()).cards.map(({ state }) => state)).toEqual(['live', 'live']);
  });

  test('a card that was taken up again and deleted is not taken up from the time before', async () => {
    await linked('card');
    const second = await connectAgain(accountId);
    await second.show('card');
    const [view] = await second.next.due(null, 10, FAR);
    await second.next.commit([sent(view!, 'remove')]);
    await second.next.commit([removed(view!)]);
    const third = await connectAgain(second.again);
    await third.show('card');
    const { links, cards } = await crm.look();
    expect(cards.map(({ state }) => state)).toEqual(['missing']);
    expect(links.filter(({ state }) => state !== 'closed').map(({ cardId }) => cardId)).toEqual([null]);
    // Asked for by its own address, it may be shown as it was yet.
    await third.show('card');
    const [due] = await third.next.due(null, 10, FAR);
    expect(due).toMatchObject({ link: { state: 'new' }, former: null });
  });

  test('a card that was let go of since is taken up from then, not from before its account was connected again', async () => {
    const { record } = await linked('card');
    const { next, list, show } = await connectAgain(accountId);
    await show('card');
    const [view] = await next.due(null, 10, FAR);
    const agreed = { ...EMPTY, fields: { title: { local: 'Dr', remote: 'Dr' } } };
    await next.commit([stepOf(view!, { move: { type: 'agreed', base: agreed } })]);
    await crm.setFlag(userId, record.id!, false, true);
    const [unwanted] = await next.due(null, 10, FAR);
    await next.commit([stepOf(unwanted!, { move: { type: 'closed', reason: 'kept' } })]);
    await crm.setFlag(userId, record.id!, true, false);
    await list(aCard('card', { notes: 'typed meanwhile' }, { version: '2' as Version }));
    expect(await next.due(null, 10, FAR)).toMatchObject([
      { link: { state: 'new', cardId: null }, former: { base: agreed, closedReason: 'kept' } },
    ]);
  });

  test('a card that another record has is not taken up under its next address by who had it before', async () => {
    const { record } = await linked('card');
    await crm.setFlag(userId, record.id!, false, true);
    const [unwanted] = await store.due(null, 10, FAR);
    await store.commit([stepOf(unwanted!, { move: { type: 'closed', reason: 'kept' } })]);
    const { next, list, show, lose, giveToAnother } = await connectAgain(accountId);
    await show('card');
    const other = await giveToAnother();
    await list(aCard('moved', {}, { uid: 'uid-card' }));
    const [, moved] = (await crm.look()).cards;
    await lose('card');
    await crm.setFlag(userId, record.id!, true, false);
    const views = await next.due(null, 10, FAR);
    const viewOf = (id: string) => views.find((view) => view.record.id === id);
    expect(viewOf(record.id!)).toMatchObject({ former: { cardId: moved!.id, closedReason: 'anothers' } });
    expect(viewOf(other)).toMatchObject({ card: { state: 'gone' }, namesakes: [{ cardId: moved!.id }] });
  });

  test('a card that another record has is not taken up under its next address as it is first seen there', async () => {
    const { record } = await linked('card');
    await crm.setFlag(userId, record.id!, false, true);
    const { list, show, giveToAnother } = await connectAgain(accountId);
    await show('card');
    const other = await giveToAnother();
    await crm.setFlag(userId, record.id!, true, false);
    await list(aCard('moved', {}, { uid: 'uid-card' }));
    const { links, cards } = await crm.look();
    const open = links.filter(({ state }) => state !== 'closed');
    expect(open.map(({ recordId, cardId }) => [recordId, cardId])).toEqual([
      [other, cards[0]!.id],
      [record.id, null],
    ]);
  });

  test('a card that another record has had is not taken up after its account was connected once more', async () => {
    const { record } = await linked('card');
    await crm.setFlag(userId, record.id!, false, true);
    const second = await connectAgain(accountId);
    await second.show('card');
    const other = await second.giveToAnother();
    await crm.setFlag(userId, other, false, false);
    const { next, show } = await connectAgain(second.again);
    await show('card');
    await crm.setFlag(userId, record.id!, true, false);
    const [view] = await next.due(null, 10, FAR);
    expect(view).toMatchObject({ record: { id: record.id }, former: { closedReason: 'anothers' } });
  });

  test('what was done in a book counts for the guard, whichever of its accounts did it', async () => {
    const diff = [{ field: 'title', before: 'Dr', after: null }];
    const unlinked: Journal = { type: 'close', diff: [], outcome: 'card-deleted' };
    const journal: Journal[] = [{ ...JOURNAL, diff }, { ...JOURNAL, type: 'update-record', diff }, unlinked];
    await store.commit([removed(await linked('card'))]);
    await store.commit([stepOf(await linked('other', { lastName: 'Verdi' }), { journal })]);
    const before = (await store.guardState(Date.now())).recent;
    const { again, next } = await connectAgain(accountId);
    const { recent } = await next.guardState(Date.now());
    expect(recent).toEqual(before);
    const one = { 'card-deletions': 1, 'record-unlinks': 1, 'card-blanking': 1, 'record-blanking': 1 };
    expect(recent).toMatchObject(one);
    const { next: third } = await connectAgain(again);
    expect((await third.guardState(Date.now())).recent).toEqual(before);
    const { store: elsewhere } = await crm.claim(await crm.addAccount(userId, {}));
    expect((await elsewhere.guardState(Date.now())).recent).toMatchObject({ 'card-deletions': 0 });
  });

  test('what was sent without an answer before an account was connected again counts once, whoever goes on with it', async () => {
    const counted = async (run: SyncStore) => {
      const { recent } = await run.guardState(Date.now());
      return [recent['card-deletions'], recent['card-blanking']];
    };
    const [view, other] = [await linked('card'), await linked('other', { lastName: 'Verdi' })];
    const at = Date.now();
    const diff = [{ field: 'title', before: 'Dr', after: null }];
    const intent: Intent = { ...anIntent('update', { title: null }), diff, at };
    await store.commit([
      stepOf(view, { move: { type: 'sent', intent: { ...anIntent('remove'), at } }, trash: 'flag-off' }),
      stepOf(other, { move: { type: 'sent', intent } }),
    ]);
    expect(await counted(store)).toEqual([1, 1]);
    const { next, show } = await connectAgain(accountId);
    expect(await counted(next)).toEqual([1, 1]);
    await show('card', 'other');
    expect(await counted(next)).toEqual([1, 1]);
    const views = await next.due(null, 10, FAR);
    await next.commit([removed(views.find(({ link }) => link.state === 'deleting')!)]);
    expect(await counted(next)).toEqual([1, 1]);
  });

  test('a deletion without an answer that nobody asks for any more is counted for a day', async () => {
    const view = await linked('card');
    const intent: Intent = { ...anIntent('remove'), at: Date.now() };
    await store.commit([stepOf(view, { move: { type: 'sent', intent }, trash: 'flag-off' })]);
    await crm.setFlag(userId, view.record.id!, false, false);
    const { next, show } = await connectAgain(accountId);
    await show('card');
    expect((await next.guardState(Date.now())).recent['card-deletions']).toBe(1);
    expect((await next.guardState(Date.now() + 86_400_001)).recent['card-deletions']).toBe(0);
  });
});
