// A run does to records what the owner of its account may do: the rest is held and said, in no other link's way, and goes on
// by itself when the permission comes.
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import type { Permission } from '../../src/access/permissions.ts';
import { decideRequest } from '../../src/access/requests/decide-request.ts';
import { requestAccess } from '../../src/access/requests/request-access.ts';
import { updateRoles } from '../../src/access/roles/update-roles.ts';
import { updateUser } from '../../src/access/users/update-user.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { resolveConflict } from '../../src/conflicts/resolve-conflict.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { approveRun, discardRun } from '../../src/plans/decide-run.ts';
import { discardHeld } from '../../src/plans/discard-held.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { listHeld } from '../../src/plans/held-cards.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { mergeRecords } from '../../src/records/merge/merge-records.ts';
import { restoreRecord } from '../../src/records/restore-record.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import type { AccountSettings } from '../../src/sync/model.ts';
import { refusal } from '../refusal.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const CARD = vcard('O-1', 'N:Neri;Olga;;;', 'FN:Olga Neri', 'TEL;type=CELL:348 1', 'NOTE:hers');
const OTHER = vcard('P-2', 'N:Gallo;Piero;;;', 'FN:Piero Gallo', 'TEL;type=CELL:333 2');

/** Two cards imported by Alice, who may do everything until `take`. */
async function linked(settings: Partial<AccountSettings> = {}) {
  scenario = await openScenario();
  const { db, phone } = scenario;
  const [alice, boss] = [await scenario.user('Alice'), await scenario.user('Boss', 'administrator')];
  phone.put('olga.vcf', CARD);
  phone.put('piero.vcf', OTHER);
  const account = await scenario.connect(alice, settings);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const id = (await scenario.recordNamed(alice, 'Olga Neri')).id;
  const other = (await scenario.recordNamed(alice, 'Piero Gallo')).id;
  const set = (permission: Permission, allowed: boolean) =>
    updateRoles(db, boss, { role: 'user', permissions: { [permission]: allowed } });
  return {
    alice,
    boss,
    account,
    id,
    other,
    take: (permission: Permission) => set(permission, false),
    /** As an administrator does who answers a request. */
    async grant(permission: Permission, whom: Actor = alice) {
      const asked = await requestAccess(db, whom, permission);
      await decideRequest(db, boss, { id: asked.id, state: 'approved' });
    },
    /** What a run does by itself when its account is due, without anybody asking. */
    async whenDue() {
      const due = await db.execute(sql`select 1 from account where id = ${account} and next_run_at <= now()`);
      expect(due.rowCount, 'the account is due').toBe(1);
      await runAccount(scenario.deps, account, new AbortController().signal);
    },
  };
}

/** Everything about records that may not move: rows, versions, history, trash. */
async function recordsState(): Promise<unknown> {
  const { rows } = await scenario.db.execute(sql`select
    (select jsonb_agg(to_jsonb(r) order by id) from record r) as records,
    (select jsonb_agg(to_jsonb(c) order by id) from change c) as changes,
    (select jsonb_agg(to_jsonb(m) order by id) from record_merge m) as merges,
    (select jsonb_agg(to_jsonb(t) order by id) from trash t) as trash`);
  return rows[0];
}

const reasons = async (alice: Actor, id: string) =>
  (await explainRecord(scenario.db, alice, id)).accounts[0]!.reasons.filter(({ ok }) => !ok);
const mobile = async (actor: Actor, id: string) => (await scenario.record(actor, id)).values.mobile;
const editPhone = (from: string, to: string, card = 'olga.vcf') =>
  scenario.phone.edit(card, (text) => text.replace(from, to));

