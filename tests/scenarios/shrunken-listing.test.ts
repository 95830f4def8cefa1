// A listing that is empty, or shows a part of what is there, proves nothing: every card that is missing from it is asked
// for by its address, and what is there after all goes on as if it had been listed.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

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

const flags = async () =>
  Number(
    (await scenario.db.execute<{ n: string }>(sql`select count(*) as n from flag where "on"`)).rows[0]!.n,
  );

test.each([0, 0.3])(
  'a listing of %f of the cards switches nothing off, holds nothing and writes nothing',
  async (listed) => {
    const { alice, account } = await linked(20);
    scenario.sandbox.faults.add({ effect: { listed }, times: 1000 });
    for (let time = 0; time < 3; time += 1)
      expect(await scenario.sync(alice, account, { full: true })).toMatchObject({
        state: 'done',
        counts: { deleted: 0, pushed: 0, updated: 0 },
      });
    const { waiting, totals } = await getAccount(scenario.db, alice, account);
    expect([await flags(), waiting, totals.linked, totals.cards]).toEqual([20, null, 20, 20]);
    expect(scenario.phone.count()).toBe(20);
  },
);

test('where the server also says of each card that it is gone, the deletions wait for a person', async () => {
  const { alice, account } = await linked(20);
  for (const { href } of scenario.phone.list()) scenario.phone.remove(href);
  for (let time = 0; time < 3; time += 1) await scenario.sync(alice, account, { full: true });
  expect(await flags()).toBe(20);
  expect((await getAccount(scenario.db, alice, account)).waiting).toMatchObject({
    reason: 'guard',
    classes: { 'record-unlinks': 20 },
  });
});
