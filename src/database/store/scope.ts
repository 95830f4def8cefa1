// Which cards an account syncs, by the groups it takes and leaves out. Leaving the scope stops the sync of a card and
// deletes nothing; coming back goes on from where both sides were.
import { type SQL, sql } from 'drizzle-orm';
import type { AccountSettings } from '../../sync/model.ts';
import type { Db } from '../database.ts';
import { json, rows, texts, uuids } from '../query.ts';
import { touch } from '../tables/links.ts';

/**
 * Sets `in_scope` of `cardIds`, of every card of the account when null; links of those that moved become due, and what
 * left the scope waits in the queue no more. Returns the cards that came into it.
 */
export async function rescope(tx: Db, accountId: string, cardIds: string[] | null): Promise<string[]> {
  const [account] = await rows<{ settings: AccountSettings }>(
    tx,
    sql`select settings from account where id = ${accountId}`,
  );
  const { scope } = account!.settings;
  const isOpen = scope.mode === 'all' && scope.exclude.length === 0;
  if (isOpen && cardIds !== null) return [];
  const only = cardIds === null ? sql`` : sql`and c.id = any(${uuids(cardIds)})`;
  const moved = await rows<{ id: string; inScope: boolean }>(
    tx,
    sql`update card set in_scope = t.yes
      from (select c.id, ${within(accountId, scope)} as yes from card c where c.account_id = ${accountId} ${only}) as t
      where card.id = t.id and card.in_scope <> t.yes returning card.id, card.in_scope as "inScope"`,
  );
  if (moved.length === 0) return [];
  await touch(
    tx,
    sql`state <> 'closed'
      and card_id = any(${uuids(moved.map(({ id }) => id))})`,
  );
  const left = moved.filter(({ inScope }) => !inScope).map(({ id }) => id);
  await tx.execute(sql`delete from queue_item where state in ('pending', 'ready', 'failed')
    and card_id = any(${uuids(left)})`);
  return moved.filter(({ inScope }) => inScope).map(({ id }) => id);
}

/**
 * A group that was chosen, deleted and made again with the same name is followed by that name, where one other group alone
 * has it. Returns whether one was.
 */
export async function followGroups(tx: Db, accountId: string): Promise<boolean> {
  const found = await rows<{ was: string; is: string; settings: AccountSettings }>(
    tx,
    sql`select former.remote_id as was, min(again.remote_id) as is, account.settings
      from account
      join card_group former on former.account_id = account.id and former.gone_at is not null and not former.system
        and (account.settings -> 'scope' -> 'include' ? former.remote_id
          or account.settings -> 'scope' -> 'exclude' ? former.remote_id
          or account.settings ->> 'targetGroup' = former.remote_id)
      join card_group again on again.account_id = account.id and again.name = former.name and again.gone_at is null
      where account.id = ${accountId}
      group by former.remote_id, account.settings
      having count(*) = 1`,
  );
  const [first] = found;
  if (!first) return false;
  const renewed = new Map(found.map(({ was, is }) => [was, is]));
  const now = (group: string): string => renewed.get(group) ?? group;
  const { scope, targetGroup } = first.settings;
  const settings: AccountSettings = {
    ...first.settings,
    scope: { ...scope, include: scope.include.map(now), exclude: scope.exclude.map(now) },
    targetGroup: targetGroup && now(targetGroup),
  };
  await tx.execute(sql`update account set settings = ${json(settings)} where id = ${accountId}`);
  return true;
}

/** Whether card `c` of the account is in `scope`. */
export function within(accountId: string, { mode, include, exclude }: AccountSettings['scope']): SQL {
  const chosen = mode === 'all' ? sql`true` : inOneOf(accountId, include);
  const left = exclude.length === 0 ? sql`true` : sql`not ${inOneOf(accountId, exclude)}`;
  return sql`(${chosen} and ${left})`;
}

/** Whether card `c` is in one of `groups`: it names the group, or the group lists it. */
function inOneOf(accountId: string, groups: string[]): SQL {
  const ids = texts(groups);
  return sql`(c.contact -> 'groups' ?| ${ids} or exists (select 1 from card_group g
    where g.account_id = ${accountId} and g.gone_at is null and g.remote_id = any(${ids}) and c.uid = any(g.members)))`;
}
