// The CRM in PostgreSQL, with production's own verbs: what the memory CRM imitates. Time is the simulation's where the
// engine is told it, and the server's where SQL says now(): histories over it are short and their books show writes at once.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../../src/access/actor.ts';
import { rightsOf } from '../../../src/access/doors.ts';
import type { Permission } from '../../../src/access/permissions.ts';
import { rightsChanged } from '../../../src/access/rights-changed.ts';
import { grant } from '../../../src/access/roles/update-roles.ts';
import { addAccount } from '../../../src/accounts/add-account.ts';
import { endAccount } from '../../../src/accounts/disconnect/end-account.ts';
import { isEmptied, leavingSettings } from '../../../src/accounts/disconnect/leave-account.ts';
import { disconnectAccount } from '../../../src/accounts/disconnect/start-disconnect.ts';
import { loadMappings } from '../../../src/accounts/load-mappings.ts';
import { reviewChange } from '../../../src/accounts/review-change.ts';
import { recordPort } from '../../../src/accounts/runs/record-port.ts';
import { updateAccount } from '../../../src/accounts/update-account.ts';
import { resolveConflict } from '../../../src/conflicts/resolve-conflict.ts';
import { reviewEverything } from '../../../src/database/copies.ts';
import type { Db } from '../../../src/database/database.ts';
import { newId } from '../../../src/database/new-id.ts';
import { json, rows, uuids } from '../../../src/database/query.ts';
import { label } from '../../../src/database/schema.ts';
import { createSyncStore } from '../../../src/database/store/sync-store.ts';
import { endRuns, raisedFence } from '../../../src/database/tables/accounts.ts';
import { touch } from '../../../src/database/tables/links.ts';
import { AppError } from '../../../src/errors.ts';
import { decideMatch } from '../../../src/import-queue/decide-match.ts';
import { deleteSecondCards } from '../../../src/import-queue/delete-second-cards.ts';
import { importQueue } from '../../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../../src/import-queue/update-queue.ts';
import { decideDeletions } from '../../../src/plans/decide-deletion.ts';
import { approveRun, discardRun } from '../../../src/plans/decide-run.ts';
import { discardHeld } from '../../../src/plans/discard-held.ts';
import { restoreTrashedCard } from '../../../src/plans/trashed-cards.ts';
import { undoRun } from '../../../src/plans/undo-run.ts';
import type { Capabilities, Provider } from '../../../src/providers/provider.ts';
import { editRecords } from '../../../src/records/bulk/edit-records.ts';
import { createRecord } from '../../../src/records/create-record.ts';
import { deleteRecords } from '../../../src/records/delete-records.ts';
import { ensureLinks } from '../../../src/records/ensure-links.ts';
import { flagRecords } from '../../../src/records/flag-records.ts';
import { undoChange } from '../../../src/records/history/undo-change.ts';
import { convertRecord } from '../../../src/records/kinds/convert-record.ts';
import { mergeRecords } from '../../../src/records/merge/merge-records.ts';
import { setPhoto } from '../../../src/records/photo/set-photo.ts';
import { restoreRecord } from '../../../src/records/restore-record.ts';
import { setFlag } from '../../../src/records/set-flag.ts';
import { updateRecord } from '../../../src/records/update-record.ts';
import { NO_COUNTS } from '../../../src/sync/counts.ts';
import {
  type AccountSettings,
  DEFAULT_SETTINGS,
  type OwnMapping,
  type RecordKind,
} from '../../../src/sync/model.ts';
import { SHAPES } from '../world/provider-shapes.ts';
import { type Crm, type CrmView, LABELS } from './crm.ts';

const actorOf = (userId: string): Actor => ({ userId, role: 'administrator' });

