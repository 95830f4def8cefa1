import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { tiesOf } from '../../sync/mapping.ts';
import { ownAccount } from '../own-account.ts';

interface GroupFound {
  id: string;
  name: string;
  /** 'list' names its members, a 'label' is named by them, a 'category' is nothing but a word on cards, a 'folder' is where they lie. */
  type: 'list' | 'label' | 'category' | 'folder';
  system: boolean;
  cards: number;
  exists: boolean;
}

/**
 * Groups of the actor's account: those the book lists with their members, and those that cards name themselves. A group that
 * the settings name and the book has no more, or whose book is not there, is told with `exists: false`. @throws AppError 'not-found'
 */
export async function listGroups(db: Db, actor: Actor, id: string) {
  const { settings, mapping } = await ownAccount(db, actor, id);
  const ties = new Map(tiesOf(mapping).map(({ group, labelId }) => [group, labelId]));
  const { include, exclude } = settings.scope;
  const found = await groupsOf(db, id);
  const known = new Set(found.map((group) => group.id));
  const chosen = [...new Set([...include, ...exclude, settings.targetGroup ?? [], [...ties.keys()]].flat())];
  const vanished = chosen.filter((group) => !known.has(group)).map(aVanished);
  const items = [...found, ...vanished]
    .filter((group) => group.exists || chosen.includes(group.id))
    .map((group) => ({
      ...group,
      use: exclude.includes(group.id) ? 'exclude' : include.includes(group.id) ? 'include' : null,
      target: settings.targetGroup === group.id,
      labelId: ties.get(group.id) ?? null,
    }));
  return {
    items: items as (GroupFound & {
      use: 'include' | 'exclude' | null;
      target: boolean;
      /** The label that is tied to it. */
      labelId: string | null;
    })[],
  };
}

/** A word that no card carries any more: its id is its name. */
const aVanished = (id: string): GroupFound => ({
  id,
  name: id,
  type: 'category',
  system: false,
  cards: 0,
  exists: false,
});

function groupsOf(db: Db, id: string): Promise<GroupFound[]> {
  return rows<GroupFound>(
    db,
    sql`with live as (select uid, contact from card where account_id = ${id} and state = 'live'),
      kept as (
        select card_group.*, gone_at is null and coalesce(book.problem ->> 'kind', '') <> 'not-found' as exists
        from card_group join book on book.id = card_group.book_id
        where card_group.account_id = ${id}),
      named as (
        select name as id, count(*)::int as cards
        from live, jsonb_array_elements_text(contact -> 'groups') as name group by name
      ),
      listed as (
        select kept.remote_id as id, count(distinct live.uid)::int as cards
        from kept cross join unnest(kept.members) as member(uid) join live on live.uid = member.uid group by 1
      )
      select coalesce(kept.remote_id, named.id) as id, coalesce(kept.name, named.id) as name,
        case
          when kept.members is not null then 'list'
          when exists (select 1 from book where account_id = ${id} and remote_id = kept.remote_id) then 'folder'
          when kept.remote_id is not null then 'label'
          else 'category'
        end as type,
        coalesce(kept.system, false) as system, coalesce(kept.exists, true) as exists,
        case when coalesce(kept.exists, true) then coalesce(listed.cards, named.cards, 0) else 0 end as cards
      from kept full join named on named.id = kept.remote_id left join listed on listed.id = kept.remote_id
      order by lower(coalesce(kept.name, named.id)), 1`,
  );
}
