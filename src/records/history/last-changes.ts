// What changed last, of all records: a line an act, by whom or from which address book.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { RecordKind } from '../../database/schema.ts';
import { iso } from '../record-columns.ts';

/** Changes that are looked through; what a run did to thousands is one line all the same. */
const LOOKED_AT = 300;
const SHOWN = 8;

interface Changed {
  recordId: string;
  displayName: string;
  kind: RecordKind;
  at: string;
  actor: 'user' | 'sync' | 'system';
  userName: string | null;
  accountName: string | null;
  provider: string | null;
}

interface Row extends Changed {
  field: string;
  runId: string | null;
}

/** The latest first; a person's changes of one record are one line, and so is what a run did. */
export async function lastChanges(
  db: Db,
  actor: Actor,
): Promise<(Changed & { others: number; fields: string[] })[]> {
  const found = await rows<Row>(
    db,
    sql`select change.record_id as "recordId", record.display_name as "displayName", record.kind,
        ${iso(sql`change.at`)} as at, change.field, change.actor, change.run_id as "runId", app_user.name as "userName",
        (select name from account where account.id = change.account_id and account.user_id = ${actor.userId}) as "accountName",
        (select provider from account where account.id = change.account_id) as provider
      from (select * from change order by id desc limit ${LOOKED_AT}) as change
      join record on record.id = change.record_id and record.deleted_at is null
      left join app_user on app_user.id = change.user_id
      order by change.id desc`,
  );
  const acts = Map.groupBy(found, ({ runId, recordId, userName }) => runId ?? `${recordId} ${userName}`);
  return [...acts.values()].slice(0, SHOWN).map((rowsOfAct) => {
    const { field: _, runId: __, ...first } = rowsOfAct[0]!;
    const own = rowsOfAct.filter(({ recordId }) => recordId === first.recordId);
    return {
      ...first,
      others: new Set(rowsOfAct.map(({ recordId }) => recordId)).size - 1,
      fields: [...new Set(own.map(({ field }) => field))],
    };
  });
}
