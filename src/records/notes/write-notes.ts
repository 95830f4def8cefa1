// Notes that people write about a record: no card holds them, and each is its author's alone to change. The table has one writer.
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { demandDoor } from '../../access/doors.ts';
import { cleanText, searchKey } from '../../contact/text.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { json } from '../../database/query.ts';
import { note, record } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { announce } from '../write-record.ts';
import { notesWhere } from './list-notes.ts';

export interface NoteToWrite {
  recordId: string;
  userId: string;
  text: string;
  /** When it was written, where that was before. */
  at?: string | undefined;
}

/** In the caller's transaction. */
export async function insertNotes(db: Db, notes: NoteToWrite[]): Promise<string[]> {
  if (notes.length === 0) return [];
  const rows = notes.map((one) => ({ ...one, id: newId(), searchText: searchKey(one.text) }));
  await db.execute(sql`
    insert into note (id, record_id, user_id, text, search_text, created_at)
    select id, "recordId", "userId", text, "searchText", coalesce(at, now())
    from jsonb_to_recordset(${json(rows)}) as row (
      id uuid, "recordId" uuid, "userId" uuid, text text, "searchText" text, at timestamptz)`);
  return rows.map(({ id }) => id);
}

/** As it is kept. @throws AppError 'invalid-values' where nothing is left of it */
function wordsOf(text: string): string {
  const words = cleanText(text);
  if (words) return words;
  throw new AppError('invalid-values', 'A note has a text.', { fields: { text: 'required' } });
}

/** @throws AppError 'not-found' for a record in the trash, too; 'invalid-values' */
export async function addNote(db: Db, actor: Actor, given: { id: string; text: string }) {
  await demandDoor(db, actor, 'addNote');
  const [id, text] = [given.id, wordsOf(given.text)];
  const [made] = await db.transaction(async (tx) => {
    const here = and(eq(record.id, id), isNull(record.deletedAt));
    // Held: a merge under way takes along what is written before it ends.
    const [found] = await tx.select({ id: record.id }).from(record).where(here).for('share');
    if (!found) throw new AppError('not-found');
    const ids = await insertNotes(tx, [{ recordId: id, userId: actor.userId, text }]);
    await announce(tx, [id]);
    return ids;
  });
  return readNote(db, actor, made!);
}

interface OneNote {
  /** Of the record. */
  id: string;
  noteId: string;
}

/** @throws AppError 'not-found', 'invalid-values', 'not-allowed' for somebody else's */
export async function updateNote(
  db: Db,
  actor: Actor,
  { text: given, ...which }: OneNote & { text: string },
) {
  await demandDoor(db, actor, 'updateNote');
  const text = wordsOf(given);
  const set = { text, searchText: searchKey(text), editedAt: sql`now()` };
  await change(db, actor, { which, set, where: isNull(note.deletedAt) });
  return readNote(db, actor, which.noteId);
}

/** @throws AppError 'not-found', 'not-allowed' for somebody else's */
export async function deleteNote(db: Db, actor: Actor, which: OneNote): Promise<void> {
  await demandDoor(db, actor, 'deleteNote');
  const set = { deletedAt: sql`now()` };
  await change(db, actor, { which, set, where: isNull(note.deletedAt) });
}

/** @throws AppError 'not-found', 'not-allowed' for somebody else's */
export async function restoreNote(db: Db, actor: Actor, which: OneNote) {
  await demandDoor(db, actor, 'restoreNote');
  await change(db, actor, { which, set: { deletedAt: null }, where: undefined });
  return readNote(db, actor, which.noteId);
}

interface NoteChange {
  which: OneNote;
  set: Parameters<ReturnType<Db['update']>['set']>[0];
  where: SQL | undefined;
}

async function change(db: Db, actor: Actor, { which, set, where }: NoteChange): Promise<void> {
  await db.transaction(async (tx) => {
    const [found] = await tx
      .select({ userId: note.userId, recordId: note.recordId })
      .from(note)
      .innerJoin(record, and(eq(record.id, note.recordId), isNull(record.deletedAt)))
      .where(and(eq(note.id, which.noteId), eq(note.recordId, which.id), where))
      .for('no key update', { of: note });
    if (!found) throw new AppError('not-found');
    if (found.userId !== actor.userId)
      throw new AppError('not-allowed', 'A note is changed by the person who wrote it.');
    await tx.update(note).set(set).where(eq(note.id, which.noteId));
    await announce(tx, [found.recordId]);
  });
}

async function readNote(db: Db, actor: Actor, id: string) {
  const [found] = await notesWhere(db, actor, eq(note.id, id));
  return found!;
}

/** An import taken back: the notes it wrote go, but for those that their authors changed since. Returns whether that is all. */
export async function takeBackNotes(db: Db, recordId: string, ids: string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const here = and(inArray(note.id, ids), eq(note.recordId, recordId), isNull(note.deletedAt));
  await db
    .update(note)
    .set({ deletedAt: sql`now()` })
    .where(and(here, isNull(note.editedAt)));
  return (await db.$count(note, here)) === 0;
}

/** What a merge does: the notes of one record become another's. Returns which went over. */
export async function moveNotes(db: Db, from: string, to: string): Promise<string[]> {
  const moved = await db
    .update(note)
    .set({ recordId: to })
    .where(eq(note.recordId, from))
    .returning({ id: note.id });
  return moved.map(({ id }) => id);
}

/** A merge taken back: those of its notes that `from`, or what that was merged into since, has by now. */
export async function moveNotesBack(
  db: Db,
  { ids, from, to }: { ids: string[]; from: string; to: string },
): Promise<void> {
  if (ids.length === 0) return;
  await db.execute(sql`
    with recursive now_in (id) as (
      select ${from}::uuid
      union select record_merge.record_id
      from record_merge join now_in on record_merge.merged_id = now_in.id
      where record_merge.undone_at is null)
    update note set record_id = ${to}
    where id = any(${sql.param(ids)}::uuid[]) and record_id in (select id from now_in)`);
}
