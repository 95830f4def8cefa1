// Connecting the same account again doubles nothing, deletes nothing and asks nothing twice.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { approveRun, discardRun } from '../../src/plans/decide-run.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('links are taken up with their common past: edits from both sides meet, no card is made twice', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put(
    'anna.vcf',
    vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;type=CELL:348 1', 'TITLE:Socia'),
  );
  const first = await scenario.connect(alice);
  await scenario.sync(alice, first);
  await scenario.importAll(alice, first);
  await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Verdi' }, flagged: true });
  await scenario.sync(alice, first);
  expect(scenario.phone.count()).toBe(2);

  await disconnectAccount(scenario.db, alice, { id: first, cards: 'keep' });
  expect(scenario.phone.count()).toBe(2);
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  await updateRecord(scenario.db, alice, { id, values: { title: 'Direttrice' } });
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));

  const second = await scenario.connect(alice);
  await scenario.sync(alice, second);
  const plan = (await scenario.db.execute<{ id: string }>(sql`select id from run where state = 'waiting'`))
    .rows;
  expect(plan.length).toBe(1);
  await approveRun(scenario.db, alice, { id: plan[0]!.id });
  await scenario.sync(alice, second);
  expect(scenario.phone.count()).toBe(2);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('Direttrice');
  expect((await scenario.record(alice, id)).values.mobile).toBe('349 2');
  expect((await scenario.queue(alice, second)).total).toBe(0);
});

test('a plan that is discarded empties nothing: what only one side has stays there until somebody changes it', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi'));
  const first = await scenario.connect(alice);
  await scenario.sync(alice, first);
  await scenario.importAll(alice, first);
  await disconnectAccount(scenario.db, alice, { id: first, cards: 'keep' });
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  await updateRecord(scenario.db, alice, { id, values: { title: 'Direttrice' } });
  scenario.phone.edit('anna.vcf', (text) => text.replace('END:VCARD', 'NOTE:Cliente\r\nEND:VCARD'));
  const second = await scenario.connect(alice);
  await scenario.sync(alice, second);
  const { waiting } = await getAccount(scenario.db, alice, second);
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, second);

  const card = () => scenario.phone.get('anna.vcf')!.vcard;
  const values = async () => (await scenario.record(alice, id)).values;
  expect((await values()).title).toBe('Direttrice');
  expect((await values()).description ?? null).toBeNull();
  expect([card().includes('Direttrice'), card().includes('NOTE:Cliente')]).toEqual([false, true]);
  const explained = await explainRecord(scenario.db, alice, id);
  expect(explained.accounts[0]!.reasons).toContainEqual(
    expect.objectContaining({ check: 'fields', ok: false, detail: 'description,title' }),
  );

  await updateRecord(scenario.db, alice, { id, values: { title: 'Presidente' } });
  scenario.phone.edit('anna.vcf', (text) => text.replace('NOTE:Cliente', 'NOTE:Cliente nuovo'));
  await scenario.sync(alice, second);
  await scenario.sync(alice, second);
  expect(card()).toContain('TITLE:Presidente');
  expect((await values()).description).toBe('Cliente nuovo');
});

test('disconnected in the middle of a creation, the card is known again by its marker and made once', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const first = await scenario.connect(alice);
  await scenario.sync(alice, first);
  const { id } = await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: { lastName: 'Verdi' },
    flagged: true,
  });
  await scenario.sync(alice, first);
  expect(scenario.phone.count()).toBe(1);
  // As if the process had died before the answer came.
  await scenario.db.execute(
    sql`update link
      set state = 'creating', card_id = null, base = null, intent = '{"type":"create","sent":{"lastName":"Verdi"},"at":1}'`,
  );
  await disconnectAccount(scenario.db, alice, { id: first, cards: 'keep' });
  await updateRecord(scenario.db, alice, { id, values: { lastName: 'Verdi Rossi' } });
  const second = await scenario.connect(alice);
  await scenario.sync(alice, second);
  const { waiting } = await getAccount(scenario.db, alice, second);
  if (waiting) await approveRun(scenario.db, alice, { id: waiting.runId });
  await scenario.sync(alice, second);
  expect(scenario.phone.count()).toBe(1);
  expect(scenario.phone.get(scenario.phone.list()[0]!.href)!.vcard).toContain('Verdi Rossi');
  expect(await scenario.count('conflict')).toBe(0);
});

test('what was ignored stays ignored when the account is connected again, and what was taken back is asked about', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  for (const name of ['Bianchi', 'Conti'])
    scenario.phone.put(`${name}.vcf`, vcard(name, `N:${name};Anna;;;`, `FN:Anna ${name}`));
  const states = async (account: string) =>
    Object.fromEntries(
      (await scenario.queue(alice, account)).items.map(({ displayName, state }) => [displayName, state]),
    );
  const ignore = async (id: string, name: string, state: 'ignored' | 'pending') => {
    const item = (await scenario.queue(alice, id)).items.find(({ displayName }) =>
      displayName.endsWith(name),
    )!;
    await updateQueue(scenario.db, alice, { id, ids: [item.id], set: { state } });
  };
  const first = await scenario.connect(alice);
  await scenario.sync(alice, first);
  await ignore(first, 'Conti', 'ignored');
  await disconnectAccount(scenario.db, alice, { id: first, cards: 'keep' });
  const second = await scenario.connect(alice);
  await scenario.sync(alice, second);
  expect(await states(second)).toEqual({ 'Anna Bianchi': 'pending', 'Anna Conti': 'ignored' });
  await ignore(second, 'Conti', 'pending');
  await disconnectAccount(scenario.db, alice, { id: second, cards: 'keep' });
  const third = await scenario.connect(alice);
  await scenario.sync(alice, third, { full: true });
  expect(await states(third)).toEqual({ 'Anna Bianchi': 'pending', 'Anna Conti': 'pending' });
});
