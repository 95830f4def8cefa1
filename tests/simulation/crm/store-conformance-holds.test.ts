// One suite for both stores, continued: what waits for a person, and what the guard decides by.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { FenceLost, type Journal } from '../../../src/sync/store.ts';
import { anIntent, bothStores, EMPTY, type Fixture, JOURNAL, openFixture } from './store-fixture.ts';

describe.each(bothStores())('$name', ({ open, close }) => {
  let { crm, userId, accountId, store, bookId, due, linked } = {} as Fixture;
  beforeEach(async () => {
    ({ crm, userId, accountId, store, bookId, due, linked } = await openFixture(open));
  });
  afterAll(async () => {
    await close();
  });

  test('what is held waits through everything, until somebody approves it', async () => {
    const view = await linked();
    const action: Journal = { type: 'remove', diff: [], outcome: 'held' };
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

  test('what is asked for no more waits no more', async () => {
    const view = await linked();
    const action: Journal = { type: 'remove', diff: [], outcome: 'held' };
    await store.holdForApproval([{ view, class: 'card-deletions', action }]);
    await store.release([view.link.id]);
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
        await run.settle([
          { linkId: view!.link.id, touched: view!.link.touched, base: EMPTY, certain: true },
        ]);
      await run.endReview();
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
    await store.holdForApproval([{ view, class: 'record-blanking', action }]);
    const { waiting } = await crm.look();
    await crm.updateRecord(userId, view.record.id, { title: 'Prof' });
    expect(await crm.discardRun(userId, waiting[0]!.id)).toBe(false);
    const [again] = await due();
    await store.holdForApproval([{ view: again!, class: 'record-blanking', action }]);
    expect(await crm.discardRun(userId, waiting[0]!.id)).toBe(true);
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

  test('the guard counts what was sent and has no answer yet', async () => {
    const view = await linked();
    await store.intend([{ view, intent: anIntent('remove'), book: bookId }]);
    expect((await store.guardState(Date.now())).recent).toMatchObject({
      'card-creations': 0,
      'card-deletions': 1,
    });
    await store.removed(view, { type: 'remove', diff: [], outcome: 'done' });
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
