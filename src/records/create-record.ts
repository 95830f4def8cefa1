import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import type { RecordKind } from '../database/schema.ts';
import { keepApart } from '../database/tables/duplicates.ts';
import { AppError } from '../errors.ts';
import { companyField } from '../fields/catalogue.ts';
import { checkTies } from './check-ties.ts';
import { refuseSimilar } from './duplicates/refuse-similar.ts';
import { checkComplete, checkValues } from './fields/check-values.ts';
import { heldValues } from './fields/held-values.ts';
import { loadFields } from './fields/load-fields.ts';
import { getRecord } from './get-record.ts';
import { writeLabels } from './labels/write-labels.ts';
import { writeFlags } from './write-flags.ts';
import { insertRecords } from './write-record.ts';

export interface CreateRecord {
  kind: RecordKind;
  values: Record<string, string | null>;
  companyId?: string | null | undefined;
  /** The actor when absent. */
  ownerId?: string | undefined;
  labels?: string[] | undefined;
  /** Turns on the actor's own Sync mobile at once. */
  flagged?: boolean | undefined;
  /** Refuses where somebody like it is here. */
  onMatch?: 'create' | 'refuse' | undefined;
  /** Records that it is not, however alike. */
  apartFrom?: string[] | undefined;
}

const noPhotoYet = (): AppError =>
  new AppError('invalid-values', 'A photo is set once the record is there.', {
    fields: { photo: 'not-a-photo' },
  });

/** @throws AppError 'invalid-values', 'similar-record' */
export async function createRecord(db: Db, actor: Actor, input: CreateRecord) {
  await demandDoor(db, actor, 'createRecord');
  const id = await db.transaction(async (tx) => {
    const { kind } = input;
    const { companyName } = await checkTies(tx, input);
    const fields = await loadFields(tx, kind);
    const values = checkValues(fields, input.values);
    if (values.photo) throw noPhotoYet();
    if (kind !== 'company' && companyName) values[companyField(kind)] ??= companyName;
    checkComplete(fields, kind, values);
    if (input.onMatch === 'refuse') await refuseSimilar(tx, kind, heldValues(values));
    const row = { kind, values, ownerId: input.ownerId ?? actor.userId, companyId: input.companyId };
    const by = { actor: 'user' as const, userId: actor.userId };
    const [created] = await insertRecords(tx, [row], by);
    if (input.labels) await writeLabels(tx, [created!], { add: input.labels }, by);
    await keepApart(
      tx,
      actor.userId,
      (input.apartFrom ?? []).map((other) => [created!, other]),
    );
    if (input.flagged)
      await writeFlags(tx, { userId: actor.userId, recordIds: [created!], on: true, source: 'user' });
    return created!;
  });
  return getRecord(db, actor, id);
}
