// The one place that writes records: values, what is derived from them, history, company and "this is due" in one
// transaction. Used by people, by imports and by sync.
import { getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { emitAll } from '../database/notify.ts';
import { json } from '../database/query.ts';
import { type RecordKind, record } from '../database/schema.ts';
import { definitionsOf, OTHER_NAMES } from '../fields/catalogue.ts';
import type { Definitions } from '../fields/field.ts';
import { associateWaiting, findCompanies, releasePeople, reviewPeople } from './companies/associate.ts';
import { type Derived, derive } from './derive.ts';
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
  /** Given: this company, or none. Absent: the company that the record names, if it is exactly one. */
  companyId?: string | null | undefined;
  /** A company that a sync makes because a card names it. */
  madeBySync?: boolean;
}

export interface RecordUpdate {
  recordId: string;
  /** Compare-and-set: another version on disk answers 'stale' and changes nothing. */
  expectVersion?: number | undefined;
  /** Only what is named is written; null empties. */
  values: Record<string, string | null>;
  companyId?: string | null | undefined;
  /** Another company that is written on a person is not looked for. */
  namesAlone?: boolean | undefined;
  /** Takes back what was written before: what a company is called no more, it is called by nobody. */
  undoes?: boolean | undefined;
  ownerId?: string | undefined;
  /** Makes it a record of this kind. */
  kind?: RecordKind | undefined;
}

/** The columns of `Derived` in a row of JSON. */
export const DERIVED_COLUMNS = sql`"displayName" text, "searchText" text, "sortName" text, "matchKeys" jsonb, "companyKey" text,
  "companyTerms" jsonb, keys jsonb, derived smallint`;

/** Those of `record` from a `row` of JSON. */
export const DERIVED_FROM_ROW = sql`display_name = row."displayName", search_text = row."searchText", sort_name = row."sortName",
  match_keys = array(select jsonb_array_elements_text(row."matchKeys")), company_key = row."companyKey",
  company_terms = array(select jsonb_array_elements_text(row."companyTerms")), keys = row.keys, derived = row.derived`;

/** Rows a statement: keeps a batch of long cards within a few megabytes. */
const BATCH = 1000;
/** Records changed at once: what is derived of so many keeps other requests waiting for some twenty milliseconds. */
const CHANGED_AT_ONCE = 250;

/** Inserts records with their history; call it in a transaction. Returns the ids in the order of `rows`. */
export async function insertRecords(db: Db, rows: NewRecord[], by: Author): Promise<string[]> {
  const prepared = await prepare(db, rows);
  for (let start = 0; start < prepared.length; start += BATCH) {
    const batch = prepared.slice(start, start + BATCH);
    await db.execute(sql`
      insert into record (id, kind, "values", owner_id, company_id, display_name, search_text, sort_name, match_keys, company_key,
        company_terms, company_by, made_by_sync, keys, derived)
      select id, kind, "values", "ownerId", "companyId", "displayName", "searchText", "sortName",
        array(select jsonb_array_elements_text("matchKeys")), "companyKey",
        array(select jsonb_array_elements_text("companyTerms")), "companyBy", "madeBySync", keys, derived
      from jsonb_to_recordset(${json(batch)}) as row (
        id uuid, kind text, "values" jsonb, "ownerId" uuid, "companyId" uuid, "companyBy" text, "madeBySync" boolean,
        ${DERIVED_COLUMNS})`);
    const changes = batch.flatMap(({ id, values }) =>
      Object.entries(values).map(([field, after]) => ({ recordId: id, field, before: null, after })),
    );
    await writeChanges(db, changes, by);
  }
  const companies = prepared.filter(({ kind }) => kind === 'company');
  if (companies.length > 0)
    await associateWaiting(
      db,
      companies.flatMap(({ companyTerms }) => companyTerms),
    );
  const ids = prepared.map(({ id }) => id);
  await announce(db, ids);
  return ids;
}

