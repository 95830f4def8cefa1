// S1.3: the account’s data are entered, tried, and each way of being wrong has its own sentence.
import { afterEach, expect, test } from 'vitest';
import { testAccount } from '../../src/accounts/test-account.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('trying a connection tells what is there and writes nothing on either side', async () => {
  scenario = await openScenario({ cards: { cards: 12, groups: 2 } });
  const alice = await scenario.user();
  const found = await testAccount(scenario.deps, alice, {
    provider: 'icloud',
    username: 'alice',
    password: 's3cret',
  });
  expect(found).toMatchObject({ connectedAs: null, books: [{ readOnly: false }] });
  expect(found.cards).toBeGreaterThanOrEqual(12);
  expect(found.groups.length).toBe(2);
  expect(await scenario.count('account')).toBe(0);
  expect(scenario.sandbox.requests.byMethod.PUT ?? 0).toBe(0);
});

test('a wrong password, a wrong address and something that is no address book are told apart', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const url = scenario.sandbox.url;
  const attempt = (input: object) =>
    testAccount(scenario.deps, alice, {
      provider: 'carddav',
      username: 'alice',
      password: 's3cret',
      url,
      ...input,
    });
  await expect(attempt({ password: 'wrong' })).rejects.toMatchObject({ code: 'sign-in-refused' });
  await expect(attempt({ url: 'https://127.0.0.1:59999' })).rejects.toMatchObject({
    code: 'book-unreachable',
  });
  scenario.sandbox.faults.signInPage(20);
  await expect(attempt({})).rejects.toMatchObject({ code: 'not-carddav' });
});

test('the same account is not connected twice', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  await scenario.connect(alice);
  await expect(scenario.connect(alice)).rejects.toMatchObject({ code: 'account-connected' });
});
