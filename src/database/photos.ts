// Pictures by what tells them apart; kept once, whoever names them.
import { inArray, sql } from 'drizzle-orm';
import { photoId } from '../contact/photo.ts';
import type { Photo } from '../providers/provider.ts';
import type { Db } from './database.ts';
import { photo } from './schema.ts';

/** Those of `ids` that are kept, by id. */
export async function loadPhotos(db: Db, ids: string[]): Promise<Map<string, Photo>> {
  if (ids.length === 0) return new Map();
  const found = await db.select().from(photo).where(inArray(photo.id, ids));
  return new Map(found.map(({ id, type, bytes }) => [id, { type, bytes: new Uint8Array(bytes) }]));
}

/** Keeps a picture; returns its `photoId`. */
export async function keepPhoto(db: Db, { type, bytes }: Photo): Promise<string> {
  const id = photoId(bytes);
  await db
    .insert(photo)
    .values({ id, type, bytes: Buffer.from(bytes) })
    // One that nobody named any more is not removed under whoever names it now (jobs/retention.ts).
    .onConflictDoUpdate({ target: photo.id, set: { createdAt: sql`now()` } });
  return id;
}
