// One page of a listing, in one transaction: cards, what is gone, groups, the queue, and the cursor with the last page.
import { sql } from 'drizzle-orm';
import type { PageToSave } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { emit } from '../notify.ts';
import { isUnreadableCard, json, rows, texts, uuids } from '../query.ts';
import { hasCard, releaseLookalikes, touch } from '../tables/links.ts';
import type { Claim } from './claim.ts';
import { followRenames } from './follow-renames.ts';
import { takeUpFormerLinks } from './former-links.ts';
import { forgetIgnored, ignoredContent, wasIgnored } from './ignored-cards.ts';

import { saveCards, setGone } from './save-cards.ts';
import { followGroups, rescope } from './scope.ts';

export async function savePage(
  tx: Db,
  accountId: string,
  bookId: string,
  page: PageToSave,
  claim: Claim,
): Promise<{ pulled: number; queued: number }> {
  const saved = await saveCards(tx, { claim, bookId, cards: page.cards, generation: page.generation });
  if (page.unchanged.length > 0 && page.generation !== null) {
    const unchanged = sql`account_id = ${accountId} and remote_id = any(${texts(page.unchanged)})`;
    // What was missing and is there after all may have something waiting for it.
    const back = await rows<{ id: string }>(
      tx,
      sql`select id from card where ${unchanged} and state = 'missing'`,
    );
    const backIds = back.map(({ id }) => id);
    await touch(
      tx,
      sql`account_id = ${accountId} and state <> 'closed'
        and card_id = any(${uuids(backIds)})`,
    );
    await tx.execute(
      sql`update card
        set generation = ${page.generation}, state = 'live', seen_at = now(), seen_by = ${claim.fence}
        where ${unchanged} and state <> 'gone'`,
    );
    await releaseLookalikes(tx, accountId, backIds);
  }
  await followRenames(tx, accountId, page.renamed);
  await setGone(tx, accountId, page.removed);
  if (page.groups.length > 0)
    await tx.execute(sql`insert into card_group (account_id, book_id, remote_id, name, members, system, generation)
      select ${accountId}, ${bookId}, id, name,
        case when jsonb_typeof(members) = 'array' then array(select jsonb_array_elements_text(members)) end,
        coalesce(system, false), coalesce(${page.generation}::int, (select generation from book where id = ${bookId}))
      from jsonb_to_recordset(${json(page.groups)}) as t(id text, name text, members jsonb, system boolean)
      on conflict (account_id, remote_id) do update
        set name = excluded.name, members = excluded.members, system = excluded.system,
          generation = greatest(card_group.generation, excluded.generation), gone_at = null`);
  if (page.removedGroups.length > 0)
    await tx.execute(sql`update card_group set gone_at = now() where account_id = ${accountId} and gone_at is null
      and remote_id = any(${texts(page.removedGroups)})`);
  const changed = [...saved.values()].filter((card) => card.changed).map(({ id }) => id);
  const isLastOfAll = page.next !== undefined && page.generation !== null;
  const vanished = isLastOfAll && (await sweepGroups(tx, bookId, page.generation!));
  const followed = page.groups.length > 0 && (await followGroups(tx, accountId));
  const listsMembers =
    followed ||
    vanished ||
    page.removedGroups.length > 0 ||
    page.groups.some(({ members }) => members !== null);
  const entered = await rescope(tx, accountId, listsMembers ? null : changed);
  const queued = await enqueue(tx, claim, [...new Set([...changed, ...entered])]);
  if (page.next !== undefined) {
    await tx.execute(sql`update book set cursor = ${page.next} where id = ${bookId}`);
    if (page.generation !== null) await sweep(tx, accountId, bookId, page.generation);
  }
  if (queued > 0 || page.removed.length > 0)
    await emit(tx, { type: 'queue.changed', accountId }, { userId: claim.userId });
  return { pulled: changed.length, queued };
}

/**
 * What a full listing did not show is to be verified, at once where it was last seen long enough ago: `seen_at` is when a card
 * was seen, not when it was missed.
 */
async function sweep(tx: Db, accountId: string, bookId: string, generation: number): Promise<void> {
  await tx.execute(
    sql`update card
      set state = 'missing'
      where book_id = ${bookId} and generation < ${generation} and state = 'live'`,
  );
  await tx.execute(sql`update account set last_full_at = now() where id = ${accountId}`);
}

/**
 * Groups that a full listing did not show are gone. Where it showed none at all nothing is concluded: iCloud leaves its
 * groups out of a listing now and then.
 */
async function sweepGroups(tx: Db, bookId: string, generation: number): Promise<boolean> {
  const { rowCount } = await tx.execute(
    sql`update card_group set gone_at = now() where book_id = ${bookId} and generation < ${generation} and gone_at is null
      and exists (select 1 from card_group shown where shown.book_id = ${bookId} and shown.generation = ${generation})`,
  );
  return (rowCount ?? 0) > 0;
}

/** Offers cards for import that nobody has linked and that are in scope; returns how many are new or offered anew. */
export async function enqueue(
  tx: Db,
  claim: Pick<Claim, 'accountId' | 'userId'>,
  cardIds: string[],
): Promise<number> {
  if (cardIds.length === 0) return 0;
  const { accountId } = claim;
  await takeUpFormerLinks(tx, claim, cardIds);
  // A card that somebody waits for may not be like them any more.
  await releaseLookalikes(tx, accountId, cardIds);
  const input = json(cardIds.map((cardId) => ({ id: newId(), cardId })));
  const lost = isUnreadableCard(sql`card.loss`);
  const added = await rows<{ state: string }>(
    tx,
    sql`insert into queue_item (id, account_id, card_id, suggested_kind, reason, state, error, unlinked_before,
        ignored_content, ruling)
      select t.id, ${accountId}, card.id, card.suggested_kind, card.suggested_reason,
        case when ${wasIgnored} then 'ignored' when ${lost} then 'failed' else 'pending' end,
        case when ${lost} and not ${wasIgnored} then 'unreadable-card' end,
        before.linked, ${ignoredContent}, case when before.linked then 'by-hand' else 'due' end
      from jsonb_to_recordset(${input}) as t(id uuid, "cardId" uuid)
      join card on card.id = t."cardId" and card.state <> 'gone' and card.in_scope
      cross join lateral (
        select exists (
          select 1 from link
          where link.account_id = ${accountId} and (link.card_id = card.id or link.marker = card.marker)) as linked
      ) as before
      where not exists (
        select 1 from link where ${hasCard(sql`link`, sql`card`)})
      on conflict (card_id) do update
        set suggested_kind = excluded.suggested_kind,
          reason = case queue_item.reason when 'duplicate' then queue_item.reason else excluded.reason end,
          state = excluded.state, error = excluded.error, ignored_content = null,
          ruling = case queue_item.ruling when 'by-hand' then 'by-hand' else 'due' end
        where queue_item.state = 'pending' or queue_item.error = 'unreadable-card'
          or (queue_item.state = 'ignored' and queue_item.ignored_content <> (
            select content_hash from card where card.id = queue_item.card_id))
      returning state`,
  );
  await forgetIgnored(tx, cardIds);
  return added.filter(({ state }) => state !== 'ignored').length;
}
