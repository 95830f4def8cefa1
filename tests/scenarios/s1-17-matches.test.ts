// S1.17: nobody is doubled by any door, those who are here already are found, and what was said of two people is remembered.
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { decideMatch } from '../../src/import-queue/decide-match.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
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

test('by e-mail, by number however it is written, by name and company: each with its reasons, and merged by its suggestion', async () => {
  const here = async (firstName: string, values: Record<string, string>) =>
    (
      await createRecord(scenario.db, alice, {
        kind: 'contact',
        values: { firstName, lastName: 'Testi', ...values },
      })
    ).id;
  const ids = {
    Mail: await here('Mail', { email: 'Testi.M@Example.org' }),
    Numero: await here('Numero', { mobile: '+39 348 1234567' }),
    Ditta: await here('Ditta', { companyName: 'Acme S.p.A.' }),
  };
  await here('Altra', { phone: '02 999' });
  const say = (name: string, ...lines: string[]) =>
    scenario.phone.put(`${name}.vcf`, vcard(name, `N:Testi;${name};;;`, `FN:${name} Testi`, ...lines));
  say('Mail', 'EMAIL:testi.m@example.org');
  say('Numero', 'TEL:0039 348 123 45 67');
  say('Ditta', 'ORG:ACME');
  say('Nuova', 'EMAIL:nuova@example.org');
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  const best = Object.fromEntries(
    items.map(({ displayName, matches: [match] }) => [
      displayName.split(' ')[0],
      match ? [match.recordId, match.score, match.reasons] : null,
    ]),
  );
  expect(best).toEqual({
    Mail: [ids.Mail, 0.94, ['email']],
    Numero: [ids.Numero, 0.9, ['phone']],
    Ditta: [ids.Ditta, 0.8, ['name']],
    Nuova: null,
  });
  await updateQueue(scenario.db, alice, { id: account, filter: {}, set: { suggested: true } });
  await importQueue(scenario.db, alice, account);
  await scenario.run(account);
  expect(await scenario.count('record')).toBe(5);
  for (const id of Object.values(ids))
    expect(await scenario.record(alice, id)).toMatchObject({ flagged: true, links: [{ state: 'active' }] });
});