describe('without records.edit', () => {
  test('an edit on the phone is held and said, once, and the other links go on', async () => {
    const { alice, boss, account, id, other, take } = await linked();
    await take('records.edit');
    editPhone('348 1', '349 9');
    await updateRecord(scenario.db, boss, { id: other, values: { mobile: '340 0' } });
    const before = await recordsState();
    const run = await scenario.sync(alice, account);
    expect(await recordsState()).toEqual(before);
    expect(scenario.phone.get('piero.vcf')!.vcard).toContain('340 0');
    expect(scenario.phone.get('olga.vcf')!.vcard).toContain('349 9');

    // Said: in “why”, on the account's page, and in the plan of the run.
    expect(await reasons(alice, id)).toMatchObject([
      { check: 'hold', code: 'may-not-edit', detail: 'mobile' },
    ]);
    const held = await listHeld(scenario.db, alice, { id: account, limit: 10 });
    expect(held.items).toMatchObject([{ recordId: id, code: 'may-not-edit', detail: 'mobile' }]);
    expect((await planOfRun(scenario.db, alice, { id: run.id, limit: 10 })).items).toContainEqual(
      expect.objectContaining({
        recordId: id,
        type: 'update-record',
        outcome: 'not-allowed',
        diff: [{ field: 'mobile', before: '348 1', after: '349 9' }],
      }),
    );
    // It is in the account's sum, and no alarm.
    const view = await getAccount(scenario.db, alice, account);
    expect(view).toMatchObject({ health: 'fresh', waiting: null });
    expect(run.counts).toMatchObject({ remoteTotal: 2, linked: 2, failed: 0 });

    // Further looks find nothing to do and say nothing anew.
    const told = await scenario.count('run_action');
    for (const full of [false, true]) await scenario.sync(alice, account, { full });
    expect(await scenario.count('run_action')).toBe(told);
    expect(await recordsState()).toEqual(before);
  });

  test('what others write into the same record still reaches the phone, beside the change that waits', async () => {
    const { alice, boss, account, id, take } = await linked();
    await take('records.edit');
    editPhone('348 1', '349 9');
    await scenario.sync(alice, account);
    await updateRecord(scenario.db, boss, { id, values: { title: 'Direttrice' } });
    await scenario.sync(alice, account);
    const card = scenario.phone.get('olga.vcf')!.vcard;
    expect(card).toContain('TITLE:Direttrice');
    expect(card).toContain('349 9');
    expect(await mobile(alice, id)).toBe('348 1');
    expect(await reasons(alice, id)).toMatchObject([{ code: 'may-not-edit' }]);
  });

  test('when it is granted, the change goes on by itself', async () => {
    const { alice, account, id, take, grant, whenDue } = await linked();
    await take('records.edit');
    editPhone('348 1', '349 9');
    await scenario.sync(alice, account);
    await grant('records.edit');
    await whenDue();
    expect(await mobile(alice, id)).toBe('349 9');
    expect(await reasons(alice, id)).toEqual([]);
  });

  test('given up, the phone gets back what the record says; what only the phone has stays there alone', async () => {
    const { alice, account, id, take, grant, whenDue } = await linked();
    await take('records.edit');
    scenario.phone.edit('olga.vcf', (text) =>
      text.replace('348 1', '349 9').replace('NOTE:', 'TITLE:Dr\r\nNOTE:'),
    );
    await scenario.sync(alice, account);
    const before = await recordsState();
    expect(await discardHeld(scenario.db, alice, { id: account, recordId: id })).toEqual({ discarded: 1 });
    await whenDue();
    expect(await recordsState()).toEqual(before);
    const card = scenario.phone.get('olga.vcf')!.vcard;
    expect(card).toContain('348 1');
    expect(card).toContain('TITLE:Dr');
    expect(await reasons(alice, id)).toMatchObject([{ check: 'fields', detail: 'title' }]);
    // It does not come back with the permission.
    await grant('records.edit');
    await scenario.sync(alice, account);
    expect(await mobile(alice, id)).toBe('348 1');
    await expect(
      refusal(discardHeld(scenario.db, alice, { id: account, recordId: id })),
    ).resolves.toMatchObject({
      code: 'nothing-waits',
    });
  });

  test('what changed since it was looked at is not given up unseen', async () => {
    const { alice, boss, account, id, take } = await linked();
    await take('records.edit');
    editPhone('348 1', '349 9');
    await scenario.sync(alice, account);
    await updateRecord(scenario.db, boss, { id, values: { mobile: '347 7' } });
    await expect(
      refusal(discardHeld(scenario.db, alice, { id: account, recordId: id })),
    ).resolves.toMatchObject({
      code: 'plan-changed',
    });
  });

  test('a card with an unseen edit does not go, with Sync mobile off, before the edit is settled', async () => {
    const { alice, account, id, take, whenDue } = await linked();
    await take('records.edit');
    editPhone('348 1', '349 9');
    await setFlag(scenario.db, alice, { id, flagged: false });
    const before = await recordsState();
    await scenario.sync(alice, account);
    expect(scenario.phone.get('olga.vcf')!.vcard).toContain('349 9');
    expect(await recordsState()).toEqual(before);
    await discardHeld(scenario.db, alice, { id: account, recordId: id });
    await whenDue();
    expect(scenario.phone.get('olga.vcf')).toBeUndefined();
    expect(await mobile(alice, id)).toBe('348 1');
  });

  test('cards whose import was asked for before wait for the permission and go on with it', async () => {
    const { alice, account, take, grant, whenDue } = await linked();
    scenario.phone.put('quinto.vcf', vcard('Q-3', 'N:Serra;Quinto;;;', 'FN:Quinto Serra'));
    await scenario.sync(alice, account);
    await updateQueue(scenario.db, alice, {
      id: account,
      filter: { state: 'pending' },
      set: { kind: 'contact' },
    });
    await importQueue(scenario.db, alice, account);
    await take('records.edit');
    const before = await recordsState();
    await scenario.sync(alice, account);
    expect(await recordsState()).toEqual(before);
    expect((await scenario.queue(alice, account)).counts).toMatchObject({ ready: 1, failed: 0 });
    await expect(refusal(importQueue(scenario.db, alice, account))).resolves.toMatchObject({
      fields: { permission: 'records.edit' },
    });
    await grant('records.edit');
    await whenDue();
    await scenario.recordNamed(alice, 'Quinto Serra');
  });

  test('approving what the guard held lets the engine go on, not further than its owner may', async () => {
    const { alice, account, id, take } = await linked();
    await scenario.db.execute(sql`update account set review = 'restored' where id = ${account}`);
    editPhone('348 1', '349 9');
    await scenario.sync(alice, account);
    const { waiting } = await getAccount(scenario.db, alice, account);
    expect(waiting).toMatchObject({ classes: { 'record-updates': 1 } });
    await take('records.edit');
    await approveRun(scenario.db, alice, { id: waiting!.runId });
    const before = await recordsState();
    await scenario.sync(alice, account);
    expect(await recordsState()).toEqual(before);
    expect(await reasons(alice, id)).toMatchObject([{ code: 'may-not-edit' }]);
  });

  test('discarding what would give a record the value of its card again is refused, and changes nothing', async () => {
    const { alice, boss, account, id, take } = await linked();
    await scenario.db.execute(sql`update account set review = 'restored' where id = ${account}`);
    await updateRecord(scenario.db, boss, { id, values: { mobile: '340 0' } });
    await scenario.sync(alice, account);
    const { waiting } = await getAccount(scenario.db, alice, account);
    expect(waiting).toMatchObject({ classes: { 'card-updates': 1 } });
    await take('records.edit');
    const before = await recordsState();
    await expect(refusal(discardRun(scenario.db, alice, { id: waiting!.runId }))).resolves.toMatchObject({
      code: 'not-allowed',
      fields: { permission: 'records.edit' },
    });
    expect(await recordsState()).toEqual(before);
    expect((await getAccount(scenario.db, alice, account)).waiting).toEqual(waiting);
  });

  test('a conflict, an undone run and a merge taken back are refused, and change nothing', async () => {
    const { alice, boss, account, id, other, take } = await linked({ conflicts: 'ask' });
    editPhone('348 1', '349 9');
    const run = await scenario.sync(alice, account);
    editPhone('349 9', '349 8');
    await updateRecord(scenario.db, boss, { id, values: { mobile: '347 7' } });
    await scenario.sync(alice, account);
    const { rows } = await scenario.db.execute<{ id: string }>(
      sql`select id from conflict where resolution is null`,
    );
    const third = (await updateRecord(scenario.db, boss, { id: other, values: { title: 'Dr' } })).id;
    await mergeRecords(scenario.db, boss, { id, recordId: third });
    await take('records.edit');
    const before = await recordsState();
    for (const verb of [
      () => resolveConflict(scenario.db, alice, { id: rows[0]!.id, values: { mobile: 'book' } }),
      () => undoRun(scenario.db, alice, { id: run.id }),
      () => restoreRecord(scenario.db, alice, third),
    ])
      expect(await refusal(verb())).toMatchObject({
        code: 'not-allowed',
        fields: { permission: 'records.edit' },
      });
    expect(await recordsState()).toEqual(before);
  });
});

