// Records out to a file, piece by piece: the command line and the API are faces of it.
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { loadMappings } from '../accounts/load-mappings.ts';
import type { Db } from '../database/database.ts';
import { loadPhotos } from '../database/photos.ts';
import { rows, uuids } from '../database/query.ts';
import { record, user } from '../database/schema.ts';
import { carddavManifest } from '../providers/carddav/manifest.ts';
import { labelledWith, labelsOfRecord } from '../records/labels/label-columns.ts';
import { iso } from '../records/record-columns.ts';
import { type RecordFilter, recordsWhere } from '../records/record-filter.ts';
import { accountMapping } from '../sync/mapping.ts';
import type { Mapping, RecordKind } from '../sync/model.ts';
import type { ExportFormat } from './codes.ts';
import type { EntryNote } from './entry.ts';
import { loadKept } from './kept/load-kept.ts';
import { CARD_VERSIONS, type FileRecord, fileWriter, type Mappings } from './write-file.ts';

export interface ExportRecords {
  format: ExportFormat;
  filter: RecordFilter;
  /** In JSON, which has no room of its own for them: cards have them anyway, a table has none. */
  photos?: boolean | undefined;
  /** These alone, of those that the filter finds. */
  ids?: string[] | undefined;
}

export interface Exported {
  /** How many there were so far. */
  records: number;
  pieces: AsyncGenerator<string>;
}

/** Records, with their pictures, that are held at once. */
const BATCH = 100;

/** Which field is which part of a card. Fields that are switched off have what the others leave, as an import gives it to them. */
export async function fileMappings(db: Db): Promise<Mappings> {
  const active = await loadMappings(db, {}, carddavManifest.capabilities);
  const whole = (kind: RecordKind): Mapping => {
    const fields = new Set(active[kind].map(({ field }) => field));
    return [...active[kind], ...accountMapping(kind).filter(({ field }) => !fields.has(field))];
  };
  return { company: whole('company'), contact: whole('contact'), lead: whole('lead') };
}

/**
 * The file, in pieces. Companies come first, so that people find theirs when it is taken in; what lies in the trash is left out.
 *
 * @throws AppError 'bad-request' for an owner that is neither `me` nor an id, before the first piece
 */
export async function exportRecords(
  db: Db,
  actor: Actor,
  { format, photos: withPhotos = false, filter, ids }: ExportRecords,
): Promise<Exported> {
  const where = and(
    await recordsWhere(db, actor, filter),
    ids && sql`${record.id} = any(${sql.param(ids)}::uuid[])`,
  )!;
  const keys = format === 'csv' ? await keysOf(db, where) : [];
  const hasPhotos = CARD_VERSIONS[format] !== undefined || (format === 'json' && withPhotos);
  const beside = {
    labels: format === 'csv' && (await haveAny(db, where, labelledWith(sql`true`))),
    notes: format === 'csv' && (await haveAny(db, where, NOTED)),
  };
  const writer = fileWriter(format, await fileMappings(db), keys, beside);
  await noteAudit(db, actor.userId, 'records.exported');
  const exported: Exported = { records: 0, pieces: pieces() };
  return exported;

  async function* pieces(): AsyncGenerator<string> {
    yield writer.start;
    let before = '';
    for await (const batch of recordsOf(db, where)) {
      const kept = format === 'csv' ? new Map() : await loadKept(db, actor, batch);
      const notes = CARD_VERSIONS[format] ? new Map() : await loadNotes(db, batch);
      const named = hasPhotos ? batch.flatMap(({ values }) => values.photo ?? []) : [];
      const photos = await loadPhotos(db, named);
      let text = '';
      for (const bare of batch) {
        const extras = kept.get(bare.id);
        const noted = notes.get(bare.id);
        const one = { ...bare, ...(extras && { extras }), ...(noted && { notes: noted }) };
        text += before + writer.one(one, photos.get(one.values.photo ?? ''));
        before = writer.between;
      }
      exported.records += batch.length;
      yield text;
    }
    yield writer.end;
  }
}

/** Ids of records with a note. */
const NOTED = sql`(select note.record_id from note where note.deleted_at is null)`;

/** Whether any of them is among `ids`. */
async function haveAny(db: Db, where: SQL, ids: SQL): Promise<boolean> {
  const found = await rows(db, sql`select 1 from record where ${where} and id in ${ids} limit 1`);
  return found.length > 0;
}

async function keysOf(db: Db, where: SQL): Promise<string[]> {
  const found = await rows<{ key: string }>(
    db,
    sql`select distinct jsonb_object_keys("values") as key from record where ${where} order by key`,
  );
  return found.map(({ key }) => key);
}

/** By the id of the record. They are the program's own: a card has no place for them, and shall have none. */
async function loadNotes(db: Db, batch: FileRecord[]): Promise<Map<string, EntryNote[]>> {
  const ids = batch.map(({ id }) => id);
  const found = await rows<{ id: string; notes: EntryNote[] }>(
    db,
    sql`select note.record_id as id, jsonb_agg(
        jsonb_build_object('at', ${iso(sql`note.created_at`)}, 'by', app_user.email, 'text', note.text)
        order by note.created_at, note.id) as notes
      from note
      join app_user on app_user.id = note.user_id
      where note.deleted_at is null and note.record_id = any(${uuids(ids)})
      group by note.record_id`,
  );
  return new Map(found.map(({ id, notes }) => [id, notes]));
}

/** In the order of lists, each time from where the last batch ended. */
async function* recordsOf(db: Db, where: SQL): AsyncGenerator<FileRecord[]> {
  let last: { kind: string; sortName: string; id: string } | undefined;
  for (;;) {
    const after = last
      ? sql`(${record.kind}, ${record.sortName}, ${record.id}) > (${last.kind}, ${last.sortName}, ${last.id}::uuid)`
      : undefined;
    const found = await db
      .select({
        id: record.id,
        kind: record.kind,
        owner: user.email,
        labels: labelsOfRecord,
        values: record.values,
        sortName: record.sortName,
      })
      .from(record)
      .innerJoin(user, eq(user.id, record.ownerId))
      .where(and(where, after))
      .orderBy(asc(record.kind), asc(record.sortName), asc(record.id))
      .limit(BATCH);
    if (found.length === 0) return;
    yield found.map(({ sortName, labels, ...one }) => ({
      ...one,
      ...(labels.length > 0 ? { labels: labels.map(({ name }) => name) } : {}),
    }));
    last = found.at(-1)!;
  }
}
