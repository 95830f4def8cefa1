// History, trash, undo: per field, record and run, on both sides, through the same engine.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { listConflicts } from '../../src/conflicts/list-conflicts.ts';
import { resolveConflict } from '../../src/conflicts/resolve-conflict.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { listTrashedCards, restoreTrashedCard } from '../../src/plans/trashed-cards.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { mergeRecords } from '../../src/records/merge/merge-records.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import type { AccountSettings } from '../../src/sync/model.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const CARD = vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;type=CELL:348 1', 'NOTE:kept');

async function imported(settings: Partial<AccountSettings> = {}) {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', CARD);
  const account = await scenario.connect(alice, settings);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  return { alice, account, id: (await scenario.recordNamed(alice, 'Anna Bianchi')).id };
}

const mobile = async (alice: Parameters<Scenario['record']>[0], id: string) =>
  (await scenario.record(alice, id)).values.mobile;

test('undoing a run gives the record, and then the card, the value from before', async () => {
  const { alice, account, id } = await imported();
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));
  const run = await scenario.sync(alice, account);
  expect(await undoRun(scenario.db, alice, { id: run.id })).toEqual({ undone: 1, skipped: [] });
  await scenario.sync(alice, account);
  expect(await mobile(alice, id)).toBe('348 1');
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(CARD);
});

test('a card whose deletion was never answered is put back like any other that the run deleted', async () => {
  const { alice, account, id } = await imported();
  await setFlag(scenario.db, alice, { id, flagged: false });
  scenario.sandbox.faults.add({ effect: { cut: 'after' }, kind: 'delete' });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(0);
  scenario.advance(3_600_000);
  const found = await scenario.sync(alice, account);
  expect(await undoRun(scenario.db, alice, { id: found.id })).toEqual({ undone: 1, skipped: [] });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(1);
});

test('what was changed since is left alone and listed', async () => {
  const { alice, account, id } = await imported();
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));
  const run = await scenario.sync(alice, account);
  await updateRecord(scenario.db, alice, { id, values: { mobile: '347 7' } });
  expect(await undoRun(scenario.db, alice, { id: run.id })).toMatchObject({
    undone: 0,
    skipped: [{ reason: 'changed-since' }],
  });
  expect(await mobile(alice, id)).toBe('347 7');
});

test('an import is taken back: the records are gone, the cards wait again, untouched', async () => {
  const { alice, account } = await imported();
  const [run] = (
    await scenario.db.execute<{ id: string }>(sql`select run_id as id from run_action where type = 'import'`)
  ).rows;
  expect(await undoRun(scenario.db, alice, { id: run!.id })).toMatchObject({ undone: 1 });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(CARD);
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 1, ignored: 0 });
});

const importRun = async (): Promise<string> =>
  (
    await scenario.db.execute<{ id: string }>(
      sql`select run_id as id from run_action where type in ('import', 'merge') order by id limit 1`,
    )
  ).rows[0]!.id;
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(64, 7)]).toString(
  'base64',
);

test('an import is taken back whole: what its run changed later is part of it, and the picture on the card stays', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const pictured = vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', `PHOTO;ENCODING=b;TYPE=JPEG:${JPEG}`);
  scenario.phone.put('anna.vcf', pictured);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  const { id, values } = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect(values.photo ?? null).not.toBeNull();
  expect(await undoRun(scenario.db, alice, { id: await importRun() })).toMatchObject({ skipped: [] });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).deletedAt).not.toBeNull();
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(pictured);
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 1, ignored: 0 });
});

test('a picture that a run brought goes from the record and stays on the card', async () => {
  const { alice, account, id } = await imported();
  scenario.phone.edit('anna.vcf', (text) =>
    text.replace('NOTE', `PHOTO;ENCODING=b;TYPE=JPEG:${JPEG}\r\nNOTE`),
  );
  const run = await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values.photo ?? null).not.toBeNull();
  expect(await undoRun(scenario.db, alice, { id: run.id })).toMatchObject({ undone: 1 });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values.photo ?? null).toBeNull();
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain(JPEG.slice(0, 20));
});

