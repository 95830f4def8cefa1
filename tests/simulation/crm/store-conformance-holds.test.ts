// One suite for both stores, continued: what waits for a person, and what the guard decides by.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { FenceLost, type Journal } from '../../../src/sync/store.ts';
import { bothStores, type Fixture, openFixture } from './store-fixture.ts';
import { awaiting, EMPTY, JOURNAL, never, pulled, removed, sent, settled, stepOf } from './store-steps.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  let { crm, userId, accountId, store, due, linked } = {} as Fixture;
  beforeEach(async () => {
    ({ crm, userId, accountId, store, due, linked } = await openFixture(open));
  });
  afterAll(async () => {
    await close();
  });

  test('what is held waits through everything, until somebody approves it', async () => {
    const view = await linked();
    const action: Journal = { type: 'remove', diff: [], outcome: 'held' };
    await store.commit([awaiting(view, 'card-deletions', action)]);
    expect(await due()).toEqual([]);
    expect(await store.guardState(Date.now())).toMatchObject({
      waiting: ['card-deletions'],
      linked: 1,
      review: null,
    });
    await store.commit([awaiting(view, 'card-deletions', action)]);
    const { waiting, actions } = await crm.look();
    expect(actions.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);
    expect(await crm.approveRun(userId, waiting[0]!.id)).toBe(true);
    expect((await due())[0]!.link.hold).toMatchObject({ code: 'approved' });
    expect((await store.guardState(Date.now())).waiting).toEqual([]);
    expect(await crm.approveRun(userId, waiting[0]!.id)).toBe(false);
  });

  test('what is asked for no more waits no more', async () => {
    const view = await linked();
    const action: Journal = { type: 'remove', diff: [], outcome: 'held' };
    await store.commit([awaiting(view, 'card-deletions', action)]);
    await store.commit([stepOf(view, { move: { type: 'unasked' }, release: true })]);
    const { waiting, actions, links } = await crm.look();
    expect(waiting).toEqual([]);
    expect(actions.filter(({ outcome }) => outcome === 'held')).toEqual([]);
    expect(links[0]!.hold).toBeNull();
    expect((await store.guardState(Date.now())).waiting).toEqual([]);
  });

  test('a change of settings is under review until everything is planned and nothing of it waits', async () => {
    await linked();
    await crm.updateSettings(userId, accountId, { conflicts: 'book' });
    const planned = async (settle: boolean): Promise<string | null> => {
      const { store: run, review } = await crm.claim(accountId);
      const [view] = await run.due(null, 10, Date.now());
      if (settle)
        await run.commit([settled(view!, { base: EMPTY, seen: view!.link.touched, certain: true })]);
      await run.finish({ review: true, count: false });
      return review;
    };
    expect(await planned(false)).toBe('settings');
    expect(await planned(true)).toBe('settings');
    expect((await crm.claim(accountId)).review).toBeNull();
  });

  test('values are discarded only as they were planned', async () => {
    const view = await linked();
    const diff = [{ field: 'title', before: 'Dr', after: null }];
    const action: Journal = { type: 'update-record', diff, outcome: 'held' };
    await store.commit([awaiting(view, 'record-blanking', action)]);
    const { waiting } = await crm.look();
    await crm.updateRecord(userId, view.record.id!, { title: 'Prof' });
    expect(await crm.discardRun(userId, waiting[0]!.id)).toBe(false);
    const [again] = await due();
    await store.commit([awaiting(again!, 'record-blanking', action)]);
    expect(await crm.discardRun(userId, waiting[0]!.id)).toBe(true);
  });

  test('discarded deletions turn the flags on again', async () => {
    const view = await linked();
    await crm.setFlag(userId, view.record.id!, false, false);
    await store.commit([awaiting((await due())[0]!, 'card-deletions', { ...JOURNAL, type: 'remove' })]);
    await crm.discardRun(userId, (await crm.look()).waiting[0]!.id);
    expect((await due())[0]).toMatchObject({ wanted: true, link: { hold: null } });
  });

  test('discarded deletions of records that are in the trash leave their cards', async () => {
    const view = await linked();
    await crm.deleteRecord(userId, view.record.id!);
    await store.commit([awaiting((await due())[0]!, 'card-deletions', { ...JOURNAL, type: 'remove' })]);
    await crm.discardRun(userId, (await crm.look()).waiting[0]!.id);
    expect((await due())[0]).toMatchObject({ wanted: false, link: { hold: null, keepCard: true } });
  });

  test('discarded creations leave the cards that their records have elsewhere', async () => {
    const view = await linked();
    const elsewhere = await crm.addAccount(userId, {});
    const { store: other } = await crm.claim(elsewhere);
    const [creation] = await other.due(null, 100, Date.now());
    await other.commit([awaiting(creation!, 'card-creations', { ...JOURNAL, type: 'create' })]);
    await crm.discardRun(userId, (await crm.look()).waiting[0]!.id);
    expect((await due())[0]).toMatchObject({ wanted: false, link: { id: view.link.id, keepCard: true } });
    expect((await other.due(null, 100, Date.now()))[0]).toMatchObject({
      wanted: false,
      link: { hold: null },
    });
  });

  test('the guard counts what was done without approval', async () => {
    const view = await linked();
    await store.commit([removed(view)]);
    const approved = await linked('other', { lastName: 'Verdi' });
    await store.commit([removed(approved, { approved: true })]);
    expect((await store.guardState(Date.now())).recent['card-deletions']).toBe(1);
  });

  test('the guard counts what was sent and has no answer yet', async () => {
    const view = await linked();
    await store.commit([sent(view, 'remove')]);
    expect((await store.guardState(Date.now())).recent).toMatchObject({
      'card-creations': 0,
      'card-deletions': 1,
    });
    await store.commit([removed(view)]);
    expect((await store.guardState(Date.now())).recent['card-deletions']).toBe(1);
  });

  test('a value pulled again and again is told', async () => {
    let view = await linked();
    const diff = [{ field: 'title', before: 'Dr', after: 'Ing' }];
    for (let time = 0; time < 3; time += 1) {
      expect(view.flips).toEqual([]);
      await store.commit([pulled(view, diff, false)]);
      await crm.updateRecord(userId, view.record.id!, { title: 'Dr' });
      view = (await due())[0]!;
    }
    expect(view.flips).toEqual([{ field: 'title', value: 'Ing' }]);
  });

  test('other settings take the account from the run under way, and are to be seen first', async () => {
    const view = await linked();
    await crm.updateSettings(userId, accountId, { direction: 'out' });
    await expect(store.commit([never(view)])).rejects.toBeInstanceOf(FenceLost);
    const { store: next, settings } = await crm.claim(accountId);
    expect(settings.direction).toBe('out');
    expect(await next.guardState(Date.now())).toMatchObject({ review: 'settings' });
  });
});
