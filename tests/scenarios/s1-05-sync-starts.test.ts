// S1.5: once configured, sync starts by itself, and nothing is written before a person decides.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('connecting makes the account due at once, and the first run only reads', async () => {
  scenario = await openScenario({ cards: 20 });
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  const due = await scenario.db.execute(
    sql`select 1 from account where id = ${account} and next_run_at <= now()`,
  );
  expect(due.rows.length).toBe(1);
  const run = await scenario.sync(alice, account);
  expect(run).toMatchObject({
    state: 'done',
    counts: { queued: 20, remoteTotal: 20, pending: 20, pushed: 0, created: 0, deleted: 0 },
  });
  expect(await scenario.count('record')).toBe(0);
  expect(scenario.sandbox.requests.byMethod).not.toHaveProperty('PUT');
  expect(scenario.sandbox.requests.byMethod).not.toHaveProperty('DELETE');
});
