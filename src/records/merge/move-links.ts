// Links of two records that become one. Where only the other has one it goes over with its base; where both have one, that
// of the record that stays is kept and the other card stays in the book, offered in the queue as a duplicate.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { emit } from '../../database/notify.ts';
import { json, rows } from '../../database/query.ts';
import type { RecordKind } from '../../database/schema.ts';

interface Found {
  id: string;
  state: 'new' | 'creating' | 'active';
  accountId: string;
  userId: string;
  /** The link of the record that stays in the same account. */
  otherId: string | null;
  otherState: string | null;
}

interface Move {
  from: string;
  to: string;
  kind: RecordKind;
}

/** In the caller's transaction, both records locked. A card that is being deleted goes on being deleted. */
export async function moveLinks(
  db: Db,
  { from, to, kind }: Move,
): Promise<{ moved: string[]; closed: string[] }> {
  const links = await rows<Found>(
    db,
    sql`select link.id, link.state, account.id as "accountId", account.user_id as "userId", other.id as "otherId", other.state as "otherState"
      from link join account on account.id = link.account_id
      left join link other on other.account_id = link.account_id and other.record_id = ${to} and other.state <> 'closed'
      where link.record_id = ${from} and link.state not in ('closed', 'deleting') order by link.id for no key update of link`,
  );
  await endRuns(
    db,
    links.map(({ accountId }) => accountId),
  );
  // A link that waits for its first card takes the card there is.
  const waiting = links.filter(({ state, otherState }) => otherState === 'new' && state !== 'new');
  await db.execute(sql`delete from link where ${among(waiting.map(({ otherId }) => otherId!))}`);
  const moved = links.filter((link) => !link.otherId || waiting.includes(link));
  const doubled = links.filter((link) => !moved.includes(link));
  await moveTo(
    db,
    moved.map(({ id }) => id),
    to,
  );
  // What is being created is found out about first; then its card stays, too.
  await db.execute(
    sql`update link set keep_card = true, touched = touched + 1 where ${among(doubled.map(({ id }) => id))}`,
  );
  const closed = doubled.filter(({ state }) => state !== 'creating');
  await close(db, closed, { from, to, kind });
  await db.execute(
    sql`update queue_item set record_id = ${to} where record_id = ${from} and state <> 'imported'`,
  );
  return { moved: moved.map(({ id }) => id), closed: closed.map(({ id }) => id) };
}

/** Gives open links another record, with whatever waits for a person because of them. */
export async function moveTo(db: Db, linkIds: string[], recordId: string): Promise<void> {
  if (linkIds.length === 0) return;
  const ids = sql`(select jsonb_array_elements_text(${json(linkIds)})::uuid)`;
  await db.execute(sql`update link set record_id = ${recordId}, touched = touched + 1 where id in ${ids}`);
  await db.execute(
    sql`update run_action set record_id = ${recordId} where link_id in ${ids} and outcome = 'held'`,
  );
  await db.execute(
    sql`update conflict set record_id = ${recordId} where link_id in ${ids} and resolution is null`,
  );
}

/** A run that began with the links as they were writes nothing more; its account is due again. */
export async function endRuns(db: Db, accountIds: string[]): Promise<void> {
  await db.execute(sql`update account set fence = fence + 1, lease_until = null
    where id in (select id from account where ${among(accountIds)} and lease_until is not null order by id for no key update)`);
}

/** The cards stay where they are: the engine has no hand on them any more, and the queue offers them. */
async function close(db: Db, links: Found[], { to, kind }: Move): Promise<void> {
  if (links.length === 0) return;
  const input = json(links.map(({ id }) => ({ id, itemId: newId() })));
  await db.execute(sql`update link set state = 'closed', closed_reason = 'merged', intent = null, hold = null, retry_at = null,
    settled = touched where ${among(links.map(({ id }) => id))}`);
  await db.execute(sql`update conflict set resolution = 'crm', resolved_at = now()
    where link_id in (select id from jsonb_to_recordset(${input}) as t(id uuid)) and resolution is null`);
  await db.execute(sql`insert into queue_item (id, account_id, card_id, suggested_kind, reason, record_id, state, unlinked_before)
    select t."itemId", card.account_id, card.id, ${kind}, 'duplicate', ${to}, 'pending', true
    from jsonb_to_recordset(${input}) as t(id uuid, "itemId" uuid) join link on link.id = t.id
    join card on card.id = link.card_id and card.state <> 'gone'
    on conflict (card_id) do update set suggested_kind = excluded.suggested_kind, reason = 'duplicate', record_id = excluded.record_id,
      state = 'pending', kind = null, error = null, run_id = null, unlinked_before = true`);
  for (const { accountId, userId } of links) await emit(db, { type: 'queue.changed', accountId }, { userId });
}

const among = (ids: string[]) => sql`id in (select jsonb_array_elements_text(${json(ids)})::uuid)`;
