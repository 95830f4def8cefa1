import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { ownAccount } from './own-account.ts';

/** Groups of the actor's account: those the book lists with their members, and those that cards name themselves. */
export async function listGroups(db: Db, actor: Actor, id: string) {
  await ownAccount(db, actor, id);
  const items = await rows<{ id: string; name: string; cards: number }>(
    db,
    sql`with live as (select uid, contact from card where account_id = ${id} and state = 'live'),
      named as (
        select name as id, count(*)::int as cards
        from live, jsonb_array_elements_text(contact -> 'groups') as name group by name
      ),
      listed as (
        select card_group.remote_id as id, count(live.uid)::int as cards
        from card_group left join live on live.uid = any(card_group.members)
        where card_group.account_id = ${id} and card_group.members is not null group by card_group.remote_id
      )
      select coalesce(card_group.remote_id, named.id) as id, coalesce(card_group.name, named.id) as name,
        coalesce(listed.cards, named.cards, 0) as cards
      from (select * from card_group where account_id = ${id}) as card_group
      full join named on named.id = card_group.remote_id
      left join listed on listed.id = card_group.remote_id
      order by lower(coalesce(card_group.name, named.id)), 1`,
  );
  return { items };
}
