// Notes and the timeline of a record, against a real database.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { anAccount, aRecord, aUser } from '../../../tests/rows.ts';
import type { Actor } from '../../access/actor.ts';
import { newId } from '../../database/new-id.ts';
import { flag, note, run, runAction } from '../../database/schema.ts';
import { removeExpired } from '../../jobs/retention.ts';
import { NO_COUNTS } from '../../sync/counts.ts';
import { deleteRecord } from '../delete-records.ts';
import { listTimeline, type Shown } from '../history/list-timeline.ts';
import { listRecords } from '../list-records.ts';
import { mergeRecords } from '../merge/merge-records.ts';
import { restoreRecord } from '../restore-record.ts';
import { updateRecord } from '../update-record.ts';
import { listNotes } from './list-notes.ts';
import { addNote, deleteNote, restoreNote, updateNote } from './write-notes.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);
const bruno = await aUser(db);

const textsOf = async (id: string) =>
  (await listNotes(db, anna, { id, limit: 50 })).items.map(({ text }) => text);
const write = (id: string, ...all: string[]) =>
  all.reduce<Promise<unknown>>(
    (before, text) => before.then(() => addNote(db, anna, { id, text })),
    Promise.resolve(),
  );

describe('a note', () => {
  test('is everybody’s to read, with who wrote it and when, the newest first', async () => {
    const id = await aRecord(db, anna, { lastName: 'Neri' });
    await addNote(db, anna, { id, text: 'Called.\nSend the offer.' });
    await addNote(db, bruno, { id, text: 'Sent.' });
    const { items, total } = await listNotes(db, bruno, { id, limit: 50 });
    expect(items.map(({ text, mine }) => [text, mine])).toEqual([
      ['Sent.', true],
      ['Called.\nSend the offer.', false],
    ]);
    expect(total).toBe(2);
    expect(items[0]!.editedAt).toBeNull();
  });

  test('keeps its lines, and is refused without a text', async () => {
    const id = await aRecord(db, anna, { lastName: 'Neri' });
    expect((await addNote(db, anna, { id, text: ' a\r\n\r\nb ' })).text).toBe('a\n\nb');
    expect(await refusal(addNote(db, anna, { id, text: '\u0007' }))).toMatchObject({
      fields: { text: 'required' },
    });
  });

  test('is its author’s alone to change and to delete', async () => {
    const id = await aRecord(db, anna, { lastName: 'Neri' });
    const { id: noteId } = await addNote(db, anna, { id, text: 'Mine' });
    for (const refused of [
      updateNote(db, bruno, { id, noteId, text: 'His' }),
      deleteNote(db, bruno, { id, noteId }),
    ])
      expect(await refusal(refused)).toMatchObject({ code: 'not-allowed' });
    expect((await updateNote(db, anna, { id, noteId, text: 'Still mine' })).editedAt).not.toBeNull();
    expect(await textsOf(id)).toEqual(['Still mine']);
  });

  test('deleted comes back when it is taken back, and is gone for good after ninety days', async () => {
    const id = await aRecord(db, anna, { lastName: 'Neri' });
    const { id: noteId } = await addNote(db, anna, { id, text: 'Wrong' });
    await deleteNote(db, anna, { id, noteId });
    expect(await textsOf(id)).toEqual([]);
    await restoreNote(db, anna, { id, noteId });
    expect(await textsOf(id)).toEqual(['Wrong']);
    await deleteNote(db, anna, { id, noteId });
    await removeExpired(db);
    expect(await db.$count(note, eq(note.id, noteId))).toBe(1);
    await db
      .update(note)
      .set({ deletedAt: new Date(Date.now() - 91 * 86_400_000) })
      .where(eq(note.id, noteId));
    await removeExpired(db);
    expect(await db.$count(note, eq(note.id, noteId))).toBe(0);
  });

  test('stays with its record in the trash, where nobody writes another', async () => {
    const id = await aRecord(db, anna, { lastName: 'Neri' });
    await write(id, 'Before');
    await deleteRecord(db, anna, id);
    expect(await textsOf(id)).toEqual(['Before']);
    expect(await refusal(addNote(db, anna, { id, text: 'After' }))).toMatchObject({ code: 'not-found' });
    await restoreRecord(db, anna, id);
    expect(await textsOf(id)).toEqual(['Before']);
  });

  test('pages by a cursor, each note once', async () => {
    const id = await aRecord(db, anna, { lastName: 'Neri' });
    await write(id, '1', '2', '3');
    const first = await listNotes(db, anna, { id, limit: 2 });
    const second = await listNotes(db, anna, { id, limit: 2, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(['3', '2', '1']);
    expect(second.next).toBeNull();
  });

  test('is what a search of records finds as well, word by word, and no more once it is deleted', async () => {
    const id = await aRecord(db, anna, { lastName: 'Quaglia' });
    const { id: noteId } = await addNote(db, anna, { id, text: 'Wants the Überlandleitung by May' });
    const found = async (q: string) =>
      (await listRecords(db, anna, { q, sort: 'name', limit: 50 })).items.map((one) => one.id);
    expect(await found('uberlandleitung')).toEqual([id]);
    expect(await found('quaglia uberland')).toEqual([id]);
    expect(await found('quaglia underland')).toEqual([]);
    await deleteNote(db, anna, { id, noteId });
    expect(await found('uberlandleitung')).toEqual([]);
  });
});

describe('merging', () => {
  const two = async () => [
    await aRecord(db, anna, { lastName: 'Rossi' }),
    await aRecord(db, anna, { lastName: 'Rosso' }),
  ];

  test('unites the notes, and its undo parts them; what was noted since stays', async () => {
    const [stays, goes] = (await two()) as [string, string];
    await write(stays, 'of the one');
    await write(goes, 'of the other');
    await mergeRecords(db, anna, { id: stays, recordId: goes });
    await write(stays, 'since');
    expect(await textsOf(stays)).toEqual(['since', 'of the other', 'of the one']);
    await restoreRecord(db, anna, goes);
    expect(await textsOf(stays)).toEqual(['since', 'of the one']);
    expect(await textsOf(goes)).toEqual(['of the other']);
  });

  test('twice in a row, each gets its own back in any order', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const [a, b] = (await two()) as [string, string];
      const c = await aRecord(db, anna, { lastName: 'Russo' });
      await write(a, 'of a');
      await write(b, 'of b');
      await mergeRecords(db, anna, { id: b, recordId: a });
      await mergeRecords(db, anna, { id: c, recordId: b });
      expect(await textsOf(c)).toEqual(['of b', 'of a']);
      for (const at of order) await restoreRecord(db, anna, [a, b][at]!);
      expect([await textsOf(a), await textsOf(b), await textsOf(c)]).toEqual([['of a'], ['of b'], []]);
    }
  });
});

