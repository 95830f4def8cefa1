// The account of an import: what became of every entry, by its number; as a list, and as a table to keep.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { pageOf, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { Outcome } from '../codes.ts';
import type { ImportedRow } from '../import-file.ts';
import { sentenceOf } from '../remark.ts';
import { writeCsv } from '../write-csv.ts';
import { ownImport } from './own-import.ts';

export interface AccountedRow extends Omit<ImportedRow, 'values'> {
  file: number;
  /** It was taken back. */
  undone: boolean;
  /** Why it was not, or not all of it. */
  kept: string | null;
}

export interface RowsQuery {
  id: string;
  outcome?: Outcome | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** @throws AppError 'not-found' */
export async function listImportRows(db: Db, actor: Actor, query: RowsQuery) {
  await ownImport(db, actor, query.id);
  const position = readCursor(query.cursor, 'text');
  const found = await accounted(db, query, Number(position?.key) || 0, query.limit + 1);
  const { page, next } = pageOf(found, query.limit, ({ row }) => ({ key: String(row), id: query.id }));
  const [counted] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from file_import_row where ${of(query)}`,
  );
  return {
    items: page,
    next,
    total: counted!.n,
  };
}

/** Every row as CSV, for a spreadsheet. @throws AppError 'not-found' */
export async function accountOfImport(db: Db, actor: Actor, id: string): Promise<string> {
  const { fileNames } = await ownImport(db, actor, id);
  const all = await accounted(db, { id }, 0, null);
  return writeCsv([
    ['entry', 'file', 'line', 'kind', 'name', 'outcome', 'reason', 'warning', 'recordId', 'keptAside'],
    ...all.map((one) => [
      String(one.row),
      fileNames[one.file] ?? '',
      String(one.line ?? ''),
      one.kind,
      one.name,
      one.undone ? 'undone' : one.outcome,
      one.reason ? sentenceOf(one.reason) : '',
      one.warning ? sentenceOf(one.warning) : '',
      one.recordId ?? '',
      one.rest.map(({ what, value }) => `${what}: ${value}`).join('\n'),
    ]),
  ]);
}

const of = ({ id, outcome }: Pick<RowsQuery, 'id' | 'outcome'>) =>
  sql`import_id = ${id} and ${outcome ? sql`outcome = ${outcome}` : sql`true`}`;

async function accounted(
  db: Db,
  which: Pick<RowsQuery, 'id' | 'outcome'>,
  after: number,
  limit: number | null,
): Promise<AccountedRow[]> {
  const found = await rows<{ told: AccountedRow }>(
    db,
    sql`select told || jsonb_build_object('row', row, 'outcome', outcome, 'recordId', record_id,
          'undone', undone_at is not null, 'kept', kept) as told
      from file_import_row where ${of(which)} and row > ${after}
      order by row limit ${limit}`,
  );
  return found.map(({ told }) => told);
}
