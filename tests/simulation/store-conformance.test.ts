// One suite for both stores: what the simulation's memory promises is what PostgreSQL does.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Contact, emptyContact } from '../../src/contact/contact.ts';
import type { Card, Cursor, RemoteId, Version } from '../../src/providers/provider.ts';
import { creationOf } from '../../src/sync/import.ts';
import { observe } from '../../src/sync/observe.ts';
import {
  type Base,
  FenceLost,
  type Intent,
  type LinkView,
  type PageToSave,
  type SyncStore,
} from '../../src/sync/store.ts';
import { type TestDatabase, testDatabase } from '../test-database.ts';
import type { Crm } from './crm.ts';
import { createMemoryCrm } from './memory-crm.ts';
import { createPostgresCrm, emptyCrm } from './postgres-crm.ts';

const FAR = Date.UTC(2100, 0, 1);
const EMPTY: Base = { fields: {}, bound: {}, others: [] };
const JOURNAL = { type: 'update', diff: [], outcome: 'done' };

const kinds: { name: string; open(): Promise<Crm>; close(): Promise<void> }[] = [];
let database: TestDatabase | undefined;
kinds.push(
  { name: 'memory', open: async () => createMemoryCrm(Date.now), close: async () => {} },
  {
    name: 'PostgreSQL',
    async open() {
      database ??= await testDatabase();
      await emptyCrm(database.db);
      return createPostgresCrm(database.db);
    },
    close: async () => database?.drop(),
  },
);

function aCard(id: string, parts: Partial<Contact> = {}, more: Partial<Card> = {}): Card {
  const contact = { ...emptyContact(), name: { family: `Family ${id}` }, ...parts };
  const card = {
    id: id as RemoteId,
    version: '1' as Version,
    uid: `uid-${id}`,
    marker: null,
    contact,
    raw: id,
  };
  return { ...card, ...more };
}

const aPage = (parts: Partial<PageToSave> = {}): PageToSave => ({
  cards: [],
  removed: [],
  unchanged: [],
  groups: [],
  removedGroups: [],
  generation: null,
  ...parts,
});

const anIntent = (type: Intent['type'], sent = {}): Intent => ({ type, sent, at: 1 });

