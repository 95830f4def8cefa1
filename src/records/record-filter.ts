// Which records a list or a bulk action is about.
import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { note, type RecordKind, record } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import type { Condition } from '../fields/filters.ts';
import { conditionsWhere } from './lists/conditions.ts';
import { holds, searchConditions, wordsLookedFor } from './search-words.ts';

export interface RecordFilter {
  kind?: RecordKind | undefined;
  q?: string | undefined;
  /** A user's id, or `me`. */
  owner?: string | undefined;
  /** The actor's own flag. */
  flagged?: boolean | undefined;
  companyId?: string | undefined;
  /** True: only the trash; otherwise only what is not in it. */
  deleted?: boolean | undefined;
  /** One of the actor's accounts: only records that no card there stands for yet, linked or decided about. */
  withoutCardIn?: string | undefined;
  /** All of them hold. */
  filter?: Condition[] | undefined;
}

/** Whether nothing is asked of records but which kind they are. */
export const isOfKindAlone = ({
  q,
  owner,
  flagged,
  companyId,
  deleted,
  withoutCardIn,
  filter,
}: RecordFilter) =>
  !(q || owner || companyId || deleted || withoutCardIn || filter?.length) && flagged === undefined;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The condition for `filter`. @throws AppError 'bad-request' for an owner that is neither `me` nor an id, or a condition there is not */
export async function recordsWhere(db: Db, actor: Actor, filter: RecordFilter): Promise<SQL> {
  const { kind, q, owner, flagged, companyId, deleted, withoutCardIn } = filter;
  const ownerId = owner === 'me' ? actor.userId : owner;
  if (ownerId !== undefined && !UUID.test(ownerId))
    throw new AppError('bad-request', 'owner is `me` or the id of a user.', { fields: { owner: 'unknown' } });
  const isFlagged = sql`exists (
    select 1 from flag where flag.record_id = ${record.id} and flag.user_id = ${actor.userId} and flag."on")`;
  return and(
    deleted ? isNotNull(record.deletedAt) : isNull(record.deletedAt),
    kind === undefined ? undefined : eq(record.kind, kind),
    ownerId === undefined ? undefined : eq(record.ownerId, ownerId),
    companyId === undefined ? undefined : eq(record.companyId, companyId),
    flagged === undefined ? undefined : flagged ? isFlagged : sql`not ${isFlagged}`,
    withoutCardIn === undefined ? undefined : sql`not ${hasCardIn(actor, withoutCardIn)}`,
    ...(await searched(db, q)),
    ...(await conditionsWhere(db, actor, kind, filter.filter ?? [])),
  )!;
}

/**
 * Only of a word that notes have is it asked whether they have it: words that stand in records alone are found by one scan of their
 * index, which begins with the rarest.
 */
async function searched(db: Db, q: string | undefined): Promise<SQL[]> {
  const words = wordsLookedFor(q);
  const inNotes = new Map(
    words.map((word) => [
      word,
      sql`select record_id from ${note} where ${holds(note.searchText, word)} and ${isNull(note.deletedAt)}`,
    ]),
  );
  if (words.length === 0) return [];
  const are = words.map((word) => sql`exists (${inNotes.get(word)!})`);
  const [noted] = await rows<{ words: boolean[] }>(db, sql`select array[${sql.join(are, sql`, `)}] as words`);
  const there = words.filter((_, at) => noted!.words[at]);
  // The ids first: an index finds them as it finds what stands in the record itself.
  return searchConditions(record.searchText, q, (word) =>
    there.includes(word) ? sql`${record.id} = any(array(${inNotes.get(word)!}))` : null,
  );
}

/** Of another person's account nothing is told. */
const hasCardIn = ({ userId }: Actor, accountId: string): SQL =>
  sql`exists (
    select 1
    from account
    where account.id = ${accountId} and account.user_id = ${userId} and (
      exists (
        select 1 from link
        where link.account_id = account.id and link.record_id = ${record.id} and link.state not in ('new', 'closed'))
      or exists (
        select 1 from queue_item q
        where q.account_id = account.id and q.record_id = ${record.id} and q.state = 'ready')))`;
