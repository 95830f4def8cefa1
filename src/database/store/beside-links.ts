// Several people may have connected the same address book: what the others' accounts have of a record there is looked at
// before a card of it is made, taken up or deleted, and once more, with the record locked, in the transaction that says so.
import { type SQL, sql } from 'drizzle-orm';
import { type Base, STILL_ITS_CARD } from '../../sync/link/link.ts';
import { type Beside, standsBeside } from '../../sync/link/view.ts';
import type { Step } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { rows, texts, uuids } from '../query.ts';
import { wasAnothersSince } from '../tables/links.ts';

/** Whether two accounts, of whomever, are connected to the same address book, or were. */
export const shareBook = (one: SQL, other: SQL): SQL =>
  sql`(${one}.id <> ${other}.id and ${one}.provider = ${other}.provider and ${one}.identity = ${other}.identity)`;

/** A colleague's account has left the card in the book as the record's. */
export const isLeftThere = ({
  link,
  theirs,
  mine,
}: {
  link: SQL;
  theirs: SQL;
  mine: SQL;
}): SQL => sql`(${link}.state = 'closed'
  and ${theirs}.user_id <> ${mine}.user_id and ${link}.closed_reason = any(${texts([...STILL_ITS_CARD])})
  and not ${wasAnothersSince(link, sql`${link}.card_id`)})`;

/** @see LinkView.beside; `link` is the alias of a row of the table. */
export const besideLinks = (link: SQL): SQL => sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
      'linkId', near.id, 'state', near.state, 'base', near.base,
      'intent', near.intent, 'outbox', near.outbox, 'isAlike', coalesce(here.content_hash = its.content_hash, false),
      'wanted', near.state <> 'closed' and coalesce(wish."on", false) and theirs.leaving is null and of.deleted_at is null,
      'cardId', case when here.state = 'live' and not near.record_id = any(here.apart) and not exists (
        select 1 from link taking where taking.card_id = here.id and taking.state <> 'closed' and taking.id <> ${link}.id)
        then here.id end,
      'isUnseen', (near.state <> 'closed' or coalesce(near.card_id::text, near.former_remote_id, near.former_uid) is not null)
        and coalesce(here.state, 'missing') = 'missing'
        and its.state is distinct from 'gone') order by near.id), '[]')
  from link near
  join record of on of.id = near.record_id
  join account theirs on theirs.id = near.account_id
  join account mine on mine.id = ${link}.account_id and ${shareBook(sql`theirs`, sql`mine`)}
  left join flag wish on wish.record_id = near.record_id and wish.user_id = theirs.user_id
  left join card its on its.id = near.card_id
  left join lateral (
    select * from card
    where card.account_id = mine.id
      and (card.remote_id = coalesce(its.remote_id, near.former_remote_id) or card.uid = near.former_uid)
    order by card.state = 'live' desc, card.id limit 1) here on true
  where near.record_id = ${link}.record_id and (near.state in ('creating', 'active', 'deleting')
    or ${isLeftThere({ link: sql`near`, theirs: sql`theirs`, mine: sql`mine` })}))`;

/** @see isWantedBeside of src/sync/link */
export const wantedBeside = (link: SQL): SQL => sql`exists (
  select 1 from jsonb_to_recordset(${besideLinks(link)}) as beside(state text, wanted boolean, "cardId" uuid)
  where beside.state = 'active' and beside.wanted and beside."cardId" = ${link}.card_id)`;

/** A colleague's account has another card of the record in the book of `card`, or is making one; `card` is an alias of its table. */
export const hasAnotherBeside = (recordId: SQL, card: SQL): SQL => sql`exists (
  select 1 from link near
  join account theirs on theirs.id = near.account_id
  join account mine on mine.id = ${card}.account_id and ${shareBook(sql`theirs`, sql`mine`)}
  left join card its on its.id = near.card_id
  where near.record_id = ${recordId} and near.state in ('creating', 'active', 'deleting') and its.state is distinct from 'gone'
    and coalesce(its.remote_id <> ${card}.remote_id, near.marker is distinct from ${card}.marker))`;

/** By which card colleagues have a record in the book of an account, as that account knows it; by which link where it does not. */
export const cardBeside = ({ accountId, recordId }: { accountId: SQL; recordId: SQL }): SQL => sql`(
  select coalesce(here.id, near.id)
  from link near
  join account theirs on theirs.id = near.account_id
  join account mine on mine.id = ${accountId} and ${shareBook(sql`theirs`, sql`mine`)}
  left join card its on its.id = near.card_id
  left join card here on here.account_id = mine.id and here.state <> 'gone'
    and (here.remote_id = its.remote_id or (near.state = 'creating' and here.marker = near.marker))
  where near.record_id = ${recordId} and near.state in ('creating', 'active', 'deleting') and its.state is distinct from 'gone'
  order by near.id
  limit 1)`;

/** Steps that were made of what stood beside their links: their records are to be locked before that is looked at again. */
export async function askingBeside(tx: Db, accountId: string, steps: Step[]): Promise<Set<Step>> {
  const asking = steps.filter(({ beside, recordId }) => beside !== undefined && recordId !== null);
  return new Set(asking.length > 0 && (await isShared(tx, accountId)) ? asking : []);
}

/** Of these steps those for which that is not so any more. */
export async function changedBeside(tx: Db, asking: Set<Step>): Promise<Set<Step>> {
  if (asking.size === 0) return new Set();
  const linkIds = [...asking].map(({ linkId }) => linkId);
  const found = await rows<{ id: string; base: Base | null; beside: Beside[] }>(
    tx,
    sql`select link.id, link.base, ${besideLinks(sql`link`)} as beside
      from link
      where link.id = any(${uuids(linkIds)})`,
  );
  const links = new Map(found.map((link) => [link.id, link]));
  return new Set(
    [...asking].filter(({ linkId, move, beside: then }) => {
      const { base, beside: now } = links.get(linkId) ?? { base: null, beside: [] };
      return !standsBeside(move, base, then!, now);
    }),
  );
}

/** Whether anybody else has, or had, connected the same address book. */
export async function isShared(tx: Db, accountId: string): Promise<boolean> {
  const others = await rows(
    tx,
    sql`select 1 from account mine join account theirs on ${shareBook(sql`mine`, sql`theirs`)}
      where mine.id = ${accountId} limit 1`,
  );
  return others.length > 0;
}
