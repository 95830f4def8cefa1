// A change of direction, of who wins, or of what a deletion means shows what it asks for before anything is written;
// discarding that brings the settings back.

import { afterEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { updateAccount } from '../../src/accounts/update-account.ts';
import { approveRun, discardRun } from '../../src/plans/decide-run.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import type { AccountSettings } from '../../src/sync/model.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

/** Anna and Bruno imported, then whatever `meanwhile` does, synced under `settings`. */
async function imported(settings: Partial<AccountSettings>) {
  scenario = await openScenario();
  const alice = await scenario.user();
  for (const [uid, name] of [
    ['A-1', 'Anna'],
    ['B-2', 'Bruno'],
  ])
    scenario.phone.put(
      `${uid}.vcf`,
      vcard(uid!, `N:Bianchi;${name};;;`, `FN:${name} Bianchi`, 'TEL;type=CELL:348 1'),
    );
  const account = await scenario.connect(alice, settings);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const anna = (await scenario.recordNamed(alice, 'Anna Bianchi')).id;
  return { alice, account, anna };
}

async function change(alice: Actor, account: string, settings: Partial<AccountSettings>) {
  await updateAccount(scenario.deps, alice, { id: account, settings });
  await scenario.sync(alice, account);
  const { waiting } = await getAccount(scenario.db, alice, account);
  const plan = waiting && (await planOfRun(scenario.db, alice, { id: waiting.runId, limit: 50 }));
  return { waiting, plan };
}

const settingsOf = async (alice: Actor, account: string) =>
  (await getAccount(scenario.db, alice, account)).settings;
const cardOf = (uid: string) => scenario.phone.get(`${uid}.vcf`)!.vcard;

describe('direction', () => {
  async function outgoing() {
    const opened = await imported({ direction: 'in' });
    await updateRecord(scenario.db, opened.alice, { id: opened.anna, values: { title: 'Direttrice' } });
    await createRecord(scenario.db, opened.alice, {
      kind: 'contact',
      values: { lastName: 'Verdi' },
      flagged: true,
    });
    await scenario.sync(opened.alice, opened.account);
    return opened;
  }

  test('opened to both ways, it shows every card that would change or be made, and writes them once approved', async () => {
    const { alice, account } = await outgoing();
    const { waiting, plan } = await change(alice, account, { direction: 'both' });
    expect(waiting).toMatchObject({
      reason: 'settings',
      classes: { 'card-updates': 1, 'card-creations': 1 },
    });
    expect(plan!.items.find(({ type }) => type === 'update')).toMatchObject({
      recordName: 'Anna Bianchi',
      diff: [{ field: 'title', before: null, after: 'Direttrice' }],
    });
    expect([scenario.phone.count(), cardOf('A-1').includes('Direttrice')]).toEqual([2, false]);
    await approveRun(scenario.db, alice, { id: waiting!.runId });
    await scenario.sync(alice, account);
    expect([scenario.phone.count(), cardOf('A-1').includes('Direttrice')]).toEqual([3, true]);
    expect((await settingsOf(alice, account)).direction).toBe('both');
  });

  test('discarded, the direction is again what it was, nothing was written, and edits go on', async () => {
    const { alice, account, anna } = await outgoing();
    const { waiting } = await change(alice, account, { direction: 'both', intervalMinutes: 30 });
    scenario.phone.edit('A-1.vcf', (text) => text.replace('348 1', '349 2'));
    await scenario.sync(alice, account);
    await discardRun(scenario.db, alice, { id: waiting!.runId });
    expect(await settingsOf(alice, account)).toMatchObject({ direction: 'in', intervalMinutes: 5 });
    await scenario.sync(alice, account);
    expect([scenario.phone.count(), cardOf('A-1').includes('Direttrice')]).toEqual([2, false]);
    expect((await scenario.record(alice, anna)).values).toMatchObject({
      mobile: '349 2',
      title: 'Direttrice',
    });
    expect((await getAccount(scenario.db, alice, account)).waiting).toBeNull();
  });
});

test('several changes in a row are discarded together', async () => {
  const { alice, account, anna } = await imported({ direction: 'in' });
  await updateRecord(scenario.db, alice, { id: anna, values: { title: 'Direttrice' } });
  await scenario.sync(alice, account);
  await change(alice, account, { direction: 'both' });
  const { waiting } = await change(alice, account, { conflicts: 'book' });
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  expect(await settingsOf(alice, account)).toMatchObject({ direction: 'in', conflicts: 'crm' });
});

test('who wins: what a person was to decide is shown as what the new rule would do', async () => {
  const { alice, account, anna } = await imported({ conflicts: 'ask' });
  await updateRecord(scenario.db, alice, { id: anna, values: { mobile: '300 0' } });
  scenario.phone.edit('A-1.vcf', (text) => text.replace('348 1', '349 2'));
  await scenario.sync(alice, account);
  const { waiting, plan } = await change(alice, account, { conflicts: 'book' });
  expect(waiting).toMatchObject({ reason: 'settings', classes: { 'record-updates': 1 } });
  expect(plan!.items).toMatchObject([
    { type: 'update-record', diff: [{ field: 'mobile', before: '300 0', after: '349 2' }] },
  ]);
  expect((await scenario.record(alice, anna)).values.mobile).toBe('300 0');
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, anna)).values.mobile).toBe('300 0');
  expect(cardOf('A-1')).toContain('349 2');
  expect((await settingsOf(alice, account)).conflicts).toBe('ask');
});

test('what a deletion means: records it would switch off are shown, and approved they are', async () => {
  const { alice, account, anna } = await imported({ remoteDelete: 'ask' });
  scenario.phone.remove('A-1.vcf');
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, anna)).flagged).toBe(true);
  const { waiting, plan } = await change(alice, account, { remoteDelete: 'unlink' });
  expect(waiting).toMatchObject({ reason: 'settings', classes: { 'record-unlinks': 1 } });
  expect(plan!.items).toMatchObject([{ type: 'close', recordName: 'Anna Bianchi', outcome: 'held' }]);
  expect((await scenario.record(alice, anna)).flagged).toBe(true);
  await approveRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, anna)).flagged).toBe(false);
});

test('a change that asks for nothing waits for nobody', async () => {
  const { alice, account } = await imported({});
  const { waiting } = await change(alice, account, { conflicts: 'book' });
  expect(waiting).toBeNull();
  expect((await settingsOf(alice, account)).conflicts).toBe('book');
});

test('an account that is paused while its run goes on stays paused; resumed, it goes on', async () => {
  const { alice, account } = await imported({});
  const { deps } = scenario;
  const { createIo } = deps;
  const pause = (paused: boolean) =>
    updateAccount({ ...deps, createIo }, alice, { id: account, settings: { paused } });
  let isPaused = false;
  deps.createIo = (...options) => {
    const io = createIo(...options);
    const fetch: typeof io.fetch = async (request) => {
      if (isPaused) return io.fetch(request);
      isPaused = true;
      await pause(true);
      return io.fetch(request);
    };
    return { ...io, fetch };
  };
  expect(await scenario.sync(alice, account)).toMatchObject({ state: 'done' });
  expect(await getAccount(scenario.db, alice, account)).toMatchObject({ state: 'paused', health: 'paused' });
  await pause(false);
  expect(await scenario.sync(alice, account)).toMatchObject({ state: 'done' });
  expect(await getAccount(scenario.db, alice, account)).toMatchObject({ state: 'active' });
});
