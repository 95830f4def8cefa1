// One suite for both stores: what the simulation's memory promises is what PostgreSQL does. Links and what is sent.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Version } from '../../../src/providers/provider.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import { FenceLost, type Step } from '../../../src/sync/store.ts';
import { aCard, aPage, bothStores, FAR, type Fixture, importing, openFixture } from './store-fixture.ts';
import {
  anIntent,
  closed,
  doubted,
  EMPTY,
  held,
  never,
  pulled,
  raced,
  sent,
  settled,
  stepOf,
  takenUp,
  written,
} from './store-steps.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  let { crm, userId, accountId, store, bookId, due, wanted, theLink, linked, list } = {} as Fixture;
  beforeEach(async () => {
    ({ crm, userId, accountId, store, bookId, due, wanted, theLink, linked, list } = await openFixture(open));
  });
  afterAll(async () => {
    await close();
  });

  test('a record that is wanted has one link in each account of its user, and is due', async () => {
    const id = await wanted();
    await crm.setFlag(userId, id, true, false);
    const [view, ...others] = await due();
    expect(others).toEqual([]);
    expect(view).toMatchObject({ wanted: true, card: null, link: { state: 'new', base: null, outbox: [] } });
  });

  test('settling names the counter it saw: what is touched meanwhile stays due', async () => {
    const view = await linked();
    const settle = (touched: number) => store.commit([settled(view, { seen: touched })]);
    await crm.updateRecord(userId, view.record.id!, { title: 'Prof' });
    await settle(view.link.touched);
    const [again] = await due();
    expect(again!.link.touched).toBe(view.link.touched + 1);
    await settle(again!.link.touched);
    expect(await due()).toEqual([]);
  });

  test('an edit that came through a link makes the other links due, not this one', async () => {
    const other = await crm.addAccount(userId, {});
    const view = await linked();
    const { store: second } = await crm.claim(other);
    const [there] = await second.due(null, 10, Date.now());
    await second.commit([settled(there!, { seen: there!.link.touched, certain: true })]);
    const values = [{ field: 'title', before: 'Dr', after: 'Ing' }];
    expect(await store.commit([pulled(view, values, true)])).toEqual(['done']);
    expect(await due()).toEqual([]);
    expect(await second.due(null, 10, Date.now())).toHaveLength(1);
  });

  test('a pull into a record that has changed since changes nothing', async () => {
    const view = await linked();
    await crm.updateRecord(userId, view.record.id!, { title: 'Prof' });
    const before = await crm.look();
    const values = [{ field: 'title', before: 'Dr', after: 'Ing' }];
    expect(await store.commit([pulled(view, values, true)])).toEqual(['stale']);
    expect(await crm.look()).toEqual(before);
  });

  test('once another run has claimed the account, nothing more is written', async () => {
    const view = await linked();
    await list(aCard('new'));
    const offered = (await crm.look()).cards.find(({ remoteId }) => remoteId === 'new')!;
    await crm.decide(userId, accountId, offered.id, { kind: 'contact' });
    await crm.importQueue(userId, accountId);
    const before = await crm.look();
    const taken = await crm.claim(accountId);
    const writes: (() => Promise<unknown>)[] = [
      () => store.books([{ id: 'another', name: 'Another', readOnly: false }]),
      () => store.startListing(bookId),
      () => store.savePage(bookId, aPage()),
      () => store.commit([sent(view, 'remove')]),
      () => store.commit([written(view, aCard('card'), bookId, true)]),
      () => store.finish({ review: true, count: false }),
      () =>
        store.importReady(
          10,
          importing(() => ({ values: {}, base: EMPTY, due: false })),
        ),
    ];
    for (const write of writes) await expect(write(), String(write)).rejects.toBeInstanceOf(FenceLost);
    expect((await crm.look()).links).toEqual(before.links);
    await taken.store.commit([never(view)]);
  });

  test('a card belongs to one open link', async () => {
    await linked('card');
    await wanted({ lastName: 'Verdi' });
    const view = (await due()).find(({ record }) => record.values.lastName === 'Verdi')!;
    const before = (await crm.look()).links;
    await expect(store.commit([written(view, aCard('card'), bookId, true)])).rejects.toThrow();
    expect((await crm.look()).links).toEqual(before);
  });

  test('what is sent is in doubt until the answer, or until it certainly did not happen', async () => {
    const view = await linked();
    await store.commit([sent(view, 'update', { title: 'Dr' })]);
    expect(await theLink()).toMatchObject({ state: 'active', outbox: [{ title: 'Dr' }] });
    await store.commit([raced(view, aCard('card', { notes: 'theirs' }, { version: '2' as Version }))]);
    expect((await due())[0]).toMatchObject({ link: { intent: null, outbox: [] }, card: { version: '2' } });
    await store.commit([sent(view, 'remove')]);
    expect(await theLink()).toMatchObject({ state: 'deleting', outbox: [] });
    expect((await crm.look()).trash).toHaveLength(1);
    await store.commit([sent((await due())[0]!, 'remove')]);
    expect((await crm.look()).trash).toHaveLength(1);
  });

  test('an update that is found to have happened is journalled once', async () => {
    const view = await linked();
    const diff = [{ field: 'title', before: 'Ing', after: 'Dr' }];
    const intent = { ...anIntent('update', { title: 'Dr' }), diff };
    await store.commit([stepOf(view, { move: { type: 'sent', intent } })]);
    await crm.updateRecord(userId, view.record.id!, { title: 'Dr' });
    const [inDoubt] = await due();
    expect(inDoubt!.link.intent).toMatchObject({ type: 'update', diff });
    await store.commit([
      stepOf(inDoubt!, {
        move: { type: 'journalled', diff },
        journal: [{ type: 'update', diff, outcome: 'done' }],
      }),
    ]);
    const [known] = await due();
    expect(known!.link.intent).toMatchObject({ type: 'update', sent: { title: 'Dr' } });
    expect(known!.link.intent).toMatchObject({ diff: [] });
    expect((await crm.look()).actions.at(-1)).toMatchObject({ type: 'update', diff, outcome: 'done' });
  });

  test('an update without an answer is journalled when its link ends, by whomever, and counts as done', async () => {
    const diff = [{ field: 'title', before: 'Ing', after: null }];
    const intent = { ...anIntent('update', { title: null }), diff };
    const sending = (view: LinkView) => stepOf(view, { move: { type: 'sent', intent } });
    const told = async () => {
      const { actions } = await crm.look();
      return actions.filter(({ outcome }) => outcome === 'unanswered');
    };
    const view = await linked();
    await store.commit([sending(view)]);
    expect((await store.guardState(Date.now())).recent).toMatchObject({ 'card-blanking': 1 });
    expect(await told()).toEqual([]);
    await store.commit([closed(view, 'kept')]);
    const ids = { linkId: view.link.id, recordId: view.record.id, cardId: view.card!.id };
    expect(await told()).toMatchObject([{ type: 'update', diff, accountId, ...ids }]);
    expect((await store.guardState(Date.now())).recent).toMatchObject({ 'card-blanking': 1 });
    const [goes, stays] = [await linked('goes'), await linked('stays')];
    await store.commit([sending(goes)]);
    await crm.mergeRecords(userId, stays.record.id!, goes.record.id!);
    expect(await told()).toMatchObject([{}, { linkId: goes.link.id, diff }]);
    // Connected again, the account goes on with it.
    const { store: next } = await crm.claim(accountId);
    await next.commit([sending(stays)]);
    await crm.reconnect(userId, accountId);
    expect(await told()).toHaveLength(2);
  });

  test('a lost answer is asked for again at its time, counted from when it was first missed', async () => {
    await wanted();
    const [view] = await due();
    await store.commit([sent(view!, 'create')]);
    await store.commit([doubted(view!, 5, FAR)]);
    expect(await due()).toEqual([]);
    const [later] = await store.due(null, 10, FAR);
    expect(later!.link).toMatchObject({ state: 'creating', intent: { type: 'create', doubtedAt: 5 } });
    await store.commit([doubted(later!, 6, FAR)]);
    expect((await store.due(null, 10, FAR))[0]!.link.intent).toMatchObject({ doubtedAt: 5 });
    await store.commit([never(later!)]);
    expect((await due())[0]!.link).toMatchObject({ state: 'new', intent: null });
  });

  test('a settled link forgets what was in doubt only when it is certain', async () => {
    const view = await linked();
    await store.commit([sent(view, 'update', { title: 'Dr' })]);
    await store.commit([settled(view, { certain: false })]);
    expect(await theLink()).toMatchObject({ outbox: [{ title: 'Dr' }] });
    await store.commit([settled(view)]);
    expect(await theLink()).toMatchObject({ outbox: [] });
  });

  test('whoever waits for anything but a refusal knows what is in doubt as before', async () => {
    const view = await linked();
    const intent = anIntent('update', { title: 'Dr' });
    await store.commit([stepOf(view, { move: { type: 'sent', intent } })]);
    await store.commit([held(view, { code: 'out-of-scope', detail: '' }, null)]);
    expect(await due()).toEqual([]);
    await crm.updateRecord(userId, view.record.id!, { title: 'Prof' });
    expect((await due())[0]!.link).toMatchObject({ intent, outbox: [{ title: 'Dr' }] });
    await store.commit([sent(view, 'remove')]);
    await store.commit([held(view, { code: 'unreadable-card', detail: '' }, null)]);
    expect(await theLink()).toMatchObject({ state: 'deleting' });
  });

  test('what is refused waits for its time or for other content', async () => {
    const view = await linked();
    await store.commit([sent(view, 'update', { title: 'Dr' })]);
    await store.commit([held(view, { code: 'refused', detail: 'no' }, FAR)]);
    expect(await due()).toEqual([]);
    expect((await store.due(null, 10, FAR))[0]!.link).toMatchObject({
      failures: 1,
      outbox: [],
      hold: { code: 'refused' },
    });
    await crm.updateRecord(userId, view.record.id!, { title: 'Prof' });
    expect(await due()).toHaveLength(1);
  });

  test('of the links that go over to another record the last agreement stays the last', async () => {
    const recordId = await wanted();
    const otherAccount = await crm.addAccount(userId, {});
    for (const [account, serial] of [
      [accountId, 2],
      [otherAccount, 1],
    ] as const) {
      const { store: its } = await crm.claim(account);
      const [book] = await its.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
      const [view] = await its.due(null, 10, Date.now());
      const base = { ...EMPTY, serial };
      const answered = written(view!, aCard('card'), book!.id);
      await its.commit([
        sent(view!, 'create'),
        { ...answered, move: { ...answered.move!, base } as Step['move'] },
      ]);
    }
    const stays = await crm.createRecord(userId, 'contact', { lastName: 'Rossi' }, false);
    await crm.mergeRecords(userId, stays, recordId);
    const { links } = await crm.look();
    expect(links.map(({ recordId: of, base }) => [of, base?.serial])).toEqual([
      [stays, 2],
      [stays, 1],
    ]);
  });

  test('a card that a creation without an answer has made is no other record’s', async () => {
    const view = await linked('card');
    const recordId = await wanted({ lastName: 'Verdi' });
    const making = (await due()).find(({ record }) => record.id === recordId)!;
    await store.commit([sent(making, 'create')]);
    await list(aCard('made', {}, { marker: making.link.marker }));
    const { id } = (await crm.look()).cards.find(({ remoteId }) => remoteId === 'made')!;
    expect(await store.commit([takenUp(view, id)])).toEqual(['passed-over']);
  });
});