test('a card that was edited on the phone since its import waits again; a record that was edited here stays', async () => {
  const { alice, account, id } = await imported();
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));
  await scenario.sync(alice, account);
  expect(await mobile(alice, id)).toBe('349 2');
  expect(await undoRun(scenario.db, alice, { id: await importRun() })).toMatchObject({ skipped: [] });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('349 2');
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 1, ignored: 0 });
  await scenario.close();

  const edited = await imported();
  await updateRecord(scenario.db, edited.alice, { id: edited.id, values: { title: 'Socia' } });
  const answer = await undoRun(scenario.db, edited.alice, { id: await importRun() });
  expect(answer).toMatchObject({ undone: 0, skipped: [{ reason: 'changed-since' }] });
  expect((await scenario.record(edited.alice, edited.id)).deletedAt).toBeNull();
});

test('a record that a colleague has on the phone stays, and the card of whoever imported it waits again', async () => {
  const { alice, account, id } = await imported();
  const bob = await scenario.user('Bob');
  await setFlag(scenario.db, bob, { id, flagged: true });
  const answer = await undoRun(scenario.db, alice, { id: await importRun() });
  expect(answer).toMatchObject({ undone: 0, skipped: [{ reason: 'used-by-others' }] });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).deletedAt).toBeNull();
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(CARD);
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 1, ignored: 0 });
  expect((await scenario.record(bob, id)).flagged).toBe(true);
});

/** A record of Anna without Sync mobile, into which the card of her on the phone was merged by a run. */
async function merged(values: Record<string, string> = {}) {
  scenario = await openScenario();
  const alice = await scenario.user();
  const { id } = await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: { firstName: 'Anna', lastName: 'Bianchi', ...values },
    flagged: false,
  });
  scenario.phone.put('anna.vcf', CARD);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  await updateQueue(scenario.db, alice, { id: account, ids: [items[0]!.id], set: { recordId: id } });
  await importQueue(scenario.db, alice, account);
  await scenario.sync(alice, account);
  return { alice, account, id };
}

test('a card that was merged into a record goes out of it with what it brought', async () => {
  const { alice, account, id } = await merged();
  await scenario.sync(alice, account);
  expect(await mobile(alice, id)).toBe('348 1');
  expect(await undoRun(scenario.db, alice, { id: await importRun() })).toMatchObject({ skipped: [] });
  await scenario.sync(alice, account);
  const after = await scenario.record(alice, id);
  expect([after.values.mobile ?? null, after.deletedAt, after.flagged]).toEqual([null, null, false]);
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(CARD);
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 1, ignored: 0 });
});

test('a card that was moved since its import waits again where it is now', async () => {
  const { alice, account } = await imported();
  scenario.phone.remove('anna.vcf');
  scenario.phone.put('moved.vcf', CARD);
  await scenario.sync(alice, account);
  await scenario.sync(alice, account);
  expect(await undoRun(scenario.db, alice, { id: await importRun() })).toMatchObject({ skipped: [] });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('moved.vcf')!.vcard).toBe(CARD);
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 1, ignored: 0 });
});

test('what a merged record wrote on the card stays there when that is undone, and is told', async () => {
  const { alice, account, id } = await merged({ title: 'Direttrice' });
  const values = { firstName: 'Anna', lastName: 'Bianchi', title: 'Direttrice' };
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('TITLE:Direttrice');
  const run = await importRun();
  const left = { skipped: [{ reason: 'stays-on-card' }] };
  expect(await undoRun(scenario.db, alice, { id: run })).toMatchObject({ undone: 2, ...left });
  expect(await undoRun(scenario.db, alice, { id: run })).toMatchObject({ undone: 0, ...left });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values).toEqual(values);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('TITLE:Direttrice');
});

/** Takes back what the last run wrote on the card, and nothing else. */
async function undoUpdate(alice: Parameters<Scenario['record']>[0]) {
  const { rows } = await scenario.db.execute<{ id: string; actionId: string }>(
    sql`select run_id as id, id as "actionId" from run_action where type = 'update' order by id desc limit 1`,
  );
  return undoRun(scenario.db, alice, rows[0]!);
}

test('what a record had before it met a card stays when the writing of it onto the card is taken back', async () => {
  const { alice, account, id } = await merged({ title: 'Direttrice' });
  expect(await undoUpdate(alice)).toMatchObject({ undone: 0, skipped: [{ reason: 'from-elsewhere' }] });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values.title).toBe('Direttrice');
});

