// A clock that was ahead and is right again: what was done since comes later all the same, whatever the two moments say.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const CARD = vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;type=CELL:348 1', 'X-OWN:kept');

const MOMENTS = [
  ['change', 'at'],
  ['run_action', 'at'],
  ['run', 'started_at'],
  ['link', 'created_at'],
  ['trash', 'created_at'],
  ['flag', 'changed_at'],
] as const;

/** All that there is was written by a clock that was three hours ahead. */
async function clockIsSetBack(): Promise<void> {
  for (const [table, column] of MOMENTS) {
    const [of, at] = [sql.identifier(table), sql.identifier(column)];
    await scenario.db.execute(sql`update ${of} set ${at} = ${at} + interval '3 hours'`);
  }
}

async function imported() {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', CARD);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  return { alice, account, id: (await scenario.recordNamed(alice, 'Anna Bianchi')).id };
}

/** A card that was merged into a record of before the clock was set back. */
async function merged() {
  scenario = await openScenario();
  const alice = await scenario.user();
  const values = { firstName: 'Anna', lastName: 'Bianchi', title: 'Direttrice' };
  const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values, flagged: false });
  await clockIsSetBack();
  scenario.phone.put('anna.vcf', CARD);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  await updateQueue(scenario.db, alice, { id: account, ids: [items[0]!.id], set: { recordId: id } });
  await importQueue(scenario.db, alice, account);
  await scenario.sync(alice, account);
  return { alice, id };
}

/** Takes back what the runs wrote on the card. */
async function undoUpdate(alice: Actor) {
  const found = await scenario.db.execute<{ id: string; actionId: string }>(
    sql`select run_id as id, id as "actionId" from run_action where type = 'update'`,
  );
  expect(found.rows).toHaveLength(1);
  return undoRun(scenario.db, alice, found.rows[0]!);
}

test('what a record had before it met a card stays, though it was typed at a later hour', async () => {
  const { alice, id } = await merged();
  expect(await undoUpdate(alice)).toMatchObject({ undone: 0, skipped: [{ reason: 'from-elsewhere' }] });
  expect((await scenario.record(alice, id)).values.title).toBe('Direttrice');
});

test('what somebody typed since goes from both sides, though the card was linked at a later hour', async () => {
  const { alice, account, id } = await imported();
  await clockIsSetBack();
  await updateRecord(scenario.db, alice, { id, values: { title: 'Direttrice' } });
  await scenario.sync(alice, account);
  expect(await undoUpdate(alice)).toEqual({ undone: 1, skipped: [] });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(CARD);
});

test('an import takes back the Sync mobile that it switched on, though it began at a later hour', async () => {
  const { alice, id } = await merged();
  await scenario.db.execute(sql`update run set started_at = started_at + interval '3 hours'`);
  const found = await scenario.db.execute<{ id: string }>(
    sql`select run_id as id from run_action where type = 'merge'`,
  );
  await undoRun(scenario.db, alice, { id: found.rows[0]!.id });
  expect((await scenario.record(alice, id)).flagged).toBe(false);
});

test('a card comes back as it was when it went last, though it went before that at a later hour', async () => {
  const { alice, account, id } = await imported();
  const flagged = async (on: boolean) => {
    await setFlag(scenario.db, alice, { id, flagged: on });
    await scenario.sync(alice, account);
  };
  await flagged(false);
  await clockIsSetBack();
  await flagged(true);
  scenario.phone.edit(scenario.phone.list()[0]!.href, (text) =>
    text.replace('X-OWN:kept', 'X-OWN:kept as well'),
  );
  await scenario.sync(alice, account);
  await flagged(false);
  await flagged(true);
  expect(scenario.phone.get(scenario.phone.list()[0]!.href)!.vcard).toContain('X-OWN:kept as well');
});
