// Nobody is on a phone twice: not after Sync mobile was off, not by the first connection, not by the suggestions.
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { decideMatch } from '../../src/import-queue/decide-match.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { approveRun } from '../../src/plans/decide-run.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { flagRecords } from '../../src/records/flag-records.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
let alice: Actor;
beforeEach(async () => {
  scenario = await openScenario();
  alice = await scenario.user();
});
afterEach(() => scenario.close());

const person = (uid: string, given: string, family: string, ...more: string[]): void => {
  scenario.phone.put(`${uid}.vcf`, vcard(uid, `N:${family};${given};;;`, `FN:${given} ${family}`, ...more));
};
const cards = () => scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard);
const run = (accountId: string) => runAccount(scenario.deps, accountId, new AbortController().signal);
const suggestions = { filter: { state: 'pending' as const }, set: { suggested: true as const } };

async function importSuggested(accountId: string) {
  const outcome = await updateQueue(scenario.db, alice, { id: accountId, ...suggestions });
  await importQueue(scenario.db, alice, accountId);
  await run(accountId);
  return outcome;
}
const flag = (id: string, flagged: boolean, keepCard = false) =>
  setFlag(scenario.db, alice, { id, flagged, keepCard });
const holdOf = async (id: string) =>
  (await explainRecord(scenario.db, alice, id)).accounts[0]!.reasons.find(({ check }) => check === 'hold');

/** One card, imported. */
async function imported() {
  person('u', 'Ugo', 'Lanza', 'TEL;TYPE=CELL:340 5551001', 'X-OWN:stays');
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  return { account, record: await scenario.recordNamed(alice, 'Ugo Lanza') };
}

describe('Sync mobile on again', () => {
  test('takes up the card that was kept; what was edited on both sides meanwhile meets, and nothing else is written', async () => {
    const { account, record } = await imported();
    await flag(record.id, false, true);
    await scenario.sync(alice, account);
    const [kept] = scenario.phone.list();
    const edited = scenario.phone
      .get(kept!.href)!
      .vcard.replace('END:VCARD', 'NOTE:seen on the phone\r\nEND:VCARD');
    scenario.phone.put('u.vcf', edited);
    await updateRecord(scenario.db, alice, { id: record.id, values: { title: 'Notaio' } });
    await flag(record.id, true);
    await scenario.sync(alice, account);
    await scenario.sync(alice, account);
    expect(cards()).toHaveLength(1);
    expect(cards()[0]).toContain('TITLE:Notaio');
    expect(cards()[0]).toContain('X-OWN:stays');
    const { values, links } = await scenario.record(alice, record.id);
    expect(values).toMatchObject({ title: 'Notaio', description: 'seen on the phone' });
    expect(links).toMatchObject([{ state: 'active', reason: null }]);
    const before = cards();
    await scenario.sync(alice, account, { full: true });
    expect(cards()).toEqual(before);
  });

  test('a card that was there before stays somebody’s own: disconnecting never removes it', async () => {
    const { account, record } = await imported();
    await flag(record.id, false, true);
    await scenario.sync(alice, account);
    await flag(record.id, true);
    await scenario.sync(alice, account);
    const [link] = (await scenario.db.execute(sql`select created_by_us from link where state = 'active'`))
      .rows;
    expect(link).toEqual({ created_by_us: false });
  });

  test('of many at once makes no card, and the number that is shown first says so', async () => {
    for (let n = 0; n < 6; n += 1) person(`m${n}`, 'Ugo', `Massa${n}`, `TEL:34055520${n}0`);
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    await scenario.importAll(alice, account);
    const { rows } = await scenario.db.execute<{ id: string }>(sql`select id from record`);
    const ids = rows.map(({ id }) => id);
    await flagRecords(scenario.db, alice, { ids, flagged: false, keepCard: true, approved: true });
    await scenario.sync(alice, account);
    expect(await flagRecords(scenario.db, alice, { ids, flagged: true, preview: true })).toMatchObject({
      changed: 6,
      cards: 0,
    });
    await flagRecords(scenario.db, alice, { ids, flagged: true, approved: true });
    await scenario.sync(alice, account);
    expect(scenario.phone.count()).toBe(6);
    expect((await getAccount(scenario.db, alice, account)).waiting).toBeNull();
  });
});

