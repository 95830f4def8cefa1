// A file of the browser, before anything of it is written: what it is, which column goes where, and what would become of
// every entry.
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { PgInsertValue } from 'drizzle-orm/pg-core';
import type { Actor } from '../../access/actor.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { type FileImportOptions, fileImport, fileImportFile } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Outcome } from '../codes.ts';
import type { Column } from '../entry.ts';
import type { ColumnChoice } from '../heads/choice.ts';
import { type FileToPlan, planFile, told } from '../import-file.ts';
import { importView, type OwnImport, ownImport } from './own-import.ts';

export interface SentFile {
  name: string;
  bytes: Uint8Array;
}

const DEFAULTS: FileImportOptions = {
  kind: null,
  onMatch: 'merge',
  mapping: null,
  dates: null,
  encoding: null,
  flagged: false,
  withoutLabels: [],
};

/** So many entries of each outcome show a person what becomes of them. */
const SHOWN = 20;

/**
 * Keeps the files and says what would become of them. `encoding` is what a person says it is.
 *
 * @throws AppError 'unreadable-file', 'several-tables', 'not-allowed'
 */
export async function startImport(
  db: Db,
  actor: Actor,
  { files, encoding }: { files: SentFile[]; encoding: string | null },
) {
  await demandDoor(db, actor, 'startImport');
  if (files.length === 0) {
    const detail = 'Send at least one file.';
    throw new AppError('bad-request', detail, { fields: { files: detail } });
  }
  const options = { ...DEFAULTS, encoding };
  const bytes = files.map((file) => file.bytes);
  const { heads, ...look } = await lookAt(db, actor, bytes, options);
  const row = await db.transaction((tx) =>
    insertImport(tx, actor, files, { id: newId(), state: 'ready', options, heads, total: look.rows }),
  );
  return { ...importView(row), ...look };
}

/** An import with its files. */
export async function insertImport(
  tx: Db,
  { userId }: Actor,
  files: SentFile[],
  values: Omit<PgInsertValue<typeof fileImport>, 'userId' | 'fileNames'> & { id: string },
): Promise<OwnImport> {
  const fileNames = files.map(({ name }) => name);
  const [row] = await tx
    .insert(fileImport)
    .values({ ...values, userId, fileNames })
    .returning();
  for (const [position, { bytes }] of files.entries())
    await tx.insert(fileImportFile).values({ importId: values.id, position, bytes: Buffer.from(bytes) });
  return row!;
}

/** The same once more, under other choices. @throws AppError 'not-found', 'import-over', 'not-allowed' */
export async function previewImport(
  db: Db,
  actor: Actor,
  { id, options }: { id: string; options: FileImportOptions },
) {
  await demandDoor(db, actor, 'previewImport');
  const found = await ownImport(db, actor, id);
  if (found.state !== 'ready') throw new AppError('import-over');
  const { heads: _, ...look } = await lookAt(db, actor, await filesOf(db, id), options);
  return { ...importView(found), ...look };
}

export async function filesOf(db: Db, id: string): Promise<Uint8Array[]> {
  const files = await db
    .select()
    .from(fileImportFile)
    .where(eq(fileImportFile.importId, id))
    .orderBy(asc(fileImportFile.position));
  return files.map(({ bytes }) => bytes);
}

/** How a file is planned under what a person chose: a table is read whatever its heads are. */
export const planned = (
  files: Uint8Array[],
  { kind, onMatch, mapping, dates, format = null, encoding = null, withoutLabels = [] }: FileImportOptions,
): FileToPlan => ({ files, kind, onMatch, dates, mapping: mapping ?? [], format, encoding, withoutLabels });

async function lookAt(db: Db, actor: Actor, files: Uint8Array[], options: FileImportOptions) {
  let { content, labels, plan } = await planFile(db, actor, planned(files, options));
  const { columns } = content;
  const heads = columns.length > 0 ? columns.map(({ head }) => head).join('\t') : null;
  const proposal = await proposed(db, actor, heads, columns);
  // Nobody chose yet: what is proposed counts.
  if (options.mapping === null && proposal.mapping.some((choice) => choice !== null))
    ({ content, labels, plan } = await planFile(db, actor, planned(files, { ...options, ...proposal })));
  const { rows, counts } = told(plan);
  const shown: Record<Outcome, number> = { added: 0, merged: 0, 'here-already': 0, refused: 0 };
  return {
    heads,
    format: content.format,
    encoding: content.encoding,
    writer: content.writer,
    delimiter: content.delimiter,
    columns,
    emptyLines: content.emptyLines.length,
    rows: rows.length,
    proposal,
    outcomes: counts,
    labels,
    /** A date without a year in front: what it says depends on who wrote it. */
    ambiguousDates: rows.some(({ rest }) => rest.some(({ reason }) => reason === 'ambiguous-date')),
    sample: rows
      .filter(({ outcome }) => {
        shown[outcome] += 1;
        return shown[outcome] <= SHOWN;
      })
      .map((row) => ({ ...row, file: fileOf(content.starts, row.row) })),
  };
}

/** Which of several files an entry stands in, from 0. */
export const fileOf = (starts: number[], row: number): number =>
  starts.findLastIndex((start) => start <= row);

/** As the same heads were taken in last, else by what the columns look like. */
async function proposed(
  db: Db,
  { userId }: Actor,
  heads: string | null,
  columns: Column[],
): Promise<{ mapping: ColumnChoice[]; remembered: boolean }> {
  const [before] =
    heads === null
      ? []
      : await db
          .select({ options: fileImport.options })
          .from(fileImport)
          .where(
            and(
              eq(fileImport.userId, userId),
              eq(fileImport.heads, heads),
              sql`jsonb_typeof(${fileImport.options} -> 'mapping') = 'array'`,
            ),
          )
          .orderBy(desc(fileImport.id))
          .limit(1);
  const remembered = before?.options?.mapping;
  return remembered
    ? { mapping: remembered, remembered: true }
    : { mapping: columns.map(({ guess }) => guess), remembered: false };
}
