// A mailbox that was moved to another server, where every contact goes by another id: nothing is taken for deleted by itself.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';

let scenario: MicrosoftScenario;
afterEach(() => scenario.close());

test('all contacts under other ids: what would be let go waits for a yes, and nothing is written on either side', async () => {
  scenario = await openMicrosoftScenario({ people: { people: 30, photoPercent: 0 } });
  const { phone, microsoft, db } = scenario;
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  await scenario.sync(anna, account);
  const recordsNow = async () =>
    (await db.execute(sql`select id, version, deleted_at from record order by id`)).rows;
  const before = await recordsNow();
  expect(before).toHaveLength(30);
  scenario.advance(3_600_000);
  microsoft.migrate('anna@contoso.example');
  microsoft.requests.reset();
  await scenario.sync(anna, account);
  await scenario.sync(anna, account, { full: true });
  const { rows } = await db.execute(sql`select state, count(*)::int as n from run group by state`);
  expect(rows).toContainEqual({ state: 'waiting', n: 1 });
  expect(await recordsNow()).toEqual(before);
  const { byKind, inBatches } = microsoft.requests;
  const asked = [...Object.keys(byKind), ...Object.keys(inBatches)];
  expect(asked.filter((kind) => /create|update|delete|put/.test(kind))).toEqual([]);
  expect(phone.count()).toBe(30);
});
