// A second card of somebody who has one in the address book: deleted there by a run, and back again, untouched, on demand.
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { deleteSecondCards } from '../../src/import-queue/delete-second-cards.ts';
import { approveRun, discardRun } from '../../src/plans/decide-run.ts';
import { listHeld } from '../../src/plans/held-cards.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { listTrashedCards, restoreTrashedCard } from '../../src/plans/trashed-cards.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { mergeRecords } from '../../src/records/merge/merge-records.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
let alice: Actor;
beforeEach(async () => {
  scenario = await openScenario();
  alice = await scenario.user();
});
afterEach(() => scenario.close());

const SECOND = vcard(
  'ada-2',
  'N:Neri;Ada;;;',
  'FN:Ada Neri',
  'EMAIL:ada@example.com',
  'TEL;TYPE=HOME:02 5551000',
  'X-OWN:kept to the byte',
);

const person = (uid: string, name: string, ...more: string[]): void => {
  const [given, family] = name.split(' ');
  scenario.phone.put(`${uid}.vcf`, vcard(uid, `N:${family};${given};;;`, `FN:${name}`, ...more));
};
const hrefs = () => scenario.phone.list().map(({ href }) => href.split('/').at(-1));
const texts = () => scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard);
const pending = async (account: string) =>
  (await scenario.queue(alice, account)).items.filter(({ state }) => state === 'pending');
const trashed = async () => (await listTrashedCards(scenario.db, alice, { limit: 100 })).items;
const remove = (account: string, ids: string[]) =>
  deleteSecondCards(scenario.db, alice, { id: account, ids });

/** Ada has a card and a record; her second card waits. */
async function ada(settings = {}) {
  person('ada-1', 'Ada Neri', 'EMAIL:ada@example.com');
  const account = await scenario.connect(alice, settings);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  scenario.phone.put('ada-2.vcf', SECOND);
  await scenario.sync(alice, account);
  const [second] = await pending(account);
  return { account, second: second!, record: await scenario.recordNamed(alice, 'Ada Neri') };
}

test('while the person’s own card is not there, the other may be that very card: it is not deleted', async () => {
  const { account, second } = await ada();
  for (const state of ['gone', 'missing']) {
    await scenario.db.execute(sql`update card set state = ${state} where uid = 'ada-1'`);
    await expect(remove(account, [second.id])).rejects.toMatchObject({ code: 'no-second-card' });
  }
  await scenario.db.execute(sql`update card set state = 'live' where uid = 'ada-1'`);
  expect(await remove(account, [second.id])).toMatchObject({ deleted: 1, left: 0 });
});

test('a run deletes it, keeps it in the trash, and leaves the person’s own card and record alone', async () => {
  const { account, second, record } = await ada();
  expect(second.suggestion).toMatchObject({
    reason: 'second-card',
    other: { displayName: 'Ada Neri', recordId: record.id },
  });
  const { runId, ...outcome } = await remove(account, [second.id]);
  expect(outcome).toEqual({ deleted: 1, left: 0 });
  expect(hrefs()).toEqual(['ada-1.vcf', 'ada-2.vcf']);
  const run = await scenario.sync(alice, account);
  expect(run).toMatchObject({ id: runId, counts: { deleted: 1, linked: 1, pending: 0, ignored: 0 } });
  expect(hrefs()).toEqual(['ada-1.vcf']);
  expect(await trashed()).toMatchObject([
    { recordId: null, cardName: 'Ada Neri', reason: 'second-card', restored: false },
  ]);
  expect((await planOfRun(scenario.db, alice, { id: runId, limit: 10 })).items).toMatchObject([
    { type: 'remove', recordId: null, cardName: 'Ada Neri', outcome: 'done' },
  ]);
  const after = await scenario.record(alice, record.id);
  expect(after).toMatchObject({ version: record.version, flagged: true, links: [{ state: 'active' }] });
});

