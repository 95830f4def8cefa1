// S2.13: nobody has to click Sync now after a change: it comes by itself, and each account says when it was and will be
// checked.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('a check that finds nothing is a count and a time, and no run; one that finds something is a run', async () => {
  scenario = await openScenario({ cards: 1 });
  const alice = await scenario.user();
  const id = await scenario.connect(alice);
  await scenario.sync(alice, id);
  const before = await scenario.count('run');
  for (let check = 0; check < 3; check += 1) await scenario.run(id);
  expect(await scenario.count('run')).toBe(before);
  expect(await getAccount(scenario.db, alice, id)).toMatchObject({
    quietChecks: 3,
    run: { trigger: 'connect' },
  });

  const [card] = scenario.phone.list();
  scenario.phone.edit(card!.href, (text) => text.replace(/\r\nN:[^\r]*/, '\r\nN:Cambiata;Anna;;;'));
  await scenario.run(id);
  expect(await getAccount(scenario.db, alice, id)).toMatchObject({
    quietChecks: 3,
    run: { trigger: 'schedule', state: 'done', counts: { pulled: 1 } },
  });
});

test('a setting that somebody changes is in force at the next check', async () => {
  scenario = await openScenario({ cards: 1 });
  const alice = await scenario.user();
  const id = await scenario.connect(alice);
  await scenario.sync(alice, id);
  await scenario.run(id);
  await scenario.db.execute(
    sql`insert into provider_setting (provider, installed, enabled) values ('icloud', true, false)`,
  );
  await scenario.run(id);
  expect((await getAccount(scenario.db, alice, id)).state).toBe('paused');
  await scenario.db.execute(sql`update provider_setting set enabled = true`);
  await scenario.run(id);
  expect((await getAccount(scenario.db, alice, id)).state).toBe('active');
});

test('a finished check says when it was and when the next comes; what changes on the phone arrives with that', async () => {
  scenario = await openScenario({ cards: 1 });
  const alice = await scenario.user();
  const id = await scenario.connect(alice, { intervalMinutes: 5 });
  await scenario.sync(alice, id);
  await scenario.importAll(alice, id);
  await scenario.sync(alice, id);
  const { lastCheckedAt, nextCheckAt } = await getAccount(scenario.db, alice, id);
  const minutes = (Date.parse(nextCheckAt!) - Date.parse(lastCheckedAt!)) / 60_000;
  expect(minutes).toBeGreaterThan(4.5);
  expect(minutes).toBeLessThan(5.5);

  const [card] = scenario.phone.list();
  scenario.phone.edit(card!.href, (text) => text.replace(/\r\nN:[^\r]*/, '\r\nN:Cambiata;Anna;;;'));
  await scenario.db.execute(sql`update account set next_run_at = now() where id = ${id}`);
  await runAccount(scenario.deps, id, new AbortController().signal);
  const [row] = (
    await scenario.db.execute<{ name: string }>(sql`select "values" ->> 'lastName' as name from record`)
  ).rows;
  expect(row!.name).toBe('Cambiata');
  const trigger = await scenario.db.execute<{ trigger: string }>(
    sql`select trigger from run where account_id = ${id} order by created_at desc limit 1`,
  );
  expect(trigger.rows).toEqual([{ trigger: 'schedule' }]);
});
