// One suite for both stores, continued: groups that list their members, what is in scope by them, and what becomes of both.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Cursor, Group } from '../../../src/providers/provider.ts';
import { observe } from '../../../src/sync/look/observe.ts';
import { aCard, aPage, bothStores, type Fixture, openFixture } from './store-fixture.ts';
import { removed, sent } from './store-steps.ts';

const aGroup = (id: string, ...uids: string[]): Group => ({ id, name: id, members: uids });

describe.each(bothStores())('$name', ({ open, close }) => {
  let { crm, userId, accountId, bookId } = {} as Fixture;
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await openFixture(open);
    ({ crm, userId, accountId, bookId } = fixture);
  });
  afterAll(async () => {
    await close();
  });
  /** Settings take the account over; whoever goes on claims it anew. */
  const store = async () => (await crm.claim(accountId)).store;
  const only = (...include: string[]) =>
    crm.updateSettings(userId, accountId, { scope: { mode: 'groups', include, exclude: [] } });
  /** A full listing of one page. */
  async function listAll(groups: Group[], ...ids: string[]) {
    const current = await store();
    const generation = await current.startListing(bookId);
    const cards = ids.map((id) => observe(aCard(id)));
    await current.savePage(bookId, aPage({ generation, cards, groups, next: 'here' as Cursor }));
  }
  const queued = async () => {
    const { queue, cards } = await crm.look();
    return queue.map(({ cardId }) => cards.find(({ id }) => id === cardId)!.remoteId).sort();
  };

  test('a card is offered only while a group that is synced lists it', async () => {
    await only('choir');
    await listAll([aGroup('choir', 'uid-a')], 'a', 'b');
    expect(await queued()).toEqual(['a']);
    const current = await store();
    await current.savePage(bookId, aPage({ groups: [aGroup('choir', 'uid-b')] }));
    expect(await queued()).toEqual(['b']);
    expect(await current.finish({ review: false, count: true })).toMatchObject({
      remoteTotal: 2,
      pending: 1,
      outOfScope: 1,
    });
  });

  test('a group that a full listing does not show is gone; where it shows none, nothing is concluded', async () => {
    await only('choir');
    await listAll([aGroup('choir', 'uid-a'), aGroup('club')], 'a');
    await listAll([], 'a');
    expect(await queued()).toEqual(['a']);
    await listAll([aGroup('club')], 'a');
    expect(await queued()).toEqual([]);
  });

  test('a card that was deleted remembers the groups that listed it and are there yet', async () => {
    const view = await fixture.linked('a');
    await listAll([aGroup('choir', 'uid-a'), aGroup('club', 'uid-a'), aGroup('others', 'uid-b')], 'a');
    const current = await store();
    await current.commit([sent(view, 'remove')]);
    await current.commit([removed(view)]);
    await current.savePage(bookId, aPage({ removedGroups: ['club'] }));
    expect((await fixture.due())[0]).toMatchObject({ trashed: { raw: 'a', listedBy: ['choir'] } });
  });
});
