// What a person decides while a run is on its way: the decision stands, and the run writes nothing more.
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { recordPort } from '../../../src/accounts/runs/record-port.ts';
import type { Db } from '../../../src/database/database.ts';
import { rows } from '../../../src/database/query.ts';
import { createSyncStore } from '../../../src/database/store/sync-store.ts';
import { endRuns } from '../../../src/database/tables/accounts.ts';
import { lockedLinks, moveLinks } from '../../../src/database/tables/links.ts';
import type { Card, RemoteId, Version } from '../../../src/providers/provider.ts';
import type { Base } from '../../../src/sync/link/link.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import { observe } from '../../../src/sync/look/observe.ts';
import { FenceLost, type Step } from '../../../src/sync/store.ts';
import { testDatabase } from '../../test-database.ts';
import { createPostgresCrm } from './postgres-crm.ts';
import { aCard, aPage, bothStores, importing, openFixture } from './store-fixture.ts';
import { anIntent, EMPTY, removed, sent, settled, stepOf, takenUp, written } from './store-steps.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  afterAll(close);

  /** A card that a colleague's account has as well, of the same record. */
  const sharedCard = async () => {
    const fixture = await openFixture(open);
    const { crm, accountId, linked } = fixture;
    const { record } = await linked();
    const colleague = await crm.addUser();
    const beside = await crm.addAccount(colleague, {}, undefined, accountId);
    const { store: theirs } = await crm.claim(beside);
    const [book] = await theirs.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
    await theirs.savePage(book!.id, aPage({ cards: [observe(aCard('card'))] }));
    await crm.setFlag(colleague, record.id!, true, false);
    const [other] = await theirs.due(null, 10, Date.now());
    const from = { base: null, outbox: [], intent: null, createdByUs: false };
    const cardId = other!.beside[0]!.cardId!;
    await theirs.commit([stepOf(other!, { move: { type: 'taken-up', cardId, from } })]);
    return { ...fixture, record, colleague, theirs, book: book!, other: other! };
  };

  test('a conflict that is settled while another field of the card is being written stays settled', async () => {
    const { crm, userId, accountId, store, bookId, linked, theLink } = await openFixture(open);
    const view = await linked();
    const conflict = { field: 'mobile', crm: '1', book: '2', base: null, resolution: null };
    await store.commit([stepOf(view, { move: { type: 'agreed', base: EMPTY }, conflicts: [conflict] })]);
    await store.commit([sent(view, 'update', { title: 'Dr' })]);
    const [waiting] = (await crm.look()).conflicts;
    expect(await crm.resolveConflict(userId, waiting!.id, 'crm')).toBe(true);

    const answered = store.commit([written(view, aCard('card'), bookId)]);
    await expect(answered).rejects.toThrow(FenceLost);
    expect((await theLink()).base!.fields.mobile).toEqual({ local: '2', remote: '2' });
    const { store: next } = await crm.claim(accountId);
    const [due] = await next.due(null, 10, Date.now());
    expect([due!.link.id, due!.contested]).toEqual([view.link.id, []]);
  });

  test('what a colleague on the same address book has of a record is known before a card is made, and in the same moment', async () => {
    const { crm, accountId, due, store, list, wanted, bookId } = await openFixture(open);
    const recordId = await wanted();
    const colleague = await crm.addUser();
    const beside = await crm.addAccount(colleague, {}, undefined, accountId);
    const { store: theirs } = await crm.claim(beside);
    const [book] = await theirs.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
    await crm.setFlag(colleague, recordId, true, false);
    const [[mine], [other]] = [await due(), await theirs.due(null, 10, Date.now())];
    expect([mine!.beside, other!.beside]).toEqual([[], []]);
    const make = (view: LinkView): Step => ({ ...sent(view, 'create'), beside: view.beside });
    expect(await theirs.commit([make(other!)])).toEqual(['done']);
    expect(await store.commit([make(mine!)])).toEqual(['passed-over']);

    const seen = async () => {
      const [view] = await due();
      return view!.beside;
    };
    const linkId = other!.link.id;
    const unseen = { linkId, wanted: true, cardId: null, isUnseen: true };
    expect(await seen()).toMatchObject([{ ...unseen, state: 'creating' }]);
    await theirs.commit([written(other!, aCard('card'), book!.id)]);
    expect(await seen()).toMatchObject([{ ...unseen, state: 'active' }]);
    await list(aCard('card'));
    const { id: cardId } = (await crm.look()).cards.find((card) => card.accountId === accountId)!;
    const known = { state: 'active', wanted: true, cardId, isUnseen: false, isAlike: true, base: EMPTY };
    expect(await seen()).toEqual([{ linkId, ...known, intent: null, outbox: [] }]);

    const [view] = await due();
    const takes: Step = { ...takenUp(view!, cardId), beside: view!.beside };
    await crm.setFlag(colleague, recordId, false, false);
    const [unwanted] = await theirs.due(null, 10, Date.now());
    expect(unwanted!.beside).toEqual([]);
    const remove: Step = { ...sent(unwanted!, 'remove'), beside: unwanted!.beside };
    expect(await store.commit([takes])).toEqual(['passed-over']);
    expect(await store.commit([{ ...takes, beside: await seen() }])).toEqual(['done']);
    await store.commit([written(view!, aCard('card'), bookId)]);
    expect(await theirs.commit([remove])).toEqual(['passed-over']);
    const [again] = await theirs.due(null, 10, Date.now());
    expect(again!.beside).toMatchObject([{ state: 'active', wanted: true, cardId: again!.card!.id }]);
  });

  test('a card that a colleague has left in the address book, and that it does not show here yet, is known by its names', async () => {
    const { crm, userId, accountId, linked } = await openFixture(open);
    const { record } = await linked();
    const never = await crm.createRecord(userId, 'contact', { lastName: 'Verdi' }, true);
    await crm.reconnect(userId, accountId);
    const colleague = await crm.addUser();
    const beside = await crm.addAccount(colleague, {}, undefined, accountId);
    const { store: theirs } = await crm.claim(beside);
    const [book] = await theirs.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
    for (const id of [record.id!, never]) await crm.setFlag(colleague, id, true, false);
    const seen = async (id: string) =>
      (await theirs.due(null, 10, Date.now())).find((view) => view.record.id === id)!;
    const left = { state: 'closed', wanted: false, cardId: null };
    expect(await seen(record.id!)).toMatchObject({
      unseen: [{ remoteId: 'card', uid: 'uid-card' }],
      beside: [{ ...left, isUnseen: true }],
    });
    // Of one that had no card there is none to be waited for.
    expect(await seen(never)).toMatchObject({ unseen: [], beside: [{ ...left, isUnseen: false }] });
    await theirs.savePage(book!.id, aPage({ cards: [observe(aCard('card'))] }));
    const { id: cardId } = (await crm.look()).cards[0]!;
    expect(await seen(record.id!)).toMatchObject({
      unseen: [],
      beside: [{ ...left, cardId, isUnseen: false }],
    });
  });

  test('what a colleague has sent, and agrees on since, is known, and nothing that was decided before it is agreed on', async () => {
    const { theirs, book, other, due, store, bookId } = await sharedCard();

    const [early] = await due();
    const settles = (view: LinkView): Step => ({ ...settled(view), beside: view.beside });
    const intent = { ...anIntent('update', { title: 'Dr' }), serial: 1 };
    expect(await theirs.commit([stepOf(other!, { move: { type: 'sent', intent } })])).toEqual(['done']);
    expect(await store.commit([settles(early!)])).toEqual(['passed-over']);
    const [sending] = await due();
    expect(sending!.beside).toMatchObject([{ isAlike: true, base: null, intent, outbox: [{ title: 'Dr' }] }]);

    const changed = aCard('card', { organization: { title: 'Dr' } }, { version: '2' as Version });
    const answer = written(other!, changed, book!.id);
    const base = { ...EMPTY, serial: 2, agreedAt: 5 };
    await theirs.commit([{ ...answer, move: { type: 'answered', base, seen: null } }]);
    expect(await store.commit([settles(sending!)])).toEqual(['passed-over']);
    const [behind] = await due();
    expect(behind!.beside).toMatchObject([{ isAlike: false, base, intent: null, outbox: [] }]);
    await store.savePage(bookId, aPage({ cards: [observe(changed)] }));
    const [last] = await due();
    expect(last!.beside).toMatchObject([{ isAlike: true }]);
    expect(await store.commit([settles(last!)])).toEqual(['done']);
  });

  test('an answer that comes after a later agreement of a colleague is not agreed on; the card is as it was seen', async () => {
    const { crm, colleague, theirs, record, other, due, store, bookId } = await sharedCard();

    const agree = (more: Partial<Base>) =>
      theirs.commit([stepOf(other!, { move: { type: 'agreed', base: { ...EMPTY, ...more } } })]);
    const answer = (view: LinkView, title: string, version: string): Step => ({
      ...written(view, aCard('card', { organization: { title } }, { version: version as Version }), bookId),
      move: { type: 'answered', base: { ...EMPTY, serial: 5 }, seen: null },
      beside: view.beside,
    });
    const write = async (serial: number) => {
      const [view] = await due();
      const intent = { ...anIntent('update', { title: 'Dr' }), serial };
      await store.commit([stepOf(view!, { move: { type: 'sent', intent } })]);
      return view!;
    };
    const ours = async () => {
      const [{ link, card }] = (await due()) as [LinkView];
      return [link.intent !== null, link.base?.serial, card!.contact.organization.title];
    };
    await agree({ serial: 4 });
    const late = await write(5);
    await agree({ serial: 4, said: { times: 1, before: {} } });
    expect(await store.commit([answer(late, 'Dr', '2')])).toEqual(['passed-over']);
    expect(await ours()).toEqual([true, undefined, 'Dr']);
    // Who wants the record besides says nothing of the card.
    const next = await write(5);
    await crm.setFlag(colleague, record.id!, false, false);
    expect(await store.commit([answer(next, 'Ing', '3')])).toEqual(['done']);
    expect(await ours()).toEqual([false, 5, 'Ing']);
  });

  test('a card is not imported into a record that a colleague has on another card of the address book', async () => {
    const { crm, accountId, linked } = await openFixture(open);
    const { record } = await linked();
    const colleague = await crm.addUser();
    const beside = await crm.addAccount(colleague, {}, undefined, accountId);
    const { store: theirs } = await crm.claim(beside);
    const [book] = await theirs.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
    await theirs.savePage(book!.id, aPage({ cards: [observe(aCard('other')), observe(aCard('card'))] }));
    const imported = async (remoteId: string) => {
      const { id } = (await crm.look()).cards.find(
        (card) => card.accountId === beside && card.remoteId === remoteId,
      )!;
      await crm.decide(colleague, beside, id, { recordId: record.id! });
      await crm.importQueue(colleague, beside);
      await theirs.importReady(
        10,
        importing(() => ({ values: {}, base: EMPTY, due: false })),
      );
      return (await crm.look()).queue.find(({ cardId }) => cardId === id);
    };
    expect(await imported('other')).toMatchObject({ state: 'failed' });
    expect(await imported('card')).toMatchObject({ state: 'imported' });
  });

  test('a card like a record that a colleague has on another card of the address book is suggested as a second one, and that card as the record', async () => {
    const { crm, userId, accountId, due, store, bookId } = await openFixture(open);
    const luca = {
      name: { given: 'Luca', family: 'Ferri' },
      emails: [{ label: null, value: 'l@example.org' }],
    };
    const values = { firstName: 'Luca', lastName: 'Ferri', email: 'l@example.org' };
    const recordId = await crm.createRecord(userId, 'contact', values, true);
    const [view] = await due();
    await store.commit([sent(view!, 'create')]);
    const colleague = await crm.addUser();
    const beside = await crm.addAccount(colleague, {}, undefined, accountId);
    const { store: theirs } = await crm.claim(beside);
    const [book] = await theirs.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
    const listed = (...cards: Card[]) => theirs.savePage(book!.id, aPage({ cards: cards.map(observe) }));
    await listed(aCard('other', luca));
    const suggested = async () => {
      await crm.useSuggestions(colleague, beside);
      const { cards, queue } = await crm.look();
      const remoteId = (id: string) => cards.find((card) => card.id === id)!.remoteId;
      return queue
        .filter((item) => item.accountId === beside)
        .map((item) => [remoteId(item.cardId), item.state, item.recordId ?? null])
        .sort();
    };
    expect(await suggested()).toEqual([['other', 'pending', null]]);
    await store.commit([written(view!, aCard('card', luca), bookId)]);
    await listed(aCard('card', luca));
    expect(await suggested()).toEqual([
      ['card', 'ready', recordId],
      ['other', 'pending', null],
    ]);
  });

  test('a card that was deleted for a colleague on the same address book is gone by no hand of the owner', async () => {
    const { crm, accountId, linked, due, store, bookId } = await openFixture(open);
    const { record, link } = await linked();
    const colleague = await crm.addUser();
    const beside = await crm.addAccount(colleague, {}, undefined, accountId);
    const { store: theirs } = await crm.claim(beside);
    const [book] = await theirs.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
    await crm.setFlag(colleague, record.id!, true, false);
    const [wanted] = await theirs.due(null, 10, Date.now());
    await theirs.commit([sent(wanted!, 'create'), written(wanted!, aCard('card'), book!.id)]);

    const isSeen = async () => {
      await store.savePage(bookId, aPage({ removed: ['card' as RemoteId] }));
      await store.commit([stepOf(wanted!, { linkId: link.id, cardIs: 'gone' })]);
      return (await due()).map(({ card, removedByColleague }) => [card?.state, removedByColleague]);
    };
    expect(await isSeen()).toEqual([['gone', false]]);
    await crm.setFlag(colleague, record.id!, false, false);
    const [unwanted] = await theirs.due(null, 10, Date.now());
    await theirs.commit([sent(unwanted!, 'remove')]);
    expect(await isSeen()).toEqual([['gone', true]]);
    await theirs.commit([removed(unwanted!)]);
    expect(await isSeen()).toEqual([['gone', true]]);
  });
});

