// S1.17: nobody is doubled by any door, those who are here already are found, and what was said of two people is remembered.
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { decideMatch } from '../../src/import-queue/decide-match.ts';
import { createRecord } from '../../src/records/create-record.ts';
import {
  dismissDuplicate,
  mergeDuplicate,
  unmergeDuplicates,
} from '../../src/records/duplicates/decide-duplicate.ts';
import { deleteLeftOver } from '../../src/records/duplicates/delete-left-over.ts';
import { listDuplicates } from '../../src/records/duplicates/list-duplicates.ts';
import { flagRecords } from '../../src/records/flag-records.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
let alice: Actor;
beforeEach(async () => {
  scenario = await openScenario();
  alice = await scenario.user();
});
afterEach(() => scenario.close());

const mara = { firstName: 'Mara', lastName: 'Testi', email: 'mara@example.org' };
const put = (uid: string, ...more: string[]) =>
  scenario.phone.put(
    `${uid}.vcf`,
    vcard(uid, 'N:Testi;Mara;;;', 'FN:Mara Testi', 'EMAIL:mara@example.org', ...more),
  );
const create = (onMatch: 'create' | 'refuse' = 'create') =>
  createRecord(scenario.db, alice, { kind: 'contact', values: mara, onMatch });
const pairs = async () => (await listDuplicates(scenario.db, alice, { limit: 50 })).items;

/** Two records of one person, each with a card in the book: as they are found where nobody looked before. */
async function twice() {
  put('m-1', 'TEL:02 555001');
  put('m-2', 'X-OWN:kept to the byte');
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  await scenario.db.execute(sql`update queue_item set kind = 'contact', state = 'ready', alone = true`);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  expect([items.length, await scenario.count('record')]).toEqual([2, 2]);
  return account;
}

test('by hand: whoever is here is shown first, and nothing is made', async () => {
  const { id } = await create();
  await expect(create('refuse')).rejects.toMatchObject({ code: 'similar-record', matches: [{ id }] });
  expect(await scenario.count('record')).toBe(1);
});

test('merged, the second card stays in the queue; asked for, it is deleted, kept in the trash; the merge is taken back', async () => {
  const account = await twice();
  const [pair] = await pairs();
  expect(pair).toMatchObject({ certain: true, cards: 1, reasons: ['email'] });
  const { record, mergedId } = await mergeDuplicate(scenario.db, alice, { id: pair!.id });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(2);
  expect(await deleteLeftOver(scenario.db, alice, [mergedId], 'delete')).toEqual({ deleted: 1, left: 0 });
  await scenario.sync(alice, account);
  expect([scenario.phone.count(), await scenario.count('trash')]).toEqual([1, 1]);
  expect(await scenario.record(alice, record.id)).toMatchObject({ links: [{ state: 'active' }] });
  await unmergeDuplicates(scenario.db, alice, { ids: [mergedId] });
  expect(await scenario.record(alice, mergedId)).toMatchObject({ deletedAt: null });
});

test('said to be two, they are two in the list, and in the queue when a card waits again', async () => {
  const account = await twice();
  const [pair] = await pairs();
  await dismissDuplicate(scenario.db, alice, { id: pair!.id });
  expect(await pairs()).toEqual([]);
  await flagRecords(scenario.db, alice, {
    ids: [pair!.goes.id],
    flagged: false,
    keepCard: true,
    approved: true,
  });
  await scenario.sync(alice, account);
  const { rows } = await scenario.db.execute<{ apart: string[] }>(
    sql`select apart from card where apart <> '{}'`,
  );
  expect(rows.flatMap(({ apart }) => apart).sort()).toEqual([pair!.stays.id, pair!.goes.id].sort());
});

test('said in the queue that a card is somebody else, its record and the other are no pair', async () => {
  put('m-1');
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values: mara, flagged: true });
  await scenario.sync(alice, account);
  const { rows } = await scenario.db.execute<{ id: string }>(sql`select id from card`);
  await decideMatch(scenario.db, alice, { id, accountId: account, cardId: rows[0]!.id, decision: 'new' });
  await scenario.importAll(alice, account);
  expect(await scenario.count('record')).toBe(2);
  expect(await pairs()).toEqual([]);
});
