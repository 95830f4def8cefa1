// S2.5: whoever lacks the permission is told before pressing, asks for it, and gets it from an administrator.
import { afterEach, expect, test } from 'vitest';
import { permissionsOf } from '../../src/access/permissions.ts';
import { decideRequest } from '../../src/access/requests/decide-request.ts';
import { listRequests } from '../../src/access/requests/list-requests.ts';
import { requestAccess } from '../../src/access/requests/request-access.ts';
import { updateRoles } from '../../src/access/roles/update-roles.ts';
import { syncNow } from '../../src/accounts/sync-now.ts';
import { refusal } from '../refusal.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

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
