// A merge taken back because the merged record returns: what came from it goes with it again, as far as nobody has
// changed it since.
import { eq, sql } from 'drizzle-orm';
import { v4 } from 'uuid';
import { noteAudit } from '../../access/audit.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { rows, uuids } from '../../database/query.ts';
import { type MergeEffects, type RecordKind, record } from '../../database/schema.ts';
import { endRuns } from '../../database/tables/accounts.ts';
import { setFlags } from '../../database/tables/flags.ts';
import { insertLinks, moveLinks, wasAnothersSince } from '../../database/tables/links.ts';
import type { LinkRow } from '../../sync/link/link.ts';
import { ensureLinks } from '../ensure-links.ts';
import { type Author, writeChanges } from '../history/write-changes.ts';
import { carryBases } from '../kinds/convert-record.ts';
import { writeLabels } from '../labels/write-labels.ts';
import { moveNotesBack } from '../notes/write-notes.ts';
import { touchLinks } from '../touch-links.ts';
import { updateRecordValues } from '../write-record.ts';
import { giveTo } from './unite-links.ts';

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
  for (const userId of effects.flags)
    await setFlags(db, { userId, recordIds: [recordId], on: false, source: 'user' });
  // What the record that stayed is no longer called, its people wait for by now.
  await db.execute(sql`update record set company_id = ${mergedId}, company_by = coalesce(company_by, 'name')
    where (company_id = ${recordId} or company_id is null and company_by is null) and id = any(${uuids(effects.people)})`);
  await moveNotesBack(db, { ids: effects.notes ?? [], from: recordId, to: mergedId });
  await writeChanges(db, [{ recordId, field: 'mergedFrom', before: mergedId, after: null }], by);
  await touchLinks(db, { recordIds: [recordId] });
  const flagged = await rows<{ userId: string }>(
    db,
    sql`select user_id as "userId" from flag where record_id = ${recordId} and "on" order by user_id`,
  );
  for (const { userId } of flagged) await ensureLinks(db, { userId, recordIds: [recordId] });
  await noteAudit(db, by.userId, 'record.unmerged', recordId);
}

const COLUMNS = ['kind', 'companyId', 'ownerId', 'label'];

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
    undoes: true,
    by,
  });
  const labels = effects.changes.flatMap(({ field, after }) => (field === 'label' && after ? [after] : []));
  await writeLabels(db, [recordId], { remove: labels }, by);
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
  const free = sql`not exists (
    select 1 from link other
    where other.account_id = link.account_id and other.record_id = ${mergedId} and other.state <> 'closed')`;
  const these = (ids: string[]) => sql`link.id = any(${uuids(ids)})`;
  const moved = await rows<{ id: string; accountId: string }>(
    db,
    sql`select id, account_id as "accountId"
      from link
      where ${these(effects.moved)} and record_id = ${recordId} and state not in ('closed', 'deleting') and ${free}
      order by id`,
  );
  await endRuns(
    db,
    moved.map(({ accountId }) => accountId),
  );
  await giveTo(
    db,
    moved.map(({ id }) => id),
    mergedId,
  );
  const ended = await rows<
    Pick<LinkRow, 'accountId' | 'base' | 'outbox' | 'createdByUs'> & { cardId: string }
  >(
    db,
    sql`select link.account_id as "accountId", link.card_id as "cardId", link.base, link.outbox,
        link.created_by_us as "createdByUs"
      from link
      join card on card.id = link.card_id and card.state = 'live'
      where ${these(effects.closed)} and ${free} and not ${wasAnothersSince(sql`link`, sql`link.card_id`)} and not exists (
        select 1 from link other where other.card_id = link.card_id and other.state <> 'closed')
      order by link.id`,
  );
  const again = new Map(ended.map((link) => [newId(), link]));
  const fresh = [...again].map(([id, { accountId, createdByUs }]) => ({
    ...{ id, accountId, createdByUs },
    recordId: mergedId,
    marker: v4().toUpperCase(),
  }));
  const reopened = await insertLinks(db, fresh);
  // What was sent and not answered before the merge may arrive yet: it is nobody's edit.
  await moveLinks(db, reopened, ({ id }) => {
    const { cardId, ...from } = again.get(id)!;
    return { type: 'taken-up', cardId, from: { ...from, intent: null } };
  });
  await carryBases(db, mergedId, kind, merged!.kind);
  const cardIds = reopened.map((id) => again.get(id)!.cardId);
  await db.execute(sql`delete from queue_item where card_id = any(${uuids(cardIds)})`);
}