describe('a card that is surely the record', () => {
  const mara = { firstName: 'Mara', lastName: 'Testi', email: 'mara@example.org' };

  test('although it was ignored: the record waits and names it, and one word links them', async () => {
    person('m', 'Mara', 'Testi', 'EMAIL:mara@example.org', 'TEL:02 555001');
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    await updateQueue(scenario.db, alice, { id: account, filter: {}, set: { state: 'ignored' } });
    const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values: mara, flagged: true });
    await scenario.sync(alice, account);
    const hold = await holdOf(id);
    expect(hold).toMatchObject({ code: 'match-in-queue', detail: 'Mara Testi', card: { state: 'ignored' } });
    const { cardId } = hold!.card!;
    await decideMatch(scenario.db, alice, { id, accountId: account, cardId, decision: 'same' });
    await run(account);
    expect(scenario.phone.count()).toBe(1);
    expect(await scenario.record(alice, id)).toMatchObject({
      values: { phone: '02 555001' },
      links: [{ state: 'active' }],
    });
  });

  test('somebody else all the same: one word, and the record gets a card of its own', async () => {
    person('m', 'Mara', 'Testi', 'EMAIL:mara@example.org');
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values: mara, flagged: true });
    await scenario.sync(alice, account);
    const { cardId } = (await holdOf(id))!.card!;
    await decideMatch(scenario.db, alice, { id, accountId: account, cardId, decision: 'new' });
    await scenario.sync(alice, account);
    expect(scenario.phone.count()).toBe(2);
    const { items } = await scenario.queue(alice, account);
    expect(items).toMatchObject([{ state: 'pending', suggestion: { kind: 'contact' } }]);
    const again = decideMatch(scenario.db, alice, { id, accountId: account, cardId, decision: 'new' });
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
  });

  test('out of the groups that are synced: it is in the book, and waited for', async () => {
    person('m', 'Mara', 'Testi', 'EMAIL:mara@example.org', 'CATEGORIES:Private');
    const scope = { mode: 'groups' as const, include: ['Work'], exclude: [] };
    const account = await scenario.connect(alice, { scope });
    await scenario.sync(alice, account);
    const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values: mara, flagged: true });
    await scenario.sync(alice, account);
    expect(scenario.phone.count()).toBe(1);
    expect(await holdOf(id)).toMatchObject({ code: 'match-in-queue', card: { state: 'out-of-scope' } });
  });

  test('whatever the name is written like: the first connection makes nobody twice, and its plan names who waits', async () => {
    const people: [string, string, string, string][] = [
      ['Luca', 'Ferri', 'Ferri;Luca;;;', 'Ferri\\, Luca'],
      ['Niccolò', 'Pace', 'Pace;Niccolo;;;', 'Niccolo Pace'],
      ['Chiara', 'Dori', 'Dori;Chiara;;Dott.ssa;', 'Dott.ssa Chiara Dori'],
      ['Giuseppe', 'Orsi', 'Orsi;Pino;;;', 'Pino Orsi'],
      ['Rosa', 'Lai', 'Lai;Rosa Lucia;;;', 'Rosa Lucia Lai'],
      ['美咲', '佐藤', '佐藤美咲;;;;', '佐藤美咲'],
    ];
    for (const [index, [firstName, lastName, n, fn]] of people.entries()) {
      const email = `p${index}@example.org`;
      const values = { firstName, lastName, email };
      await createRecord(scenario.db, alice, { kind: 'contact', values, flagged: true });
      scenario.phone.put(`p${index}.vcf`, vcard(`p${index}`, `N:${n}`, `FN:${fn}`, `EMAIL:${email}`));
    }
    const stranger = { firstName: 'Nina', lastName: 'Zoli', email: 'nina@example.org' };
    await createRecord(scenario.db, alice, { kind: 'contact', values: stranger, flagged: true });
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    const { waiting } = await getAccount(scenario.db, alice, account);
    const plan = await planOfRun(scenario.db, alice, { id: waiting!.runId, limit: 50 });
    expect(plan.items.map(({ type, recordName }) => [type, recordName])).toEqual([['create', 'Nina Zoli']]);
    expect(plan.matches.total).toBe(6);
    expect(plan.matches.items).toContainEqual(
      expect.objectContaining({ recordName: 'Giuseppe Orsi', cardName: 'Pino Orsi' }),
    );
    await approveRun(scenario.db, alice, { id: waiting!.runId });
    await scenario.sync(alice, account);
    expect(scenario.phone.count()).toBe(7);
    expect(await importSuggested(account)).toMatchObject({ merged: 6, contact: 0 });
    await scenario.sync(alice, account);
    expect([await scenario.count('record'), scenario.phone.count()]).toEqual([7, 7]);
  });
});

