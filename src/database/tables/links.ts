// The table of links has one writer. What becomes of a row is said by `moved` (sync/link/move.ts); here rows are read, locked
// in the order of locks.ts, moved and written back. `touch` alone is a statement of its own: it may find ten thousand.
import { type SQL, sql } from 'drizzle-orm';
import { v4 } from 'uuid';
import { unheard } from '../../sync/decide/guard.ts';
import { type LinkRow, newLink } from '../../sync/link/link.ts';
import { type LinkMove, moved } from '../../sync/link/move.ts';
import type { Db } from '../database.ts';
import { lockLinks } from '../locks.ts';
import { newId } from '../new-id.ts';
import { jsonText, rows, texts, uuids } from '../query.ts';
import { sameBook } from './trash.ts';

/** Links by their ids, or by a condition on the table `link`. */
export type LinkSelection = readonly string[] | SQL;

/** One move for all, or what becomes of each; null leaves a row as it is. */
export type MoveOfEach = LinkMove | ((link: LinkRow) => LinkMove | null);

/** Moves the links; returns those that moved, as they are now. The rows stay locked until the transaction ends. */
export async function moveLinks(tx: Db, which: LinkSelection, move: MoveOfEach): Promise<LinkRow[]> {
  if (isNone(which)) return [];
  const before = await lockedLinks(tx, which);
  const after = before.map((link) => {
    const one = typeof move === 'function' ? move(link) : move;
    return one ? moved(link, one) : link;
  });
  return writeLinks(tx, before, after);
}

/** The rows, by id, locked until the transaction ends. */
export async function lockedLinks(tx: Db, which: LinkSelection): Promise<LinkRow[]> {
  if (isNone(which)) return [];
  return rows<LinkRow>(
    tx,
    sql`select ${linkColumns}
      from link
      where ${conditionOf(which)}
      order by link.id
      for no key update of link`,
  );
}

/** The move 'touched' for any number of links; returns the accounts they are in. */
export async function touch(tx: Db, which: LinkSelection): Promise<string[]> {
  if (isNone(which)) return [];
  const ids = await lockLinks(tx, conditionOf(which));
  if (ids.length === 0) return [];
  const touched = await rows<{ accountId: string }>(
    tx,
    sql`update link
      set touched = touched + 1
      where ${conditionOf(ids)} and state <> 'closed'
      returning account_id as "accountId"`,
  );
  return [...new Set(touched.map(({ accountId }) => accountId))];
}

/** Opens links; returns the ids of those that are new. One that somebody opened meanwhile stays as it is. */
export async function insertLinks(tx: Db, links: Parameters<typeof newLink>[0][]): Promise<string[]> {
  if (links.length === 0) return [];
  const inserted = await rows<Pick<LinkRow, 'id' | 'accountId' | 'cardId'>>(
    tx,
    sql`insert into link (
        id, account_id, record_id, card_id, state, marker, base, created_by_us, keep_card, touched, settled, last_synced_at)
      select id, "accountId", "recordId", "cardId", state, marker, base, "createdByUs", "keepCard", touched, settled,
        case when state = 'active' then now() end
      from ${asRows(links.map(newLink))}
      on conflict do nothing
      returning id, account_id as "accountId", card_id as "cardId"`,
  );
  await releaseTaken(tx, inserted);
  return inserted.map(({ id }) => id);
}

/** Narrows flags to those of a user, of records, of an account. */
export interface Flagged {
  userId?: string | undefined;
  recordIds?: string[] | undefined;
  accountId?: string | undefined;
}

/**
 * A flagged record has an open link in each of its user's accounts that may be written to: opens those that are missing. Returns
 * the accounts they are in, and the records whose links were there.
 */
