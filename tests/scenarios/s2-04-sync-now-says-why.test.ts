// S2.4: what goes wrong with Sync now is said in words, with what it means and the way out.
import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { syncNow } from '../../src/accounts/sync-now.ts';
import { refusal } from '../refusal.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('a password that no longer works is told on the account with meaning and way out, and Sync now says the same', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const id = await scenario.connect(alice);
  await scenario.sync(alice, id);
  scenario.sandbox.setPassword('alice', 'another');
  await scenario.sync(alice, id);
  const account = await getAccount(scenario.db, alice, id);
  expect(account).toMatchObject({
    state: 'sign-in-needed',
    problem: { code: 'sign-in-refused', title: expect.any(String), action: expect.any(String) },
  });
  await expect(refusal(syncNow(scenario.db, alice, { id, full: false }))).resolves.toMatchObject({
    code: 'sign-in-refused',
  });
});
