// S2.13: nobody has to click Sync now after a change: it comes by itself, and each account says when it was and will be
// checked.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

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
