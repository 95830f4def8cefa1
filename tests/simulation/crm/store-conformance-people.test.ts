// What a person decides while a run is on its way: the decision stands, and the run writes nothing more.
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { recordPort } from '../../../src/accounts/runs/record-port.ts';
import type { Db } from '../../../src/database/database.ts';
import { rows } from '../../../src/database/query.ts';
import { createSyncStore } from '../../../src/database/store/sync-store.ts';
import { endRuns } from '../../../src/database/tables/accounts.ts';
import { lockedLinks, moveLinks } from '../../../src/database/tables/links.ts';
import { observe } from '../../../src/sync/observe.ts';
import { FenceLost } from '../../../src/sync/store.ts';
import { testDatabase } from '../../test-database.ts';
import { createPostgresCrm } from './postgres-crm.ts';
import { aCard, anIntent, bothStores, EMPTY, JOURNAL, openFixture } from './store-fixture.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  afterAll(close);

  test('a conflict that is settled while another field of the card is being written stays settled', async () => {
    const { crm, userId, accountId, store, bookId, linked, theLink } = await openFixture(open);
    const view = await linked();
    const conflict = { field: 'mobile', crm: '1', book: '2', base: null, resolution: null };
    await store.pull({ view, values: [], base: EMPTY, conflicts: [conflict], settled: false });
    await store.intend([{ view, intent: anIntent('update', { title: 'Dr' }), book: bookId }]);
    const [waiting] = (await crm.look()).conflicts;
    expect(await crm.resolveConflict(userId, waiting!.id, 'crm')).toBe(true);

    const answered = store.written(view, observe(aCard('card')), bookId, EMPTY, true, JOURNAL);
    await expect(answered).rejects.toThrow(FenceLost);
    expect((await theLink()).base!.fields.mobile).toEqual({ local: '2', remote: '2' });
    const { store: next } = await crm.claim(accountId);
    const [due] = await next.due(null, 10, Date.now());
    expect([due!.link.id, due!.contested]).toEqual([view.link.id, []]);
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
    let settled: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await lockedLinks(tx as Db, [view.link.id]);
      settled = store
        .settle([{ linkId: view.link.id, touched: view.link.touched, base: EMPTY, certain: true }])
        .catch((error) => error);
      while (!(await isWaiting()));
      await endRuns(tx as Db, [accountId]);
      await moveLinks(tx as Db, [view.link.id], { type: 'agreed', base: agreed });
    });
    expect(await settled).toBeInstanceOf(FenceLost);
    const [link] = await db.transaction((tx) => lockedLinks(tx as Db, [view.link.id]));
    expect(link!.base).toEqual(agreed);
  } finally {
    await database.drop();
  }
});
