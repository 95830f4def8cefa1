// S2.4, S2.5: what goes wrong with Sync now is said in words with the way out; whoever lacks the permission is told, asks
// for it, and gets it from an administrator.
import { afterEach, expect, test } from 'vitest';
import { permissionsOf } from '../../src/access/permissions.ts';
import { decideRequest } from '../../src/access/requests/decide-request.ts';
import { listRequests } from '../../src/access/requests/list-requests.ts';
import { requestAccess } from '../../src/access/requests/request-access.ts';
import { updateRoles } from '../../src/access/roles/update-roles.ts';
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

test('without the permission nothing is started; one request and one approval later it is', async () => {
  scenario = await openScenario({ cards: 2 });
  const { db } = scenario;
  const [alice, boss] = [await scenario.user('Alice'), await scenario.user('Boss', 'administrator')];
  const id = await scenario.connect(alice);
  await updateRoles(db, boss, { role: 'user', permissions: { 'sync.run': false } });
  // Told beforehand: the interface asks this before it shows the button.
  expect(await permissionsOf(db, alice)).not.toContain('sync.run');
  const requests = scenario.sandbox.requests.total;
  await expect(refusal(syncNow(db, alice, { id, full: false }))).resolves.toMatchObject({
    code: 'not-allowed',
    fields: { permission: 'sync.run' },
  });
  expect(scenario.sandbox.requests.total).toBe(requests);

  const asked = await requestAccess(db, alice, 'sync.run');
  expect((await listRequests(db, boss, { state: 'open', limit: 10 })).items).toMatchObject([
    { id: asked.id, userName: 'Alice', permission: 'sync.run' },
  ]);
  await decideRequest(db, boss, { id: asked.id, state: 'approved' });
  await syncNow(db, alice, { id, full: false });
  expect(await scenario.sync(alice, id)).toMatchObject({ state: 'done', counts: { queued: 2 } });
});
