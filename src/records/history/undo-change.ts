import { and, eq } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { change, type RecordKind } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { deleteRecord } from '../delete-records.ts';
import { getRecord } from '../get-record.ts';
import { convertRecord } from '../kinds/convert-record.ts';
import { mergeRecords } from '../merge/merge-records.ts';
import { restoreRecord } from '../restore-record.ts';
import { updateRecord } from '../update-record.ts';

/** Gives a field the value it had before a change, as a change of its own. @throws AppError 'not-found', 'invalid-values' */
export async function undoChange(db: Db, actor: Actor, { id, changeId }: { id: string; changeId: string }) {
  const [found] = await db
    .select()
    .from(change)
    .where(and(eq(change.id, changeId), eq(change.recordId, id)));
  if (!found) throw new AppError('not-found');
  const { field, before } = found;
  if (field === 'ownerId') return updateRecord(db, actor, { id, ownerId: before ?? undefined });
  if (field === 'companyId') return updateRecord(db, actor, { id, companyId: before, undoes: true });
  if (field === 'kind') return convertRecord(db, actor, { id, kind: before as RecordKind });
  if (field === 'mergedFrom') return unmerge(db, actor, { id, before, after: found.after });
  if (field === 'label') return undoLabel(db, actor, id, { add: before, remove: found.after });
  if (field !== 'deletedAt')
    return updateRecord(db, actor, { id, values: { [field]: before }, undoes: true });
  if (before === null) return restoreRecord(db, actor, id);
  await deleteRecord(db, actor, id);
  return getRecord(db, actor, id);
}

async function undoLabel(
  db: Db,
  actor: Actor,
  id: string,
  { add, remove }: { add: string | null; remove: string | null },
) {
  const labels = (await getRecord(db, actor, id)).labels.map((label) => label.id);
  const kept = labels.filter((label) => label !== remove);
  return updateRecord(db, actor, { id, labels: add ? [...new Set([...kept, add])] : kept });
}

/** The other record comes back out of the trash, or goes into this one again. */
async function unmerge(
  db: Db,
  actor: Actor,
  { id, before, after }: { id: string; before: string | null; after: string | null },
) {
  if (after !== null) {
    await restoreRecord(db, actor, after);
    return getRecord(db, actor, id);
  }
  const { kind } = await getRecord(db, actor, id);
  return mergeRecords(db, actor, { id, recordId: before!, kind });
}
