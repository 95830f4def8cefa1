// DAViCal undoes the escaped semicolon of a name: a new card comes back in other pieces. That is its form of what was sent, and
// no edit of anybody's.
import { afterEach, expect, test } from 'vitest';
import { createRecord } from '../../src/records/create-record.ts';
import { getRecord } from '../../src/records/get-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('a name with a semicolon stays in the record as it was typed', async () => {
  scenario = await openScenario({ profile: 'davical' });
  const { db, phone } = scenario;
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const typed = { firstName: 'Anna', lastName: 'Rossi; Bianchi', phone: '02 1234567' };
  const { id } = await createRecord(db, alice, { kind: 'contact', values: typed, flagged: true });
  const valuesAfter = async (full = false) => {
    await scenario.sync(alice, account, { full });
    return (await getRecord(db, alice, id)).values;
  };
  expect(await valuesAfter()).toEqual(typed);
  const { href } = phone.list()[0]!;
  expect(phone.get(href)!.vcard).toContain('N:Rossi; Bianchi;Anna');
  expect(await valuesAfter()).toEqual(typed);
  expect(await valuesAfter(true)).toEqual(typed);

  await updateRecord(db, alice, { id, values: { phone: '02 7654321' } });
  expect(await valuesAfter()).toEqual({ ...typed, phone: '02 7654321' });
  const edited = phone.get(href)!.vcard;
  phone.put(href.split('/').at(-1)!, edited.replace('N:Rossi; Bianchi;Anna', 'N:Rossi; Verdi;Anna'));
  expect(await valuesAfter()).toMatchObject({ firstName: 'Verdi' });
});
