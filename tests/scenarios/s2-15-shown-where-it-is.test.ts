// S2.15: what a video would show, the product says where one looks: which values have no field, whose the switch is, and what it will
// do; nothing happens before it is thrown.
import { afterEach, expect, test } from 'vitest';
import { change, preview } from './fields-of.ts';
import { kindOf } from './mapping-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('from a birthday that is nowhere to the switch that shows it', async () => {
  scenario = await openScenario();
  const [alice, boss] = [await scenario.user(), await scenario.user('Boss', 'administrator')];
  await change(scenario, boss, 'birthday', { active: false });
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'BDAY:1980-03-01'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);

  // Whose cards they are sees that something has no field, on the account and on the record.
  expect((await kindOf(scenario, alice, account)).leftOut).toContainEqual({ place: 'birthday', cards: 1 });
  const anna = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect(anna.values.birthday).toBeUndefined();
  expect(anna.links.flatMap(({ alsoOnCard }) => alsoOnCard)).toContainEqual(
    expect.objectContaining({ property: 'birthday' }),
  );

  // It is not theirs to switch, and says whose it is.
  await expect(change(scenario, alice, 'birthday', { active: true })).rejects.toMatchObject({
    code: 'not-allowed',
  });

  // Whose it is sees what it will do, and it does that.
  const before = scenario.phone.get('anna.vcf')!.vcard;
  expect(await preview(scenario, boss, 'birthday')).toMatchObject({ fills: 1, sends: 0, asks: 0 });
  expect((await scenario.record(alice, anna.id)).values.birthday).toBeUndefined();
  await change(scenario, boss, 'birthday', { active: true });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, anna.id)).values.birthday).toBe('1980-03-01');
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(before);
});
