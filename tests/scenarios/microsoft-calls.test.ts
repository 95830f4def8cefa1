// What a sync with Microsoft costs in requests, against the least that Graph allows (docs/reference/performance.md).
import { afterEach, expect, test } from 'vitest';
import { updateRecord } from '../../src/records/update-record.ts';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';

let scenario: MicrosoftScenario;
afterEach(() => scenario.close());

const PEOPLE = 410;

test('a first pull takes a request for two hundred, an unchanged run one and one for the folders, edits one for twenty', async () => {
  scenario = await openMicrosoftScenario({ people: { people: PEOPLE, photoPercent: 0 } });
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  const first = await scenario.sync(anna, account);
  expect(first.counts).toMatchObject({ pulled: PEOPLE, remoteTotal: PEOPLE, pending: PEOPLE });
  expect(first.requests.byKind).toEqual({ 'contacts.delta': 3, 'folders.list': 1, 'contacts.with-photo': 1 });

  await scenario.importAll(anna, account);
  await scenario.sync(anna, account);
  const unchanged = await scenario.sync(anna, account);
  expect(unchanged.requests).toEqual({ total: 2, byKind: { 'folders.list': 1, 'contacts.delta': 1 } });

  scenario.advance(5000);
  for (const { id } of scenario.phone.list().slice(0, 40)) scenario.phone.edit(id, { nickName: 'Anyone' });
  const pulled = await scenario.sync(anna, account);
  expect(pulled.counts).toMatchObject({ pulled: 40 });
  expect(pulled.requests.byKind).toMatchObject({ 'contacts.delta': 1 });

  const { rows } = await scenario.db.execute<{ id: string }>('select id from record order by id limit 150');
  for (const { id } of rows) await updateRecord(scenario.db, anna, { id, values: { department: 'Bridge' } });
  const pushed = await scenario.sync(anna, account);
  expect(pushed.counts).toMatchObject({ pushed: 150, failed: 0 });
  expect(pushed.requests.byKind).toEqual({ 'folders.list': 1, 'contacts.delta': 1, 'contacts.update': 8 });
  const echo = await scenario.sync(anna, account);
  expect(echo).toMatchObject({ counts: { updated: 0, pushed: 0 }, requests: { total: 2 } });
});
