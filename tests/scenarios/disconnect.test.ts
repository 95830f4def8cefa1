// Disconnecting shows every card with what becomes of it; what goes is removed by a run, kept in the trash, and the
// account ends only when the last of them is gone.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { planDisconnect } from '../../src/accounts/disconnect/plan-disconnect.ts';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { stayConnected } from '../../src/accounts/disconnect/stay-connected.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { getRun } from '../../src/accounts/get-run.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { approveRun, discardRun } from '../../src/plans/decide-run.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { refusal } from '../refusal.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

/** One card that was there before, imported, and `made` cards of Rubrica's. */
async function connected(made: number) {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;type=CELL:348 1'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  for (let n = 0; n < made; n += 1)
    await createRecord(scenario.db, alice, {
      kind: 'contact',
      values: { lastName: `Rossi ${n}`, email: `rossi${n}@example.org` },
      flagged: true,
    });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(made + 1);
  return { alice, account };
}

const pass = (account: string): Promise<void> =>
  runAccount(scenario.deps, account, new AbortController().signal);
const rowOf = async (account: string) =>
  (
    await scenario.db.execute<{ state: string; credentials: string | null }>(
      sql`select state, credentials from account where id = ${account}`,
    )
  ).rows[0]!;
const flagged = async () =>
  Number(
    (await scenario.db.execute<{ n: string }>(sql`select count(*) as n from flag where "on"`)).rows[0]!.n,
  );

async function removalPlan(alice: Actor, account: string): Promise<string> {
  return (await planDisconnect(scenario.db, alice, { id: account, cards: 'remove-created' })).id;
}

test('the plan names every card, those that go with their values, and nothing is done until it is approved', async () => {
  const { alice, account } = await connected(2);
  const runId = await removalPlan(alice, account);
  const plan = await planOfRun(scenario.db, alice, { id: runId, limit: 50 });
  expect(plan).toMatchObject({
    reason: 'disconnect',
    total: 3,
    classes: { 'cards-kept': 1, 'cards-removed': 2 },
  });
  const byName = new Map(plan.items.map((action) => [action.recordName, action]));
  expect(byName.get('Anna Bianchi')).toMatchObject({ type: 'keep', diff: [], outcome: 'held' });
  expect(byName.get('Rossi 0')).toMatchObject({ type: 'remove-created', class: 'cards-removed' });
  expect(byName.get('Rossi 0')!.diff).toContainEqual({ field: 'lastName', before: 'Rossi 0', after: null });

  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(3);
  await discardRun(scenario.db, alice, { id: runId });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(3);
  expect(await getAccount(scenario.db, alice, account)).toMatchObject({ state: 'active', waiting: null });
});

test('approved, a run takes out exactly those cards, what the phone said last comes in and lies in the trash, and the account ends', async () => {
  const { alice, account } = await connected(3);
  const edited = scenario.phone
    .list()
    .find(({ href }) => scenario.phone.get(href)!.vcard.includes('FN:Rossi 1'))!;
  const runId = await removalPlan(alice, account);
  await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Verdi' }, flagged: true });
  await scenario.sync(alice, account);
  scenario.phone.edit(edited.href, (text) => text.replace('FN:', 'TITLE:Socia\r\nFN:'));

  const removal = await approveRun(scenario.db, alice, { id: runId });
  expect(removal).toMatchObject({ approved: 4 });
  expect(await getAccount(scenario.db, alice, account)).toMatchObject({ leaving: { total: 3, left: 3 } });
  await pass(account);
  // Made after the plan was seen: nobody approved that it goes.
  const left = scenario.phone.list().map(({ href }) =>
    scenario.phone
      .get(href)!
      .vcard.match(/^FN:(.*)$/m)![1]!
      .trim(),
  );
  expect(left.sort()).toEqual(['Anna Bianchi', 'Verdi']);
  expect((await scenario.recordNamed(alice, 'Rossi 1')).values.title).toBe('Socia');
  expect(await rowOf(account)).toEqual({ state: 'disconnected', credentials: null });
  expect(await getRun(scenario.db, alice, removal.runId)).toMatchObject({
    state: 'done',
    counts: { deleted: 3 },
  });
  const { items } = await planOfRun(scenario.db, alice, { id: removal.runId, limit: 50 });
  expect(items.filter(({ type }) => type === 'remove')).toHaveLength(3);
  const trash = await scenario.db.execute<{ reason: string; raw: string }>(
    sql`select reason, raw from trash`,
  );
  expect(trash.rows.map(({ reason }) => reason)).toEqual(['disconnected', 'disconnected', 'disconnected']);
  expect(trash.rows.some(({ raw }) => raw.includes('TITLE:Socia'))).toBe(true);
  expect([await scenario.count('record'), await flagged()]).toEqual([5, 5]);
});

