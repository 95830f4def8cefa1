// One suite for both stores, continued: listings, the queue, what ends a link.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Cursor, RemoteId, Version } from '../../../src/providers/provider.ts';
import { creationOf } from '../../../src/sync/import.ts';
import { observe } from '../../../src/sync/look/observe.ts';
import { FenceLost } from '../../../src/sync/store.ts';
import { aCard, aPage, bothStores, FAR, type Fixture, importing, openFixture } from './store-fixture.ts';
import {
  closed,
  EMPTY,
  never,
  notThere,
  raced,
  removed,
  sent,
  settled,
  stepOf,
  takenUp,
  written,
} from './store-steps.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  let { crm, userId, accountId, store, bookId, list, due, wanted, theLink, linked } = {} as Fixture;
  beforeEach(async () => {
    ({ crm, userId, accountId, store, bookId, list, due, wanted, theLink, linked } = await openFixture(open));
  });
  afterAll(async () => {
    await close();
  });

  test('a card that is not there is missing until it is verified', async () => {
    const view = await linked();
    await store.commit([notThere(view)]);
    expect((await due())[0]).toMatchObject({ card: { state: 'missing' } });
    expect(await store.missing(bookId, 1)).toEqual([]);
    expect(await store.missing(bookId, FAR)).toEqual(['card']);
    await store.savePage(bookId, aPage({ cards: [], removed: ['card' as RemoteId] }));
    expect((await due())[0]).toMatchObject({ card: { state: 'gone' } });
  });

  test('a book that fails is known as such, and nothing else of it changes, until it answers', async () => {
    await list(aCard('a'));
    const [before] = await store.books([]);
    await store.bookFails(bookId, { kind: 'forbidden', detail: 'no' });
    expect(await store.books([])).toEqual([{ ...before, isFailing: true }]);
    await store.bookFails(bookId, null);
    expect(await store.books([])).toEqual([before]);
  });

  test('a full listing makes missing what no page of it showed; the cursor comes with its last page', async () => {
    await list(aCard('a'), aCard('b'), aCard('c'));
    const generation = await store.startListing(bookId);
    await store.savePage(bookId, aPage({ generation, cards: [observe(aCard('a'))] }));
    expect(await store.missing(bookId, FAR)).toEqual([]);
    await store.savePage(bookId, aPage({ generation, unchanged: ['b' as RemoteId], next: 'here' as Cursor }));
    expect(await store.missing(bookId, FAR)).toEqual(['c']);
    expect(await store.books([])).toMatchObject([{ cursor: 'here', generation }]);
    await store.savePage(bookId, aPage({ cards: [observe(aCard('c'))], removed: [] }));
    expect(await store.missing(bookId, FAR)).toEqual([]);
  });

  test('what a full listing did not show is asked for at once where it was seen before, not where it was seen of late', async () => {
    await list(aCard('a'), aCard('b'));
    const listed = Date.now();
    while (Date.now() <= listed) await store.books([]);
    const lookedAt = Date.now();
    while (Date.now() <= lookedAt) await store.books([]);
    const earlier = await store.startListing(bookId);
    const ids = ['b' as RemoteId];
    await store.savePage(bookId, aPage({ generation: earlier, unchanged: ids, next: 'here' as Cursor }));
    const generation = await store.startListing(bookId);
    await store.savePage(bookId, aPage({ generation, next: 'here' as Cursor }));
    expect(await store.missing(bookId, lookedAt)).toEqual(['a']);
    expect(await store.missing(bookId, FAR)).toHaveLength(2);
  });

  test('a card that others were merged into takes over the link of one of them, under whichever name', async () => {
    const view = await linked('second');
    await list(aCard('first'), aCard('third'));
    const renamed = ['first', 'second'].map((from) => ({ from: from as RemoteId, to: 'third' as RemoteId }));
    const removed = renamed.map(({ from }) => from);
    await store.savePage(bookId, aPage({ removed, renamed }));
    expect((await due()).find(({ link }) => link.id === view.link.id)).toMatchObject({
      card: { remoteId: 'third', state: 'live' },
    });
    expect((await crm.look()).queue).toEqual([]);
    await store.savePage(bookId, aPage({ renamed: [{ from: 'third' as RemoteId, to: 'none' as RemoteId }] }));
    expect((await due()).find(({ link }) => link.id === view.link.id)!.card!.remoteId).toBe('third');
  });

  test('a missing card that is listed again makes its link due', async () => {
    const view = await linked();
    await store.commit([notThere(view)]);
    const [missing] = await due();
    await store.commit([settled(view, { base: EMPTY, seen: missing!.link.touched, certain: false })]);
    const generation = await store.startListing(bookId);
    await store.savePage(
      bookId,
      aPage({ generation, unchanged: ['card' as RemoteId], next: 'here' as Cursor }),
    );
    expect((await due())[0]).toMatchObject({ card: { state: 'live' } });
  });

  test('a card that is gone is known for as long as a listing may still show it', async () => {
    await list(aCard('a'));
    await store.savePage(bookId, aPage({ removed: ['a' as RemoteId] }));
    expect([...(await store.known(['a' as RemoteId], 1)).keys()]).toEqual(['a']);
    expect([...(await store.known(['a' as RemoteId], FAR)).keys()]).toEqual([]);
  });

  test('another version with the same content makes nothing due; other content does', async () => {
    const view = await linked();
    await store.commit([settled(view, { base: EMPTY, seen: view.link.touched, certain: true })]);
    await list(aCard('card', {}, { version: '2' as Version }));
    expect(await due()).toEqual([]);
    await list(aCard('card', { notes: 'x' }, { version: '3' as Version }));
    expect(await due()).toHaveLength(1);
  });

  test('a card that nothing is linked to waits in the queue, until it is gone', async () => {
    await list(aCard('a'), aCard('b'));
    expect((await crm.look()).queue).toMatchObject([{ state: 'pending' }, { state: 'pending' }]);
    await store.savePage(bookId, aPage({ removed: ['a' as RemoteId] }));
    expect((await crm.look()).queue).toHaveLength(1);
    expect(await store.finish({ review: false, count: true })).toMatchObject({
      remoteTotal: 1,
      pending: 1,
      linked: 0,
    });
  });

  test('a card whose creation is in doubt is no card for the queue', async () => {
    await wanted();
    const [view] = await due();
    await store.commit([sent(view!, 'create')]);
    const { marker } = view!.link;
    await list(aCard('ours', {}, { marker }));
    expect((await crm.look()).queue).toEqual([]);
    const [again] = await due();
    expect(again).toMatchObject({ made: { id: 'ours', raw: 'ours', bookId: expect.any(String) } });
    expect(again!.link.touched).toBeGreaterThan(view!.link.touched);
  });

  test('an import takes what is typed and asked for, once', async () => {
    await list(aCard('a'), aCard('b'), aCard('c', { name: {} }));
    const { cards } = await crm.look();
    for (const { id, remoteId } of cards)
      if (remoteId !== 'b') await crm.decide(userId, accountId, id, { kind: 'contact' });
    expect(await crm.importQueue(userId, accountId)).toBe(true);
    const { contact: mapping } = await crm.mappings();
    expect(
      await store.importReady(
        10,
        importing((item) => creationOf(item, mapping)),
      ),
    ).toMatchObject({ decided: 2 });
    expect(
      await store.importReady(
        10,
        importing((item) => creationOf(item, mapping)),
      ),
    ).toMatchObject({ decided: 0 });
    const { queue, records, links, flags } = await crm.look();
    expect(queue.map(({ state, error }) => [state, error])).toEqual([
      ['imported', null],
      ['pending', null],
      ['failed', 'nothing-to-find-by'],
    ]);
    expect(records).toMatchObject([{ values: { lastName: 'Family a' } }]);
    expect(links).toMatchObject([{ state: 'active', createdByUs: false }]);
    expect(flags).toMatchObject([{ on: true, source: 'import' }]);
    expect(await due()).toEqual([]);
  });

  test('a card that a listing left out is imported once it is found again, not before', async () => {
    await list(aCard('a'));
    const [card] = (await crm.look()).cards;
    await crm.decide(userId, accountId, card!.id, { kind: 'contact' });
    await crm.importQueue(userId, accountId);
    const generation = await store.startListing(bookId);
    await store.savePage(bookId, aPage({ generation, next: 'here' as Cursor }));
    const { contact: mapping } = await crm.mappings();
    expect(
      await store.importReady(
        10,
        importing((item) => creationOf(item, mapping)),
      ),
    ).toMatchObject({ decided: 0 });
    expect((await crm.look()).queue).toMatchObject([{ state: 'ready' }]);
    await store.savePage(bookId, aPage({ cards: [observe(aCard('a'))], removed: [] }));
    expect(
      await store.importReady(
        10,
        importing((item) => creationOf(item, mapping)),
      ),
    ).toMatchObject({ decided: 1 });
  });

  test('a card merged into a record takes the place of the link that waited for it', async () => {
    await list(aCard('a'));
    const id = await wanted();
    const [card] = (await crm.look()).cards;
    await crm.decide(userId, accountId, card!.id, { recordId: id });
    await crm.importQueue(userId, accountId);
    await store.importReady(
      10,
      importing(() => ({ values: {}, base: EMPTY, due: false })),
    );
    expect((await crm.look()).links).toMatchObject([{ state: 'active', cardId: card!.id, base: null }]);
    expect(await due()).toHaveLength(1);
    await list(aCard('b'));
    const other = (await crm.look()).cards.at(-1)!;
    expect(await crm.decide(userId, accountId, other.id, { recordId: id })).toBe(false);
  });

  test('closing undoes nothing that was asked for meanwhile', async () => {
    const view = await linked();
    await crm.setFlag(userId, view.record.id!, false, false);
    const [unwanted] = await due();
    await crm.setFlag(userId, view.record.id!, true, false);
    await store.commit([closed(unwanted!, 'unwanted')]);
    expect(await theLink()).toMatchObject({ state: 'active' });
  });

  test('a card deleted on the phone turns the flag off, keeps the card in the trash, and may take the record', async () => {
    const view = await linked();
    const parts = { trash: 'card-deleted', flag: 'off', trashRecord: true } as const;
    await store.commit([closed(view, 'card-deleted', parts)]);
    const { links, flags, trash, records } = await crm.look();
    expect(links).toMatchObject([{ state: 'closed', closedReason: 'card-deleted' }]);
    expect(flags).toMatchObject([{ on: false, source: 'card-deleted' }]);
    expect(trash).toHaveLength(1);
    expect(records).toMatchObject([{ deleted: true }]);
  });

  test('a card that is let go of is in the queue, ignored', async () => {
    const view = await linked();
    await store.commit([closed(view, 'kept', { queue: 'offer' })]);
    expect((await crm.look()).queue).toMatchObject([{ state: 'ignored' }]);
  });

  test('a record wanted again while its card is deleted gets a link of its own, with the old card to start from', async () => {
    const view = await linked();
    await store.commit([sent(view, 'remove')]);
    await store.commit([removed(view)]);
    expect((await crm.look()).links).toMatchObject([
      { state: 'closed', closedReason: 'deleted' },
      { state: 'new' },
    ]);
    expect((await due())[0]).toMatchObject({ trashed: { raw: 'card', base: EMPTY } });
  });

  test('a card under another address with the same identifier is found, and takes the link', async () => {
    const view = await linked();
    await list(aCard('moved', {}, { uid: 'uid-card' }));
    await store.savePage(bookId, aPage({ removed: ['card' as RemoteId] }));
    const [gone] = await due();
    const moved = (await crm.look()).cards.find(({ remoteId }) => remoteId === 'moved')!;
    expect(gone!.namesakes).toMatchObject([{ cardId: moved.id, isNew: true, isDecided: false }]);
    await store.commit([takenUp(view, moved.id)]);
    expect((await due())[0]).toMatchObject({ card: { remoteId: 'moved' } });
    expect((await crm.look()).queue).toEqual([]);
  });

  test('a card beside another one of its identifier is no news, and about one that was ignored somebody has decided', async () => {
    const view = await linked();
    await list(aCard('copy', {}, { uid: 'uid-card' }));
    const { store: next } = await crm.claim(accountId);
    await next.savePage(bookId, aPage({ cards: [observe(aCard('card', { notes: 'There as well' }))] }));
    await next.savePage(bookId, aPage({ removed: ['card' as RemoteId] }));
    const namesakes = async () => (await next.due(null, 100, Date.now()))[0]!.namesakes;
    expect(await namesakes()).toMatchObject([{ isNew: false, isDecided: false }]);
    const copy = (await crm.look()).cards.find(({ remoteId }) => remoteId === 'copy')!;
    await crm.decide(userId, accountId, copy.id, { state: 'ignored' });
    expect(await namesakes()).toMatchObject([{ cardId: copy.id, isDecided: true }]);
    await next.savePage(bookId, aPage({ removed: ['copy' as RemoteId] }));
    expect(await namesakes()).toEqual([]);
    await next.savePage(bookId, aPage({ cards: [observe(aCard('copy', {}, { uid: 'uid-card' }))] }));
    expect(await namesakes()).toMatchObject([{ isNew: true, isDecided: false }]);
    expect(view.namesakes).toEqual([]);
  });

  test('a conflict that is still the same is not written down again', async () => {
    const view = await linked();
    const conflict = { field: 'title', crm: 'Dr', book: 'Ing', base: null };
    const move = (resolution: 'crm' | null) =>
      store.commit([
        stepOf(view, { move: { type: 'agreed', base: EMPTY }, conflicts: [{ ...conflict, resolution }] }),
      ]);
    for (const resolution of ['crm', 'crm', null, null] as const) await move(resolution);
    expect((await crm.look()).conflicts.map(({ resolution }) => resolution)).toEqual(['crm', null]);
  });

  test('a conflict that an edit has ended says which value stands', async () => {
    const view = await linked();
    const contest = (field: string) => ({ field, crm: 'ours', book: 'theirs', base: null, resolution: null });
    const conflicts = ['title', 'email', 'phone', 'mobile'].map(contest);
    await store.commit([stepOf(view, { move: { type: 'agreed', base: EMPTY }, conflicts })]);
    await crm.updateRecord(userId, view.record.id!, { title: 'Dr' });
    expect((await due())[0]!.contested.sort()).toEqual(['email', 'mobile', 'phone', 'title']);
    await store.commit([stepOf(view, { settles: { title: 'ours', email: 'theirs', phone: 'another' } })]);
    expect((await due())[0]!.contested).toEqual(['mobile']);
    expect((await crm.look()).conflicts.map(({ resolution }) => resolution)).toEqual([
      'crm',
      'book',
      'value',
      null,
    ]);
  });

  test('a card that a lost race or a write brings is in scope by the groups it has then', async () => {
    const view = await linked('card');
    await crm.updateSettings(userId, accountId, {
      scope: { mode: 'all', include: [], exclude: ['private'] },
    });
    const { store: next } = await crm.claim(accountId);
    const version = '2' as Version;
    await next.commit([raced(view, aCard('card', { groups: ['private'] }, { version }))]);
    const [left] = await next.due(null, 10, FAR);
    expect(left!.card).toMatchObject({ inScope: false });
    await next.commit([written(left!, aCard('card', { groups: [] }), bookId, false)]);
    expect((await next.due(null, 10, FAR))[0]!.card).toMatchObject({ inScope: true });
  });

  test('of two records made one the card stays; where both have one the other waits in the queue', async () => {
    const [stays, goes] = [await linked('card'), await linked('other', { lastName: 'Verdi' })];
    expect(await crm.mergeRecords(userId, stays.record.id!, goes.record.id!)).toBe(true);
    const { links, queue, records } = await crm.look();
    expect(links.map(({ state, closedReason }) => [state, closedReason]).sort()).toEqual([
      ['active', null],
      ['closed', 'merged'],
    ]);
    expect(queue).toMatchObject([{ state: 'pending' }]);
    expect(records.find(({ id }) => id === goes.record.id)).toMatchObject({ deleted: true, merged: true });
  });

  test('a record of another kind ends the run that knows it as what it was', async () => {
    const view = await linked('card');
    expect(await crm.convertRecord(userId, view.record.id!, 'company')).toBe(true);
    await expect(store.commit([never(view)])).rejects.toBeInstanceOf(FenceLost);
    expect((await crm.look()).records).toMatchObject([{ kind: 'company', values: { name: 'Rossi' } }]);
  });

  test('a picture is a value of a record, kept for whoever sends it', async () => {
    const view = await linked('card');
    const bytes = new TextEncoder().encode('GIF89a 1');
    expect(await crm.setPhoto(userId, view.record.id!, { type: 'image/gif', bytes })).toBe(true);
    const { photo } = (await crm.look()).records[0]!.values;
    expect([...(await store.photos([photo!])).keys()]).toEqual([photo]);
    await crm.setPhoto(userId, view.record.id!, null);
    expect((await crm.look()).records[0]!.values.photo ?? null).toBeNull();
  });

  test('a mapping of the account’s own is in force once, and to be seen first', async () => {
    const own = { title: null };
    await crm.changeMapping(userId, accountId, 'contact', own);
    const fields = (await crm.mappings(accountId)).contact.map(({ field }) => field);
    expect(fields).not.toContain('title');
    const { store: next } = await crm.claim(accountId);
    expect(await next.guardState(Date.now())).toMatchObject({ review: 'settings' });
  });

  test('a card that somebody took meanwhile is left to them', async () => {
    const view = await linked('card');
    const other = await linked('other', { lastName: 'Verdi' });
    await store.commit([takenUp(view, other.card!.id)]);
    const { links } = await crm.look();
    expect(links.map(({ cardId }) => cardId).sort()).toEqual([view.card!.id, other.card!.id].sort());
  });
});
