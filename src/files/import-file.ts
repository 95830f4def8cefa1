// Takes a file of contacts in: reads it, plans every entry, writes the plan. The command line and the API are faces of it.
import { inArray } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { keepPhoto } from '../database/photos.ts';
import { photo, type RecordKind, user } from '../database/schema.ts';
import { type Author, writeChanges } from '../records/history/write-changes.ts';
import { insertRecords, updateRecordValues } from '../records/write-record.ts';
import type { Column, Entry, FileContent, Format } from './entry.ts';
import { IN_FILE, loadAllFields, loadKnown } from './load-known.ts';
import { placeValues } from './place-values.ts';
import {
  type Addition,
  type ImportPlan,
  type OnMatch,
  type Outcome,
  ownerKey,
  type PlannedRow,
  planImport,
  type Update,
} from './plan-import.ts';
import { type ReadOptions, readFile } from './read-file.ts';

export interface ImportFile extends ReadOptions {
  bytes: Uint8Array;
  /** Of entries that do not say theirs; null guesses. */
  kind: RecordKind | null;
  onMatch: OnMatch;
  /** Only say what would happen. */
  dryRun: boolean;
}

export interface ImportedRow extends Omit<PlannedRow, 'held'> {
  /** The record that holds it now. */
  recordId: string | null;
}

export interface ImportResult {
  format: Format;
  encoding: string;
  writer: string | null;
  delimiter: string | null;
  columns: Column[];
  /** Lines of rows that hold nothing. */
  emptyLines: number[];
  counts: Record<Outcome, number>;
  /** Every entry of the file, in its order. */
  rows: ImportedRow[];
}

/** Records a transaction. */
const BATCH = 500;

/** @throws AppError 'not-allowed', 'unreadable-file' */
export async function importFile(db: Db, actor: Actor, input: ImportFile): Promise<ImportResult> {
  await demandDoor(db, actor, 'importFile');
  const fields = await loadAllFields(db);
  const keys = new Set(Object.values(fields).flatMap((ofKind) => [...ofKind.keys()]));
  const { entries, ...content } = readFile(input.bytes, keys, input);
  const photos = await keptPhotos(db, entries);
  const placed = entries.map((entry) => placeValues(entry, input.kind, fields, photos));
  const here = await loadKnown(
    db,
    placed,
    entries.map(({ id }) => id),
  );
  const plan = planImport(entries, placed, here, fields, {
    kind: input.kind,
    onMatch: input.onMatch,
    ownerId: actor.userId,
    owners: await ownersOf(db, entries),
  });
  if (!input.dryRun) await carryOut(db, plan, { actor: 'user', userId: actor.userId });
  return told(content, plan);
}

/** Pictures that entries name and that are here: a file of our own names them by their ids. */
async function keptPhotos(db: Db, entries: Entry[]): Promise<Set<string>> {
  const named = [...new Set(entries.flatMap(({ fields }) => fields.get('photo') ?? []))];
  if (named.length === 0) return new Set();
  const found = await db.select({ id: photo.id }).from(photo).where(inArray(photo.id, named));
  return new Set(found.map(({ id }) => id));
}

/** People by their e-mail addresses. */
async function ownersOf(db: Db, entries: Entry[]): Promise<Map<string, string>> {
  const emails = [...new Set(entries.map(({ owner }) => ownerKey(owner)))].filter(Boolean);
  if (emails.length === 0) return new Map();
  const found = await db
    .select({ id: user.id, email: user.email })
    .from(user)
    .where(inArray(user.email, emails));
  return new Map(found.map(({ id, email }) => [email, id]));
}

/** Batch by batch, so that what was taken in stays: the same file once more goes on where it stopped. */
async function carryOut(db: Db, plan: ImportPlan, by: Author): Promise<void> {
  for (let start = 0; start < plan.additions.length; start += BATCH)
    await addAll(db, plan.additions.slice(start, start + BATCH), plan, by);
  for (const update of plan.updates) {
    const refused = await writeUpdate(db, update, plan, by);
    if (!refused) continue;
    for (const row of plan.rows)
      if (row.held === update.held && row.outcome === 'merged')
        Object.assign(row, { outcome: 'refused', reason: refused });
  }
}

async function addAll(db: Db, additions: Addition[], plan: ImportPlan, by: Author): Promise<void> {
  const ids = additions.map(() => newId());
  await db.transaction(async (tx) => {
    for (const { held } of additions) await keepPhotoOf(tx, held.values.photo, plan);
    const rows = additions.map(({ held, ownerId }, at) => ({
      id: ids[at]!,
      kind: held.kind,
      values: held.values,
      ownerId,
    }));
    await insertRecords(tx, rows, by);
    const rest = additions.flatMap(({ held }, at) =>
      [...held.rest].map((after) => keptAside(ids[at]!, after)),
    );
    await writeChanges(tx, rest, by);
  });
  for (const [at, { held }] of additions.entries()) held.recordId = ids[at]!;
}

/** Why it could not be written, if it could not. */
async function writeUpdate(db: Db, { held, values, version, rest }: Update, plan: ImportPlan, by: Author) {
  const recordId = held.recordId!;
  return db.transaction(async (tx) => {
    await keepPhotoOf(tx, values.photo, plan);
    const outcome = await updateRecordValues(tx, { recordId, values, expectVersion: version, by });
    if (outcome === 'missing' || outcome === 'stale')
      return `${held.name} was changed by somebody in the meantime: import the file once more.`;
    await writeChanges(
      tx,
      rest.map((after) => keptAside(recordId, after)),
      by,
    );
    return null;
  });
}

const keptAside = (recordId: string, after: string) => ({ recordId, field: IN_FILE, before: null, after });

async function keepPhotoOf(db: Db, id: string | undefined, { photos }: ImportPlan): Promise<void> {
  const picture = id === undefined ? undefined : photos.get(id);
  if (picture) await keepPhoto(db, picture);
}

function told(content: Omit<FileContent, 'entries'>, plan: ImportPlan): ImportResult {
  const counts: Record<Outcome, number> = { added: 0, merged: 0, 'here-already': 0, refused: 0 };
  for (const { outcome } of plan.rows) counts[outcome] += 1;
  const rows = plan.rows.map(({ held, ...row }) => ({
    ...row,
    recordId: held?.recordId ?? null,
  }));
  return { ...content, counts, rows };
}
