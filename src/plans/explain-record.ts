// "Why is this (not) on my phone?": everything that must hold, in order, and what does not.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { lockRecordsAndAccounts } from '../database/locks.ts';
import { isUnreadableCard, rows } from '../database/query.ts';
import { moveLinks } from '../database/tables/links.ts';
import { AppError } from '../errors.ts';
import { touchLinks } from '../records/touch-links.ts';

interface Facts {
  accountId: string;
  accountName: string;
  provider: string;
  accountState: string;
  problem: { code: string; detail: string; at: string } | null;
  direction: 'both' | 'in' | 'out';
  flagged: boolean;
  flagChangedAt: string | null;
  flagSource: string | null;
  deleted: boolean;
  linkState: string | null;
  hold: { code: string; detail: string } | null;
  pending: boolean | null;
  retryAt: string | null;
  lastSyncedAt: string | null;
  /** The book that its card is in, or is to be put into, where that fails while the account works. */
  failingBook: { name: string; at: string } | null;
  cardState: string | null;
  /** The card that a creation waits for. */
  awaited: Reason['card'];
  /** Why the card is never written. */
  loss: string | null;
  unreadable: boolean;
  /** Null without a card, or where every card is synced. */
  inScope: boolean | null;
  /** The name of a group that was chosen and is not in the book any more; asked only of a card out of scope. */
  goneGroup: string | null;
  closedReason: string | null;
  /** Fields that only one side has, as a person or a limit of the book left them, separated by commas. */
  leftApart: string | null;
}

interface Reason {
  check: 'flag' | 'record' | 'account' | 'direction' | 'scope' | 'hold' | 'pending' | 'card' | 'fields';
  ok: boolean;
  code: string;
  detail: string | null;
  at: string | null;
  card: { cardId: string; displayName: string; state: string } | null;
}

/** Approved is on its way; the scope is a reason of its own. */
const SAID_OTHERWISE = new Set(['approved', 'out-of-scope']);

/** For each of the actor's accounts. @throws AppError 'not-found' */
export async function explainRecord(db: Db, actor: Actor, id: string) {
  const [known] = await rows(db, sql`select 1 from record where id = ${id}`);
  if (!known) throw new AppError('not-found');
  const iso = (column: string) => sql.raw(`(to_json(${column} at time zone 'utc')#>>'{}') || 'Z'`);
  const accounts = await rows<Facts>(
    db,
    sql`select a.id as "accountId", a.name as "accountName", a.provider, a.state as "accountState", a.problem, a.settings ->> 'direction' as direction,
      coalesce(f."on", false) as flagged, ${iso('f.changed_at')} as "flagChangedAt", f.source as "flagSource", r.deleted_at is not null as deleted,
      l.state as "linkState", l.hold, l.touched <> l.settled as pending, ${iso('l.retry_at')} as "retryAt", ${iso('l.last_synced_at')} as "lastSyncedAt",
      case when l.id is not null then (${failingBook}) end as "failingBook",
      c.state as "cardState", (${awaited}) as awaited, c.loss, ${isUnreadableCard(sql`c.loss`)} as unreadable,
      last.closed_reason as "closedReason",
      case when c.state = 'live' then (${leftApart}) end as "leftApart",
      case when ${isScoped} then c.in_scope end as "inScope", case when not c.in_scope then (${goneGroup}) end as "goneGroup"
      from account a join record r on r.id = ${id}
      left join flag f on f.record_id = r.id and f.user_id = a.user_id
      left join link l on l.account_id = a.id and l.record_id = r.id and l.state <> 'closed'
      left join card c on c.id = l.card_id
      left join lateral (select closed_reason from link where account_id = a.id and record_id = r.id and state = 'closed'
        order by id desc limit 1) last on true
      where a.user_id = ${actor.userId} and a.state <> 'disconnected' order by a.name, a.id`,
  );
  return {
    accounts: accounts.map((facts) => ({
      accountId: facts.accountId,
      accountName: facts.accountName,
      provider: facts.provider,
      onPhone: facts.cardState === 'live',
      reasons: reasonsOf(facts, actor),
    })),
  };
}

const awaited = sql`select jsonb_build_object('cardId', w.id, 'displayName', w.display_name,
    'state', case when w.in_scope then coalesce(q.state, 'pending') else 'out-of-scope' end)
  from card w left join queue_item q on q.card_id = w.id where w.id = (l.hold ->> 'cardId')::uuid and w.state <> 'gone'`;