test('what came with another record stays when the writing of it onto the card is taken back', async () => {
  const { alice, account, id } = await imported();
  const values = { firstName: 'Anna', lastName: 'Bianchi', title: 'Direttrice' };
  const other = await createRecord(scenario.db, alice, { kind: 'contact', values, flagged: false });
  await mergeRecords(scenario.db, alice, { id, recordId: other.id });
  await scenario.sync(alice, account);
  expect(await undoUpdate(alice)).toMatchObject({ undone: 0, skipped: [{ reason: 'from-elsewhere' }] });
  expect((await scenario.record(alice, id)).values.title).toBe('Direttrice');
});

test('what somebody typed goes from both sides when the writing of it onto the card is taken back', async () => {
  const { alice, account, id } = await imported();
  await updateRecord(scenario.db, alice, { id, values: { title: 'Direttrice' } });
  await scenario.sync(alice, account);
  expect(await undoUpdate(alice)).toEqual({ undone: 1, skipped: [] });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values.title ?? null).toBe(null);
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(CARD);
});

test('a deleted card lies in the trash and comes back whole', async () => {
  const { alice, account, id } = await imported();
  await setFlag(scenario.db, alice, { id, flagged: false });
  await scenario.sync(alice, account);
  const trash = await listTrashedCards(scenario.db, alice, { limit: 10 });
  expect(trash.items).toMatchObject([{ recordId: id, cardName: 'Anna Bianchi', restored: false }]);
  await restoreTrashedCard(scenario.db, alice, trash.items[0]!.id);
  await scenario.sync(alice, account);
  expect(scenario.phone.get(scenario.phone.list()[0]!.href)!.vcard).toContain('NOTE:kept');
  const bob = await scenario.user('Bob');
  expect((await listTrashedCards(scenario.db, bob, { limit: 10 })).items).toEqual([]);
});

test('the trash belongs to the address book: connected again, the card is listed, restored, and whole', async () => {
  const { alice, account, id } = await imported();
  await setFlag(scenario.db, alice, { id, flagged: false });
  await scenario.sync(alice, account);
  await disconnectAccount(scenario.db, alice, { id: account, cards: 'keep' });
  const again = await scenario.connect(alice);
  await scenario.sync(alice, again);
  const trash = await listTrashedCards(scenario.db, alice, { limit: 10 });
  expect(trash.items).toMatchObject([{ recordId: id, accountId: again, restored: false }]);
  expect(await restoreTrashedCard(scenario.db, alice, trash.items[0]!.id)).toMatchObject({ restored: true });
  await scenario.sync(alice, again);
  expect(scenario.phone.get(scenario.phone.list()[0]!.href)!.vcard).toContain('NOTE:kept');
  expect(scenario.phone.count()).toBe(1);
});

test('a conflict waits for a person when the account asks; each choice goes to both sides', async () => {
  for (const [choice, result] of [
    ['crm', '347 7'],
    ['book', '349 2'],
    [{ value: '340 0' }, '340 0'],
  ] as const) {
    const { alice, account, id } = await imported({ conflicts: 'ask' });
    scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));
    await updateRecord(scenario.db, alice, { id, values: { mobile: '347 7', title: 'Direttrice' } });
    await scenario.sync(alice, account);
    expect(scenario.phone.get('anna.vcf')!.vcard).toContain('349 2');
    expect(scenario.phone.get('anna.vcf')!.vcard).toContain('TITLE:Direttrice');
    const { items } = await listConflicts(scenario.db, alice, { state: 'open', limit: 10 });
    expect(items).toMatchObject([
      { field: 'mobile', crm: { value: '347 7', by: 'Alice' }, book: { value: '349 2' }, base: '348 1' },
    ]);
    await resolveConflict(scenario.db, alice, { id: items[0]!.id, values: { mobile: choice } });
    await scenario.sync(alice, account);
    expect(await mobile(alice, id)).toBe(result);
    expect(scenario.phone.get('anna.vcf')!.vcard).toContain(result);
    if (result !== '340 0') await scenario.close();
  }
});

test('"why is this not on my phone" names the reason', async () => {
  const { alice, account, id } = await imported();
  const codes = async () =>
    (await explainRecord(scenario.db, alice, id)).accounts[0]!.reasons.filter(({ ok }) => !ok).map(
      ({ code }) => code,
    );
  expect(await codes()).toEqual([]);
  scenario.phone.remove('anna.vcf');
  await scenario.sync(alice, account);
  expect(await codes()).toEqual(['deleted-on-phone', 'card-deleted']);
});
