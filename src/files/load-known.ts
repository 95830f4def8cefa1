// The records that share anything with the entries of a file, each read once.
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { textKey } from '../contact/text.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { field, type RecordKind, type RecordValues } from '../database/schema.ts';
import { type FieldRow, holdValues } from '../records/fields/load-fields.ts';
import { loadKept } from './kept/load-kept.ts';
import type { Held } from './known-values.ts';
import type { Fields, Placed } from './place-values.ts';

const BATCH = 500;

export async function loadAllFields(db: Db): Promise<Fields> {
  const all: FieldRow[] = await db.select().from(field).where(holdValues);
  const ofKind = (kind: RecordKind): Map<string, FieldRow> =>
    new Map(all.filter((one) => one.kind === kind).map((one) => [one.key, one]));
  return { company: ofKind('company'), contact: ofKind('contact'), lead: ofKind('lead') };
}

/** Those that share an id, a match key or the name with any of `placed`. What lies in the trash is not here. */
export async function loadKnown(
  db: Db,
  actor: Actor,
  placed: Placed[],
  ids: (string | null)[],
): Promise<{ held: Held; version: number }[]> {
  const found = new Set<string>();
  const collect = async (wanted: Iterable<string>, query: (batch: string[]) => ReturnType<typeof sql>) => {
    for (const batch of batches([...new Set(wanted)]))
      for (const { id } of await rows<{ id: string }>(db, query(batch))) found.add(id);
  };
  await collect(
    ids.filter((id) => z.uuid().safeParse(id).success) as string[],
    (batch) => sql`select id from record where id = any(${sql.param(batch)}::uuid[]) and deleted_at is null`,
  );
  // One look-up a key, as in import-queue/find-candidates.ts.
  await collect(
    placed.flatMap(({ matchKeys }) => matchKeys),
    (batch) => sql`select distinct record.id from unnest(${sql.param(batch)}::text[]) as wanted (key)
      join record on record.match_keys @> array[wanted.key] and record.deleted_at is null`,
  );
  await collect(
    placed.map(({ sortName }) => sortName).filter(Boolean),
    (batch) => sql`select record.id from unnest(array['company', 'contact', 'lead']) as kinds (kind)
      cross join unnest(${sql.param(batch)}::text[]) as wanted (name)
      join record on record.kind = kinds.kind and record.sort_name = wanted.name and record.deleted_at is null`,
  );
  const known: { held: Held; version: number }[] = [];
  for (const batch of batches([...found])) known.push(...(await readHeld(db, actor, batch)));
  return known;
}

interface Row {
  id: string;
  kind: RecordKind;
  values: RecordValues;
  version: number;
  name: string;
  sortName: string;
  matchKeys: string[];
  labels: string[];
  notes: string[];
}

async function readHeld(db: Db, actor: Actor, ids: string[]): Promise<{ held: Held; version: number }[]> {
  const found = await rows<Row>(
    db,
    sql`select id, kind, "values", version, display_name as name, sort_name as "sortName", match_keys as "matchKeys",
        array(
          select label.name_key
          from record_label join label on label.id = record_label.label_id and label.deleted_at is null
          where record_label.record_id = record.id) as labels,
        array(select note.text from note where note.record_id = record.id and note.deleted_at is null) as notes
      from record where id = any(${sql.param(ids)}::uuid[]) order by id`,
  );
  const kept = await loadKept(db, actor, found);
  return found.map(({ id, version, labels, notes, ...row }) => ({
    held: {
      ...row,
      labels: new Set(labels),
      notes: new Set(notes.map(textKey)),
      recordId: id,
      row: null,
      rest: new Set(kept.get(id)),
    },
    version,
  }));
}

function* batches(all: string[]): Generator<string[]> {
  for (let start = 0; start < all.length; start += BATCH) yield all.slice(start, start + BATCH);
}