const failingBook = sql`select jsonb_build_object('name', b.name, 'at', b.problem ->> 'at')
  from book b where b.problem is not null and b.id = coalesce(c.book_id,
    (select first.id from book first where first.account_id = a.id and not first.read_only order by first.id limit 1))`;

const isScoped = sql`a.settings -> 'scope' ->> 'mode' = 'groups' or a.settings -> 'scope' -> 'exclude' <> '[]'`;

/** Both sides agree to have it or not, except where one was to keep what the other was not to get. */
const leftApart = sql`select string_agg(key, ',' order by key) from jsonb_each(l.base -> 'fields')
  where (value ->> 'local' is null) <> (value ->> 'remote' is null)`;

/** A word on cards is gone when no card carries it. */
const goneGroup = sql`select coalesce(g.name, chosen.id) from jsonb_array_elements_text(a.settings -> 'scope' -> 'include') as chosen(id)
  left join card_group g on g.account_id = a.id and g.remote_id = chosen.id
  where g.gone_at is not null or (g.remote_id is null and not exists (select 1 from card other
    where other.account_id = a.id and other.state <> 'gone' and other.contact -> 'groups' ? chosen.id)) limit 1`;

function reasonsOf(facts: Facts, actor: Actor): Reason[] {
  const reason = (
    check: Reason['check'],
    ok: boolean,
    code: string,
    detail: string | null = null,
    at: string | null = null,
    card: Reason['card'] = null,
  ): Reason => ({ check, ok, code, detail, at, card });
  const flagCode = facts.flagged
    ? 'flag-on'
    : facts.flagSource === 'card-deleted'
      ? 'deleted-on-phone'
      : 'flag-off';
  const running = facts.accountState === 'active';
  const reasons = [
    reason('flag', facts.flagged, flagCode, null, facts.flagChangedAt),
    reason('record', !facts.deleted, facts.deleted ? 'record-in-trash' : 'record-there'),
    reason(
      'account',
      running,
      facts.accountState,
      actor.role === 'administrator' ? (facts.problem?.detail ?? null) : (facts.problem?.code ?? null),
      facts.problem?.at ?? null,
    ),
    reason('direction', facts.direction !== 'in', `direction-${facts.direction}`),
  ];
  const { inScope, goneGroup: gone } = facts;
  if (inScope === false) reasons.push(reason('scope', false, gone ? 'group-gone' : 'out-of-scope', gone));
  else if (inScope) reasons.push(reason('scope', true, 'in-scope'));
  const hold = facts.hold && SAID_OTHERWISE.has(facts.hold.code) ? null : facts.hold;
  const failing = facts.failingBook;
  if (failing) reasons.push(reason('hold', false, 'book-failing', failing.name, failing.at));
  const lossCode = facts.unreadable ? 'unreadable-card' : 'read-only-card';
  if (hold) reasons.push(reason('hold', false, hold.code, hold.detail || null, facts.retryAt, facts.awaited));
  else if (facts.loss) reasons.push(reason('hold', false, lossCode, facts.loss));
  else if (facts.pending) reasons.push(reason('pending', false, 'on-its-way', null, facts.retryAt));
  if (facts.cardState === 'live') reasons.push(reason('card', true, 'card-there', null, facts.lastSyncedAt));
  else reasons.push(reason('card', false, absence(facts)));
  if (facts.leftApart) reasons.push(reason('fields', false, 'left-apart', facts.leftApart));
  return reasons;
}

/** Why there is no card. */
function absence({ cardState, linkState, closedReason }: Facts): string {
  if (cardState === 'gone') return 'card-deleted';
  return linkState ? 'card-not-yet' : (closedReason ?? 'never-there');
}

/** Makes what is held or refused due again, without waiting for its time. @throws AppError 'not-allowed', 'not-found' */
export async function retryRecord(db: Db, actor: Actor, id: string): Promise<{ retried: number }> {
  await demandDoor(db, actor, 'retryRecord');
  return db.transaction(async (tx) => {
    const [known] = await rows(tx, sql`select 1 from record where id = ${id}`);
    if (!known) throw new AppError('not-found');
    await lockRecordsAndAccounts(tx, [id]);
    const waiting = sql`record_id = ${id} and state <> 'closed'
      and hold ->> 'code' not in ('approval', 'approved', 'out-of-scope')
      and account_id in (select id from account where user_id = ${actor.userId})`;
    const released = await moveLinks(tx, waiting, { type: 'released' });
    await touchLinks(tx, { recordIds: [id], userId: actor.userId });
    return { retried: released.length };
  });
}
