// What a person decides while a run is on its way: the decision stands, and the run writes nothing more.
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { recordPort } from '../../../src/accounts/runs/record-port.ts';
import type { Db } from '../../../src/database/database.ts';
import { rows } from '../../../src/database/query.ts';
import { createSyncStore } from '../../../src/database/store/sync-store.ts';
import { endRuns } from '../../../src/database/tables/accounts.ts';
import { lockedLinks, moveLinks } from '../../../src/database/tables/links.ts';
import type { RemoteId } from '../../../src/providers/provider.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import { FenceLost, type Step } from '../../../src/sync/store.ts';
import { testDatabase } from '../../test-database.ts';
import { createPostgresCrm } from './postgres-crm.ts';
import { aCard, aPage, bothStores, openFixture } from './store-fixture.ts';
import { EMPTY, removed, sent, settled, stepOf, takenUp, written } from './store-steps.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  afterAll(close);

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
    expect(await seen()).toEqual([
      { linkId, state: 'active', wanted: true, cardId, isUnseen: false, base: EMPTY },
    ]);

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
