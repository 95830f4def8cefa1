import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { pageOf, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { note, record, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { iso } from '../record-columns.ts';

const columns = ({ userId }: Actor) => ({
  id: note.id,
  recordId: note.recordId,
  at: sql<string>`${iso(note.createdAt)}`,
  text: note.text,
  userName: user.name,
  mine: sql<boolean>`${note.userId} = ${userId}`,
  editedAt: sql<string | null>`${iso(note.editedAt)}`,
});

/** Those that `where` finds and nobody deleted, the newest first. */
export const notesWhere = (db: Db, actor: Actor, where: SQL, limit?: number) => {
  const found = db
    .select(columns(actor))
    .from(note)
    .innerJoin(user, eq(user.id, note.userId))
    .where(and(where, isNull(note.deletedAt)))
    .orderBy(desc(note.createdAt), desc(note.id));
  return limit === undefined ? found : found.limit(limit);
};

/** Notes of a record, in the trash or not, the newest first. @throws AppError 'not-found' */
export async function listNotes(
  db: Db,
  actor: Actor,
  query: { id: string; limit: number; cursor?: string | undefined },
) {
  if ((await db.$count(record, eq(record.id, query.id))) === 0) throw new AppError('not-found');
  const position = readCursor(query.cursor, 'time');
  const earlier = position
    ? sql`(${note.createdAt}, ${note.id}) < (${position.key}::timestamptz, ${position.id}::uuid)`
    : sql`true`;
  const ofRecord = eq(note.recordId, query.id);
  const found = await notesWhere(db, actor, sql`${ofRecord} and ${earlier}`, query.limit + 1);
  const { page, next } = pageOf(found, query.limit, ({ id, at }) => ({ key: at, id }));
  return { items: page, next, total: await db.$count(note, and(ofRecord, isNull(note.deletedAt))) };
}
