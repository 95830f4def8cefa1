// The one place that writes records: values, what is derived from them, history, company and "this is due" in one
// transaction. Used by people, by imports and by sync.
import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { emit } from '../database/notify.ts';
import { json } from '../database/query.ts';
import { type RecordKind, record } from '../database/schema.ts';
import { definitionsOf } from '../fields/catalogue.ts';
import { associateCompanies, companiesByKey } from './associate-companies.ts';
import { derive } from './derive.ts';
import { heldValues } from './fields/held-values.ts';
import { addedFields, loadDefinitions } from './fields/load-definitions.ts';
import { type Author, type FieldChange, writeChanges } from './history/write-changes.ts';
import { touchLinks } from './touch-links.ts';

export interface NewRecord {
  id?: string;
  kind: RecordKind;
  /** Empty values are left out. */
  values: Record<string, string | null>;
  ownerId: string;
  /** Given: this company, or none. Absent: the company whose name the record carries, if exactly one does. */
  companyId?: string | null | undefined;
}

export interface RecordUpdate {
  recordId: string;
  /** Compare-and-set: another version on disk answers 'stale' and changes nothing. */
  expectVersion?: number | undefined;
  /** Only what is named is written; null empties. */
  values: Record<string, string | null>;
  companyId?: string | null | undefined;
  ownerId?: string | undefined;
  /** Makes it a record of this kind. */
  kind?: RecordKind | undefined;
  by: Author;
  /** The link an edit came through: it knows already. */
  exceptLinkId?: string | undefined;
}

/** Rows a statement: keeps a batch of long cards within a few megabytes. */
const BATCH = 1000;

/** Inserts records with their history; call it in a transaction. Returns the ids in the order of `rows`. */
export async function insertRecords(db: Db, rows: NewRecord[], by: Author): Promise<string[]> {
  const prepared = await prepare(db, rows);
  for (let start = 0; start < prepared.length; start += BATCH) {
    const batch = prepared.slice(start, start + BATCH);
    await db.execute(sql`
      insert into record (id, kind, "values", owner_id, company_id, display_name, search_text, sort_name, match_keys, company_key, derived)
      select id, kind, "values", "ownerId", "companyId", "displayName", "searchText", "sortName",
        array(select jsonb_array_elements_text("matchKeys")), "companyKey", derived
      from jsonb_to_recordset(${json(batch)}) as row (
        id uuid, kind text, "values" jsonb, "ownerId" uuid, "companyId" uuid, "displayName" text, "searchText" text,
        "sortName" text, "matchKeys" jsonb, "companyKey" text, derived smallint)`);
    const changes = batch.flatMap(({ id, values }) =>
      Object.entries(values).map(([field, after]) => ({ recordId: id, field, before: null, after })),
    );
    await writeChanges(db, changes, by);
  }
  // Those that waited for one of the companies that just came, here or before.
  await associateCompanies(db, prepared.map(companyName));
  const ids = prepared.map(({ id }) => id);
  await announce(db, ids);
  return ids;
}

type Named = { kind: RecordKind; companyKey: string | null };
const companyName = ({ kind, companyKey }: Named): string | null => (kind === 'company' ? companyKey : null);

async function prepare(db: Db, rows: NewRecord[]) {
  const fields = await loadDefinitions(db);
  const derived = rows.map(({ id = newId(), kind, values, ownerId, companyId }) => {
    const held = heldValues(values);
    return { id, kind, values: held, ownerId, companyId, ...derive(fields, kind, held) };
  });
  const coming = new Set(derived.map(companyName));
  const wanted = derived.map(({ kind, companyId, companyKey }) =>
    kind !== 'company' && companyId === undefined && !coming.has(companyKey) ? companyKey : null,
  );
  const companies = await companiesByKey(db, wanted);
  return derived.map((row, index) => ({
    ...row,
    companyId: row.companyId ?? companies.get(wanted[index] ?? '') ?? null,
  }));
}

/** Writes what really changes; a write that changes nothing leaves the version alone. Call it in a transaction. */
export async function updateRecordValues(
  db: Db,
  update: RecordUpdate,
): Promise<{ version: number } | 'stale' | 'missing'> {
  const [current] = await db
    .select({ ...getTableColumns(record), added: addedFields })
    .from(record)
    .where(eq(record.id, update.recordId))
    .for('no key update');
  if (!current) return 'missing';
  if (update.expectVersion !== undefined && update.expectVersion !== current.version) return 'stale';
  const kind = update.kind ?? current.kind;
  const values = heldValues({ ...current.values, ...update.values });
  const derived = derive(definitionsOf(current.added), kind, values);
  const converted = kind !== current.kind;
  // A company tied by hand or by its name stays until another name is written.
  const renamed = kind !== 'company' && !converted && derived.companyKey !== current.companyKey;
  const companyId = update.companyId !== undefined ? update.companyId : renamed ? null : current.companyId;
  const ownerId = update.ownerId ?? current.ownerId;
  const changes: FieldChange[] = [
    ...Object.keys(update.values).map((field) => difference(field, current.values[field], values[field])),
    ...(update.companyId === undefined ? [] : [difference('companyId', current.companyId, companyId)]),
    difference('ownerId', current.ownerId, ownerId),
    difference('kind', current.kind, kind),
  ]
    .filter(({ before, after }) => before !== after)
    .map((change) => ({ ...change, recordId: current.id }));
  if (changes.length === 0) return { version: current.version };
  const version = current.version + 1;
  await db
    .update(record)
    .set({ kind, values, ...derived, companyId, ownerId, version, updatedAt: sql`now()` })
    .where(eq(record.id, current.id));
  await writeChanges(db, changes, update.by);
  if ((converted || derived.companyKey !== current.companyKey) && update.companyId === undefined)
    await associateCompanies(db, [derived.companyKey]);
  await touchLinks(db, { recordIds: [current.id], exceptLinkId: update.exceptLinkId });
  await announce(db, [current.id]);
  return { version };
}

/** Whoever shows a list reads it again on any of these; a mass write need not say it ten thousand times. */
const MOST_EVENTS = 50;

export async function announce(db: Db, recordIds: string[]): Promise<void> {
  for (const recordId of recordIds.slice(0, MOST_EVENTS))
    await emit(db, { type: 'record.changed', recordId }, 'everybody');
}

function difference(field: string, before: string | null | undefined, after: string | null | undefined) {
  return { field, before: before ?? null, after: after ?? null };
}
