import { and, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { atId, pageOf, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { account, change, label, record, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { iso } from '../record-columns.ts';

/** History of a record, newest first. Of another person's account only the provider shows. @throws AppError 'not-found' */
export async function listChanges(
  db: Db,
  actor: Actor,
  query: { id: string; limit: number; cursor?: string | undefined },
) {
  if ((await db.$count(record, eq(record.id, query.id))) === 0) throw new AppError('not-found');
  const position = readCursor(query.cursor);
  const mine = eq(change.recordId, query.id);
  const found = await changesWhere(
    db,
    actor,
    position ? and(mine, lt(change.id, position.id))! : mine,
    query.limit + 1,
  );
  const { page, next } = pageOf(found, query.limit, atId);
  return { items: page, next, total: await db.$count(change, mine) };
}

/** Those that `where` finds, the newest first: ids are in order of time, and several changes of one write share the moment. */
export async function changesWhere(db: Db, actor: Actor, where: SQL, limit = 500) {
  const found = await db
    .select({
      id: change.id,
      at: sql<string>`${iso(change.at)}`,
      field: change.field,
      before: change.before,
      after: change.after,
      actor: change.actor,
      userName: user.name,
      accountName: sql<string | null>`case when ${account.userId} = ${actor.userId} then ${account.name} end`,
      provider: account.provider,
    })
    .from(change)
    .leftJoin(user, eq(user.id, change.userId))
    .leftJoin(account, eq(account.id, change.accountId))
    .where(where)
    .orderBy(desc(change.id))
    .limit(limit);
  return named(db, found);
}

/** Fields whose values are the ids of records. */
const RECORDS = ['companyId', 'mergedFrom'];
/** Fields whose values are ids of something with a name. */
const NAMED = [...RECORDS, 'ownerId', 'label'];

/** Owners, companies, labels and merged records are kept by id and shown by name. */
async function named<T extends { field: string; before: string | null; after: string | null }>(
  db: Db,
  items: T[],
): Promise<T[]> {
  const idsIn = (...fields: string[]) =>
    items
      .filter((item) => fields.includes(item.field))
      .flatMap(({ before, after }) => [before, after])
      .filter((id) => id !== null);
  const names = new Map<string, string>();
  const records = idsIn(...RECORDS);
  if (records.length > 0)
    for (const row of await db.select().from(record).where(inArray(record.id, records)))
      names.set(row.id, row.displayName);
  const owners = idsIn('ownerId');
  if (owners.length > 0)
    for (const row of await db.select().from(user).where(inArray(user.id, owners)))
      names.set(row.id, row.name);
  const labels = idsIn('label');
  if (labels.length > 0)
    for (const row of await db.select().from(label).where(inArray(label.id, labels)))
      names.set(row.id, row.name);
  const name = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id));
  return items.map((item) =>
    NAMED.includes(item.field) ? { ...item, before: name(item.before), after: name(item.after) } : item,
  );
}
