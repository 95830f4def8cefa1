// The one way into the trash: a card as it is when somebody lets go of it, whole, with the groups that list it.
import { sql } from 'drizzle-orm';
import type { TrashReason } from '../../sync/codes.ts';
import type { Db } from '../database.ts';
import { json } from '../query.ts';

/** Keeps the card of each link, once for what is on it; a link without a card has nothing to keep. `runId`: the run that lets go. */
export async function toTrash(
  tx: Db,
  { linkIds, reason, runId }: { linkIds: string[]; reason: TrashReason; runId: string | null },
): Promise<void> {
  if (linkIds.length === 0) return;
  await tx.execute(
    sql`insert into trash (id, account_id, link_id, record_id, raw, contact, loss, listed_by, reason, run_id)
      select gen_random_uuid(), card.account_id, link.id, link.record_id, card.raw, card.contact, card.loss,
        array(
          select remote_id from card_group
          where card_group.account_id = card.account_id and gone_at is null and card.uid = any(members)
        ),
        ${reason}, ${runId}
      from link join card on card.id = link.card_id
      where link.id in (select jsonb_array_elements_text(${json(linkIds)})::uuid)
        and not exists (select 1 from trash where trash.link_id = link.id and trash.raw = card.raw)`,
  );
}
