// S2.7: what an explanation would say beforehand, the product shows of one's own data: a plan before the first write.
import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { previewScope } from '../../src/accounts/groups/preview-scope.ts';
import { approveRun } from '../../src/plans/decide-run.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

test('connecting an account writes nothing before its person has seen every contact that would be made', async () => {
  scenario = await openGoogleScenario();
  const anna = await scenario.user('Anna');
  for (const lastName of ['Bianchi', 'Verdi']) {
    const { id } = await createRecord(scenario.db, anna, {
      kind: 'contact',
      values: { firstName: 'Ada', lastName, phone: '02 1' },
    });
    await setFlag(scenario.db, anna, { id, flagged: true });
  }
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  expect(scenario.phone.count()).toBe(0);
  const { waiting } = await getAccount(scenario.db, anna, account);
  expect(waiting).toMatchObject({ reason: 'first', classes: { 'card-creations': 2 } });
  const { items } = await planOfRun(scenario.db, anna, { id: waiting!.runId, limit: 10 });
  expect(items.map(({ type, recordName }) => `${type} ${recordName}`).sort()).toEqual([
    'create Ada Bianchi',
    'create Ada Verdi',
  ]);
  expect(items[0]!.diff).toContainEqual({ field: 'phone', before: null, after: '02 1' });
  await approveRun(scenario.db, anna, { id: waiting!.runId });
  await scenario.sync(anna, account);
  expect(
    scenario.phone
      .list()
      .map(({ names }) => names![0]!.familyName)
      .sort(),
  ).toEqual(['Bianchi', 'Verdi']);
});

test('a choice of labels tells what it takes in and leaves out before it is saved', async () => {
  scenario = await openGoogleScenario();
  const anna = await scenario.user('Anna');
  const { resourceName } = scenario.phone.createGroup('Clients');
  scenario.phone.create({ names: [{ givenName: 'Ada' }] }, ['Clients']);
  scenario.phone.create({ names: [{ givenName: 'Ivo' }] });
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  const scope = { mode: 'groups' as const, include: [resourceName], exclude: [] };
  expect(await previewScope(scenario.db, anna, { id: account, scope })).toMatchObject({
    cards: 2,
    inScope: 1,
    leaving: 1,
    linkedLeaving: 0,
  });
});