async function prepare(db: Db, rows: NewRecord[]) {
  const fields = await loadDefinitions(db);
  const derived = rows.map(({ id = newId(), kind, values, ownerId, companyId, madeBySync = false }) => {
    const held = heldValues(values);
    const companyBy = companyId === undefined ? null : 'hand';
    const company = kind === 'company' ? null : companyId;
    return {
      ...{ id, kind, values: held, ownerId, madeBySync, companyBy, companyId: company ?? null },
      ...derive(fields, kind, held),
    };
  });
  const coming = derived
    .filter(({ kind }) => kind === 'company')
    .map(({ id, companyTerms: terms }) => ({ id, terms }));
  const wanting = derived.filter(({ kind, companyBy }) => kind !== 'company' && companyBy === null);
  const found = await findCompanies(
    db,
    wanting.map(({ companyTerms }) => companyTerms),
    coming,
  );
  for (const [at, row] of wanting.entries()) {
    const one = found[at]!;
    if ('companyId' in one) Object.assign(row, { companyId: one.companyId, companyBy: 'name' });
  }
  return derived;
}

export type Written = { version: number } | 'stale' | 'missing';

/** Writes what really changes; a write that changes nothing leaves the version alone. Call it in a transaction. */
export async function updateRecordValues(
  db: Db,
  { by, exceptLinkId, ...update }: RecordUpdate & { by: Author; exceptLinkId?: string | undefined },
): Promise<Written> {
  const [written] = await updateRecords(db, [update], by, exceptLinkId);
  return written!;
}

/** The same of many at once, each named once, in their order. `exceptLinkId`: the link an edit came through knows already. */
export async function updateRecords(
  db: Db,
  updates: readonly RecordUpdate[],
  by: Author,
  exceptLinkId?: string,
): Promise<Written[]> {
  const written: Written[] = [];
  const changed: Changed[] = [];
  for (let start = 0; start < updates.length; start += CHANGED_AT_ONCE) {
    const batch = updates.slice(start, start + CHANGED_AT_ONCE);
    const current = await currentOf(db, batch);
    const outcomes = batch.map((update) => outcomeOf(update, current));
    written.push(...outcomes.map((one) => (typeof one === 'string' ? one : { version: one.row.version })));
    const moved = outcomes
      .filter((one) => typeof one !== 'string')
      .filter(({ changes }) => changes.length > 0);
    await updateRows(db, moved);
    changed.push(...moved);
  }
  if (changed.length === 0) return written;
  await writeChanges(
    db,
    changed.flatMap(({ changes }) => changes),
    by,
  );
  await followNames(db, changed);
  const ids = changed.map(({ row }) => row.id);
  await touchLinks(db, { recordIds: ids, exceptLinkId });
  await announce(db, ids);
  return written;
}

type Current = typeof record.$inferSelect;

interface CurrentRecords {
  byId: Map<string, Current>;
  fields: Definitions;
}

/** Locked in the order of their ids. The fields that were added come with one of them. */
async function currentOf(db: Db, updates: readonly RecordUpdate[]): Promise<CurrentRecords> {
  const ids = updates.map(({ recordId }) => recordId);
  const found = await db
    .select({
      ...getTableColumns(record),
      added: sql`case when ${record.id} = ${ids[0]} then ${addedFields} end` as typeof addedFields,
    })
    .from(record)
    .where(inArray(record.id, ids))
    .orderBy(record.id)
    .for('no key update');
  const first = found.find(({ id }) => id === ids[0]);
  return {
    byId: new Map(found.map(({ added: _, ...row }) => [row.id, row])),
    fields: first ? definitionsOf(first.added) : await loadDefinitions(db),
  };
}

/** What an update makes of a record. */
interface Changed {
  update: RecordUpdate;
  current: Current;
  row: Pick<
    Current,
    'id' | 'kind' | 'values' | 'companyId' | 'companyBy' | 'ownerId' | 'version' | 'compared'
  > &
    Derived;
  /** None: it is as it was. */
  changes: FieldChange[];
}

