// The same account connected again: a card whose link ended with the disconnection takes it up where it was, with what both sides
// agreed on and what was sent without an answer, so that nothing is doubled and nothing asked twice.
import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { json } from '../query.ts';
import type { Claim } from './sync-store.ts';

/** Before new cards are queued. Links wait as 'new' since the account was connected; those still wanted get their card. */
export async function takeUpFormerLinks(
  tx: Db,
  { accountId, userId }: Pick<Claim, 'accountId' | 'userId'>,
  cardIds: string[],
): Promise<void> {
  if (cardIds.length === 0) return;
  await tx.execute(sql`
    with former as (
      select distinct on (card.id) card.id as card_id, old.record_id, old.base, old.outbox, old.created_by_us
      from card join link old on (old.former_uid = card.uid or old.former_remote_id = card.remote_id)
      join account before on before.id = old.account_id and before.state = 'disconnected' and before.user_id = ${userId}
      join account present on present.id = ${accountId} and present.provider = before.provider and present.identity = before.identity
      where card.id in (select jsonb_array_elements_text(${json(cardIds)})::uuid) and card.state <> 'gone' and old.closed_reason = 'disconnected'
      order by card.id, old.id desc
    )
    update link set card_id = former.card_id, state = 'active', base = former.base, outbox = former.outbox, created_by_us = former.created_by_us, touched = touched + 1
    from former where link.account_id = ${accountId} and link.record_id = former.record_id and link.state = 'new'
      and not exists (select 1 from link other where other.account_id = ${accountId} and other.card_id = former.card_id and other.state <> 'closed')`);
  // Nobody is asked about a card that has its link again, whatever was decided about it meanwhile.
  await tx.execute(sql`delete from queue_item where state <> 'imported' and card_id in (
    select card_id from link where account_id = ${accountId} and state <> 'closed'
      and card_id in (select jsonb_array_elements_text(${json(cardIds)})::uuid))`);
}