test.each([
  ['from the trash', async () => restoreTrashedCard(scenario.db, alice, (await trashed())[0]!.id)],
  [
    'by undoing the run',
    async (runId: string) =>
      expect(await undoRun(scenario.db, alice, { id: runId })).toEqual({ undone: 1, skipped: [] }),
  ],
])('it comes back %s as it was, once, and waits in the queue again', async (_, restore) => {
  const { account, second } = await ada();
  const { runId } = await remove(account, [second.id]);
  await scenario.sync(alice, account);
  await restore(runId);
  await restoreTrashedCard(scenario.db, alice, (await trashed())[0]!.id);
  await scenario.sync(alice, account);
  await scenario.sync(alice, account, { full: true });
  expect(texts()).toHaveLength(2);
  const lines = (text: string) => text.split('\r\n').filter((line) => !line.startsWith('UID:'));
  const [back] = texts().filter((text) => text.includes('X-OWN'));
  expect(lines(back!)).toEqual(expect.arrayContaining(lines(SECOND)));
  expect(await pending(account)).toMatchObject([
    { displayName: 'Ada Neri', suggestion: { reason: 'second-card' } },
  ]);
  expect(await trashed()).toMatchObject([{ restored: true }]);
  expect(await undoRun(scenario.db, alice, { id: runId })).toMatchObject({ undone: 0 });
});

test('where it waits to be made again, discarding leaves it in the trash, and nobody is asked again', async () => {
  const { account, second } = await ada();
  await remove(account, [second.id]);
  await scenario.sync(alice, account);
  await restoreTrashedCard(scenario.db, alice, (await trashed())[0]!.id);
  await scenario.db.execute(sql`update account set review = 'restored' where id = ${account}`);
  await scenario.sync(alice, account);
  const waiting = async () =>
    (await scenario.db.execute<{ id: string }>(sql`select id from run where state = 'waiting'`)).rows;
  const [held] = await waiting();
  await discardRun(scenario.db, alice, { id: held!.id });
  await scenario.sync(alice, account);
  await scenario.sync(alice, account);
  expect([await waiting(), hrefs()]).toEqual([[], ['ada-1.vcf']]);
  expect(await trashed()).toMatchObject([{ restored: false }]);
  await restoreTrashedCard(scenario.db, alice, (await trashed())[0]!.id);
  await scenario.sync(alice, account);
  expect(texts()).toHaveLength(2);
});

test('what is changed on the phone before its turn is not deleted: a person says it again', async () => {
  const { account, second } = await ada();
  await remove(account, [second.id]);
  scenario.phone.edit('ada-2.vcf', (text) => text.replace('TEL;TYPE=HOME:02 5551000', 'NOTE:her sister'));
  await scenario.sync(alice, account);
  expect(hrefs()).toEqual(['ada-1.vcf', 'ada-2.vcf']);
  expect(await pending(account)).toHaveLength(1);
  expect(await trashed()).toEqual([]);
});

test('changed in the moment of its deletion, the card stays and waits again', async () => {
  const { account, second } = await ada();
  await remove(account, [second.id]);
  scenario.sandbox.faults.add({
    kind: 'delete',
    when: () => {
      scenario.phone.edit('ada-2.vcf', (text) => text.replace('X-OWN', 'NOTE:just now\r\nX-OWN'));
      return true;
    },
    effect: { delayMs: 0 },
  });
  await scenario.sync(alice, account);
  expect(hrefs()).toEqual(['ada-1.vcf', 'ada-2.vcf']);
  expect(await pending(account)).toHaveLength(1);
});

test('a deletion whose answer is lost is found out about, and done once', async () => {
  const { account, second } = await ada();
  await remove(account, [second.id]);
  scenario.sandbox.faults.cut(1, 'after', { kind: 'delete' });
  await scenario.sync(alice, account);
  scenario.advance(3_600_000);
  const found = await scenario.sync(alice, account);
  await scenario.sync(alice, account, { full: true });
  expect(hrefs()).toEqual(['ada-1.vcf']);
  expect(await trashed()).toMatchObject([{ restored: false }]);
  expect(await pending(account)).toEqual([]);

  expect(await undoRun(scenario.db, alice, { id: found.id })).toEqual({ undone: 1, skipped: [] });
  await scenario.sync(alice, account);
  expect(texts()).toHaveLength(2);
});

