// Contacts merged at Google by their owner: the one that is left is followed under whichever of its former names was linked.
import { afterEach, expect, test } from 'vitest';
import { setFlag } from '../../src/records/set-flag.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

test.each(['Ada', 'Ivo'])('of two contacts that were merged into a third, %s was linked', async (linked) => {
  scenario = await openGoogleScenario();
  const anna = await scenario.user('Anna');
  const [left, ...merged] = ['Eva', 'Ada', 'Ivo'].map(
    (givenName) => scenario.phone.create({ names: [{ givenName }] }).resourceName,
  );
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  for (const name of ['Eva', 'Ada', 'Ivo']) {
    if (name === linked) continue;
    const { id } = await scenario.recordNamed(anna, name);
    await setFlag(scenario.db, anna, { id, flagged: false, keepCard: true });
  }
  await scenario.sync(anna, account);
  const { id } = await scenario.recordNamed(anna, linked);
  scenario.phone.merge(left!, ...merged);
  await scenario.sync(anna, account);
  await scenario.sync(anna, account, { full: true });
  expect((await scenario.record(anna, id)).links).toMatchObject([{ accountId: account, state: 'active' }]);
  expect(scenario.phone.count()).toBe(1);
});
