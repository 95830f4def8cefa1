// Takes a file of contacts in: reads it, plans every entry, writes the plan. `imports/` does it for the command line and the API.
import { setImmediate as turn } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { keepPhoto } from '../database/photos.ts';
import { type FileImportChange, photo, type RecordKind, user } from '../database/schema.ts';
import { type Author, writeChanges } from '../records/history/write-changes.ts';
import { insertNotes } from '../records/notes/write-notes.ts';
import { insertRecords, updateRecordValues } from '../records/write-record.ts';
import { type FileLabel, labelEntry, labelsOf, withoutLabels } from './beside/entry-labels.ts';
import { LABEL_MADE, NOTE, putLabel } from './beside/put-labels.ts';
import type { OnMatch, Outcome } from './codes.ts';
import type { Entry, FileContent } from './entry.ts';
import { type FieldHeads, headKey } from './heads/find-targets.ts';
import { IN_FILE } from './kept/load-kept.ts';
import type { Held } from './known-values.ts';
import { loadAllFields, loadKnown } from './load-known.ts';
import { type Fields, type Placed, placeValues } from './place-values.ts';
import {
  type Addition,
  type ImportPlan,
  ownerKey,
  type PlannedRow,
  planImport,
  type Update,
} from './plan-import.ts';
import { type ReadOptions, readFiles } from './read-file.ts';
import { type Remark, remark } from './remark.ts';

export interface FileToPlan extends ReadOptions {
  files: Uint8Array[];
  /** Of entries that do not say theirs; null guesses. */
  kind: RecordKind | null;
  onMatch: OnMatch;
  /** Names of labels that are left out. */
  withoutLabels?: string[] | 'all';
}

export interface ImportedRow extends Omit<PlannedRow, 'held'> {
  /** The record that holds it now. */
  recordId: string | null;
}

export type ReadContent = Omit<FileContent, 'entries'>;

export interface ImportResult extends ReadContent {
  labels: FileLabel[];
  counts: Record<Outcome, number>;
  /** Every entry of the file, in its order. */
  rows: ImportedRow[];
}

/** What was written for one entry that was added or merged, and how it is taken back. */
export interface Written {
  held: Held;
  /** Of an addition the version it has; null of a merge, which is taken back by its values. Of additions `diff` is what was made besides. */
  version: number | null;
  diff: FileImportChange[];
}

/** Told of every batch in its own transaction: what throws there keeps the batch from being written. */
export type Journal = (tx: Db, written: Written[]) => Promise<void>;

/** Records a transaction. */
const BATCH = 500;
/** Entries that are worked on before others have their turn. */
const TURN = 50;

export interface PlannedFile {
  content: ReadContent;
  /** That its entries bring, also those that are left out. */
  labels: FileLabel[];
  plan: ImportPlan;
}

/** Of two fields with one name the first has it. */
function headsOf(fields: Fields): FieldHeads {
  const all = Object.values(fields).flatMap((ofKind) => [...ofKind.values()]);
  const named = all.flatMap(({ key, label }) =>
    Object.values(label ?? {}).map((name) => [headKey(name), key] as const),
  );
  return { keys: new Set(all.map(({ key }) => key)), names: new Map(named.reverse()) };
}

/** Reads it and decides, and writes nothing. @throws AppError 'not-allowed', 'unreadable-file' */
export async function planFile(db: Db, actor: Actor, input: FileToPlan): Promise<PlannedFile> {
  await demandDoor(db, actor, 'importFile');
  const fields = await loadAllFields(db);
  const { entries, ...content } = readFiles(input.files, headsOf(fields), input);
  for (const entry of entries) labelEntry(entry);
  const labels = await labelsOf(db, entries);
  withoutLabels(entries, input.withoutLabels ?? []);
  const photos = await keptPhotos(db, entries);
  const placed: Placed[] = [];
  for (const entry of entries) {
    placed.push(placeValues(entry, input.kind, fields, photos));
    if (placed.length % TURN === 0) await turn();
  }
  const here = await loadKnown(
    db,
    actor,
    placed,
    entries.map(({ id }) => id),
  );
  const planning = planImport(entries, placed, here, fields, {
    kind: input.kind,
    onMatch: input.onMatch,
    ownerId: actor.userId,
    owners: await ownersOf(db, entries),
  });
  let step = planning.next();
  for (let rows = 1; !step.done; rows += 1) {
    if (rows % TURN === 0) await turn();
    step = planning.next();
  }
  return { content, labels, plan: step.value };
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
  const named = entries.flatMap(({ owner, notes = [] }) => [owner, ...notes.map(({ by }) => by)]);
  const emails = [...new Set(named.map(ownerKey))].filter(Boolean);
  if (emails.length === 0) return new Map();
  const found = await db
    .select({ id: user.id, email: user.email })
    .from(user)
    .where(inArray(user.email, emails));
  return new Map(found.map(({ id, email }) => [email, id]));
}