test('more than the guard lets pass waits; discarded, the cards wait in the queue again', async () => {
  const names = Array.from({ length: 12 }, (_, n) => `Ada Neri${String.fromCharCode(97 + n)}`);
  for (const [n, name] of names.entries()) person(`a${n}`, name, `EMAIL:a${n}@example.com`);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  for (const [n, name] of names.entries()) person(`b${n}`, name, `EMAIL:a${n}@example.com`);
  await scenario.sync(alice, account);
  const ids = (await pending(account)).map(({ id }) => id);
  expect(await remove(account, ids)).toMatchObject({ deleted: 12, left: 0 });
  await scenario.sync(alice, account);
  expect(hrefs()).toHaveLength(24);
  const held = async () =>
    (await scenario.db.execute<{ id: string }>(sql`select id from run where state = 'waiting'`)).rows[0]!.id;
  expect(await planOfRun(scenario.db, alice, { id: await held(), limit: 50 })).toMatchObject({
    classes: { 'card-deletions': 12 },
  });
  await discardRun(scenario.db, alice, { id: await held() });
  await scenario.sync(alice, account);
  expect(hrefs()).toHaveLength(24);
  expect(await trashed()).toEqual([]);
  const again = (await pending(account)).map(({ id }) => id);
  expect(again).toHaveLength(12);
  await remove(account, again);
  await scenario.sync(alice, account);
  await approveRun(scenario.db, alice, { id: await held() });
  await scenario.sync(alice, account);
  expect(hrefs()).toHaveLength(12);
  expect(await trashed()).toHaveLength(12);
});

test('only second cards go: anybody else’s stay', async () => {
  const { account, second } = await ada();
  person('bea', 'Bea Sala', 'EMAIL:bea@example.com');
  await scenario.sync(alice, account);
  const bea = (await pending(account)).find(({ displayName }) => displayName === 'Bea Sala')!;
  await expect(remove(account, [bea.id])).rejects.toMatchObject({ code: 'no-second-card' });
  expect(await remove(account, [bea.id, second.id])).toMatchObject({ deleted: 1, left: 1 });
});

test('an account that only reads the address book deletes none there', async () => {
  const { account, second } = await ada({ direction: 'in' });
  await expect(remove(account, [second.id])).rejects.toMatchObject({ code: 'no-second-card' });
});

test('a card that a merge left over is a second card, however unlike', async () => {
  person('ada', 'Ada Neri', 'EMAIL:ada@example.com');
  person('old', 'Signora Bianchi', 'TEL;TYPE=CELL:340 5551002');
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const [stays, goes] = [
    await scenario.recordNamed(alice, 'Ada Neri'),
    await scenario.recordNamed(alice, 'Signora Bianchi'),
  ];
  await mergeRecords(scenario.db, alice, { id: stays.id, recordId: goes.id });
  await scenario.sync(alice, account);
  const [left] = await pending(account);
  expect(left!.suggestion).toMatchObject({ reason: 'duplicate', other: { recordId: stays.id } });
  await remove(account, [left!.id]);
  await scenario.sync(alice, account);
  expect(hrefs()).toEqual(['ada.vcf']);
});

test('Sync mobile on again makes the card from the person’s own, never from the second one', async () => {
  const { account, second, record } = await ada();
  await remove(account, [second.id]);
  await scenario.sync(alice, account);
  await setFlag(scenario.db, alice, { id: record.id, flagged: false, keepCard: false });
  await scenario.sync(alice, account);
  await setFlag(scenario.db, alice, { id: record.id, flagged: true, keepCard: false });
  await scenario.sync(alice, account);
  expect(texts()).toHaveLength(1);
  expect(texts()[0]).not.toContain('X-OWN');
});

test('what the address book refuses waits by itself, with the card’s name', async () => {
  const { account, second } = await ada();
  await remove(account, [second.id]);
  scenario.sandbox.faults.add({
    kind: 'delete',
    effect: { answer: { status: 403, body: 'This card is locked.' } },
  });
  await scenario.sync(alice, account);
  const { items } = await listHeld(scenario.db, alice, { id: account, limit: 10 });
  expect(items).toMatchObject([{ recordId: null, recordName: 'Ada Neri', code: 'refused' }]);
});
