import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { touchWhere } from '../locks.ts';

/** Links that wait because a card in the queue looks like their record are due again: the queue has moved. */
export async function releaseLookalikes(db: Db, accountId: string): Promise<void> {
  await touchWhere(
    db,
    sql`account_id = ${accountId} and state = 'new' and hold ->> 'code' = 'match-in-queue'`,
  );
}
