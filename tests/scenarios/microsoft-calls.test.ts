// What a sync with Microsoft costs in requests, against the least that Graph allows (docs/reference/performance.md).
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { listRuns } from '../../src/accounts/runs/list-runs.ts';
import type { Run } from '../../src/http/contract/accounts.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import type { RunRequests } from '../../src/sync/model.ts';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';

let scenario: MicrosoftScenario;
afterEach(() => scenario.close());

const PEOPLE = 410;
const MINUTE_MS = 60_000;

test('a first pull takes a request for two hundred, an unchanged run one for each folder, edits one for twenty', async () => {
  scenario = await openMicrosoftScenario({ people: { people: PEOPLE, photoPercent: 0 } });
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  const first = await scenario.sync(anna, account);
  expect(first.counts).toMatchObject({ pulled: PEOPLE, remoteTotal: PEOPLE, pending: PEOPLE });
  expect(first.requests.byKind).toEqual({ 'contacts.delta': 3, 'folders.list': 1, 'contacts.with-photo': 1 });

  await scenario.importAll(anna, account);
  await scenario.sync(anna, account);
  const unchanged = await inTurn(anna, account);
  expect(unchanged.requests).toEqual({ total: 1, byKind: { 'contacts.delta': 1 } });

  scenario.advance(5000);
  for (const { id } of scenario.phone.list().slice(0, 40)) scenario.phone.edit(id, { nickName: 'Anyone' });
  const pulled = await inTurn(anna, account);
  expect(pulled.counts).toMatchObject({ pulled: 40 });
  expect(pulled.requests.byKind).toMatchObject({ 'contacts.delta': 1 });

  const { rows } = await scenario.db.execute<{ id: string }>('select id from record order by id limit 150');
  for (const { id } of rows) await updateRecord(scenario.db, anna, { id, values: { department: 'Bridge' } });
  const pushed = await inTurn(anna, account);
  expect(pushed.counts).toMatchObject({ pushed: 150, failed: 0 });
  expect(pushed.requests.byKind).toEqual({ 'contacts.delta': 1, 'contacts.update': 8 });
  const echo = await inTurn(anna, account);
  expect(echo).toMatchObject({ counts: { updated: 0, pushed: 0 }, requests: { total: 1 } });
});

test('folders are looked for once an hour, whenever somebody waits for it, and when one is not there or nobody tells of it', async () => {
  scenario = await openMicrosoftScenario();
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  const looked = async (run: Promise<{ requests: RunRequests }>) =>
    'folders.list' in (await run).requests.byKind;
  expect(await looked(scenario.sync(anna, account))).toBe(true);
  expect(await looked(inTurn(anna, account))).toBe(false);
  expect(await looked(scenario.sync(anna, account))).toBe(true);
  scenario.advance(59 * MINUTE_MS);
  expect(await looked(inTurn(anna, account))).toBe(false);
  scenario.phone.createFolder('Clients');
  scenario.advance(2 * MINUTE_MS);
  expect(await looked(inTurn(anna, account))).toBe(true);
  expect(await names(anna, account)).toEqual(['Clients', 'Contacts']);
  // A clock that was ahead and came back.
  scenario.advance(-10 * MINUTE_MS);
  expect(await looked(inTurn(anna, account))).toBe(true);
  expect(await looked(inTurn(anna, account))).toBe(false);

  // The folder does not answer to its name: the run after it sees whether it has another, and asks no more.
  scenario.phone.removeFolder('Clients');
  expect(await looked(inTurn(anna, account))).toBe(false);
  expect(await looked(inTurn(anna, account))).toBe(true);
  expect(await looked(inTurn(anna, account))).toBe(false);

  // Told of changes, a folder of which nothing is told any more is looked for.
  scenario.deps.notificationAddress = () => 'http://127.0.0.1:1/';
  expect(await looked(inTurn(anna, account))).toBe(true);
  expect(await looked(inTurn(anna, account))).toBe(false);
  await scenario.db.execute(sql`delete from subscription`);
  expect(await looked(inTurn(anna, account))).toBe(true);
});

/** A run that nobody waits for, which is in the journal only when it found something; what it asked is counted as it asks. */
async function inTurn(actor: Actor, id: string): Promise<Pick<Run, 'counts' | 'requests'>> {
  const requests: RunRequests = { total: 0, byKind: {} };
  const { createIo } = scenario.deps;
  scenario.deps.createIo = (count, signal) =>
    createIo((kind) => {
      requests.total += 1;
      requests.byKind[kind] = (requests.byKind[kind] ?? 0) + 1;
      count(kind);
    }, signal);
  await scenario.run(id);
  scenario.deps.createIo = createIo;
  const { items } = await listRuns(scenario.db, actor, { id, limit: 1 });
  return { counts: items[0]!.counts, requests };
}

const names = async (actor: Actor, id: string) =>
  (await getAccount(scenario.db, actor, id)).books.map(({ name }) => name);
