// S2.3: Sync now stands beside the lists of records, and checks all of a person's accounts at once, nobody else's.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { listAccounts } from '../../src/accounts/list-accounts.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { syncNow } from '../../src/accounts/sync-now.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('one press checks every account of the person, and the edits on both phones arrive', async () => {
  scenario = await openScenario({ cards: 3 });
  const [alice, bob] = [await scenario.user('Alice'), await scenario.user('Bob')];
  const hers = [await scenario.connect(alice), await scenario.connect(alice, {}, 'icloud', 'bob')];
  const his = await scenario.connect(bob);
  for (const id of [...hers, his]) await scenario.sync(id === his ? bob : alice, id);
  await scenario.db.execute(sql`update account set next_run_at = now() + interval '5 minutes'`);

  const { items } = await listAccounts(scenario.db, alice, { limit: 50 });
  expect(items.map(({ id }) => id).sort()).toEqual([...hers].sort());
  for (const { id } of items) await syncNow(scenario.db, alice, { id, full: false });
  const due = await scenario.db.execute<{ id: string }>(
    sql`select id from account where next_run_at <= now()`,
  );
  expect(due.rows.map(({ id }) => id).sort()).toEqual([...hers].sort());

  for (const [user, id] of [
    ['alice', hers[0]],
    ['bob', hers[1]],
  ] as const) {
    const text = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      `UID:new-${user}`,
      'N:Nuova;Nina;;;',
      'FN:Nina Nuova',
      'END:VCARD',
      '',
    ];
    scenario.sandbox.book(user).put(`new-${user}.vcf`, text.join('\r\n'));
    await runAccount(scenario.deps, id!, new AbortController().signal);
    const { items: queue } = await scenario.queue(alice, id!);
    expect(queue.map(({ displayName }) => displayName)).toContain('Nina Nuova');
  }
});

test('pressed again while it waits, the runs are shared', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const id = await scenario.connect(alice);
  const runs = new Set<string>();
  for (let press = 0; press < 5; press++)
    runs.add((await syncNow(scenario.db, alice, { id, full: false })).runId);
  expect(runs.size).toBe(1);
});
