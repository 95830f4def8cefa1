// One suite for both stores, continued: an account that is connected again, and the cards it had.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { observe } from '../../../src/sync/look/observe.ts';
import { aCard, aPage, bothStores, FAR, type Fixture, openFixture } from './store-fixture.ts';
import { EMPTY, removed, sent } from './store-steps.ts';

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
    const show = (...ids: string[]) =>
      next.savePage(book!.id, aPage({ cards: ids.map((id) => observe(aCard(id))) }));
    return { again, next, show };
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
  });
});
