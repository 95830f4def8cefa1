// History, written beside every change of a record.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';

/** Who changes a record: a person, an account on its owner's behalf, or Rubrica itself. */
export interface Author {
  actor: 'user' | 'sync' | 'system';
  userId?: string | undefined;
  accountId?: string | undefined;
  runId?: string | undefined;
}

export interface FieldChange {
  recordId: string;
  /** A field key, or `companyId`, `ownerId`, `kind`, `label` (put on with `after`, taken off with `before`), `deletedAt`, `mergedFrom`, `inFile` (kept, in no field; taken back without `after`). */
  field: string;
  before: string | null;
  after: string | null;
}

/** Rows a statement. */
const BATCH = 5000;

/** Appends to the history, in the transaction of the write. */
export async function writeChanges(db: Db, changes: FieldChange[], by: Author): Promise<void> {
  for (let start = 0; start < changes.length; start += BATCH) {
    const rows = changes.slice(start, start + BATCH).map((change) => ({ ...change, id: newId() }));
    await db.execute(sql`
      insert into change (id, record_id, field, before, after, actor, user_id, account_id, run_id)
      select id, "recordId", field, before, after, ${by.actor}, ${by.userId ?? null}, ${by.accountId ?? null}, ${by.runId ?? null}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
        id uuid, "recordId" uuid, field text, before text, after text)`);
  }
}
