// S2.10: a label says where a value goes; which value it is, the value itself says. Relabelling is an edit, no removal.
import { afterEach, expect, test } from 'vitest';
import { updateRecord } from '../../src/records/update-record.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

async function imported(phoneNumbers: { value: string; type: string }[]) {
  scenario = await openGoogleScenario();
  const anna = await scenario.user('Anna');
  const { resourceName } = scenario.phone.create({
    names: [{ givenName: 'Ada', familyName: 'Rossi' }],
    phoneNumbers,
  });
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  const { id } = await scenario.recordNamed(anna, 'Ada Rossi');
  const phones = () =>
    scenario.phone.get(resourceName)!.phoneNumbers!.map(({ value, type }) => ({ value, type }));
  return { anna, account, id, resourceName, phones };
}

test('another label on the phone keeps the value in its field, and an edit goes back to that very value', async () => {
  const { anna, account, id, resourceName, phones } = await imported([{ value: '02 1', type: 'work' }]);
  scenario.phone.edit(resourceName, { phoneNumbers: [{ value: '02 1', type: 'Reception' }] });
  expect(await scenario.sync(anna, account)).toMatchObject({ counts: { pushed: 0, conflicts: 0 } });
  expect((await scenario.record(anna, id)).values).toMatchObject({ phone: '02 1' });
  await updateRecord(scenario.db, anna, { id, values: { phone: '02 99' } });
  await scenario.sync(anna, account);
  expect(phones()).toEqual([{ value: '02 99', type: 'Reception' }]);
});

test('two values with one label both live on; the one no field holds is shown beside the record', async () => {
  const both = [
    { value: '02 1', type: 'Reception' },
    { value: '02 2', type: 'Reception' },
  ];
  const { anna, account, id, phones } = await imported(both);
  expect((await scenario.record(anna, id)).values).toMatchObject({ otherPhone: '02 1' });
  await updateRecord(scenario.db, anna, { id, values: { otherPhone: '02 11' } });
  await scenario.sync(anna, account);
  expect(phones()).toEqual([{ value: '02 11', type: 'Reception' }, both[1]]);
  const [link] = (await scenario.record(anna, id)).links;
  expect(link!.alsoOnCard).toEqual([{ property: 'phones', label: 'Reception', value: '02 2' }]);
});
