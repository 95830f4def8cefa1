// The one way into the trash: a card as it is when somebody lets go of it, whole, with the groups that list it. What lies there
// belongs to the address book, not to the account it was connected by: connected again, the next account has it.
import { type SQL, sql } from 'drizzle-orm';
import type { TrashReason } from '../../sync/codes.ts';
import type { Db } from '../database.ts';
import { uuids } from '../query.ts';

/**
 * Keeps the card of each link, once for what is on it; a link without a card has nothing to keep. A card alone is kept as it was at
 * last and no other way: it comes back once. `runId`: the run that lets go.
 */
export async function toTrash(
  tx: Db,
  { linkIds, reason, runId }: { linkIds: string[]; reason: TrashReason; runId: string | null },
): Promise<void> {
  if (linkIds.length === 0) return;
  await tx.execute(
    sql`delete from trash
      using link join card on card.id = link.card_id
      where link.id = any(${uuids(linkIds)}) and link.record_id is null
        and trash.link_id = link.id and trash.raw <> card.raw`,
  );
  await tx.execute(
    sql`insert into trash (id, account_id, link_id, record_id, raw, contact, loss, listed_by, reason, run_id)
      select gen_random_uuid(), card.account_id, link.id, link.record_id, card.raw, card.contact, card.loss,
        array(
          select remote_id from card_group
          where card_group.account_id = card.account_id and gone_at is null and card.uid = any(members)
        ),
        ${reason}, ${runId}
      from link join card on card.id = link.card_id
      where link.id = any(${uuids(linkIds)})
        and not exists (select 1 from trash where trash.link_id = link.id and trash.raw = card.raw)`,
  );
}

/** A card alone that is put back is that of another link from now on. */
export async function giveTrashed(tx: Db, { id, linkId }: { id: string; linkId: string }): Promise<void> {
  await tx.execute(sql`update trash set link_id = ${linkId} where id = ${id}`);
}

/** Cards that went with their account, removed by the approved plan `planId`, lie there for that. */
export async function sayDisconnected(
  tx: Db,
  { accountId, planId }: { accountId: string; planId: string },
): Promise<void> {
  await tx.execute(
    sql`update trash
      set reason = 'disconnected'
      where account_id = ${accountId} and reason = 'flag-off'
        and link_id in (select link_id from run_action where run_id = ${planId})
        and created_at > (select created_at from run where id = ${planId})`,
  );
}

/** Removes at most `limit` cards that were kept for `days`. */
export function dropOld(db: Db, { days, limit }: { days: number; limit: number }) {
  return db.execute(
    sql`delete from trash
      where id in (
        select id from trash where created_at < now() - make_interval(days => ${days}) limit ${limit})`,
  );
}

/** Whether account `was` is, or was before it was disconnected, the same address book of the same person as `is`. */
export const sameBook = ({ was, is }: { was: SQL; is: SQL }): SQL =>
  sql`(${is}.id = ${was}.id or (${was}.state = 'disconnected' and ${is}.user_id = ${was}.user_id
    and ${is}.provider = ${was}.provider and ${is}.identity = ${was}.identity))`;

/** The card that was kept last in an account, `of` a record or a link, for a creation to start from; null where it was not whole. */
export const trashedCard = ({ accountId, of }: { accountId: SQL; of: SQL }): SQL =>
  sql`(select case when kept.loss is null then jsonb_build_object(
      'raw', kept.raw, 'contact', kept.contact, 'base', ended.base, 'listedBy', (
        select coalesce(jsonb_agg(g.remote_id order by g.remote_id), '[]')
        from card_group g
        where g.account_id = present.id and g.remote_id = any(kept.listed_by) and g.gone_at is null)) end
    from trash kept
    join account before on before.id = kept.account_id
    join account present on present.id = ${accountId} and ${sameBook({ was: sql`before`, is: sql`present` })}
    left join link ended on ended.id = kept.link_id
    where ${of}
    order by kept.nth desc, kept.created_at desc
    limit 1)`;
