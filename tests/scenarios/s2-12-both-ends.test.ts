// S2.12: both ends of the mapping in one place, tried with one contact before anything is saved.
import { afterEach, expect, test } from 'vitest';
import { getMapping } from '../../src/accounts/mapping/get-mapping.ts';
import { previewMapping } from '../../src/accounts/mapping/preview-mapping.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

test('one contact shows what the record and the contact would hold, and nothing is changed by looking', async () => {
  scenario = await openGoogleScenario();
  const anna = await scenario.user('Anna');
  const { resourceName } = scenario.phone.create({
    names: [{ givenName: 'Ada', familyName: 'Rossi' }],
    phoneNumbers: [
      { value: '02 1', type: 'work' },
      { value: '02 2', type: 'Reception' },
    ],
  });
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  const { id: recordId } = await scenario.recordNamed(anna, 'Ada Rossi');
  const before = scenario.phone.get(resourceName);
  const { kinds } = await getMapping(scenario.deps, anna, account);
  const { entries } = kinds.find(({ kind }) => kind === 'contact')!;
  const changed = entries.map(({ field, slot, direction }) =>
    field === 'phone' && 'wish' in slot
      ? { field, slot: { ...slot, wish: ['Reception'] }, direction }
      : { field, slot, direction },
  );
  const { subject } = await previewMapping(scenario.deps, anna, {
    id: account,
    kind: 'contact',
    entries: changed,
    recordId,
  });
  const of = (field: string) => subject!.fields.find((each) => each.field === field);
  expect(of('phone')).toMatchObject({ before: '02 1', after: '02 2' });
  expect(of('otherPhone')).toMatchObject({ before: '02 2', after: '02 1' });
  await scenario.sync(anna, account);
  expect(scenario.phone.get(resourceName)).toEqual(before);
  expect((await scenario.record(anna, recordId)).values).toMatchObject({ phone: '02 1', otherPhone: '02 2' });
});
