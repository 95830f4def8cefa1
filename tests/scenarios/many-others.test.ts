// What one person does costs what it concerns: no page and no run reads from end to end what all others have.
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { listAccounts } from '../../src/accounts/list-accounts.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { claimNext, findLeft } from '../../src/accounts/runs/claim.ts';
import { listRuns } from '../../src/accounts/runs/list-runs.ts';
import { countAttention } from '../../src/conflicts/count-attention.ts';
import { listConflicts } from '../../src/conflicts/list-conflicts.ts';
import { compareCards } from '../../src/database/store/likeness.ts';
import { failedFileImports } from '../../src/files/imports/failed-imports.ts';
import { countFacets } from '../../src/import-queue/count-facets.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { listQueue } from '../../src/import-queue/list-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { listTrashedCards } from '../../src/plans/trashed-cards.ts';
import { listBirthdays } from '../../src/records/birthdays.ts';
import { editRecords } from '../../src/records/bulk/edit-records.ts';
import { undoEdit } from '../../src/records/bulk/undo-edit.ts';
import { listDuplicates } from '../../src/records/duplicates/list-duplicates.ts';
import { listSimilar } from '../../src/records/duplicates/similar-records.ts';
import { flagRecords } from '../../src/records/flag-records.ts';
import { lastChanges } from '../../src/records/history/last-changes.ts';
import { listChanges } from '../../src/records/history/list-changes.ts';
import { listRecords } from '../../src/records/list-records.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { largeDatabase } from './large-database.ts';
import { openScenario } from './open-scenario.ts';

const database = await largeDatabase();
const scenario = await openScenario({ cards: { cards: 300, groups: 3 } }, async () => database);
afterAll(() => scenario.close());

test('an account is connected, pulled, imported, edited on both sides and left, and its pages are looked at', async () => {
  const { db, phone } = scenario;
  const alice = await scenario.user();
  database.record();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await compareCards(db);
  const filters = [
    {},
    { hasMatch: true },
    { isAlike: true },
    { isSecond: false },
    { suggestedKind: 'lead' },
  ] as const;
  for (const filter of filters) {
    await listQueue(db, alice, { id: account, limit: 50, ...filter });
    await countFacets(db, alice, { id: account, ...filter });
  }
  await updateQueue(db, alice, { id: account, filter: { state: 'pending' }, set: { kind: 'contact' } });
  await importQueue(db, alice, account);
  for (const _ of ['imports', 'has nothing to do'])
    expect(await scenario.sync(alice, account)).toMatchObject({ state: 'done', error: null });
  const { items } = await listRecords(db, alice, { kind: 'contact', owner: 'me', sort: 'name', limit: 50 });
  const { id } = items[0]!;
  for (const q of ['rossi', 'anna rossi', '333'])
    await listRecords(db, alice, { kind: 'contact', q, sort: '-updatedAt', limit: 50 });
  await updateRecord(db, alice, { id, values: { title: 'Head of Sales' } });
  const ids = items.map((one) => one.id);
  const edited = await editRecords(db, alice, { ids, set: { values: { title: 'Buyer' } }, limit: 10 });
  await editRecords(db, alice, { ids, set: { values: { title: 'Buyer' } }, limit: 10, under: edited.id! });
  await undoEdit(db, alice, edited.id!, { limit: 10 });
  await scenario.sync(alice, account);
  phone.edit(phone.list()[0]!.href, (card) => card.replace('END:VCARD', 'NOTE:Met in Turin\r\nEND:VCARD'));
  await scenario.sync(alice, account);
  await listAccounts(db, alice, { limit: 50 });
  await listRuns(db, alice, { id: account, limit: 50 });
  await listConflicts(db, alice, { state: 'open', limit: 50 });
  await countAttention(db, alice);
  await listBirthdays(db, '2026-12-24');
  await lastChanges(db, alice);
  await failedFileImports(db, alice);
  await listTrashedCards(db, alice, { limit: 50 });
  await listChanges(db, alice, { id, limit: 50 });
  await explainRecord(db, alice, id);
  await listSimilar(db, id);
  await listDuplicates(db, alice, { limit: 50 });
  await flagRecords(db, alice, { ids: items.map((one) => one.id), flagged: false });
  await scenario.sync(alice, account);
  await disconnectAccount(db, alice, { id: account, cards: 'keep' });
  expect(await database.readings()).toEqual([]);
});

// No index knows what holds two letters: going through all of the one of search costs more than the records do.
test('two letters are looked for in the records, no further than many of them are found', async () => {
  const alice = await scenario.user();
  database.record();
  await listRecords(scenario.db, alice, { kind: 'contact', q: 'ro', sort: '-updatedAt', limit: 50 });
  const [one, ...others] = await database.readings();
  expect([one?.tables, others]).toEqual([['record'], []]);
  expect(one!.statement).toMatch(/strpos\(.*\) > 0\) limit \$\d+\)/);
});

test('a look at an account with nothing to do writes that it was taken and what came of it', async () => {
  const bob = await scenario.user('Bob');
  const account = await scenario.connect(bob);
  for (let run = 0; run < 2; run += 1) await scenario.sync(bob, account);
  await scenario.db.execute(sql`update account set next_run_at = now() where id = ${account}`);
  database.record();
  await runAccount(scenario.deps, account, new AbortController().signal);
  const asked = database.recorded();
  expect(
    asked.flatMap((text) => /\b(?:insert into|update|delete from) (\w+)/.exec(text)?.[1] ?? []).sort(),
  ).toEqual(['account', 'account']);
  expect(asked.length).toBe(3);
});

test('whose turn it is, and what was left behind, is found without looking at everybody', async () => {
  database.record();
  await findLeft(scenario.db);
  expect(await claimNext(scenario.db, { healthy: true, known: true, exceptUsers: [] })).toBeNull();
  expect(await database.readings()).toEqual([]);
});