test('more cards than the guard lets go at once are not asked about again', async () => {
  const { alice, account } = await connected(14);
  await approveRun(scenario.db, alice, { id: await removalPlan(alice, account) });
  await pass(account);
  expect(scenario.phone.count()).toBe(1);
  expect((await rowOf(account)).state).toBe('disconnected');
});

test('keeping every card ends the account at once and leaves the address book as it is', async () => {
  const { alice, account } = await connected(2);
  const { id } = await planDisconnect(scenario.db, alice, { id: account, cards: 'keep' });
  expect((await planOfRun(scenario.db, alice, { id, limit: 50 })).classes).toEqual({ 'cards-kept': 3 });
  expect(await approveRun(scenario.db, alice, { id })).toMatchObject({ approved: 3, runId: id });
  expect(scenario.phone.count()).toBe(3);
  expect(await rowOf(account)).toEqual({ state: 'disconnected', credentials: null });
  expect(await getRun(scenario.db, alice, id)).toMatchObject({ state: 'done' });
});

test('what the address book refuses keeps the account connected and says so; once it lets go, the account ends', async () => {
  const { alice, account } = await connected(3);
  const fault = scenario.sandbox.faults.add({
    effect: { answer: { status: 403, body: 'This card is locked.' } },
    kind: 'delete',
    times: 1,
  });
  const answer = await disconnectAccount(scenario.db, alice, { id: account, cards: 'remove-created' });
  await pass(account);
  expect(await getRun(scenario.db, alice, answer!.runId)).toMatchObject({
    state: 'failed',
    error: { code: 'cards-not-removed' },
  });
  expect(await getAccount(scenario.db, alice, account)).toMatchObject({
    state: 'failing',
    problem: { code: 'cards-not-removed' },
    leaving: { total: 3, left: 1 },
  });
  expect((await rowOf(account)).credentials).not.toBeNull();
  fault.cancel();
  scenario.advance(60_000);
  await pass(account);
  expect(scenario.phone.count()).toBe(1);
  expect((await rowOf(account)).state).toBe('disconnected');
});

test('an address book that cannot be reached half-way is gone on with; what is left can be kept instead', async () => {
  const { alice, account } = await connected(3);
  let asked = 0;
  scenario.sandbox.faults.add({
    effect: { answer: { status: 503 } },
    kind: 'delete',
    times: 2,
    when: () => {
      asked += 1;
      return asked > 1;
    },
  });
  await disconnectAccount(scenario.db, alice, { id: account, cards: 'remove-created' });
  await pass(account);
  const { leaving, state } = await getAccount(scenario.db, alice, account);
  expect([leaving!.left > 0, state === 'failing' || state === 'active']).toEqual([true, true]);
  expect((await refusal(removalPlan(alice, account))).code).toBe('disconnect-under-way');
  scenario.advance(3_600_000);
  await pass(account);
  await pass(account);
  expect((await rowOf(account)).state).toBe('disconnected');
  expect(scenario.phone.count()).toBe(1);
});

test('called off half-way, what went is put back whole after that plan was seen', async () => {
  const { alice, account } = await connected(3);
  scenario.sandbox.faults.add({
    effect: { answer: { status: 403, body: 'This card is locked.' } },
    kind: 'delete',
    times: 1,
  });
  await disconnectAccount(scenario.db, alice, { id: account, cards: 'remove-created' });
  await pass(account);
  expect(scenario.phone.count()).toBe(2);
  expect(await stayConnected(scenario.db, alice, account)).toMatchObject({ leaving: null, state: 'active' });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(2);
  const { waiting } = await getAccount(scenario.db, alice, account);
  expect(waiting).toMatchObject({ reason: 'stayed', classes: { 'card-creations': 2 } });
  await approveRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(4);
  expect(await getAccount(scenario.db, alice, account)).toMatchObject({ state: 'active', waiting: null });
});

test('what cannot sign in removes nothing and says why; keeping the cards needs no sign-in', async () => {
  const { alice, account } = await connected(1);
  await scenario.db.execute(sql`update account set state = 'sign-in-needed' where id = ${account}`);
  const error = await refusal(
    disconnectAccount(scenario.db, alice, { id: account, cards: 'remove-created' }),
  );
  expect(error.code).toBe('sign-in-refused');
  expect(await disconnectAccount(scenario.db, alice, { id: account, cards: 'keep' })).toBeNull();
  expect(scenario.phone.count()).toBe(2);
});
