// The table of flags has one writer: who has which record on the phone, and what said so last.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { rows, uuids } from '../query.ts';

export interface FlagsToSet {
  userId: string;
  recordIds: string[];
  on: boolean;
  source: 'user' | 'import' | 'card-deleted';
  /** The run, or the import of a file, that switches them on. */
  runId?: string | null;
}

/**
 * Switches one user's flags; returns the records whose flag changed. One that stands already keeps what it says of when and
 * why; a record in the trash is not switched on, and ids of nothing are passed over.
 */
export async function setFlags(
  tx: Db,
  { userId, recordIds, on, source, runId = null }: FlagsToSet,
): Promise<string[]> {
  if (recordIds.length === 0) return [];
  const these = uuids(recordIds);
  const changed = await rows<{ id: string }>(
    tx,
    on ? turnedOn(userId, these, source, runId) : turnedOff(userId, these, source),
  );
  return changed.map(({ id }) => id);
}

const turnedOn = (userId: string, these: SQL, source: string, runId: string | null): SQL =>
  sql`insert into flag (record_id, user_id, "on", source, run_id)
    select id, ${userId}, true, ${source}, ${runId}
    from record
    where id = any(${these}) and deleted_at is null
    order by id
    on conflict (record_id, user_id) do update
      set "on" = true, source = excluded.source, run_id = excluded.run_id, changed_at = now()
      where not flag."on"
    returning record_id as id`;

const turnedOff = (userId: string, these: SQL, source: string): SQL =>
  sql`update flag
    set "on" = false, source = ${source}, run_id = null, changed_at = now()
    where user_id = ${userId} and record_id = any(${these}) and "on"
    returning record_id as id`;