function outcomeOf(update: RecordUpdate, { byId, fields }: CurrentRecords): Changed | 'stale' | 'missing' {
  const current = byId.get(update.recordId);
  if (!current) return 'missing';
  if (update.expectVersion !== undefined && update.expectVersion !== current.version) return 'stale';
  const kind = update.kind ?? current.kind;
  const values = heldValues({ ...current.values, ...update.values });
  const derived = derive(fields, kind, values);
  const converted = kind !== current.kind;
  // A company tied by hand or by its name stays until another name is written.
  const renamed = kind !== 'company' && !converted && derived.companyKey !== current.companyKey;
  const { companyId, companyBy } = companyOf(update, current, renamed);
  const ownerId = update.ownerId ?? current.ownerId;
  const changes = [
    ...Object.keys(update.values).map((field) => difference(field, current.values[field], values[field])),
    ...(update.companyId === undefined ? [] : [difference('companyId', current.companyId, companyId)]),
    difference('ownerId', current.ownerId, ownerId),
    difference('kind', current.kind, kind),
  ]
    .filter(({ before, after }) => before !== after)
    .map((change) => ({ ...change, recordId: current.id }));
  const version = changes.length > 0 ? current.version + 1 : current.version;
  const compared = current.compared && isAlike(current, derived);
  return {
    update,
    current,
    row: { id: current.id, kind, values, companyId, companyBy, ownerId, version, compared, ...derived },
    changes,
  };
}

async function updateRows(db: Db, changed: Changed[]): Promise<void> {
  if (changed.length === 0) return;
  await db.execute(sql`
    update record
    set kind = row.kind, "values" = row."values", company_id = row."companyId", company_by = row."companyBy",
      owner_id = row."ownerId", version = row.version, compared = row.compared, updated_at = now(), ${DERIVED_FROM_ROW}
    from jsonb_to_recordset(${json(changed.map(({ row }) => row))}) as row (
      id uuid, kind text, "values" jsonb, "companyId" uuid, "companyBy" text, "ownerId" uuid, version int, compared boolean,
      ${DERIVED_COLUMNS})
    where record.id = row.id`);
}

function companyOf(
  { companyId, namesAlone, undoes }: RecordUpdate,
  current: Current,
  renamed: boolean,
): Pick<Current, 'companyId' | 'companyBy'> {
  // Taken back, a company that was given by hand is waited for as before.
  if (companyId !== undefined) return { companyId, companyBy: undoes && companyId === null ? null : 'hand' };
  if (renamed) return { companyId: null, companyBy: namesAlone ? 'hand' : null };
  return current;
}

/** What it is told apart by is the same: it need not be compared with the others anew. */
const isAlike = (current: Current, derived: Derived): boolean =>
  current.displayName === derived.displayName && `${current.matchKeys}` === `${derived.matchKeys}`;

/** People follow what a company goes by, and a person what they name. */
async function followNames(db: Db, changed: Changed[]): Promise<void> {
  const named = new Set<string>();
  for (const { update, current, row } of changed) {
    const was = current.kind === 'company';
    const lost = current.companyTerms.filter((term) => !row.companyTerms.includes(term));
    if (was && row.kind !== 'company') await releasePeople(db, [current.id]);
    else if (was && lost.length > 0)
      await reviewPeople(db, current.id, lost, { keep: !update.undoes && !onlyOtherNames(update, current) });
    if (row.kind !== current.kind || row.companyTerms.some((term) => !current.companyTerms.includes(term)))
      for (const term of row.companyTerms) named.add(term);
  }
  if (named.size > 0) await associateWaiting(db, [...named]);
}

/** Another name that is taken away was none; a company that is renamed keeps whom it has. */
const onlyOtherNames = ({ values }: RecordUpdate, current: Current): boolean =>
  values[OTHER_NAMES] !== undefined &&
  Object.entries(values).every(
    ([field, value]) => field === OTHER_NAMES || (current.values[field] ?? null) === value,
  );

/** Whoever shows a list reads it again on any of these; a mass write need not say it ten thousand times. */
const MOST_EVENTS = 50;

export const announce = (db: Db, recordIds: string[]): Promise<void> =>
  emitAll(
    db,
    recordIds.slice(0, MOST_EVENTS).map((recordId) => ({ type: 'record.changed', recordId })),
    'everybody',
  );

function difference(field: string, before: string | null | undefined, after: string | null | undefined) {
  return { field, before: before ?? null, after: after ?? null };
}
