// The photo of a record: a value like any other, whose bytes are kept once for all who name them.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { keepPhoto } from '../../database/photos.ts';
import { rows } from '../../database/query.ts';
import { record } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { checkValues } from '../fields/check-values.ts';
import { loadFields } from '../fields/load-fields.ts';
import { getRecord } from '../get-record.ts';
import { updateRecordValues } from '../write-record.ts';
import { pictureType } from './picture-type.ts';

interface SetPhoto {
  id: string;
  /** Null removes it. */
  bytes: Buffer | null;
  expectVersion?: number | undefined;
}

/** @throws AppError 'not-found', 'invalid-values' for what is no picture, 'version-conflict' */
export async function setPhoto(db: Db, actor: Actor, { id, bytes, expectVersion }: SetPhoto) {
  await demandDoor(db, actor, 'setPhoto');
  const type = bytes && pictureType(bytes);
  if (bytes && !type) throw noPicture('This is no JPEG, PNG, GIF or WebP picture.');
  await db.transaction(async (tx) => {
    const [current] = await tx
      .select({ kind: record.kind })
      .from(record)
      .where(and(eq(record.id, id), isNull(record.deletedAt)))
      .for('no key update');
    if (!current) throw new AppError('not-found');
    const photo = bytes && type ? await keepPhoto(tx, { type, bytes }) : null;
    const values = checkValues(await loadFields(tx, current.kind), { photo });
    const by = { actor: 'user' as const, userId: actor.userId };
    const outcome = await updateRecordValues(tx, { recordId: id, values, expectVersion, by });
    if (outcome === 'stale') throw new AppError('version-conflict');
  });
  return getRecord(db, actor, id);
}

/**
 * A photo can be set by its id only to one the record had before: how a change is taken back.
 * @throws AppError 'invalid-values'
 */
export async function checkPhoto(db: Db, recordId: string, values: Record<string, string | null>) {
  const id = values.photo;
  if (!id || (await isOfRecord(db, recordId, id))) return;
  throw noPicture('This is no photo the record had before.');
}

/** Whether the record has or had this photo, and its bytes are there. */
export async function isOfRecord(db: Db, recordId: string, photoId: string): Promise<boolean> {
  const found = await rows(
    db,
    sql`select 1 from photo where id = ${photoId} and (
      exists (select 1 from record where id = ${recordId} and "values" ->> 'photo' = ${photoId})
      or exists (select 1 from change where record_id = ${recordId} and field = 'photo' and ${photoId} in (before, after)))`,
  );
  return found.length > 0;
}

const noPicture = (detail: string): AppError =>
  new AppError('invalid-values', detail, { fields: { photo: 'not-a-photo' } });
