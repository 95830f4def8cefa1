import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { json } from '../query.ts';
import { touch } from '../tables/links.ts';

/** Links that wait because a card looks like their record are due again: the queue has moved, or these very cards have. */
export async function releaseLookalikes(db: Db, accountId: string, cardIds?: string[]): Promise<void> {
  const only = cardIds
    ? sql`and hold ->> 'cardId' in (select jsonb_array_elements_text(${json(cardIds)}))`
    : sql``;
  await touch(
    db,
    sql`account_id = ${accountId} and state = 'new' and hold ->> 'code' = 'match-in-queue' ${only}`,
  );
}
