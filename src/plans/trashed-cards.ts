// Cards deleted from one's address books: kept whole, and put back whole.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Loss } from '../contact/loss.ts';
import { atId, pageOf, readCursor } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { sameBook } from '../database/tables/trash.ts';
import { AppError } from '../errors.ts';
import { writeFlags } from '../records/write-flags.ts';
import { isPutBack, putBack } from './put-back.ts';

interface TrashedCardView {
  id: string;
  /** Null of a card alone: nobody's record is it. */
  recordId: string | null;
  recordName: string;
  accountId: string;
  accountName: string;
  cardName: string;
  reason: string;
  loss: Loss | null;
  createdAt: string;
  restored: boolean;
}

const cardName = sql`coalesce(t.contact -> 'name' ->> 'display', nullif(concat_ws(' ', t.contact -> 'name' ->> 'given',
  t.contact -> 'name' ->> 'family'), ''), t.contact -> 'organization' ->> 'name')`;

/** By the account that is connected to the address book now; where none is, the one that was. */
const columns = sql`select t.id, t.record_id as "recordId", coalesce(r.display_name, ${cardName}) as "recordName",
    coalesce(present.id, a.id) as "accountId", coalesce(present.name, a.name) as "accountName",
    coalesce(${cardName}, r.display_name) as "cardName", t.reason, t.loss,
    (to_json(t.created_at at time zone 'utc')#>>'{}') || 'Z' as "createdAt",
    case when t.record_id is null then ${isPutBack} else exists (
      select 1 from link
      where link.account_id = coalesce(present.id, a.id) and link.record_id = t.record_id
        and link.state in ('new', 'creating', 'active')) end as restored
  from trash t
  join account a on a.id = t.account_id
  left join record r on r.id = t.record_id
  left join account present on present.state <> 'disconnected' and ${sameBook({ was: sql`a`, is: sql`present` })}`;

const turn = sql`(t.nth, t.created_at, t.id)`;

/** The actor's own, newest first. */
export async function listTrashedCards(
  db: Db,
  actor: Actor,
  query: { recordId?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const where = sql`a.user_id = ${actor.userId} ${query.recordId ? sql`and t.record_id = ${query.recordId}` : sql``}`;
  const position = readCursor(query.cursor);
  const items = await rows<TrashedCardView>(
    db,
    sql`${columns}
      where ${where} ${position ? sql`and ${turn} < (select ${turn} from trash t where t.id = ${position.id})` : sql``}
      order by t.nth desc, t.created_at desc, t.id desc
      limit ${query.limit + 1}`,
  );
  const [total] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from trash t join account a on a.id = t.account_id where ${where}`,
  );
  const { page, next } = pageOf(items, query.limit, atId);
  return { items: page, next, total: total!.n };
}

/**
 * Turns Sync mobile on again; the card is made from what the trash holds. A card alone comes back as it was, into the queue.
 * @throws AppError 'not-found', 'record-in-trash'
 */
export async function restoreTrashedCard(db: Db, actor: Actor, id: string) {
  await db.transaction(async (tx) => {
    const [found] = await rows<{ recordId: string | null; deleted: boolean }>(
      tx,
      sql`select t.record_id as "recordId", r.deleted_at is not null as deleted
        from trash t
        join account a on a.id = t.account_id
        join account present on present.state <> 'disconnected' and ${sameBook({ was: sql`a`, is: sql`present` })}
        left join record r on r.id = t.record_id
        where t.id = ${id} and a.user_id = ${actor.userId}`,
    );
    if (!found) throw new AppError('not-found');
    if (found.deleted) throw new AppError('record-in-trash');
    if (found.recordId === null) await putBack(tx, sql`t.id = ${id}`);
    else
      await writeFlags(tx, { userId: actor.userId, recordIds: [found.recordId], on: true, source: 'user' });
  });
  const [view] = await rows<TrashedCardView>(db, sql`${columns} where t.id = ${id}`);
  return view!;
}
