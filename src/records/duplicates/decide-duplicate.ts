// What a person says of two records that may be one: they are, and are merged; or they are two, and stay so.
import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { duplicate, type RecordKind } from '../../database/schema.ts';
import { keepApart } from '../../database/tables/duplicates.ts';
import { AppError } from '../../errors.ts';
import { getRecord } from '../get-record.ts';
import { mergeRecords } from '../merge/merge-records.ts';
import type { Side } from '../merge/merge-values.ts';
import { restoreRecord } from '../restore-record.ts';
import { compareAll } from './compare.ts';
import { isCertain, type PairRow, readPairs, sidesOf } from './list-duplicates.ts';

export interface MergeDuplicate {
  id: string;
  /** Which of the two stays; the one that is on phones, or has more, when nobody says it. */
  keep?: string | undefined;
  kind?: RecordKind | undefined;
  values?: Record<string, Side> | undefined;
}

export interface Merged {
  /** The record that stays. */
  recordId: string;
  /** The record that went to the trash: restoring it takes the merge back. */
  mergedId: string;
}

/** @throws AppError 'not-found' when they are no pair any more */
export async function mergeDuplicate(db: Db, actor: Actor, input: MergeDuplicate) {
  const [pair] = await readPairs(db, actor, sql`d.id = ${input.id}`, 1);
  if (!pair) throw new AppError('not-found');
  const sides = sidesOf(pair);
  const [stays, goes] = input.keep === sides.goes.id ? [sides.goes, sides.stays] : [sides.stays, sides.goes];
  if (input.keep !== undefined && input.keep !== stays.id)
    throw new AppError('invalid-values', 'One of the two stays.', { fields: { keep: 'unknown' } });
  const record = await mergeRecords(db, actor, {
    id: stays.id,
    recordId: goes.id,
    kind: input.kind ?? sides.kind,
    values: input.values,
    versions: { this: stays.version, other: goes.version },
  });
  return { record, mergedId: goes.id };
}

/** A request does as many, and is asked again for the rest. */
const AT_ONCE = 100;

/** Those of `ids`, or all that are certain; each is a merge of its own. `left` are those that are still to be done. */
export async function mergeDuplicates(
  db: Db,
  actor: Actor,
  { ids }: { ids?: string[] | undefined },
): Promise<{ merged: Merged[]; left: number }> {
  await demandDoor(db, actor, 'mergeDuplicates');
  // One that was merged a moment ago may be like a third.
  await compareAll(db);
  const chosen = ids ? sql`d.id = any(${sql.param(ids)}::uuid[])` : isCertain;
  const found = await readPairs(db, actor, chosen, AT_ONCE);
  const merged: Merged[] = [];
  const gone = new Set<string>();
  for (const pair of found) {
    const one = gone.has(pair.one.id) || gone.has(pair.other.id) ? null : await mergeOne(db, actor, pair);
    if (!one) continue;
    merged.push(one);
    gone.add(one.mergedId).add(one.recordId);
  }
  await compareAll(db);
  const [rest] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from duplicate d join record a on a.id = d.record_id join record b on b.id = d.other_id
      where d.dismissed_at is null and ${chosen}`,
  );
  return { merged, left: merged.length > 0 ? rest!.n : 0 };
}

/** Null where somebody changed one of the two since it was read: what is certain of them is looked at again. */
async function mergeOne(db: Db, actor: Actor, pair: PairRow): Promise<Merged | null> {
  const { stays, goes, kind } = sidesOf(pair);
  try {
    const versions = { this: stays.version, other: goes.version };
    await mergeRecords(db, actor, { id: stays.id, recordId: goes.id, kind, versions });
    return { recordId: stays.id, mergedId: goes.id };
  } catch (error) {
    if (error instanceof AppError && ['version-conflict', 'invalid-values', 'not-found'].includes(error.code))
      return null;
    throw error;
  }
}

/** The merges of these records are taken back, the last one first; how many were. */
export async function unmergeDuplicates(
  db: Db,
  actor: Actor,
  { ids }: { ids: string[] },
): Promise<{ restored: number }> {
  await demandDoor(db, actor, 'unmergeDuplicates');
  let restored = 0;
  for (const id of ids.toReversed()) {
    const { deletedAt, mergedInto } = await getRecord(db, actor, id);
    if (!deletedAt || !mergedInto) continue;
    await restoreRecord(db, actor, id);
    restored += 1;
  }
  return { restored };
}

/** "These are two", or that is taken back. @throws AppError 'not-found' */
export async function dismissDuplicate(
  db: Db,
  actor: Actor,
  { id, undo }: { id: string; undo?: boolean | undefined },
): Promise<{ dismissed: boolean }> {
  await demandDoor(db, actor, 'dismissDuplicate');
  await db.transaction(async (tx) => {
    const [pair] = await tx.select().from(duplicate).where(eq(duplicate.id, id));
    if (!pair) throw new AppError('not-found');
    const { recordId, otherId } = pair;
    if (undo) await takeTogether(tx, recordId, otherId);
    else await keepApart(tx, actor.userId, [[recordId, otherId]]);
    await noteAudit(tx, actor.userId, undo ? 'record.apart-undone' : 'record.apart', recordId);
  });
  return { dismissed: !undo };
}

async function takeTogether(tx: Db, recordId: string, otherId: string): Promise<void> {
  await tx.execute(sql`
    update duplicate set dismissed_at = null, dismissed_by = null
    where record_id = ${recordId} and other_id = ${otherId}`);
  await tx.execute(sql`update record set compared = false where id in (${recordId}, ${otherId})`);
  await tx.execute(sql`
    update card set apart = array_remove(apart, case when link.record_id = ${recordId} then ${otherId}::uuid else ${recordId}::uuid end)
    from link
    where link.record_id in (${recordId}, ${otherId}) and link.state <> 'closed' and card.id = link.card_id`);
}
