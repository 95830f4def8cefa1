// What a person decides while a run is on its way: the decision stands, and the run writes nothing more.
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { recordPort } from '../../../src/accounts/runs/record-port.ts';
import type { Db } from '../../../src/database/database.ts';
import { rows } from '../../../src/database/query.ts';
import { createSyncStore } from '../../../src/database/store/sync-store.ts';
import { endRuns } from '../../../src/database/tables/accounts.ts';
import { lockedLinks, moveLinks } from '../../../src/database/tables/links.ts';
import { FenceLost } from '../../../src/sync/store.ts';
import { testDatabase } from '../../test-database.ts';
import { createPostgresCrm } from './postgres-crm.ts';
import { aCard, bothStores, openFixture } from './store-fixture.ts';
import { EMPTY, sent, settled, stepOf, written } from './store-steps.ts';

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
