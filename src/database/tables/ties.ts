// Labels that are tied to groups of accounts, as the store reads them: an account's mapping has them, each under the field of
// its label. What a tie says counts as long as there are both, the label and the group.
import { type SQL, sql } from 'drizzle-orm';
import { fieldOfLabel, LABELLED } from '../../fields/labels.ts';
import type { Group, RemoteId } from '../../providers/provider.ts';
import type { GroupsOfCard } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { rows, texts } from '../query.ts';
import { touch } from './links.ts';

const PREFIX = fieldOfLabel('');

/** Whether an account has any; `account` is an alias of its table. */
const hasTies = (account: SQL): SQL => sql`${account}.mapping @? '$.*.*.slot.group'`;

/** A change of the history as plans name it: a label put on or taken off is one of its field. */
export const fieldOfChange = sql`case when change.field = 'label'
  then ${PREFIX}::text || coalesce(change.after, change.before) else change.field end`;
export const valueOfChange = sql`case when change.field = 'label' and change.after is not null
  then ${LABELLED}::text else change.after end`;

/** The labels of a record as values of their fields. */
export const labelsAsValues = (recordId: SQL): SQL => sql`(
  select coalesce(jsonb_object_agg(${PREFIX}::text || label.id, ${LABELLED}::text), '{}')
  from record_label join label on label.id = record_label.label_id and label.deleted_at is null
  where record_label.record_id = ${recordId})`;

/** The values of a record with those of its labels, where its account ties any. */
export const valuesWithLabels = ({ account, record }: { account: SQL; record: SQL }): SQL => sql`
  case when ${hasTies(account)} then ${record}.values || ${labelsAsValues(sql`${record}.id`)} else ${record}.values end`;

/** @see CardRow.listedBy */
export const listedBy = ({ account, card }: { account: SQL; card: SQL }): SQL => sql`
  case when ${hasTies(account)} then array(
    select listing.remote_id from card_group listing
    where listing.account_id = ${account}.id and listing.gone_at is null and ${card}.uid = any(listing.members)
    order by 1) else '{}' end`;

/** @see LinkView.ties */
export const tiesInForce = (account: SQL): SQL => sql`
  case when ${hasTies(account)} then array(
    select tied.key
    from jsonb_each(${account}.mapping -> 'contact') as tied
    join label on tied.key = ${PREFIX}::text || label.id and label.deleted_at is null
    where not exists (
      select 1 from card_group gone
      where gone.account_id = ${account}.id and gone.remote_id = tied.value -> 'slot' ->> 'group' and gone.gone_at is not null)
    order by 1) else '{}' end`;

/** Narrows links to those of accounts that tie one of these labels; `account` is an expression of an account's id. */
export const tiesOneOf = (account: SQL, labelIds: string[]): SQL => sql`exists (
  select 1 from account tying
  where tying.id = ${account} and tying.mapping -> 'contact' ?| ${texts(labelIds.map(fieldOfLabel))})`;

/** Before groups are saved as they were just listed: cards that came into a tied one, or left it, make their links due. */
export async function touchRegrouped(tx: Db, accountId: string, groups: Group[]): Promise<void> {
  const ties = await rows<{ group: string }>(
    tx,
    sql`select tied.value -> 'slot' ->> 'group' as "group"
      from account, jsonb_each(account.mapping -> 'contact') as tied
      where account.id = ${accountId} and tied.value -> 'slot' ->> 'property' = 'groups'`,
  );
  const tied = new Set(ties.map(({ group }) => group));
  const shown = groups.filter(({ id }) => tied.has(id));
  if (shown.length === 0) return;
  const before = await rows<{ id: RemoteId; members: string[] | null }>(
    tx,
    sql`select remote_id as id, members from card_group
      where account_id = ${accountId} and gone_at is null and remote_id = any(${texts(shown.map(({ id }) => id))})`,
  );
  const former = new Map<string, Set<string>>(before.map(({ id, members }) => [id, new Set(members ?? [])]));
  const isAnyBack = shown.some(({ id }) => !former.has(id));
  const moved = shown.flatMap(({ id, members }) => [
    ...new Set(members ?? []).symmetricDifference(former.get(id) ?? new Set<string>()),
  ]);
  if (!isAnyBack && moved.length === 0) return;
  await touch(
    tx,
    sql`account_id = ${accountId} and state <> 'closed' and card_id in (
      select id from card where account_id = ${accountId} and (${isAnyBack} or uid = any(${texts(moved)})))`,
  );
}

/** Groups that list their members, as answers say that they are now. */
export async function regroup(tx: Db, accountId: string, changed: GroupsOfCard[]): Promise<void> {
  const each = changed.flatMap(({ uid, groups }) =>
    uid === null ? [] : groups.map((change) => ({ ...change, uid })),
  );
  for (const [group, changes] of Map.groupBy(each, (change) => change.group)) {
    const uids = (isIn: boolean) => texts(changes.filter((one) => one.isIn === isIn).map(({ uid }) => uid));
    await tx.execute(
      sql`update card_group
        set members = array(
          select uid from unnest(members) as uid where uid <> all(${uids(false)})
          union
          select uid from unnest(${uids(true)}) as uid)
        where account_id = ${accountId} and remote_id = ${group} and members is not null`,
    );
  }
}
