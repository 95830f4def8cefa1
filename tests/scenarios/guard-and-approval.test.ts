// What would delete, empty or create in bulk waits for a person, through restarts, and everything else goes on.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { getRun } from '../../src/accounts/get-run.ts';
import { listRuns } from '../../src/accounts/runs/list-runs.ts';
import { approveRun, discardRun } from '../../src/plans/decide-run.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { flagRecords } from '../../src/records/flag-records.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

async function linked(cards: number) {
  scenario = await openScenario({ cards });
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  return { alice, account };
}

const uidOf = (text: string): string => text.match(/^UID:(.*?)\r?$/m)![1]!;

const flagged = async (): Promise<number> =>
  Number(
    (await scenario.db.execute<{ n: string }>(sql`select count(*) as n from flag where "on"`)).rows[0]!.n,
  );

test('cards vanishing in bulk from the phone switch nothing off before a person says so, again and again', async () => {
  const { alice, account } = await linked(40);
  for (const { href } of scenario.phone.list().slice(0, 30)) scenario.phone.remove(href);
  await scenario.sync(alice, account);
  await scenario.sync(alice, account, { full: true });
  expect(await flagged()).toBe(40);
  const { waiting, health } = await getAccount(scenario.db, alice, account);
  expect(health).toBe('waiting');
  expect(waiting).toMatchObject({ reason: 'guard', classes: { 'record-unlinks': 30 } });
  const plan = await planOfRun(scenario.db, alice, { id: waiting!.runId, limit: 50 });
  expect(plan).toMatchObject({ total: 30, untouched: 10 });
  expect(plan.items[0]).toMatchObject({ type: 'close', class: 'record-unlinks', outcome: 'held' });

  const asked = async () => (await getRun(scenario.db, alice, waiting!.runId)).asked;
  expect(await asked()).toEqual({ held: 30, approved: 0, discarded: 0, by: null });

  await approveRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect(await flagged()).toBe(10);
  const [{ name }] = (await scenario.db.execute<{ name: string }>(sql`select name from app_user`)).rows as [
    { name: string },
  ];
  expect(await asked()).toEqual({ held: 0, approved: 30, discarded: 0, by: name });
  const ended = (await listRuns(scenario.db, alice, { id: account, limit: 50 })).items.map(
    (run) => run.ended,
  );
  expect(ended.reduce((sum, n) => sum + n, 0)).toBe(30);
  expect(await scenario.count('record')).toBe(40);
  expect((await getAccount(scenario.db, alice, account)).waiting).toBeNull();
});

test('discarded, the vanished cards are put back whole', async () => {
  const { alice, account } = await linked(20);
  const before = new Map(
    scenario.phone
      .list()
      .map(({ href }) => [
        scenario.phone.get(href)!.vcard.match(/^FN:.*$/m)![0],
        scenario.phone.get(href)!.vcard,
      ]),
  );
  for (const { href } of scenario.phone.list()) scenario.phone.remove(href);
  await scenario.sync(alice, account);
  const { waiting } = await getAccount(scenario.db, alice, account);
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(20);
  const withoutUid = (text: string): string => text.replace(/^UID:.*\r?\n/m, '');
  for (const { href } of scenario.phone.list()) {
    const text = scenario.phone.get(href)!.vcard;
    expect(withoutUid(text)).toBe(withoutUid(before.get(text.match(/^FN:.*$/m)![0])!));
  }
});

test('put back, the cards are in the groups that listed them', async () => {
  scenario = await openScenario({ cards: 20 });
  const alice = await scenario.user();
  const people = scenario.phone
    .list()
    .map(({ href }) => ({ href, uid: uidOf(scenario.phone.get(href)!.vcard) }));
  const members = people.map(({ uid }) => `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:${uid}`);
  const lines = ['N:Clienti;;;;', 'FN:Clienti', 'X-ADDRESSBOOKSERVER-KIND:group', ...members];
  scenario.phone.put('group.vcf', vcard('G-1', ...lines));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  for (const { href } of people.slice(0, 15)) scenario.phone.remove(href);
  await scenario.sync(alice, account);
  const { waiting } = await getAccount(scenario.db, alice, account);
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  const there = scenario.phone.list().filter(({ href }) => !href.endsWith('group.vcf'));
  const listed = scenario.phone.get('group.vcf')!.vcard;
  expect(there).toHaveLength(20);
  expect(there.filter(({ href }) => listed.includes(uidOf(scenario.phone.get(href)!.vcard)))).toHaveLength(
    20,
  );
});

test('what its owner has put back herself is not made again when the plan is discarded', async () => {
  const { alice, account } = await linked(20);
  const before = scenario.phone.list().map(({ href }) => ({ href, text: scenario.phone.get(href)!.vcard }));
  for (const { href } of before) scenario.phone.remove(href);
  await scenario.sync(alice, account);
  const { waiting } = await getAccount(scenario.db, alice, account);
  // Some where they were, some under another name, and no run has seen them before the decision.
  for (const [index, { href, text }] of before.entries())
    scenario.phone.put(index % 2 ? href : `again-${index}.vcf`, text);
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(20);
  expect(await flagged()).toBe(20);
});

test('a bulk switch-off is held unless the person has seen its number; edits go on meanwhile', async () => {
  const { alice, account } = await linked(30);
  const preview = await flagRecords(scenario.db, alice, { filter: {}, flagged: false, preview: true });
  expect(preview).toMatchObject({ changed: 30, cards: 30 });
  expect(preview.records).toHaveLength(30);
  expect(preview.records[0]).toMatchObject({ kind: 'contact', accounts: ['iCloud'] });
  const { rows } = await scenario.db.execute<{ id: string }>(sql`select id from record order by id limit 25`);
  await flagRecords(scenario.db, alice, { ids: rows.map(({ id }) => id), flagged: false });
  const other = await scenario.db.execute<{ id: string }>(
    sql`select record_id as id from flag where "on" limit 1`,
  );
  await updateRecord(scenario.db, alice, { id: other.rows[0]!.id, values: { title: 'Direttrice' } });
  expect(await scenario.sync(alice, account)).toMatchObject({ counts: { deleted: 0, pushed: 1 } });
  expect(scenario.phone.count()).toBe(30);

  const { waiting } = await getAccount(scenario.db, alice, account);
  expect(waiting?.classes).toEqual({ 'card-deletions': 25 });
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect([scenario.phone.count(), await flagged()]).toEqual([30, 30]);

  await flagRecords(scenario.db, alice, { ids: rows.map(({ id }) => id), flagged: false, approved: true });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(5);
});

test('a few deletions every day are not held', async () => {
  const { alice, account } = await linked(30);
  for (const { href } of scenario.phone.list().slice(0, 3)) scenario.phone.remove(href);
  await scenario.sync(alice, account);
  expect(await flagged()).toBe(27);
});

test('connecting an account with records flagged already shows the plan before a card is made', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  for (const lastName of ['Rossi', 'Verdi'])
    await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName }, flagged: true });
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(0);
  const { waiting } = await getAccount(scenario.db, alice, account);
  expect(waiting).toMatchObject({ reason: 'first', classes: { 'card-creations': 2 } });
  await approveRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(2);
});