describe('the timeline', () => {
  const shown = async (actor: Actor, id: string, show: Shown) =>
    (await listTimeline(db, actor, { id, show, limit: 50 })).items.map((entry) =>
      entry.type === 'change'
        ? `${entry.field} ${entry.actor}`
        : entry.type === 'note'
          ? entry.text
          : entry.type === 'card'
            ? `${entry.action} ${entry.accountName}`
            : entry.type,
    );

  /** One of everything, the oldest first. */
  async function lived() {
    const id = await aRecord(db, anna, { lastName: 'Neri' });
    const account = await anAccount(db, anna);
    const runId = newId();
    await db.insert(run).values({
      ...{ id: runId, accountId: account.accountId, state: 'done', trigger: 'user' },
      counts: NO_COUNTS,
      requests: { total: 0, byKind: {} },
    });
    const act = { runId, recordId: id, diff: [] };
    await db.insert(runAction).values([
      { ...act, id: newId(), type: 'create', outcome: 'done' },
      { ...act, id: newId(), type: 'update', outcome: 'held' },
      { ...act, id: newId(), type: 'update-record', outcome: 'done' },
    ]);
    await updateRecord(db, bruno, { id, values: { phone: '1' } });
    await db.insert(flag).values({ recordId: id, userId: anna.userId, on: true, source: 'user' });
    await addNote(db, bruno, { id, text: 'Noted' });
    return id;
  }

  test('is one stream of edits, cards, the own flag and notes, and each kind of it alone', async () => {
    const id = await lived();
    const whole = await shown(anna, id, 'all');
    expect(whole).toEqual([
      'Noted',
      'flag',
      'phone user',
      expect.stringMatching(/^create /),
      'lastName user',
    ]);
    expect(await shown(anna, id, 'notes')).toEqual([whole[0]]);
    expect(await shown(anna, id, 'edits')).toEqual([whole[2], whole[4]]);
    expect(await shown(anna, id, 'sync')).toEqual([whole[1], whole[3]]);
  });

  test('tells nothing of a colleague’s cards and flag', async () => {
    expect(await shown(bruno, await lived(), 'all')).toEqual(['Noted', 'phone user', 'lastName user']);
  });

  test('pages by a cursor, each entry once', async () => {
    const id = await lived();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTimeline(db, anna, { id, show: 'all', limit: 2, cursor });
      expect(page.total).toBe(5);
      seen.push(...page.items.map((entry) => `${entry.type} ${entry.id}`));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });
});
