import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { iso } from '../../records/record-columns.ts';

const DAYS = 7;
const MOST = 5;

/** The actor's files of this week whose import broke off, the last one first. */
export const failedFileImports = (
  db: Db,
  actor: Actor,
): Promise<{ id: string; fileNames: string[]; at: string }[]> =>
  rows(
    db,
    sql`select id, file_names as "fileNames", ${iso(sql`coalesce(finished_at, created_at)`)} as at
      from file_import
      where user_id = ${actor.userId} and state = 'failed' and undone_at is null
        and coalesce(finished_at, created_at) > now() - make_interval(days => ${DAYS})
      order by id desc limit ${MOST}`,
  );
