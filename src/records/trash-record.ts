// Into the trash: whatever was linked loses its cards with the next runs.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { lockRecords } from '../database/locks.ts';
import { rows } from '../database/query.ts';
import type { RecordKind } from '../database/schema.ts';
import { forgetDuplicates } from '../database/tables/duplicates.ts';
import { releasePeople } from './companies/associate.ts';
import { type Author, writeChanges } from './history/write-changes.ts';
import { touchLinks } from './touch-links.ts';
import { announce } from './write-record.ts';

/** @see trashRecords */
export async function trashRecord(db: Db, id: string, by: Author): Promise<void> {
  await trashRecords(db, [id], by);
}

/** In the caller's transaction. Flags stay as they are, so that a restored record returns to the phones it was on. */
export async function trashRecords(db: Db, ids: string[], by: Author): Promise<string[]> {
  if (ids.length === 0) return [];
  await lockRecords(db, ids);
  const trashed = await rows<{ id: string; kind: RecordKind; at: string }>(
    db,
    sql`update record set deleted_at = now(), updated_at = now(), version = version + 1
      where id = any(${sql.param(ids)}::uuid[]) and deleted_at is null
      returning id, kind, to_char(deleted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
  );
  const changes = trashed.map(({ id, at }) => ({
    recordId: id,
    field: 'deletedAt',
    before: null,
    after: at,
  }));
  await writeChanges(db, changes, by);
  const gone = trashed.map(({ id }) => id);
  await releasePeople(
    db,
    trashed.filter(({ kind }) => kind === 'company').map(({ id }) => id),
  );
  await forgetDuplicates(db, gone);
  await touchLinks(db, { recordIds: gone });
  await announce(db, gone);
  return gone;
}
