// Links with something to do, each with everything its plan is made from, read at one moment.
import { sql } from 'drizzle-orm';
import type { Comparable } from '../../contact/match-score.ts';
import type { LinkView } from '../../sync/link/view.ts';
import { NO_RECORD } from '../../sync/model.ts';
import { lookalikesOf, type UnlinkedCard } from '../../sync/suggestions.ts';
import type { Db } from '../database.ts';
import { json, moment, rows } from '../query.ts';
import { fieldOfChange, listedBy, tiesInForce, valueOfChange, valuesWithLabels } from '../tables/ties.ts';
import { trashedCard } from '../tables/trash.ts';
import { besideLinks, isShared } from './beside-links.ts';
import { formerLink, removedByColleague, unseenCards } from './former-links.ts';
import { cardsSharing } from './match-candidates.ts';

const DAY_MS = 86_400_000;
/** The same value taken into the same field this often in a day is no person typing. */
const FLIPS_A_DAY = 3;

/**
 * By id after `after`, at most `limit`. Due is what was touched since it was last settled, and what waits for a time
 * that has come. Look-ups that only one kind of plan needs are made only for those rows. Of an account that is being
 * disconnected it is only the cards its approved plan removes: their flags stay, but they are not wanted there.
 */
export async function dueLinks(
  db: Db,
  { accountId, userId }: { accountId: string; userId: string },
  after: string | null,
  limit: number,
  now: number,
): Promise<LinkView[]> {
  const found = await rows<Found>(
    db,
    sql`select
      jsonb_build_object('id', l.id, 'state', l.state, 'marker', l.marker, 'base', l.base, 'intent', l.intent, 'outbox', l.outbox,
        'touched', l.touched, 'failures', l.failures, 'keepCard', l.keep_card,
        'hold', case when a.leaving is null then l.hold else '{"code": "approved", "detail": "card-deletions"}' end,
        'accountId', l.account_id, 'recordId', l.record_id, 'cardId', l.card_id, 'settled', l.settled,
        'retryAt', extract(epoch from l.retry_at) * 1000, 'createdByUs', l.created_by_us, 'closedReason', l.closed_reason,
        'formerUid', l.former_uid, 'formerRemoteId', l.former_remote_id) as link,
      case when r.id is null then ${json(NO_RECORD)} else jsonb_build_object('id', r.id, 'kind', r.kind, 'values', ${valuesWithLabels({ account: sql`a`, record: sql`r` })},
        'version', r.version, 'deleted', r.deleted_at is not null) end as record,
      jsonb_build_object('id', c.id, 'bookId', c.book_id, 'remoteId', c.remote_id, 'version', c.version, 'contact', c.contact,
        'contentHash', c.content_hash, 'loss', c.loss, 'listedBy', ${listedBy({ account: sql`a`, card: sql`c` })}, 'inScope', c.in_scope, 'state', c.state) as card,
      (coalesce(f."on", false) and r.deleted_at is null and u.disabled_at is null and a.leaving is null) as wanted,
      array(
        select field from conflict
        where conflict.record_id = l.record_id and conflict.link_id = l.id and resolution is null) as contested,
      case when c.state = 'gone' then (
        select coalesce(jsonb_agg(jsonb_build_object('cardId', c2.id, 'contact', c2.contact,
          'isNew', c2.first_seen_by >= c.seen_by,
          'isDecided', coalesce(l.record_id = any(c2.apart), false) or exists (select 1 from link l2 where l2.card_id = c2.id)
            or exists (select 1 from queue_item q where q.card_id = c2.id and q.state in ('ready', 'ignored', 'imported')))
          order by c2.id), '[]')
        from card c2
        where c2.account_id = l.account_id and c2.state = 'live' and c2.uid = c.uid and c2.id <> c.id
          and not exists (select 1 from link l2 where l2.card_id = c2.id and l2.state <> 'closed')) else '[]' end as namesakes,
      (c.state = 'gone' and ${removedByColleague({ accountId: sql`l.account_id`, remoteId: sql`c.remote_id` })}) is true as "removedByColleague",
      case when l.state = 'new' then ${formerLink({ accountId: sql`l.account_id`, recordId: sql`l.record_id` })} end as former,
      case when l.state = 'new' then ${unseenCards({ accountId: sql`l.account_id`, recordId: sql`l.record_id` })} else '[]' end as unseen,
      ${(await isShared(db, accountId)) ? besideLinks(sql`l`) : sql`'[]'::jsonb`} as beside,
      case when l.state = 'new' then
        jsonb_build_object('id', r.id, 'keys', r.match_keys, 'names', jsonb_build_array(r.display_name)) end as compared,
      case when l.state = 'creating' then (
        select jsonb_build_object('id', made.remote_id, 'version', made.version, 'uid', made.uid, 'raw', made.raw,
          'contact', made.contact, 'marker', made.marker, 'loss', made.loss, 'bookId', made.book_id)
        from card made
        where made.account_id = l.account_id and made.marker = l.marker and made.state = 'live' limit 1) end as made,
      (select coalesce(jsonb_agg(jsonb_build_object('field', flip.field, 'value', flip.after)), '[]')
        from (
          select ${fieldOfChange} as field, ${valueOfChange} as after from change
          where change.record_id = l.record_id and change.actor = 'sync' and change.account_id = l.account_id
            and change.at > ${moment(now - DAY_MS)}
          group by 1, 2
          having count(*) >= ${FLIPS_A_DAY}) as flip) as flips,
      ${tiesInForce(sql`a`)} as ties,
      (select octet_length(photo.bytes) from photo where photo.id = r.values ->> 'photo') as "photoBytes",
      case
        when l.state in ('new', 'creating') and l.record_id is null then
          ${trashedCard({ accountId: sql`l.account_id`, of: sql`kept.link_id = l.id` })}
        when l.state in ('new', 'creating') then
          ${trashedCard({ accountId: sql`l.account_id`, of: sql`kept.record_id = l.record_id` })} end as trashed
      from link l
      join account a on a.id = l.account_id
      left join record r on r.id = l.record_id
      join app_user u on u.id = ${userId}
      left join card c on c.id = l.card_id
      left join flag f on f.record_id = l.record_id and f.user_id = ${userId}
      where l.account_id = ${accountId} and l.state <> 'closed'
        and (l.touched <> l.settled or l.retry_at <= ${new Date(now).toISOString()}::timestamptz)
        and (${after}::uuid is null or l.id > ${after}::uuid)
        and (a.leaving is null or exists (
          select 1 from run_action ra
          where ra.link_id = l.id and ra.run_id = a.leaving and ra.type = 'remove-created'))
      order by l.id limit ${limit}`,
  );
  const lookalikes = await findLookalikes(db, accountId, found);
  return found.map(({ compared, card, ...view }) => {
    const found = compared && lookalikes.get(compared.id);
    const lookalike = found ? { cardId: found.cardId, name: found.names[0]! } : null;
    return { ...view, lookalike, card: card?.id ? (card as LinkView['card']) : null };
  });
}

interface Found extends Omit<LinkView, 'card' | 'lookalike'> {
  card: LinkView['card'] | { id: null };
  /** Of a record without a card there. */
  compared: (Comparable & { id: string }) | null;
}

/** By record. Nothing is looked for that is not wanted, or that has a card of its own yet. */
async function findLookalikes(db: Db, accountId: string, views: Found[]) {
  const records = views.flatMap(({ compared, wanted, former }) =>
    compared && wanted && !former ? [compared] : [],
  );
  if (records.length === 0) return new Map<string, UnlinkedCard>();
  const keys = records.flatMap((record) => record.keys);
  return lookalikesOf(records, await cardsSharing(db, accountId, keys));
}
