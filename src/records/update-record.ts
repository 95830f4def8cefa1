import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { record } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { companyField } from '../fields/catalogue.ts';
import { checkTies } from './check-ties.ts';
import { checkFindable, checkValues } from './fields/check-values.ts';
import { loadFields } from './fields/load-fields.ts';
import { getRecord } from './get-record.ts';
import { setLabels } from './labels/write-labels.ts';
import { checkPhoto } from './photo/set-photo.ts';
import { announce, updateRecordValues } from './write-record.ts';

export interface UpdateRecord {
  id: string;
  /** Only what is named is changed; null empties. */
  values?: Record<string, string | null> | undefined;
  companyId?: string | null | undefined;
  ownerId?: string | undefined;
  /** Exactly these. */
  labels?: string[] | undefined;
  /** It takes an earlier change back: RecordUpdate. */
  undoes?: boolean | undefined;
  /** Refuses to write over any other version. */
  expectVersion?: number | undefined;
}

/** @throws AppError 'not-found', 'invalid-values', 'version-conflict' */
export async function updateRecord(db: Db, actor: Actor, input: UpdateRecord) {
  await demandDoor(db, actor, 'updateRecord');
  await db.transaction(async (tx) => {
    const [current] = await tx
      .select({ kind: record.kind, values: record.values })
      .from(record)
      .where(and(eq(record.id, input.id), isNull(record.deletedAt)))
      .for('no key update');
    if (!current) throw new AppError('not-found');
    const { companyName } = await checkTies(tx, input);
    const fields = await loadFields(tx, current.kind);
    const values = checkValues(fields, input.values ?? {});
    await checkPhoto(tx, input.id, values);
    const company = companyField(current.kind);
    if (current.kind !== 'company' && companyName && !current.values[company])
      values[company] ??= companyName;
    if (Object.values(values).includes(null))
      checkFindable(fields, current.kind, { ...current.values, ...values });
    const { companyId, ownerId, undoes, expectVersion } = input;
    const by = { actor: 'user' as const, userId: actor.userId };
    const outcome = await updateRecordValues(tx, {
      recordId: input.id,
      values,
      companyId,
      ownerId,
      undoes,
      expectVersion,
      by,
    });
    if (outcome === 'stale') throw new AppError('version-conflict');
    if (input.labels && (await setLabels(tx, input.id, input.labels, by)).length > 0)
      await announce(tx, [input.id]);
  });
  return getRecord(db, actor, input.id);
}
