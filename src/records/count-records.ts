import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';

/** How many records there are of each kind, and how many of them the actor has flagged. */
export async function countRecords(db: Db, actor: Actor) {
  const [counts] = await rows<{ companies: number; contacts: number; leads: number; flagged: number }>(
    db,
    sql`select count(*) filter (where kind = 'company')::int as companies,
        count(*) filter (where kind = 'contact')::int as contacts,
        count(*) filter (where kind = 'lead')::int as leads,
        (select count(*)::int from flag join record on record.id = flag.record_id
          where flag.user_id = ${actor.userId} and flag."on" and record.deleted_at is null) as flagged
      from record where deleted_at is null`,
  );
  return counts!;
}