export async function openWanted(
  tx: Db,
  { userId, recordIds, accountId }: Flagged,
): Promise<{ accountIds: string[]; linked: string[] }> {
  const conditions: SQL[] = [sql`flag."on"`, sql`record.deleted_at is null`];
  if (userId) conditions.push(sql`flag.user_id = ${userId}`);
  if (recordIds) conditions.push(sql`record.id = any(${sql.param(recordIds)}::uuid[])`);
  if (accountId) conditions.push(sql`account.id = ${accountId}`);
  const wanted = await rows<{ recordId: string; accountId: string; isLinked: boolean }>(
    tx,
    sql`select record.id as "recordId", account.id as "accountId", link.id is not null as "isLinked"
      from flag
      join record on record.id = flag.record_id
      join account on account.user_id = flag.user_id and account.state <> 'disconnected' and account.leaving is null
        and account.settings ->> 'direction' <> 'in'
      left join link on link.account_id = account.id and link.record_id = record.id and link.state <> 'closed'
      where ${sql.join(conditions, sql` and `)}
      order by record.id`,
  );
  const [linked, missing] = [true, false].map((is) => wanted.filter(({ isLinked }) => isLinked === is));
  // Somebody else may have opened the same link since it was looked for.
  await insertLinks(
    tx,
    missing!.map(({ recordId, accountId }) => ({
      id: newId(),
      recordId,
      accountId,
      marker: v4().toUpperCase(),
    })),
  );
  return {
    accountIds: [...new Set(missing!.map((row) => row.accountId))],
    linked: [...new Set(linked!.map((row) => row.recordId))],
  };
}

/** Links that wait because a card looks like their record are due again: the queue has moved, or these very cards have. */
export async function releaseLookalikes(tx: Db, accountId: string, cardIds?: string[]): Promise<void> {
  const only = cardIds ? sql`and hold ->> 'cardId' = any(${texts(cardIds)})` : sql``;
  await touch(
    tx,
    sql`account_id = ${accountId} and state = 'new' and hold ->> 'code' = 'match-in-queue' ${only}`,
  );
}

/** A card that a link has now is waited for by nobody. */
async function releaseTaken(tx: Db, links: Pick<LinkRow, 'accountId' | 'cardId'>[]): Promise<void> {
  const taking = links.filter(({ cardId }) => cardId !== null);
  for (const [accountId, taken] of Map.groupBy(taking, (link) => link.accountId))
    await releaseLookalikes(
      tx,
      accountId,
      taken.map(({ cardId }) => cardId!),
    );
}

/** Whether a card is that of a link, or of its creation whose answer was lost or is yet to come. */
export const hasCard = (
  link: SQL,
  card: SQL,
): SQL => sql`(${link}.state <> 'closed' and (${link}.card_id = ${card}.id
  or (${link}.account_id = ${card}.account_id and ${link}.state = 'creating' and ${link}.marker = ${card}.marker)))`;

/** Takes away links that wait for their first card: another one has it. */
export async function dropWaiting(tx: Db, which: LinkSelection): Promise<void> {
  if (isNone(which)) return;
  const ids = await lockLinks(tx, conditionOf(which));
  await tx.execute(sql`delete from link where ${conditionOf(ids)} and state = 'new'`);
}

/** Both sides were brought together just now. */
export async function markSynced(tx: Db, ids: string[]): Promise<void> {
  await tx.execute(sql`update link set last_synced_at = now() where ${conditionOf(ids)}`);
}

/**
 * Whether another record has had a card since this link took it: what the link agreed on is not what is on it. What is gone from
 * another address may be this very card, and follows whoever had it there. An account that was left knows its cards by their
 * names alone.
 */
export const wasAnothersSince = (link: SQL, cardId: SQL): SQL => sql`exists (
  select 1 from card its
  join account present on present.id = its.account_id
  cross join lateral (
    select had.*
    from card same
    join link had on had.card_id = same.id
    where same.id = its.id or (same.account_id = its.account_id and same.uid = its.uid and same.state <> 'live')
    union all
    select had.*
    from link had
    join account before on before.id = had.account_id and ${sameBook({ was: sql`before`, is: sql`present` })}
    where had.former_uid = its.uid
    union all
    select had.*
    from link had
    join account before on before.id = had.account_id and ${sameBook({ was: sql`before`, is: sql`present` })}
    where its.uid is null and had.former_remote_id = its.remote_id) later
  where its.id = ${cardId} and later.record_id <> ${link}.record_id and later.taken > ${link}.taken)`;