/** True when the verb was carried out; false when production refuses it in words. */
async function accepted(verb: Promise<unknown>): Promise<boolean> {
  try {
    await verb;
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Null for what production refuses in words. */
function refused(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}

export function createPostgresCrm(db: Db): Crm {
  const capabilities = new Map<string, Capabilities>();
  return {
    async addUser() {
      const id = newId();
      await db.execute(sql`insert into app_user (id, email, name, role)
        values (${id}, ${`${id}@example.test`}, 'Somebody', 'administrator')`);
      return id;
    },
    async addAccount(userId, settings, capable = SHAPES.ordered.capabilities, identity?: string) {
      const id = newId();
      capabilities.set(id, capable);
      await db.execute(sql`insert into account (id, user_id, provider, name, username, credentials, identity, discovery, settings, state)
        values (${id}, ${userId}, 'memory', 'Simulated', 'somebody', 'sealed', ${identity ?? id}, '{}',
          ${json({ ...DEFAULT_SETTINGS, ...settings })}, 'active')`);
      await ensureLinks(db, { userId, accountId: id });
      return id;
    },

    async reconnect(userId, accountId) {
      const [before] = await rows<{ settings: AccountSettings; identity: string }>(
        db,
        sql`select settings, identity from account where id = ${accountId}`,
      );
      const { settings, identity } = before!;
      const id = await db.transaction(async (tx) => {
        await endAccount(tx as Db, { accountId, userId });
        const discovery = { identity, state: {}, books: [], groups: [] };
        // Of a provider nothing is asked but its name.
        const provider = { id: 'memory', name: 'Simulated' } as Provider;
        const account = { provider, username: 'somebody', discovery, seal: () => 'sealed', settings };
        return addAccount(tx as Db, actorOf(userId), account);
      });
      capabilities.set(id, capabilities.get(accountId)!);
      return id;
    },

    async leave(userId, id) {
      try {
        if (!(await disconnectAccount(db, actorOf(userId), { id, cards: 'remove-created' }))) return null;
      } catch (error) {
        refused(error);
        return [];
      }
      const going = await rows<{ recordId: string }>(
        db,
        sql`select ra.record_id as "recordId" from run_action ra join account on account.leaving = ra.run_id
          where account.id = ${id} and ra.type = 'remove-created' order by ra.id`,
      );
      return going.map(({ recordId }) => recordId);
    },
    isCopy: () => reviewEverything(db),

    createRecord: async (userId, kind, values, flagged) =>
      (await createRecord(db, actorOf(userId), { kind, values, flagged })).id,
    updateRecord: (userId, id, values) => accepted(updateRecord(db, actorOf(userId), { id, values })),
    async setLabel(userId, recordId, labelId, isOn) {
      const set = { labels: isOn ? { add: [labelId] } : { remove: [labelId] } };
      return (await editRecords(db, actorOf(userId), { ids: [recordId], set })).changed > 0;
    },
    setPhoto: (userId, id, photo) =>
      accepted(setPhoto(db, actorOf(userId), { id, bytes: photo && Buffer.from(photo.bytes) })),
    convertRecord: (userId, id, kind) => accepted(convertRecord(db, actorOf(userId), { id, kind })),
    async mergeRecords(userId, id, recordId) {
      const [stays] = await rows<{ kind: RecordKind }>(db, sql`select kind from record where id = ${id}`);
      return accepted(mergeRecords(db, actorOf(userId), { id, recordId, kind: stays!.kind }));
    },
    deleteRecord: async (userId, id) => (await deleteRecords(db, actorOf(userId), [id])).changed > 0,
    restoreRecord: (userId, id) => accepted(restoreRecord(db, actorOf(userId), id)),
    setFlag: (userId, id, flagged, keepCard) =>
      accepted(setFlag(db, actorOf(userId), { id, flagged, keepCard })),
    async setFlags(userId, ids, flagged) {
      await flagRecords(db, actorOf(userId), { ids, flagged, approved: true });
    },
    async decide(userId, accountId, cardId, decision) {
      const [item] = await rows<{ id: string }>(
        db,
        sql`select id from queue_item where card_id = ${cardId} and state <> 'imported'`,
      );
      if (!item) return false;
      return accepted(updateQueue(db, actorOf(userId), { id: accountId, ids: [item.id], set: decision }));
    },
    async useSuggestions(userId, id) {
      const input = { id, filter: { state: 'pending' as const }, set: { suggested: true as const } };
      return (await updateQueue(db, actorOf(userId), input)).changed > 0;
    },
    async decideMatch(userId, id, accountId, decision) {
      const [link] = await rows<{ cardId: string | null }>(
        db,
        sql`select hold ->> 'cardId' as "cardId" from link where record_id = ${id} and account_id = ${accountId} and state = 'new'`,
      );
      if (!link?.cardId) return false;
      return accepted(decideMatch(db, actorOf(userId), { id, accountId, cardId: link.cardId, decision }));
    },
    importQueue: (userId, accountId) => accepted(importQueue(db, actorOf(userId), accountId)),
    async updateSettings(userId, id, settings) {
      // No credentials are asked for, so nothing else of it is needed.
      await updateAccount({ db } as Parameters<typeof updateAccount>[0], actorOf(userId), { id, settings });
    },
    async changeMapping(userId, id, kind, own) {
      await db.transaction(async (tx) => {
        const [current] = await rows<{ settings: AccountSettings; mapping: Record<string, OwnMapping> }>(
          tx as Db,
          sql`select settings, mapping from account where id = ${id} for update`,
        );
        const { settings, mapping } = current!;
        if (JSON.stringify(mapping[kind] ?? {}) === JSON.stringify(own)) return;
        await tx.execute(
          sql`update account set mapping = ${json({ ...mapping, [kind]: own })} where id = ${id}`,
        );
        const change = { id, reason: 'settings' as const, before: { settings, mapping } };
        await reviewChange(tx as Db, actorOf(userId), change);
      });
    },
    async setFieldActive(kind, field, active) {
      await db.execute(sql`update field set active = ${active} where kind = ${kind} and key = ${field}`);
      const accounts = await rows<{ id: string }>(db, sql`select id from account order by id`);
      await endRuns(
        db,
        accounts.map(({ id }) => id),
      );
      await touch(db, sql`record_id in (select id from record where kind = ${kind})`);
    },
    approveRun: (userId, id) => accepted(approveRun(db, actorOf(userId), { id })),
    discardRun: (userId, id) => accepted(discardRun(db, actorOf(userId), { id })),
    async setRights(userId, rights) {
      const role = rights.edit && rights.delete ? 'administrator' : 'user';
      await db.transaction(async (tx) => {
        await tx.execute(sql`update app_user set role = ${role} where id = ${userId}`);
        await tx.execute(sql`delete from user_permission where user_id = ${userId}`);
        for (const [right, allowed] of Object.entries(rights)) {
          const name = `records.${right}`;
          await tx.execute(sql`insert into role_permission (role, permission, allowed) values ('user', ${name}, false)
            on conflict do nothing`);
          if (allowed) await grant(tx as Db, userId, name as Permission, true);
        }
        await rightsChanged(tx as Db, { userId });
      });
    },
    discardHeld: (userId, id, recordId) => accepted(discardHeld(db, actorOf(userId), { id, recordId })),
    undoRun: async (userId, id) => {
      const undone = await undoRun(db, actorOf(userId), { id }).catch(refused);
      return undone !== null && undone.undone > 0;
    },
    async restoreCard(userId, accountId, recordId) {
      const [found] = await rows<{ id: string }>(
        db,
        sql`select id from trash where account_id = ${accountId} and record_id = ${recordId} order by id desc limit 1`,
      );
      return found !== undefined && accepted(restoreTrashedCard(db, actorOf(userId), found.id));
    },
    deleteSecondCards: async (userId, id, cardIds) => {
      const items = await rows<{ id: string }>(
        db,
        sql`select id from queue_item where card_id = any(${uuids(cardIds)})`,
      );
      return accepted(deleteSecondCards(db, actorOf(userId), { id, ids: items.map((item) => item.id) }));
    },
    async putBack(userId, id) {
      const count = async () =>
        (await rows<{ n: number }>(db, sql`select count(*)::int as n from link where record_id is null`))[0]!
          .n;
      const before = await count();
      return (await accepted(restoreTrashedCard(db, actorOf(userId), id))) && (await count()) > before;
    },
    undoChange: (userId, id, changeId) => accepted(undoChange(db, actorOf(userId), { id, changeId })),
    decideDeletion: (userId, accountId, recordId, decision) =>
      accepted(decideDeletions(db, actorOf(userId), { accountId, recordId, decision })),
    resolveConflict: async (userId, id, choice) => {
      const [found] = await rows<{ field: string }>(db, sql`select field from conflict where id = ${id}`);
      return accepted(resolveConflict(db, actorOf(userId), { id, values: { [found!.field]: choice } }));
    },

    async claim(accountId) {
      const runId = newId();
      const [account] = await rows<{
        userId: string;
        fence: number;
        settings: AccountSettings;
        review: string | null;
        leaving: string | null;
      }>(
        db,
        sql`update account set ${raisedFence}, lease_until = now() + interval '1 hour' where id = ${accountId}
          returning user_id as "userId", fence::int8::float8 as fence, settings, review, leaving`,
      );
      const { userId, fence, settings, review, leaving } = account!;
      const claim = { accountId, userId, runId, fence };
      await db.execute(sql`insert into run (id, account_id, state, trigger, counts, requests, started_at)
        values (${runId}, ${accountId}, 'done', 'schedule', ${json(NO_COUNTS)}, ${json({ total: 0, byKind: {} })}, now())`);
      return {
        store: createSyncStore(db, claim, recordPort),
        settings: leaving === null ? settings : leavingSettings(settings),
        review,
        rights: await rightsOf(db, userId),
        ...(leaving === null
          ? {}
          : { isEmptied: async () => (await isEmptied(db, claim, leaving).catch(refused)) === true }),
      };
    },
    async mappings(accountId) {
      const all = { ...SHAPES.ordered.capabilities, photo: true };
      if (accountId === undefined) return loadMappings(db, {}, all);
      const [account] = await rows<{ mapping: Record<RecordKind, OwnMapping> }>(
        db,
        sql`select mapping from account where id = ${accountId}`,
      );
      return loadMappings(db, account!.mapping, capabilities.get(accountId)!);
    },
    look: () => look(db),
  };
}

const LINKS = `select id, account_id as "accountId", record_id as "recordId", card_id as "cardId", state, marker, base, outbox, touched,
  settled, hold, closed_reason as "closedReason", created_by_us as "createdByUs", keep_card as "keepCard",
  former_remote_id as "formerRemoteId" from link`;

/** Everything in one question. */
const TABLES: Record<keyof CrmView, string> = {
  records: `select id, kind, "values" || coalesce((select jsonb_object_agg('label:' || label_id, 'yes')
    from record_label where record_id = record.id), '{}') as "values", version, deleted_at is not null as deleted,
    exists (select 1 from record_merge where merged_id = record.id and undone_at is null) as merged from record order by id`,
  flags:
    'select record_id as "recordId", user_id as "userId", "on", source from flag order by record_id, user_id',
  links: `${LINKS} where record_id is not null order by id`,
  alone: `${LINKS} where record_id is null order by id`,
  cards:
    'select id, account_id as "accountId", remote_id as "remoteId", version, uid, contact, in_scope as "inScope", apart, state from card order by id',
  queue:
    'select card_id as "cardId", account_id as "accountId", state, record_id as "recordId", error from queue_item order by id',
  changes: `select id, record_id as "recordId", case field when 'label' then 'label:' || coalesce(after, before) else field end as field,
    case when field = 'label' and before is not null then 'yes' else before end as before,
    case when field = 'label' and after is not null then 'yes' else after end as after, actor, account_id as "accountId" from change order by id`,
  trash:
    'select id, account_id as "accountId", record_id as "recordId", link_id as "linkId", raw, contact from trash order by id',
  conflicts: `select id, account_id as "accountId", link_id as "linkId", record_id as "recordId", field, crm_value as crm,
    book_value as book, base_value as base, resolution from conflict order by id`,
  actions: `select ra.run_id as "runId", ra.undone_at is not null as undone, run.account_id as "accountId", ra.type, ra.link_id as "linkId", ra.record_id as "recordId", ra.card_id as "cardId",
    ra.outcome, ra.class, ra.approved, ra.diff, ra.pull from run_action ra join run on run.id = ra.run_id order by ra.id`,
  waiting: `select id, account_id as "accountId", reason from run where state = 'waiting' order by id`,
};
const LOOK = sql.raw(
  `select ${Object.entries(TABLES)
    .map(([name, query]) => `(select coalesce(json_agg(t), '[]') from (${query}) t) as "${name}"`)
    .join(', ')}`,
);

async function look(db: Db): Promise<CrmView> {
  return (await rows<CrmView>(db, LOOK))[0]!;
}

/** Back to what a fresh installation holds. */
export async function emptyCrm(db: Db): Promise<void> {
  const tables = [
    'run_action',
    'record_merge',
    'photo',
    'label',
    'card_group',
    'change',
    'flag',
    'conflict',
    'trash',
    'queue_item',
    'link',
    'account',
    'record',
    'audit',
    'user_permission',
    'role_permission',
    'app_user',
  ];
  await db.execute(sql.raw(tables.map((table) => `delete from ${table}`).join('; ')));
  await db
    .insert(label)
    .values(LABELS.map((id) => ({ id, name: id, nameKey: id, color: 'blue' as const, createdBy: id })));
  await db.execute(
    sql`update field set active = true where key in ('title', 'mobile', 'birthday', 'secondaryEmail')`,
  );
}
