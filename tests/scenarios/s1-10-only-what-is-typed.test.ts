// S1.10: only cards that were given a type are imported, ever; what is ignored stays out, once or for ever.
import { afterEach, expect, test } from 'vitest';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const card = (uid: string, given: string, ...more: string[]) =>
  vcard(uid, `N:Rossi;${given};;;`, `FN:${given} Rossi`, ...more);

test('what nobody typed stays in the queue, untouched, however often one imports and syncs', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('ada.vcf', card('A', 'Ada'));
  scenario.phone.put('bea.vcf', card('B', 'Bea'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const [ada] = (await scenario.queue(alice, account)).items;
  await updateQueue(scenario.db, alice, { id: account, ids: [ada!.id], set: { kind: 'lead' } });
  await importQueue(scenario.db, alice, account);
  for (let time = 0; time < 2; time += 1) await scenario.sync(alice, account);
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ imported: 1, pending: 1 });
  expect(await scenario.count('record')).toBe(1);
});

test('ignored once, a card is back as soon as it changes; ignored for ever, it is not, even where it went and came again', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('ada.vcf', card('A', 'Ada'));
  scenario.phone.put('bea.vcf', card('B', 'Bea'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  const idOf = (name: string) => items.find(({ displayName }) => displayName === name)!.id;
  const ignore = (name: string, until?: 'changed') =>
    updateQueue(scenario.db, alice, { id: account, ids: [idOf(name)], set: { state: 'ignored', until } });
  await ignore('Ada Rossi', 'changed');
  await ignore('Bea Rossi');
  const states = async () =>
    Object.fromEntries(
      (await scenario.queue(alice, account)).items.map(({ displayName, state }) => [displayName, state]),
    );

  await scenario.sync(alice, account, { full: true });
  expect(await states()).toEqual({ 'Ada Rossi': 'ignored', 'Bea Rossi': 'ignored' });
  for (const name of ['ada.vcf', 'bea.vcf'])
    scenario.phone.edit(name, (text) => text.replace('END:VCARD', 'TITLE:Buyer\r\nEND:VCARD'));
  await scenario.sync(alice, account);
  expect(await states()).toEqual({ 'Ada Rossi': 'pending', 'Bea Rossi': 'ignored' });

  await ignore('Ada Rossi', 'changed');
  const before = ['ada.vcf', 'bea.vcf'].map((name) => scenario.phone.get(name)!.vcard);
  for (const name of ['ada.vcf', 'bea.vcf']) scenario.phone.remove(name);
  await scenario.sync(alice, account);
  expect(await states()).toEqual({});
  scenario.phone.put('ada.vcf', before[0]!);
  scenario.phone.put('bea-again.vcf', before[1]!);
  await scenario.sync(alice, account);
  expect(await states()).toEqual({ 'Ada Rossi': 'ignored', 'Bea Rossi': 'ignored' });
  scenario.phone.edit('ada.vcf', (text) => text.replace('Buyer', 'Seller'));
  await scenario.sync(alice, account);
  expect(await states()).toEqual({ 'Ada Rossi': 'pending', 'Bea Rossi': 'ignored' });
});

test('an import says what became of each card, done again makes nothing, takes what failed once it can be read, and is undone whole', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('ada.vcf', card('A', 'Ada'));
  scenario.phone.put('bea.vcf', card('B', 'Bea').replace('END:VCARD\r\n', ''));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await updateQueue(scenario.db, alice, { id: account, filter: {}, set: { kind: 'contact' } });
  const { runId } = await importQueue(scenario.db, alice, account);
  await scenario.run(account);
  const states = async () =>
    Object.fromEntries(
      (await scenario.queue(alice, account)).items.map(({ displayName, state, error, loss }) => [
        displayName,
        [state, error ?? loss],
      ]),
    );
  expect(await states()).toEqual({
    'Ada Rossi': ['imported', null],
    'Bea Rossi': ['failed', expect.any(String)],
  });
  const actions = await planOfRun(scenario.db, alice, { id: runId, limit: 10 });
  expect(actions.items.map(({ recordName, outcome }) => [recordName, outcome])).toEqual([
    ['Ada Rossi', 'done'],
  ]);

  await expect(scenario.importAll(alice, account)).rejects.toMatchObject({ code: 'nothing-ready' });
  await scenario.sync(alice, account, { full: true });
  expect(await scenario.count('record')).toBe(1);
  scenario.phone.edit('bea.vcf', () => card('B', 'Bea'));
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  expect(await scenario.count('record')).toBe(2);

  expect(await undoRun(scenario.db, alice, { id: runId })).toMatchObject({ undone: 1, skipped: [] });
  expect(await states()).toEqual({ 'Ada Rossi': ['pending', null], 'Bea Rossi': ['imported', null] });
  expect(await scenario.recordNamed(alice, 'Ada Rossi')).toMatchObject({ deletedAt: expect.any(String) });
  expect(scenario.phone.get('ada.vcf')!.vcard).toBe(card('A', 'Ada'));
});