describe('without records.delete', () => {
  test('a card deleted on the phone deletes no record: it is held, and goes on when that is granted', async () => {
    const { alice, account, id, take, grant, whenDue } = await linked({ remoteDelete: 'trash' });
    await take('records.delete');
    scenario.phone.remove('olga.vcf');
    const before = await recordsState();
    await scenario.sync(alice, account);
    expect(await recordsState()).toEqual(before);
    expect(await reasons(alice, id)).toMatchObject([{ code: 'may-not-delete' }, { code: 'card-deleted' }]);
    await grant('records.delete');
    await whenDue();
    const [record] = (await scenario.db.execute(sql`select deleted_at from record where id = ${id}`)).rows;
    expect(record!.deleted_at).not.toBeNull();
  });

  test('given up, the card is put back whole and the record is what it was', async () => {
    const { alice, account, id, take, whenDue } = await linked({ remoteDelete: 'trash' });
    await take('records.delete');
    scenario.phone.remove('olga.vcf');
    await scenario.sync(alice, account);
    await discardHeld(scenario.db, alice, { id: account, recordId: id });
    await whenDue();
    expect(scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard)).toContainEqual(
      expect.stringContaining('NOTE:hers'),
    );
    expect((await scenario.record(alice, id)).values.mobile).toBe('348 1');
  });

  test('an import is not undone, and two records are not made one: nothing changes', async () => {
    const { alice, id, other, take } = await linked();
    const { rows } = await scenario.db.execute<{ id: string }>(
      sql`select distinct run_id as id from run_action where type = 'import'`,
    );
    await take('records.delete');
    const before = await recordsState();
    for (const verb of [
      () => undoRun(scenario.db, alice, { id: rows[0]!.id }),
      () => mergeRecords(scenario.db, alice, { id, recordId: other }),
    ])
      expect(await refusal(verb())).toMatchObject({
        code: 'not-allowed',
        fields: { permission: 'records.delete' },
      });
    expect(await recordsState()).toEqual(before);
  });
});

