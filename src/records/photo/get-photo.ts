import { eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { photo, record } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { isOfRecord } from './set-photo.ts';

/** Bytes of the record's photo, or of one it had before. @throws AppError 'not-found' where there is none */
export async function getPhoto(
  db: Db,
  { id, photoId }: { id: string; photoId?: string | undefined },
): Promise<{ id: string; type: string; bytes: Buffer }> {
  const wanted = photoId ?? (await currentOf(db, id));
  const [found] =
    wanted && (await isOfRecord(db, id, wanted))
      ? await db.select().from(photo).where(eq(photo.id, wanted))
      : [];
  if (!found) throw new AppError('not-found');
  return found;
}

async function currentOf(db: Db, id: string): Promise<string | undefined> {
  const [found] = await db.select({ values: record.values }).from(record).where(eq(record.id, id));
  return found?.values.photo;
}
