// S2.17: a field that gets a place fills from the cards as they were last seen; nobody saves anything again, and the
// address book is asked for nothing.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { change, preview } from './fields-of.ts';
import { kindOf, mapAsUsual, remap, syncApproving } from './mapping-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const CARDS = 12;

async function importedWithout(field: string) {
  scenario = await openScenario();
  const alice = await scenario.user();
  for (let n = 1; n <= CARDS; n += 1)
    scenario.phone.put(
      `${n}.vcf`,
      vcard(
        `B-${n}`,
        `N:Rossi;Anna${n};;;`,
        `FN:Anna${n} Rossi`,
        `BDAY:1980-03-${String(n).padStart(2, '0')}`,
      ),
    );
  const account = await scenario.connect(alice);
  await remap(scenario, alice, account, { [field]: null });
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  return { alice, account };
}

const birthdays = async () =>
  (
    await scenario.db.execute<{ day: string | null }>(
      sql`select values ->> 'birthday' as day from record order by values ->> 'firstName'`,
    )
  ).rows.map(({ day }) => day);

test('a birthday that is given its place again appears in every record, without a card being asked for or written', async () => {
  const { alice, account } = await importedWithout('birthday');
  expect(new Set(await birthdays())).toEqual(new Set([null]));
  const { leftOut } = await kindOf(scenario, alice, account);
  expect(leftOut).toContainEqual({ place: 'birthday', cards: CARDS });
  await mapAsUsual(scenario, alice, account);
  scenario.sandbox.requests.reset();
  await syncApproving(scenario, alice, account);
  expect((await birthdays()).every((day) => day?.startsWith('1980-03-'))).toBe(true);
  const { cardsServed, byMethod } = scenario.sandbox.requests;
  expect([cardsServed, byMethod.PUT ?? 0, byMethod.DELETE ?? 0]).toEqual([0, 0, 0]);
});

test('a field that is switched on fills from the cards as they were read', async () => {
  scenario = await openScenario();
  const [alice, boss] = [await scenario.user(), await scenario.user('Boss', 'administrator')];
  const switched = (active: boolean) => change(scenario, boss, 'birthday', { active });
  await switched(false);
  scenario.phone.put('1.vcf', vcard('B-1', 'N:Rossi;Anna1;;;', 'FN:Anna1 Rossi', 'BDAY:1980-03-01'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  expect(await birthdays()).toEqual([null]);
  expect(await preview(scenario, boss, 'birthday')).toMatchObject({
    fills: 1,
    sends: 0,
    asks: 0,
    accounts: 1,
  });
  scenario.sandbox.requests.reset();
  await switched(true);
  await scenario.sync(alice, account);
  expect(await birthdays()).toEqual(['1980-03-01']);
  const { cardsServed, byMethod } = scenario.sandbox.requests;
  expect([cardsServed, byMethod.PUT ?? 0]).toEqual([0, 0]);
});

test('a value somebody typed meanwhile is not overwritten: the two are a conflict', async () => {
  const { alice, account } = await importedWithout('birthday');
  await scenario.db.execute(
    sql`update record set values = values || '{"birthday": "1999-09-09"}' where values ->> 'firstName' = 'Anna1'`,
  );
  await mapAsUsual(scenario, alice, account);
  await syncApproving(scenario, alice, account);
  const conflicts = await scenario.db.execute(sql`select field, crm_value, book_value from conflict`);
  expect(conflicts.rows).toEqual([{ field: 'birthday', crm_value: '1999-09-09', book_value: '1980-03-01' }]);
});