describe('in the middle of a run', () => {
  /** Does `work` once, when the run sends its first request, and counts what it sends from then on. */
  function atFirstRequest(work: () => Promise<unknown>): { later: () => number } {
    let began = false;
    let later = 0;
    const { createIo } = scenario.deps;
    scenario.deps.createIo = (onRequest) => {
      const io = createIo(onRequest);
      return {
        ...io,
        async fetch(...args) {
          if (began) later += 1;
          else {
            began = true;
            await work();
          }
          return io.fetch(...args);
        },
      };
    };
    return { later: () => later };
  }

  test('a permission taken away holds from the next step on', async () => {
    const { alice, account, id, take } = await linked();
    editPhone('348 1', '349 9');
    const before = await recordsState();
    atFirstRequest(() => take('records.edit'));
    await runAccount(scenario.deps, account, new AbortController().signal);
    expect(await recordsState()).toEqual(before);
    await scenario.sync(alice, account);
    expect(await recordsState()).toEqual(before);
    expect(await reasons(alice, id)).toMatchObject([{ code: 'may-not-edit' }]);
  });

  test('an administrator who becomes a user does from then on what users may', async () => {
    const { boss, take } = await linked();
    const { db, phone } = scenario;
    const second = await scenario.user('Second', 'administrator');
    const account = await scenario.connect(second, {}, 'carddav');
    await scenario.sync(second, account);
    await updateQueue(db, second, { id: account, filter: { state: 'pending' }, set: { kind: 'lead' } });
    await importQueue(db, second, account);
    await runAccount(scenario.deps, account, new AbortController().signal);
    await take('records.edit');
    phone.edit('piero.vcf', (text) => text.replace('333 2', '333 3'));
    const before = await recordsState();
    atFirstRequest(() => updateUser(db, boss, second.userId, { role: 'user' }));
    await runAccount(scenario.deps, account, new AbortController().signal);
    await scenario.sync(second, account);
    expect(await recordsState()).toEqual(before);
  });

  test('a disabled user’s run asks nothing more and writes nothing', async () => {
    const { alice, boss, account, id } = await linked();
    editPhone('348 1', '349 9');
    await updateRecord(scenario.db, boss, { id, values: { title: 'Direttrice' } });
    const before = await recordsState();
    const told = atFirstRequest(() => updateUser(scenario.db, boss, alice.userId, { disabled: true }));
    await scenario.db.execute(sql`update account set next_run_at = now() where id = ${account}`);
    await runAccount(scenario.deps, account, new AbortController().signal);
    expect(told.later()).toBe(0);
    expect(await recordsState()).toEqual(before);
    expect(scenario.phone.get('olga.vcf')!.vcard).not.toContain('TITLE');
  });
});
