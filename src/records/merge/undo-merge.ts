// A merge taken back because the merged record returns: what came from it goes with it again, as far as nobody has
// changed it since.
import { eq, sql } from 'drizzle-orm';
import { v4 } from 'uuid';
import { noteAudit } from '../../access/audit.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { json, rows } from '../../database/query.ts';
import { type MergeEffects, type RecordKind, record } from '../../database/schema.ts';
import { ensureLinks } from '../ensure-links.ts';
import { type Author, writeChanges } from '../history/write-changes.ts';
import { carryBases } from '../kinds/convert-record.ts';
import { touchLinks } from '../touch-links.ts';
import { updateRecordValues } from '../write-record.ts';
import { endRuns, moveTo } from './move-links.ts';

interface Merge {
  id: string;
  recordId: string;
  effects: MergeEffects;
}

/** The record that `mergedId` was merged into: none or one. */
export async function mergedInto(db: Db, mergedId: string): Promise<string[]> {
  const merges = await rows<{ id: string }>(
    db,
    sql`select record_id as id from record_merge where merged_id = ${mergedId} and undone_at is null`,
  );
  return merges.map(({ id }) => id);
}

/** In the transaction that takes `mergedId` out of the trash, both records locked; nothing happens when it was not merged. */
export async function undoMerge(db: Db, mergedId: string, by: Author & { userId: string }): Promise<void> {
  const [merge] = await rows<Merge>(
    db,
    sql`update record_merge set undone_at = now() where merged_id = ${mergedId} and undone_at is null
      returning id, record_id as "recordId", effects`,
  );
  if (!merge) return;
  const { recordId, effects } = merge;
  const kind = await takeBackValues(db, merge, by);
  await takeBackLinks(db, merge, mergedId, kind);
  await db.execute(sql`update flag set "on" = false, source = 'user', changed_at = now() where record_id = ${recordId}
    and "on" and user_id in (select jsonb_array_elements_text(${json(effects.flags)})::uuid)`);
  await db.execute(sql`update record set company_id = ${mergedId} where company_id = ${recordId}
    and id in (select jsonb_array_elements_text(${json(effects.people)})::uuid)`);
  await writeChanges(db, [{ recordId, field: 'mergedFrom', before: mergedId, after: null }], by);
  await touchLinks(db, { recordIds: [recordId] });
  const flagged = await rows<{ userId: string }>(
    db,
    sql`select user_id as "userId" from flag where record_id = ${recordId} and "on" order by user_id`,
  );
  for (const { userId } of flagged) await ensureLinks(db, { userId, recordIds: [recordId] });
  await noteAudit(db, by.userId, 'record.unmerged', recordId);
}

const COLUMNS = ['kind', 'companyId', 'ownerId'];

/** Each value that is still what the merge made of it. Returns the kind the outcome had. */
async function takeBackValues(db: Db, { recordId, effects }: Merge, by: Author): Promise<RecordKind> {
  const [current] = await db.select().from(record).where(eq(record.id, recordId));
  const changed = (name: string) => effects.changes.find(({ field }) => field === name);
  const values = effects.changes.filter(
    ({ field, after }) => !COLUMNS.includes(field) && (current!.values[field] ?? null) === after,
  );
  const [kind, company] = [changed('kind'), changed('companyId')];
  const isSameKind = kind && current!.kind === kind.after;
  await updateRecordValues(db, {
    recordId,
    values: Object.fromEntries(values.map(({ field, before }) => [field, before])),
    kind: isSameKind ? (kind.before as RecordKind) : undefined,
    companyId: company && current!.companyId === company.after ? company.before : undefined,
    by,
  });
  if (isSameKind) await carryBases(db, recordId, current!.kind, kind.before as RecordKind);
  return current!.kind;
}

async function takeBackLinks(
  db: Db,
  { recordId, effects }: Merge,
  mergedId: string,
  kind: RecordKind,
): Promise<void> {
  const [merged] = await db.select({ kind: record.kind }).from(record).where(eq(record.id, mergedId));
  const free = (accountId: ReturnType<typeof sql>) =>
    sql`not exists (select 1 from link other where other.account_id = ${accountId} and other.record_id = ${mergedId} and other.state <> 'closed')`;
  const moved = await rows<{ id: string; accountId: string }>(
    db,
    sql`select id, account_id as "accountId" from link where id in (select jsonb_array_elements_text(${json(effects.moved)})::uuid)
      and record_id = ${recordId} and state not in ('closed', 'deleting') and ${free(sql`link.account_id`)} order by id for no key update`,
  );
  await endRuns(
    db,
    moved.map(({ accountId }) => accountId),
  );
  await moveTo(
    db,
    moved.map(({ id }) => id),
    mergedId,
  );
  const again = json(effects.closed.map((id) => ({ id, newId: newId(), marker: v4().toUpperCase() })));
  const reopened = await rows<{ cardId: string }>(
    db,
    sql`insert into link (id, account_id, record_id, card_id, state, marker, base, created_by_us)
      select t."newId", link.account_id, ${mergedId}, link.card_id, 'active', t.marker, link.base, link.created_by_us
      from jsonb_to_recordset(${again}) as t(id uuid, "newId" uuid, marker text) join link on link.id = t.id
      join card on card.id = link.card_id and card.state = 'live'
      where ${free(sql`link.account_id`)}
        and not exists (select 1 from link other where other.account_id = link.account_id and other.card_id = link.card_id and other.state <> 'closed')
      returning card_id as "cardId"`,
  );
  await carryBases(db, mergedId, kind, merged!.kind);
  await db.execute(
    sql`delete from queue_item where card_id in (select jsonb_array_elements_text(${json(reopened.map(({ cardId }) => cardId))})::uuid)`,
  );
}