describe.each(kinds)('$name', ({ open, close }) => {
  let crm: Crm;
  let userId: string;
  let accountId: string;
  let store: SyncStore;
  let bookId: string;

  beforeAll(async () => {
    crm = await open();
  });
  afterAll(close);
  beforeEach(async () => {
    crm = await open();
    userId = await crm.addUser();
    accountId = await crm.addAccount(userId, {});
    ({ store } = await crm.claim(accountId));
    const [book] = await store.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
    bookId = book!.id;
  });

  const list = (...cards: Card[]) => store.savePage(bookId, aPage({ cards: cards.map(observe) }));
  const due = (): Promise<LinkView[]> => store.due(null, 100, Date.now());
  const wanted = (values = { lastName: 'Rossi' }) => crm.createRecord(userId, 'contact', values, true);
  const theLink = async () => (await crm.look()).links.at(-1)!;
  /** A record with a card that both sides agree on. */
  async function linked(id = 'card', values = { lastName: 'Rossi' }): Promise<LinkView> {
    const recordId = await wanted(values);
    const view = (await due()).find(({ record }) => record.id === recordId)!;
    await store.intend([{ view, intent: anIntent('create'), book: bookId }]);
    await store.written(view, observe(aCard(id)), bookId, EMPTY, true, JOURNAL);
    await crm.updateRecord(userId, recordId, { title: 'Dr' });
    return (await due()).find(({ record }) => record.id === recordId)!;
  }

  test('a record that is wanted has one link in each account of its user, and is due', async () => {
    const id = await wanted();
    await crm.setFlag(userId, id, true, false);
    const [view, ...others] = await due();
    expect(others).toEqual([]);
    expect(view).toMatchObject({ wanted: true, card: null, link: { state: 'new', base: null, outbox: [] } });
  });

  test('settling names the counter it saw: what is touched meanwhile stays due', async () => {
    const view = await linked();
    const settle = (touched: number) =>
      store.settle([{ linkId: view.link.id, touched, base: EMPTY, certain: true }]);
    await crm.updateRecord(userId, view.record.id, { title: 'Prof' });
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
    await second.settle([
      { linkId: there!.link.id, touched: there!.link.touched, base: null, certain: true },
    ]);
    const values = [{ field: 'title', before: 'Dr', after: 'Ing' }];
    expect(await store.pull({ view, values, base: EMPTY, conflicts: [], settled: true })).toBe('done');
    expect(await due()).toEqual([]);
    expect(await second.due(null, 10, Date.now())).toHaveLength(1);
  });

  test('a pull into a record that has changed since changes nothing', async () => {
    const view = await linked();
    await crm.updateRecord(userId, view.record.id, { title: 'Prof' });
    const before = await crm.look();
    const values = [{ field: 'title', before: 'Dr', after: 'Ing' }];
    expect(await store.pull({ view, values, base: EMPTY, conflicts: [], settled: true })).toBe('stale');
    expect(await crm.look()).toEqual(before);
  });

  test('once another run has claimed the account, nothing more is written', async () => {
    const view = await linked();
    const before = await crm.look();
    const taken = await crm.claim(accountId);
    const writes: (() => Promise<unknown>)[] = [
      () => store.books([]),
      () => store.startListing(bookId),
      () => store.savePage(bookId, aPage()),
      () => store.verify(bookId, [], ['card' as RemoteId]),
      () => store.settle([{ linkId: view.link.id, touched: 9, base: null, certain: true }]),
      () => store.pull({ view, values: [], base: EMPTY, conflicts: [], settled: true }),
      () => store.intend([{ view, intent: anIntent('remove'), book: bookId }]),
      () => store.written(view, observe(aCard('card')), bookId, EMPTY, true, JOURNAL),
      () => store.removed(view, JOURNAL),
      () => store.stale(view, observe(aCard('card'))),
      () => store.gone(view),
      () => store.withdraw(view),
      () => store.hold(view, { code: 'refused', detail: '' }, null, null),
      () => store.holdForApproval([{ view, class: 'card-deletions', action: JOURNAL }]),
      () => store.doubt(view, 1, 2),
      () => store.close(view, 'kept', { flagOff: true, trashRecord: true }),
      () => store.repoint(view, view.card!.id),
      () => store.importReady(10, () => ({ values: {}, base: EMPTY })),
    ];
    for (const write of writes) await expect(write(), String(write)).rejects.toBeInstanceOf(FenceLost);
    expect((await crm.look()).links).toEqual(before.links);
    await taken.store.withdraw(view);
  });

  test('a card belongs to one open link', async () => {
    await linked('card');
    await wanted({ lastName: 'Verdi' });
    const view = (await due()).find(({ record }) => record.values.lastName === 'Verdi')!;
    const before = (await crm.look()).links;
    await expect(store.written(view, observe(aCard('card')), bookId, EMPTY, true, JOURNAL)).rejects.toThrow();
    expect((await crm.look()).links).toEqual(before);
  });

  test('what is sent is in doubt until the answer, or until it certainly did not happen', async () => {
    const view = await linked();
    await store.intend([{ view, intent: anIntent('update', { title: 'Dr' }), book: bookId }]);
    expect(await theLink()).toMatchObject({ state: 'active', outbox: [{ title: 'Dr' }] });
    await store.stale(view, observe(aCard('card', { notes: 'theirs' }, { version: '2' as Version })));
    expect((await due())[0]).toMatchObject({ link: { intent: null, outbox: [] }, card: { version: '2' } });
    await store.intend([{ view, intent: anIntent('remove'), book: bookId }]);
    expect(await theLink()).toMatchObject({ state: 'deleting', outbox: [] });
    expect((await crm.look()).trash).toHaveLength(1);
    await store.intend([{ view: (await due())[0]!, intent: anIntent('remove'), book: bookId }]);
    expect((await crm.look()).trash).toHaveLength(1);
  });

  test('a lost answer is asked for again at its time, counted from when it was first missed', async () => {
    await wanted();
    const [view] = await due();
    await store.intend([{ view: view!, intent: anIntent('create'), book: bookId }]);
    await store.doubt(view!, 5, FAR);
    expect(await due()).toEqual([]);
    const [later] = await store.due(null, 10, FAR);
    expect(later!.link).toMatchObject({ state: 'creating', intent: { type: 'create', doubtedAt: 5 } });
    await store.doubt(later!, 6, FAR);
    expect((await store.due(null, 10, FAR))[0]!.link.intent).toMatchObject({ doubtedAt: 5 });
    await store.withdraw(later!);
    expect((await due())[0]!.link).toMatchObject({ state: 'new', intent: null });
  });

  test('a settled link forgets what was in doubt only when it is certain', async () => {
    const view = await linked();
    await store.intend([{ view, intent: anIntent('update', { title: 'Dr' }), book: bookId }]);
    const item = { linkId: view.link.id, touched: view.link.touched, base: EMPTY };
    await store.settle([{ ...item, certain: false }]);
    expect(await theLink()).toMatchObject({ outbox: [{ title: 'Dr' }] });
    await store.settle([{ ...item, certain: true }]);
    expect(await theLink()).toMatchObject({ outbox: [] });
  });

  test('what is refused waits for its time or for other content', async () => {
    const view = await linked();
    await store.intend([{ view, intent: anIntent('update', { title: 'Dr' }), book: bookId }]);
    await store.hold(view, { code: 'refused', detail: 'no' }, FAR, { ...JOURNAL, outcome: 'refused' });
    expect(await due()).toEqual([]);
    expect((await store.due(null, 10, FAR))[0]!.link).toMatchObject({
      failures: 1,
      outbox: [],
      hold: { code: 'refused' },
    });
    await crm.updateRecord(userId, view.record.id, { title: 'Prof' });
    expect(await due()).toHaveLength(1);
  });

  test('a card that is not there is missing until it is verified', async () => {
    const view = await linked();
    await store.gone(view);
    expect((await due())[0]).toMatchObject({ card: { state: 'missing' } });
    expect(await store.missing(bookId, 1)).toEqual([]);
    expect(await store.missing(bookId, FAR)).toEqual(['card']);
    await store.verify(bookId, [], ['card' as RemoteId]);
    expect((await due())[0]).toMatchObject({ card: { state: 'gone' } });
  });

  test('a full listing makes missing what no page of it showed; the cursor comes with its last page', async () => {
    await list(aCard('a'), aCard('b'), aCard('c'));
    const generation = await store.startListing(bookId);
    await store.savePage(bookId, aPage({ generation, cards: [observe(aCard('a'))] }));
    expect(await store.missing(bookId, FAR)).toEqual([]);
    await store.savePage(bookId, aPage({ generation, unchanged: ['b' as RemoteId], next: 'here' as Cursor }));
    expect(await store.missing(bookId, FAR)).toEqual(['c']);
    expect(await store.books([])).toMatchObject([{ cursor: 'here', generation }]);
    await store.verify(bookId, [observe(aCard('c'))], []);
    expect(await store.missing(bookId, FAR)).toEqual([]);
  });

  test('a missing card that is listed again makes its link due', async () => {
    const view = await linked();
    await store.gone(view);
    const [missing] = await due();
    await store.settle([
      { linkId: view.link.id, touched: missing!.link.touched, base: EMPTY, certain: false },
    ]);
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
    await store.settle([{ linkId: view.link.id, touched: view.link.touched, base: EMPTY, certain: true }]);
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
    expect(await store.totals()).toMatchObject({ remoteTotal: 1, pending: 1, linked: 0 });
  });

  test('a card whose creation is in doubt is no card for the queue', async () => {
    await wanted();
    const [view] = await due();
    await store.intend([{ view: view!, intent: anIntent('create'), book: bookId }]);
    const { marker } = view!.link;
    await list(aCard('ours', {}, { marker }));
    expect((await crm.look()).queue).toEqual([]);
    expect(await store.cardByMarker(marker)).toMatchObject({ id: 'ours', raw: 'ours' });
    expect((await due())[0]!.link.touched).toBeGreaterThan(view!.link.touched);
  });

  test('an import takes what is typed and asked for, once', async () => {
    await list(aCard('a'), aCard('b'), aCard('c', { name: {} }));
    const { cards } = await crm.look();
    for (const { id, remoteId } of cards)
      if (remoteId !== 'b') await crm.decide(userId, accountId, id, { kind: 'contact' });
    expect(await crm.importQueue(userId, accountId)).toBe(true);
    const { contact: mapping } = await crm.mappings();
    expect(await store.importReady(10, (item) => creationOf(item, mapping))).toBe(2);
    expect(await store.importReady(10, (item) => creationOf(item, mapping))).toBe(0);
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

  test('a card merged into a record takes the place of the link that waited for it', async () => {
    await list(aCard('a'));
    const id = await wanted();
    const [card] = (await crm.look()).cards;
    await crm.decide(userId, accountId, card!.id, { recordId: id });
    await crm.importQueue(userId, accountId);
    await store.importReady(10, () => ({ values: {}, base: EMPTY }));
    expect((await crm.look()).links).toMatchObject([{ state: 'active', cardId: card!.id, base: null }]);
    expect(await due()).toHaveLength(1);
    await list(aCard('b'));
    const other = (await crm.look()).cards.at(-1)!;
    expect(await crm.decide(userId, accountId, other.id, { recordId: id })).toBe(false);
  });

  test('a link that waits for a look-alike is due once that is decided', async () => {
    await list(aCard('a', { emails: [{ value: 'a@example.test', label: null }] }));
    await wanted({ lastName: 'Family a', email: 'a@example.test' } as never);
    const [view] = await due();
    expect(view!.lookalike).not.toBeNull();
    await store.hold(view!, { code: 'match-in-queue', detail: '' }, null, null);
    expect(await due()).toEqual([]);
    await crm.decide(userId, accountId, (await crm.look()).cards[0]!.id, { state: 'ignored' });
    expect((await due())[0]).toMatchObject({ lookalike: null });
  });

  test('closing undoes nothing that was asked for meanwhile', async () => {
    const view = await linked();
    await crm.setFlag(userId, view.record.id, false, false);
    const [unwanted] = await due();
    await crm.setFlag(userId, view.record.id, true, false);
    await store.close(unwanted!, 'unwanted', { flagOff: false, trashRecord: false });
    expect(await theLink()).toMatchObject({ state: 'active' });
  });

  test('a card deleted on the phone turns the flag off, keeps the card in the trash, and may take the record', async () => {
    const view = await linked();
    await store.close(view, 'card-deleted', { flagOff: true, trashRecord: true });
    const { links, flags, trash, records } = await crm.look();
    expect(links).toMatchObject([{ state: 'closed', closedReason: 'card-deleted' }]);
    expect(flags).toMatchObject([{ on: false, source: 'card-deleted' }]);
    expect(trash).toHaveLength(1);
    expect(records).toMatchObject([{ deleted: true }]);
  });

  test('a card that is let go of is in the queue, ignored', async () => {
    const view = await linked();
    await store.close(view, 'kept', { flagOff: false, trashRecord: false });
    expect((await crm.look()).queue).toMatchObject([{ state: 'ignored' }]);
  });

  test('a record wanted again while its card is deleted gets a link of its own, with the old card to start from', async () => {
    const view = await linked();
    await store.intend([{ view, intent: anIntent('remove'), book: bookId }]);
    await store.removed(view, { ...JOURNAL, type: 'remove' });
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
    expect(gone!.replacement).toBe(moved.id);
    await store.repoint(view, moved.id);
    expect((await due())[0]).toMatchObject({ card: { remoteId: 'moved' } });
    expect((await crm.look()).queue).toEqual([]);
  });

  test('a conflict that is still the same is not written down again', async () => {
    const view = await linked();
    const conflict = { field: 'title', crm: 'Dr', book: 'Ing', base: null };
    const move = (resolution: 'crm' | null) =>
      store.pull({ view, values: [], base: EMPTY, conflicts: [{ ...conflict, resolution }], settled: false });
    for (const resolution of ['crm', 'crm', null, null] as const) await move(resolution);
    expect((await crm.look()).conflicts.map(({ resolution }) => resolution)).toEqual(['crm', null]);
  });

  test('what is held waits through everything, until somebody approves it', async () => {
    const view = await linked();
    const action = { type: 'remove', diff: [], outcome: 'held' };
    await store.holdForApproval([{ view, class: 'card-deletions', action }]);
    expect(await due()).toEqual([]);
    expect(await store.guardState(Date.now())).toMatchObject({
      waiting: ['card-deletions'],
      linked: 1,
      review: null,
    });
    await store.holdForApproval([{ view, class: 'card-deletions', action }]);
    const { waiting, actions } = await crm.look();
    expect(actions.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);
    expect(await crm.approveRun(userId, waiting[0]!.id)).toBe(true);
    expect((await due())[0]!.link.hold).toMatchObject({ code: 'approved' });
    expect((await store.guardState(Date.now())).waiting).toEqual([]);
    expect(await crm.approveRun(userId, waiting[0]!.id)).toBe(false);
  });

  test('discarded deletions turn the flags on again', async () => {
    const view = await linked();
    await crm.setFlag(userId, view.record.id, false, false);
    await store.holdForApproval([
      { view: (await due())[0]!, class: 'card-deletions', action: { ...JOURNAL, type: 'remove' } },
    ]);
    await crm.discardRun(userId, (await crm.look()).waiting[0]!.id);
    expect((await due())[0]).toMatchObject({ wanted: true, link: { hold: null } });
  });

  test('the guard counts what was done without approval', async () => {
    const view = await linked();
    await store.removed(view, { type: 'remove', diff: [], outcome: 'done' });
    const approved = await linked('other', { lastName: 'Verdi' });
    approved.link = { ...approved.link, hold: { code: 'approved', detail: '' } };
    await store.removed(approved, { type: 'remove', diff: [], outcome: 'done' });
    expect((await store.guardState(Date.now())).recent['card-deletions']).toBe(1);
  });

  test('a value pulled again and again is told', async () => {
    let view = await linked();
    const diff = [{ field: 'title', before: 'Dr', after: 'Ing' }];
    for (let time = 0; time < 3; time += 1) {
      expect(await store.flipping([{ recordId: view.record.id, diff }], Date.now())).toEqual(new Map());
      await store.pull({ view, values: diff, base: EMPTY, conflicts: [], settled: false });
      await crm.updateRecord(userId, view.record.id, { title: 'Dr' });
      view = (await due())[0]!;
    }
    expect(await store.flipping([{ recordId: view.record.id, diff }], Date.now())).toEqual(
      new Map([[view.record.id, 'title']]),
    );
  });

  test('other settings take the account from the run under way, and are to be seen first', async () => {
    const view = await linked();
    await crm.updateSettings(userId, accountId, { direction: 'out' });
    await expect(store.withdraw(view)).rejects.toBeInstanceOf(FenceLost);
    const { store: next, settings } = await crm.claim(accountId);
    expect(settings.direction).toBe('out');
    expect(await next.guardState(Date.now())).toMatchObject({ review: 'settings' });
  });
});
