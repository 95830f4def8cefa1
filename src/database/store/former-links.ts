// The same account connected again: a card whose link ended with the disconnection takes it up where it was, with what both sides
// agreed on and what was sent without an answer, so that nothing is doubled and nothing asked twice. A card that was being
// deleted may be listed for a while yet.
import { type SQL, sql } from 'drizzle-orm';
import { STILL_ITS_CARD } from '../../sync/link/link.ts';
import type { LinkMove } from '../../sync/link/move.ts';
import type { Db } from '../database.ts';
import { rows, texts, uuids } from '../query.ts';
import { moveLinks, wasAnothersSince } from '../tables/links.ts';
import { sameBook } from '../tables/trash.ts';
import { isLeftThere, shareBook } from './beside-links.ts';
import type { Claim } from './claim.ts';

/**
 * Of a record the last link in an account, or in one that was the same address book before, whose card is linked to
 * nothing; then that of a record that was merged into it. A card that we were deleting counts as deleted, one that is
 * under another address as moved, and one that another record has had since as that one's.
 */
export const formerLink = ({
  accountId,
  recordId,
}: {
  accountId: SQL;
  recordId: SQL;
}): SQL => sql`(select jsonb_build_object('linkId', old.id, 'cardId', held.id, 'name', held.display_name,
    'isThere', held.state = 'live', 'base', old.base, 'outbox', old.outbox, 'createdByUs', old.created_by_us,
    'intent', case when old.intent ->> 'type' = 'update' then old.intent end,
    'closedReason', case when ${wasDeleting} then 'deleted' when was.id <> held.id then 'moved'
      when ${wasAnothersSince(sql`old`, sql`held.id`)} then 'anothers' else old.closed_reason end)
  from link old
  join account before on before.id = old.account_id
  join account present on present.id = ${accountId} and ${sameBook({ was: sql`before`, is: sql`present` })}
  left join card was on was.id = old.card_id
  join card held on held.account_id = present.id and held.state <> 'gone'
    and (held.id = was.id or held.uid = coalesce(was.uid, old.former_uid) or held.remote_id = old.former_remote_id)
  where old.state = 'closed' and ${isOf(recordId)}
    and not exists (select 1 from link other where other.card_id = held.id and other.state <> 'closed')
    and not ${recordId} = any(held.apart)
  order by old.record_id = ${recordId} desc, old.taken desc, held.id = was.id desc nulls last limit 1)`;

/** @see wasDeleting of src/sync/link */
const wasDeleting = sql`(old.intent ->> 'type' = 'remove' and not old.intent ? 'isAskedFor')`;

/** @see LinkView.unseen */
export const unseenCards = ({
  accountId,
  recordId,
}: {
  accountId: SQL;
  recordId: SQL;
}): SQL => sql`(select coalesce(jsonb_agg(jsonb_build_object('remoteId', name.remote_id, 'uid', name.uid) order by name.id), '[]')
  from (${ofEarlierAccounts({ accountId, recordId })} union all ${ofAccountsBeside({ accountId, recordId })}) as name)`;

const ofEarlierAccounts = ({ accountId, recordId }: { accountId: SQL; recordId: SQL }): SQL => sql`
  select old.id, old.former_remote_id as remote_id, old.former_uid as uid
  from link old
  join account before on before.id = old.account_id
  join account present on present.id = ${accountId} and present.id <> before.id
    and ${sameBook({ was: sql`before`, is: sql`present` })}
  where old.state = 'closed' and ${isOf(recordId)}
    and old.closed_reason = any(${texts([...STILL_ITS_CARD])})
    and coalesce(old.former_remote_id, old.former_uid) is not null
    and not exists (select 1 from card where card.account_id = present.id
      and (card.remote_id = old.former_remote_id or card.uid = old.former_uid))`;

const ofAccountsBeside = ({ accountId, recordId }: { accountId: SQL; recordId: SQL }): SQL => sql`
  select near.id, name.remote_id, name.uid
  from link near
  join account theirs on theirs.id = near.account_id
  join account present on present.id = ${accountId} and ${shareBook(sql`theirs`, sql`present`)}
  left join card its on its.id = near.card_id
  cross join lateral (select coalesce(its.remote_id, near.former_remote_id) as remote_id,
    coalesce(its.uid, near.former_uid) as uid) as name
  where near.record_id = ${recordId} and coalesce(name.remote_id, name.uid) is not null
    and (near.state = 'active' or ${isLeftThere({ link: sql`near`, theirs: sql`theirs`, mine: sql`present` })})
    and not exists (select 1 from card where card.account_id = present.id
      and (card.remote_id = name.remote_id or card.uid = near.former_uid) and card.state <> 'missing')`;

