// The one place that writes records: values, what is derived from them, history, company and "this is due" in one
// transaction. Used by people, by imports and by sync.
import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { emit } from '../database/notify.ts';
import { json } from '../database/query.ts';
import { type RecordKind, record } from '../database/schema.ts';
import { definitionsOf, OTHER_NAMES } from '../fields/catalogue.ts';
import { associateWaiting, findCompanies, releasePeople, reviewPeople } from './companies/associate.ts';
import { type Derived, derive } from './derive.ts';
import { heldValues } from './fields/held-values.ts';
import { addedFields, loadDefinitions } from './fields/load-definitions.ts';
import { type Author, type FieldChange, writeChanges } from './history/write-changes.ts';
import { apartFromLabels, writeLabels } from './labels/write-labels.ts';
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
      insert into record (id, kind, "values", owner_id, company_id, display_name, search_text, sort_name, match_keys, company_key,
        company_terms, company_by, made_by_sync, keys, derived)
      select id, kind, "values", "ownerId", "companyId", "displayName", "searchText", "sortName",
        array(select jsonb_array_elements_text("matchKeys")), "companyKey",
        array(select jsonb_array_elements_text("companyTerms")), "companyBy", "madeBySync", keys, derived
      from jsonb_to_recordset(${json(batch)}) as row (
        id uuid, kind text, "values" jsonb, "ownerId" uuid, "companyId" uuid, "displayName" text, "searchText" text,
        "sortName" text, "matchKeys" jsonb, "companyKey" text, "companyTerms" jsonb, "companyBy" text, "madeBySync" boolean,
        keys jsonb, derived smallint)`);
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

/**
 * Writes what really changes; a write that changes nothing leaves the version alone. Labels may come as values of their fields.
 * Call it in a transaction.
 */
export async function updateRecordValues(
  db: Db,
  update: RecordUpdate,
): Promise<{ version: number } | 'stale' | 'missing'> {
  const { values, labels } = apartFromLabels(update.values);
  const outcome = await writeValues(db, { ...update, values });
  if (labels && typeof outcome === 'object')
    await writeLabels(db, [update.recordId], labels, update.by, update.exceptLinkId);
  return outcome;
}

async function writeValues(db: Db, update: RecordUpdate): Promise<{ version: number } | 'stale' | 'missing'> {
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
  const { companyId, companyBy } = companyOf(update, current, renamed);
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
    .set({
      kind,
      values,
      ...derived,
      companyId,
      companyBy,
      ...comparedAgain(current, derived),
      ownerId,
      version,
      updatedAt: sql`now()`,
    })
    .where(eq(record.id, current.id));
  await writeChanges(db, changes, update.by);
  await followNames(db, update, current, { kind, companyTerms: derived.companyTerms });
  await touchLinks(db, { recordIds: [current.id], exceptLinkId: update.exceptLinkId });
  await announce(db, [current.id]);
  return { version };
}

type Current = typeof record.$inferSelect;

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

/** What it is told apart by is another: it is compared with the others anew. */
const comparedAgain = (current: Current, derived: Derived): { compared?: false } =>
  current.displayName === derived.displayName && `${current.matchKeys}` === `${derived.matchKeys}`
    ? {}
    : { compared: false };

/** People follow what a company goes by, and a person what they name. */
async function followNames(
  db: Db,
  update: RecordUpdate,
  current: Current,
  { kind, companyTerms }: { kind: RecordKind; companyTerms: string[] },
): Promise<void> {
  const was = current.kind === 'company';
  const lost = current.companyTerms.filter((term) => !companyTerms.includes(term));
  if (was && kind !== 'company') await releasePeople(db, [current.id]);
  else if (was && lost.length > 0)
    await reviewPeople(db, current.id, lost, { keep: !update.undoes && !onlyOtherNames(update, current) });
  if (kind !== current.kind || companyTerms.some((term) => !current.companyTerms.includes(term)))
    await associateWaiting(db, companyTerms);
}

/** Another name that is taken away was none; a company that is renamed keeps whom it has. */
const onlyOtherNames = ({ values }: RecordUpdate, current: Current): boolean =>
  values[OTHER_NAMES] !== undefined &&
  Object.entries(values).every(
    ([field, value]) => field === OTHER_NAMES || (current.values[field] ?? null) === value,
  );

/** Whoever shows a list reads it again on any of these; a mass write need not say it ten thousand times. */
const MOST_EVENTS = 50;

export async function announce(db: Db, recordIds: string[]): Promise<void> {
  for (const recordId of recordIds.slice(0, MOST_EVENTS))
    await emit(db, { type: 'record.changed', recordId }, 'everybody');
}

function difference(field: string, before: string | null | undefined, after: string | null | undefined) {
  return { field, before: before ?? null, after: after ?? null };
}