/** The columns of a `LinkRow`. */
const linkColumns = sql`
  link.id, link.account_id as "accountId", link.record_id as "recordId", link.card_id as "cardId",
  link.state, link.marker, link.base, link.intent, link.outbox,
  link.touched::float8 as touched, link.settled::float8 as settled,
  link.hold, (extract(epoch from link.retry_at) * 1000)::float8 as "retryAt", link.failures,
  link.created_by_us as "createdByUs", link.keep_card as "keepCard", link.closed_reason as "closedReason",
  link.former_uid as "formerUid", link.former_remote_id as "formerRemoteId"`;

/** Writes what became of locked rows, and returns those that moved; account and marker are for life. */
export async function writeLinks(tx: Db, before: LinkRow[], after: LinkRow[]): Promise<LinkRow[]> {
  const was = new Map(before.map((link) => [link.id, link]));
  const links = after.filter((link) => link !== was.get(link.id));
  if (links.length === 0) return [];
  await tx.execute(
    sql`update link
      set record_id = t."recordId", card_id = t."cardId", state = t.state, base = t.base, intent = t.intent,
        outbox = t.outbox, touched = t.touched, settled = t.settled, hold = t.hold,
        retry_at = to_timestamp(t."retryAt" / 1000), failures = t.failures, created_by_us = t."createdByUs",
        keep_card = t."keepCard", closed_reason = t."closedReason", former_uid = t."formerUid",
        former_remote_id = t."formerRemoteId",
        taken = case when t.state <> 'closed' and (t."cardId", t."recordId") is distinct from (card_id, record_id)
          then nextval('link_taken_seq') else taken end
      from ${asRows(links)}
      where link.id = t.id`,
  );
  await releaseTaken(
    tx,
    links.filter(({ id, state, cardId }) => state !== 'closed' && cardId !== was.get(id)?.cardId),
  );
  await tellUnheard(tx, was, links);
  return links;
}

/** Into the journal of the account's last run: whoever ends a link, it was a run that sent it. */
async function tellUnheard(tx: Db, was: Map<string, LinkRow>, links: LinkRow[]): Promise<void> {
  const entries = links.flatMap((link) => {
    const before = was.get(link.id)!;
    const { accountId, recordId, cardId } = before;
    return unheard(before, link).map(({ approved = false, ...entry }) => ({
      ...{ id: newId(), linkId: link.id, accountId, recordId, cardId, approved },
      ...entry,
    }));
  });
  if (entries.length === 0) return;
  await tx.execute(
    sql`insert into run_action (id, run_id, type, link_id, record_id, card_id, diff, outcome, approved)
      select t.id, last.id, type, "linkId", "recordId", "cardId", diff, outcome, approved
      from jsonb_to_recordset(${jsonText(entries)}::jsonb) as t(id uuid, "accountId" uuid, type text, "linkId" uuid,
        "recordId" uuid, "cardId" uuid, diff jsonb, outcome text, approved boolean)
      cross join lateral (
        select id from run
        where account_id = t."accountId" and reason is null and state <> 'queued'
        order by created_at desc, id desc
        limit 1) last`,
  );
}

const asRows = (links: LinkRow[]): SQL => sql`jsonb_to_recordset(${jsonText(links)}::jsonb) as t(
    id uuid, "accountId" uuid, "recordId" uuid, "cardId" uuid, state text, marker text, base jsonb, intent jsonb,
    outbox jsonb, touched bigint, settled bigint, hold jsonb, "retryAt" float8, failures smallint, "createdByUs" boolean,
    "keepCard" boolean, "closedReason" text, "formerUid" text, "formerRemoteId" text)`;

const isNone = (which: LinkSelection): boolean => Array.isArray(which) && which.length === 0;

function conditionOf(which: LinkSelection): SQL {
  return Array.isArray(which) ? sql`link.id = any(${uuids(which)})` : (which as SQL);
}