/** @see LinkView.removedByColleague */
export const removedByColleague = ({
  accountId,
  remoteId,
}: {
  accountId: SQL;
  remoteId: SQL;
}): SQL => sql`exists (
  select 1 from link old
  join account theirs on theirs.id = old.account_id
  join account mine on mine.id = ${accountId} and theirs.user_id <> mine.user_id
    and theirs.provider = mine.provider and theirs.identity = mine.identity
  left join card was on was.id = old.card_id
  where coalesce(was.remote_id, old.former_remote_id) = ${remoteId} and (old.closed_reason = 'deleted' or ${wasDeleting}))`;

/** Links of a record, and of those that were merged into it. */
const isOf = (
  recordId: SQL,
): SQL => sql`(old.record_id = ${recordId} or old.record_id in (select merged_id from record_merge
      where record_merge.record_id = ${recordId} and undone_at is null))`;

/** What a link goes on with. */
type Former = NonNullable<Extract<LinkMove, { type: 'taken-up' }>['from']>;

/**
 * Before new cards are queued. Links wait as 'new' since the account was connected; those still wanted get their card, where its
 * last link ended with a disconnection: of a card that went since an earlier one, an old listing says nothing. A card or a record
 * that has had a link here since goes on from that one (`formerLink`).
 */
export async function takeUpFormerLinks(
  tx: Db,
  { accountId, userId }: Pick<Claim, 'accountId' | 'userId'>,
  cardIds: string[],
): Promise<void> {
  if (cardIds.length === 0) return;
  const ids = uuids(cardIds);
  const ofCards = sql`card
    join link old on old.former_uid = card.uid or old.former_remote_id = card.remote_id
    join account before on before.id = old.account_id and before.state = 'disconnected' and before.user_id = ${userId}
    join account present on present.id = ${accountId} and ${sameBook({ was: sql`before`, is: sql`present` })}`;
  const free = (cardId: SQL) =>
    sql`not exists (select 1 from link other where other.card_id = ${cardId} and other.state <> 'closed')`;
  const known = await rows<Former & { id: string; oldId: string; cardId: string }>(
    tx,
    sql`with former as (
        select distinct on (card.id) card.id as card_id, card.uid, old.id as old_id, old.record_id, old.base, old.outbox, old.intent, old.created_by_us,
          old.closed_reason
        from ${ofCards}
        where card.id = any(${ids}) and card.state <> 'gone'
        order by card.id, old.taken desc
      )
      select link.id, former.old_id as "oldId", former.card_id as "cardId", former.base, former.outbox, former.intent,
        former.created_by_us as "createdByUs"
      from former
      join link on link.record_id = former.record_id
      where former.closed_reason = 'disconnected' and link.account_id = ${accountId} and link.state = 'new'
        and not exists (
          select 1 from link since
          join card its on its.id = since.card_id
          where since.account_id = ${accountId}
            and (its.id = former.card_id or its.uid = former.uid or since.record_id = former.record_id))
      order by former.card_id`,
  );
  const former = new Map(known.map((row) => [row.id, row]));
  await moveLinks(tx, [...former.keys()], ({ id }) => {
    const { cardId, base, outbox, intent, createdByUs } = former.get(id)!;
    return { type: 'taken-up', cardId, from: { base, outbox, intent, createdByUs } };
  });
  await moveLinks(
    tx,
    known.map(({ oldId }) => oldId),
    { type: 'passed-on' },
  );
  // A card we deleted is asked for by its own address. An old answer may show it even then: whoever had it before says nothing of it
  // any more. Where nobody knows whether it is deleted, it is what it is then.
  const deleted = await rows<{ id: string; cardId: string; isGone: boolean }>(
    tx,
    sql`select id, card_id as "cardId", is_gone as "isGone"
      from (
        select old.id, card.id as card_id, ${wasDeleting} as was_deleting,
          bool_or(old.closed_reason = 'deleted') over (partition by card.id order by old.taken desc) as is_gone
        from ${ofCards}
        where card.id = any(${ids}) and card.state = 'live' and ${free(sql`card.id`)}) as known
      where is_gone or was_deleting`,
  );
  await tx.execute(
    sql`update card
      set state = 'missing', seen_at = now()
      where id = any(${uuids(deleted.map(({ cardId }) => cardId))})`,
  );
  const gone = new Map(deleted.map(({ id, isGone }) => [id, isGone]));
  await moveLinks(tx, [...gone.keys()], ({ id }) => ({ type: gone.get(id) ? 'forgotten' : 'asked-for' }));
  // Nobody is asked about a card that has its link again, whatever was decided about it meanwhile.
  await tx.execute(
    sql`delete from queue_item
      where state <> 'imported' and card_id in (
        select card_id from link where account_id = ${accountId} and state <> 'closed' and card_id = any(${ids}))`,
  );
}
