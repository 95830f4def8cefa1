// Links of two records that become one. Where only the other has one it goes over with its base; where both have one, that
// of the record that stays is kept and the other card stays in the book, offered in the queue as a duplicate.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { emit } from '../../database/notify.ts';
import { json, rows, uuids } from '../../database/query.ts';
import type { RecordKind } from '../../database/schema.ts';
import { endRuns } from '../../database/tables/accounts.ts';
import { dropWaiting, moveLinks, touch } from '../../database/tables/links.ts';

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

/** In the caller's transaction, both records and their accounts locked. A card that is being deleted goes on being deleted. */
export async function uniteLinks(
  db: Db,
  { from, to, kind }: Move,
): Promise<{ moved: string[]; closed: string[] }> {
  const accounts = await rows<{ id: string }>(
    db,
    sql`select distinct account_id as id from link where record_id = ${from} and state not in ('closed', 'deleting')`,
  );
  await endRuns(
    db,
    accounts.map(({ id }) => id),
  );
  const links = await rows<Found>(
    db,
    sql`select link.id, link.state, account.id as "accountId", account.user_id as "userId",
        other.id as "otherId", other.state as "otherState"
      from link
      join account on account.id = link.account_id
      left join link other on other.account_id = link.account_id and other.record_id = ${to} and other.state <> 'closed'
      where link.record_id = ${from} and link.state not in ('closed', 'deleting')
      order by link.id
      for no key update of link`,
  );
  // A link that waits for its first card takes the card there is.
  const waiting = links.filter(({ state, otherState }) => otherState === 'new' && state !== 'new');
  await dropWaiting(
    db,
    waiting.map(({ otherId }) => otherId!),
  );
  const moved = links.filter((link) => !link.otherId || waiting.includes(link));
  const doubled = links.filter((link) => !moved.includes(link));
  await giveTo(db, idsOf(moved), to);
  await moveLinks(db, idsOf(doubled), { type: 'kept', keep: true });
  // What is being created is found out about first; then its card stays, too.
  const [creating, closed] = [true, false].map((is) =>
    doubled.filter(({ state }) => (state === 'creating') === is),
  );
  await touch(db, idsOf(creating!));
  await close(db, closed!, { from, to, kind });
  // Whose values stand was chosen of a record that is another one now.
  await db.execute(
    sql`update queue_item
      set record_id = ${to}, choice = null
      where record_id = ${from} and state <> 'imported'`,
  );
  // What waited for a card finds or gets one as the record that stays: that is no card of the other's.
  return { moved: idsOf(moved.filter(({ state }) => state !== 'new')), closed: idsOf(closed!) };
}

/** Gives open links another record, with whatever waits for a person because of them. */
export async function giveTo(db: Db, linkIds: string[], recordId: string): Promise<void> {
  if (linkIds.length === 0) return;
  const [counted] = await rows<{ last: number }>(
    db,
    sql`select coalesce(max(greatest((base ->> 'serial')::int, (intent ->> 'serial')::int)), 0) as last
      from link where record_id = ${recordId}`,
  );
  await moveLinks(db, linkIds, { type: 'taken-over', recordId, last: counted!.last });
  const ids = uuids(linkIds);
  await db.execute(
    sql`update run_action set record_id = ${recordId} where link_id = any(${ids}) and outcome = 'held'`,
  );
  await db.execute(
    sql`update conflict set record_id = ${recordId} where link_id = any(${ids}) and resolution is null`,
  );
}

/** The cards stay where they are: the engine has no hand on them any more, and the queue offers them. */
async function close(db: Db, links: Found[], { to, kind }: Move): Promise<void> {
  if (links.length === 0) return;
  const input = json(links.map(({ id }) => ({ id, itemId: newId() })));
  await moveLinks(db, idsOf(links), { type: 'closed', reason: 'merged' });
  await db.execute(
    sql`update conflict
      set resolution = 'crm', resolved_at = now()
      where link_id in (select id from jsonb_to_recordset(${input}) as t(id uuid)) and resolution is null`,
  );
  await db.execute(
    sql`insert into queue_item (id, account_id, card_id, suggested_kind, reason, record_id, state, unlinked_before)
      select t."itemId", card.account_id, card.id, ${kind}, 'duplicate', ${to}, 'pending', true
      from jsonb_to_recordset(${input}) as t(id uuid, "itemId" uuid)
      join link on link.id = t.id
      join card on card.id = link.card_id and card.state <> 'gone'
      on conflict (card_id) do update
        set suggested_kind = excluded.suggested_kind, reason = 'duplicate', record_id = excluded.record_id,
          state = 'pending', kind = null, error = null, run_id = null, unlinked_before = true`,
  );
  for (const { accountId, userId } of links) await emit(db, { type: 'queue.changed', accountId }, { userId });
}

const idsOf = (links: Found[]): string[] => links.map(({ id }) => id);
