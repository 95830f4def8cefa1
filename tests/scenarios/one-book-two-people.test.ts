// Two people have connected the same address book: a record that both want has one card there, and it stays while one of them
// wants it.
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { planDisconnect } from '../../src/accounts/disconnect/plan-disconnect.ts';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

/** Alice and Bob on one book, and a record that neither has on the phone. */
async function together() {
  scenario = await openScenario();
  const [alice, bob] = [await scenario.user('Alice'), await scenario.user('Bob')];
  const accounts = new Map([
    [alice, await scenario.connect(alice)],
    [bob, await scenario.connect(bob)],
  ]);
  // Of a name alone nobody can tell that a card with it is the same.
  const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Rossi' } });
  const flag = (who: Actor, flagged: boolean) => setFlag(scenario.db, who, { id, flagged });
  const sync = (who: Actor) => scenario.sync(who, accounts.get(who)!);
  const run = (who: Actor) => runAccount(scenario.deps, accounts.get(who)!, new AbortController().signal);
  return { alice, bob, id, flag, sync, run, accountOf: (who: Actor) => accounts.get(who)! };
}

test('both switch Sync mobile on: one card is made, and each has it', async () => {
  const { alice, bob, id, flag, sync } = await together();
  await flag(alice, true);
  await flag(bob, true);
  expect((await sync(alice)).counts.created).toBe(1);
  expect((await sync(bob)).counts.created).toBe(0);
  expect(scenario.phone.count()).toBe(1);
  for (const who of [alice, bob])
    expect((await scenario.record(who, id)).links).toMatchObject([{ state: 'active' }]);
  expect(await sync(alice)).toMatchObject({ counts: { pushed: 0, updated: 0 } });
  expect(await sync(bob)).toMatchObject({ counts: { pushed: 0, updated: 0 } });
});

test('at the very same moment as well', async () => {
  const { alice, bob, flag, sync, run } = await together();
  await flag(alice, true);
  await flag(bob, true);
  await Promise.all([run(alice), run(bob)]);
  scenario.advance(60_000);
  await sync(alice);
  await sync(bob);
  expect(scenario.phone.count()).toBe(1);
});

test('switched off by one of them, the card stays for the other; by both, it goes', async () => {
  const { alice, bob, id, flag, sync } = await together();
  await flag(alice, true);
  await flag(bob, true);
  await sync(alice);
  await sync(bob);
  await flag(alice, false);
  await sync(alice);
  await sync(bob);
  expect(scenario.phone.count()).toBe(1);
  expect(await scenario.record(bob, id)).toMatchObject({ flagged: true, links: [{ state: 'active' }] });
  const [account] = (await explainRecord(scenario.db, alice, id)).accounts;
  expect(account).toMatchObject({ onPhone: false });
  await flag(bob, false);
  await sync(bob);
  await sync(alice);
  expect(scenario.phone.count()).toBe(0);
});

test('whoever disconnects with the cards that were made leaves those that the other wants', async () => {
  const { alice, bob, id, flag, sync, accountOf } = await together();
  const hers = { kind: 'contact', values: { lastName: 'Verdi' }, flagged: true } as const;
  await createRecord(scenario.db, alice, hers);
  await flag(alice, true);
  await flag(bob, true);
  await sync(alice);
  await sync(bob);
  expect(scenario.phone.count()).toBe(2);
  const input = { id: accountOf(alice), cards: 'remove-created' } as const;
  const plan = await planDisconnect(scenario.db, alice, input);
  expect((await planOfRun(scenario.db, alice, { id: plan.id, limit: 50 })).classes).toMatchObject({
    'cards-removed': 1,
    'cards-kept': 1,
  });
  await disconnectAccount(scenario.db, alice, input);
  await runAccount(scenario.deps, accountOf(alice), new AbortController().signal);
  await sync(bob);
  expect(scenario.phone.count()).toBe(1);
  expect(await scenario.record(bob, id)).toMatchObject({ links: [{ state: 'active' }] });
});