/** Batch by batch, so that what was taken in stays. */
export async function carryOut(db: Db, plan: ImportPlan, by: Author, journal: Journal): Promise<void> {
  for (let start = 0; start < plan.additions.length; start += BATCH)
    await addAll(db, plan.additions.slice(start, start + BATCH), plan, by, journal);
  for (const update of plan.updates) {
    const refused = await writeUpdate(db, update, plan, by, journal);
    if (!refused) continue;
    for (const row of plan.rows)
      if (row.held === update.held && row.outcome === 'merged')
        Object.assign(row, { outcome: 'refused', reason: refused });
  }
}

async function addAll(
  db: Db,
  additions: Addition[],
  plan: ImportPlan,
  by: Author,
  journal: Journal,
): Promise<void> {
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
    const put: FileImportChange[] = [];
    for (const name of new Set(additions.flatMap(({ labels }) => labels))) {
      const having = additions.flatMap(({ labels }, at) => (labels.includes(name) ? [ids[at]!] : []));
      put.push(...(await putLabel(tx, having, name, by)));
    }
    await insertNotes(
      tx,
      additions.flatMap(({ notes }, at) => notes.map((note) => ({ ...note, recordId: ids[at]! }))),
    );
    await journal(
      tx,
      additions.map(({ held }, at) => ({
        held: { ...held, recordId: ids[at]! },
        version: 1,
        diff: at === 0 ? put.filter(({ field }) => field === LABEL_MADE) : [],
      })),
    );
  });
  for (const [at, { held }] of additions.entries()) held.recordId = ids[at]!;
}

/** Why it could not be written, if it could not. */
async function writeUpdate(
  db: Db,
  { held, values, before, version, rest, labels, notes }: Update,
  plan: ImportPlan,
  by: Author,
  journal: Journal,
): Promise<Remark | null> {
  const recordId = held.recordId!;
  return db.transaction(async (tx) => {
    await keepPhotoOf(tx, values.photo, plan);
    const outcome = await updateRecordValues(tx, { recordId, values, expectVersion: version, by });
    if (outcome === 'missing' || outcome === 'stale') return remark('changed-meanwhile', { name: held.name });
    const kept = rest.map((after) => keptAside(recordId, after));
    await writeChanges(tx, kept, by);
    const diff: FileImportChange[] = Object.entries(values).map(([field, after]) => ({
      field,
      before: before[field] ?? null,
      after,
    }));
    diff.push(...kept);
    for (const name of labels) diff.push(...(await putLabel(tx, [recordId], name, by)));
    const noted = await insertNotes(
      tx,
      notes.map((note) => ({ ...note, recordId })),
    );
    diff.push(...noted.map((id) => ({ field: NOTE, before: null, after: id })));
    await journal(tx, [{ held, version: null, diff }]);
    return null;
  });
}

const keptAside = (recordId: string, after: string) => ({ recordId, field: IN_FILE, before: null, after });

async function keepPhotoOf(db: Db, id: string | undefined, { photos }: ImportPlan): Promise<void> {
  const picture = id === undefined ? undefined : photos.get(id);
  if (picture) await keepPhoto(db, picture);
}

/** The file and every entry of it, as people see them, and how many there are of each outcome. */
export const resultOf = ({ content, labels, plan }: PlannedFile): ImportResult => ({
  ...content,
  labels,
  ...told(plan),
});

/** Every entry of a plan, and how many there are of each outcome. */
export function told(plan: ImportPlan): Pick<ImportResult, 'counts' | 'rows'> {
  const counts: Record<Outcome, number> = { added: 0, merged: 0, 'here-already': 0, refused: 0 };
  for (const { outcome } of plan.rows) counts[outcome] += 1;
  const rows = plan.rows.map(({ held, ...row }) => ({
    ...row,
    recordId: held?.recordId ?? null,
  }));
  return { counts, rows };
}
