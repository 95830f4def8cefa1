// What a sync with Google costs in calls, against the least that the People API allows (docs/reference/performance.md).
import { afterEach, expect, test } from 'vitest';
import { updateRecord } from '../../src/records/update-record.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

const PEOPLE = 1050;

test('a first pull takes a call per thousand, an unchanged run one, edits one batch per set of fields', async () => {
  scenario = await openGoogleScenario({ people: { people: PEOPLE } });
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  const first = await scenario.sync(anna, account);
  expect(first.counts).toMatchObject({ pulled: PEOPLE, remoteTotal: PEOPLE, pending: PEOPLE });
  expect(first.requests.byKind).toEqual({ 'people.connections.list': 2, 'contactGroups.list': 1 });

  await scenario.importAll(anna, account);
  await scenario.sync(anna, account);
  const unchanged = await scenario.sync(anna, account);
  expect(unchanged.requests).toEqual({ total: 1, byKind: { 'people.connections.list': 1 } });

  for (const { resourceName } of scenario.phone.list().slice(0, 40))
    scenario.phone.edit(resourceName, { nicknames: [{ value: 'Anyone' }] });
  const pulled = await scenario.sync(anna, account);
  expect(pulled.requests).toEqual({ total: 1, byKind: { 'people.connections.list': 1 } });

  const { rows } = await scenario.db.execute<{ id: string }>('select id from record order by id limit 150');
  for (const { id } of rows)
    await updateRecord(scenario.db, anna, { id, values: { otherPhone: '+39 06 555' } });
  const pushed = await scenario.sync(anna, account);
  expect(pushed.counts).toMatchObject({ pushed: 150, failed: 0 });
  // 150 people with one set of changed fields: one batch of at most 200, and no read before it.
  expect(pushed.requests.byKind).toEqual({ 'people.connections.list': 1, 'people.batchUpdateContacts': 1 });
  const echo = await scenario.sync(anna, account);
  expect(echo).toMatchObject({ counts: { updated: 0, pushed: 0 }, requests: { total: 1 } });
});
