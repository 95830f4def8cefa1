// What is kept beside the values of records, done again where an earlier version of the program did it. Nobody's change: neither
// version nor history move, and no link is due.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { json, rows } from '../../database/query.ts';
import type { RecordKind, RecordValues } from '../../database/schema.ts';
import { associateWaiting } from '../companies/associate.ts';
import { DERIVED, derive } from '../derive.ts';
import { DERIVED_COLUMNS, DERIVED_FROM_ROW } from '../write-record.ts';
import { loadDefinitions } from './load-definitions.ts';

/** Records a transaction. */
const BATCH = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Batch by batch, beside all other work, until all are done or `signal` says to stop. Returns how many it did. */
export async function deriveAgain(db: Db, signal?: AbortSignal): Promise<number> {
  let count = 0;
  for (let after = FIRST; !signal?.aborted; ) {
    const done = await deriveBatch(db, after);
    if (done.length === 0) break;
    count += done.length;
    after = done.at(-1)!;
  }
  return count;
}

/** Who holds a record writes it anew in any case: it is passed over. */
async function deriveBatch(db: Db, after: string): Promise<string[]> {
  return db.transaction(async (tx) => {
    const found = await rows<{ id: string; kind: RecordKind; values: RecordValues }>(
      tx,
      sql`select id, kind, "values"
        from record
        where derived < ${DERIVED} and id > ${after}
        order by id
        limit ${BATCH}
        for no key update skip locked`,
    );
    if (found.length === 0) return [];
    const fields = await loadDefinitions(tx);
    const derived = found.map(({ id, kind, values }) => ({ id, ...derive(fields, kind, values) }));
    await tx.execute(sql`
      update record
      set ${DERIVED_FROM_ROW},
        compared = record.compared and record.display_name = row."displayName"
          and record.match_keys = array(select jsonb_array_elements_text(row."matchKeys"))
      from jsonb_to_recordset(${json(derived)}) as row (
        id uuid, ${DERIVED_COLUMNS})
      where record.id = row.id`);
    // By new rules it may be the company of whoever waits, or have one itself.
    await associateWaiting(
      tx,
      derived.flatMap((row) => row.companyTerms),
    );
    return found.map(({ id }) => id);
  });
}
