import { isNull, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { user } from '../../database/schema.ts';

/** Who may look after records: everybody who may sign in, and whoever looks after one though they may no more. */
export async function listOwners(db: Db) {
  const items = await db
    .select({ id: user.id, name: user.name, active: sql<boolean>`${isNull(user.disabledAt)}` })
    .from(user)
    .where(
      sql`${user.disabledAt} is null or exists (select 1 from record where owner_id = ${user.id} and deleted_at is null)`,
    )
    .orderBy(user.name, user.id);
  return { items };
}
