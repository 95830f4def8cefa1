// S2.1: any user connects an account of their own; an administrator may decide otherwise for a role.
import { afterEach, expect, test } from 'vitest';
import { updateRoles } from '../../src/access/roles/update-roles.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { listAccounts } from '../../src/accounts/list-accounts.ts';
import { refusal } from '../refusal.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

const names = (given: string, family: string) => ({ names: [{ givenName: given, familyName: family }] });

test('a user without any office connects Google, and the contacts come in for them alone', async () => {
  scenario = await openGoogleScenario();
  const [anna, bruno] = [await scenario.user('Anna'), await scenario.user('Bruno')];
  scenario.phone.create(names('Lucía', 'Ruiz'));
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  expect(await scenario.recordNamed(anna, 'Lucía Ruiz')).toMatchObject({ ownerId: anna.userId });
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({
    provider: 'google',
    username: 'anna@gmail.example',
    health: 'fresh',
  });
  expect((await listAccounts(scenario.db, bruno, { limit: 50 })).items).toEqual([]);
});

test('one user has two accounts of Google beside each other', async () => {
  scenario = await openGoogleScenario();
  const anna = await scenario.user('Anna');
  const one = await scenario.connect(anna);
  const two = await scenario.connect(anna, {}, { user: 'bruno@gmail.example' });
  scenario.google.phone('bruno@gmail.example').create(names('Sole', 'Mio'));
  await scenario.sync(anna, one);
  await scenario.sync(anna, two);
  const shown = (await listAccounts(scenario.db, anna, { limit: 50 })).items;
  expect(shown.map(({ name, totals }) => [name, totals.pending])).toEqual([
    ['Google', 0],
    ['Google (bruno@gmail.example)', 1],
  ]);
});

test('a role that may not connect is told which permission it lacks, before Google is asked anything', async () => {
  scenario = await openGoogleScenario();
  const [anna, boss] = [await scenario.user('Anna'), await scenario.user('Boss', 'administrator')];
  await updateRoles(scenario.db, boss, { role: 'user', permissions: { 'accounts.connect': false } });
  await expect(refusal(scenario.connect(anna))).resolves.toMatchObject({
    code: 'not-allowed',
    fields: { permission: 'accounts.connect' },
  });
  expect(scenario.google.requests.total).toBe(0);
});
