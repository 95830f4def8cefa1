// The table of pairs: who may be one, and who was said to be two. One pair, one row, the smaller id first.
import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { json } from '../query.ts';

interface Pair {
  recordId: string;
  otherId: string;
}

/** In the order of the table. */
export const pairOf = (a: string, b: string): Pair =>
  a < b ? { recordId: a, otherId: b } : { recordId: b, otherId: a };

/** Records in the trash may be anybody. */
export async function forgetDuplicates(db: Db, ids: string[]): Promise<void> {
  const gone = sql`any(${sql.param(ids)}::uuid[])`;
  await db.execute(
    sql`delete from duplicate where dismissed_at is null and (record_id = ${gone} or other_id = ${gone})`,
  );
}

/** "These are two": for ever, in the list of duplicates, in the queue and where a record is made. */
export async function keepApart(db: Db, userId: string, pairs: [string, string][]): Promise<void> {
  const input = pairs.filter(([a, b]) => a !== b).map(([a, b]) => ({ id: newId(), ...pairOf(a, b) }));
  if (input.length === 0) return;
  await db.execute(sql`
    insert into duplicate (id, record_id, other_id, score, reasons, dismissed_at, dismissed_by)
    select distinct on (pair."recordId", pair."otherId") pair.id, pair."recordId", pair."otherId", 0, '{}'::text[], now(), ${userId}::uuid
    from jsonb_to_recordset(${json(input)}) as pair (id uuid, "recordId" uuid, "otherId" uuid)
    join record a on a.id = pair."recordId"
    join record b on b.id = pair."otherId"
    on conflict (record_id, other_id) do update
      set dismissed_at = coalesce(duplicate.dismissed_at, now()), dismissed_by = coalesce(duplicate.dismissed_by, excluded.dismissed_by)`);
  // A card of the one is no card of the other, should it ever wait in a queue again.
  await db.execute(sql`
    update card set apart = array_append(apart, other.id)
    from jsonb_to_recordset(${json(input)}) as pair ("recordId" uuid, "otherId" uuid)
    cross join lateral (values (pair."recordId", pair."otherId"), (pair."otherId", pair."recordId")) as other (own, id)
    join link on link.record_id = other.own and link.state <> 'closed'
    where card.id = link.card_id and not other.id = any(card.apart)`);
}