describe('the suggestions for all at once', () => {
  test('merge who is here: with two accounts there are as many records and cards as there were people', async () => {
    const second = scenario.sandbox.book('bob');
    for (let n = 0; n < 8; n += 1) {
      const mail = `EMAIL:q${n}@example.org`;
      person(`q${n}`, 'Ada', `Quinto${n}`, mail);
      second.put(
        `s${n}.vcf`,
        vcard(`s${n}`, `N:Quinto${n};Ada;;;`, `FN:Quinto${n}\\, Ada`, mail, `TEL:02 66600${n}`),
      );
    }
    const first = await scenario.connect(alice);
    await scenario.sync(alice, first);
    await importSuggested(first);
    const other = await scenario.connect(alice, {}, 'icloud', 'bob');
    await scenario.sync(alice, other);
    const counted = await updateQueue(scenario.db, alice, { id: other, ...suggestions, preview: true });
    expect(counted).toMatchObject({ changed: 8, merged: 8, contact: 0 });
    expect((await scenario.queue(alice, other)).counts).toMatchObject({ pending: 8, ready: 0 });
    expect(await importSuggested(other)).toEqual(counted);
    for (const account of [first, other, first]) await scenario.sync(alice, account);
    expect([await scenario.count('record'), scenario.phone.count(), second.count()]).toEqual([8, 8, 8]);
    expect(await scenario.recordNamed(alice, 'Ada Quinto3')).toMatchObject({
      values: { phone: '02 666003' },
    });
  });

  test('of one person twice in a book one becomes a record, and the second card waits, whole, to be asked about', async () => {
    person('a', 'Eva', 'Doppi', 'EMAIL:eva@example.org', 'TEL:02 777001');
    person('b', 'Eva', 'Doppi', 'EMAIL:eva@example.org', 'TEL;TYPE=CELL:340 777002');
    scenario.phone.put('c.vcf', vcard('c', 'N:;;;;', 'FN:Oliva Srl', 'ORG:Oliva Srl'));
    scenario.phone.put('d.vcf', vcard('d', 'N:;;;;', 'FN:OLIVA', 'ORG:OLIVA', 'TEL:02 777003'));
    const before = cards();
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    expect(await importSuggested(account)).toMatchObject({ contact: 1, company: 1, merged: 0, waiting: 2 });
    await scenario.sync(alice, account);
    expect([await scenario.count('record'), cards()]).toEqual([2, before]);
    const { items } = await scenario.queue(alice, account);
    const waiting = items.filter(({ state }) => state === 'pending');
    expect(waiting.map(({ suggestion }) => suggestion)).toMatchObject([
      { state: 'pending', reason: 'second-card', other: { displayName: 'Eva Doppi' } },
      { state: 'pending', reason: 'second-card' },
    ]);
    // Asked by itself, it becomes what one says.
    await updateQueue(scenario.db, alice, { id: account, ids: [waiting[0]!.id], set: { kind: 'lead' } });
    await importQueue(scenario.db, alice, account);
    await run(account);
    expect(await scenario.count('record')).toBe(3);
  });

  test('a kind given to many doubles nobody either', async () => {
    person('a', 'Eva', 'Doppi', 'EMAIL:eva@example.org');
    person('b', 'Ida', 'Nuova', 'EMAIL:ida@example.org');
    const values = { firstName: 'Eva', lastName: 'Doppi', email: 'eva@example.org' };
    await createRecord(scenario.db, alice, { kind: 'contact', values });
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    const set = { kind: 'lead' as const };
    expect(await updateQueue(scenario.db, alice, { id: account, filter: {}, set })).toMatchObject({
      merged: 1,
      lead: 1,
    });
  });
});