test('a run that waits for a link while somebody ends it does not write what it decided before', async () => {
  const database = await testDatabase();
  try {
    const { db } = database;
    const { linked, accountId, userId } = await openFixture(async () => createPostgresCrm(db));
    const view = await linked();
    const [{ fence }] = (await rows<{ fence: number }>(
      db,
      sql`select fence::float8 as fence from account where id = ${accountId}`,
    )) as [{ fence: number }];
    const store = createSyncStore(db, { accountId, userId, runId: view.link.id, fence }, recordPort);
    const isWaiting = async (): Promise<boolean> =>
      (
        await rows(
          db,
          sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).length > 0;
    const agreed = { ...EMPTY, fields: { mobile: { local: '2', remote: '2' } } };
    let settling: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await lockedLinks(tx as Db, [view.link.id]);
      settling = store.commit([settled(view)]).catch((error: unknown) => error);
      while (!(await isWaiting()));
      await endRuns(tx as Db, [accountId]);
      await moveLinks(tx as Db, [view.link.id], { type: 'agreed', base: agreed });
    });
    expect(await settling).toBeInstanceOf(FenceLost);
    const [link] = await db.transaction((tx) => lockedLinks(tx as Db, [view.link.id]));
    expect(link!.base).toEqual(agreed);
  } finally {
    await database.drop();
  }
});
