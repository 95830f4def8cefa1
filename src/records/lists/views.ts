// Lists as people keep them: own and shared ones, and how a person's plain list of a kind looks. A colleague's shared view can
// be used, not changed.
import { and, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { listView, type RecordKind, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Condition } from '../../fields/filters.ts';
import type { ListColumn } from '../../fields/shown.ts';
import { followMerges } from '../labels/follow-merges.ts';

export interface ViewContent {
  name: string;
  shared: boolean;
  filter: Condition[];
  sort: string;
  columns: ListColumn[];
}

const columns = (actor: Actor) => ({
  id: listView.id,
  kind: listView.kind,
  name: listView.name,
  shared: listView.shared,
  filter: listView.filter,
  sort: listView.sort,
  columns: listView.columns,
  isOwn: sql<boolean>`${listView.userId} = ${actor.userId}`,
  ownerName: user.name,
});

const visible = (actor: Actor) =>
  or(eq(listView.userId, actor.userId), and(listView.shared, isNotNull(listView.name)));

/** The actor's own views and those that colleagues share, by name; the one without a name is how the plain list looks. */
export async function listViews(db: Db, actor: Actor) {
  const items = await db
    .select(columns(actor))
    .from(listView)
    .innerJoin(user, eq(user.id, listView.userId))
    .where(visible(actor))
    .orderBy(listView.name, listView.id);
  return { items: await followMerges(db, items) };
}

/** A view the actor may use. @throws AppError 'not-found' */
export async function getView(db: Db, actor: Actor, id: string) {
  const [found] = await db
    .select(columns(actor))
    .from(listView)
    .innerJoin(user, eq(user.id, listView.userId))
    .where(and(eq(listView.id, id), visible(actor)));
  if (!found) throw new AppError('not-found');
  return (await followMerges(db, [found]))[0]!;
}

export async function createView(
  db: Db,
  actor: Actor,
  { kind, ...content }: ViewContent & { kind: RecordKind },
) {
  const id = newId();
  await db.insert(listView).values({ id, userId: actor.userId, kind, ...content });
  return getView(db, actor, id);
}

const own = (actor: Actor, id: string) =>
  and(eq(listView.id, id), eq(listView.userId, actor.userId), isNotNull(listView.name));

/** @throws AppError 'not-found', 'not-allowed' for a view of somebody else */
export async function updateView(
  db: Db,
  actor: Actor,
  { id, ...content }: { [K in keyof ViewContent]?: ViewContent[K] | undefined } & { id: string },
) {
  await demandOwn(db, actor, id);
  if (Object.values(content).some((part) => part !== undefined))
    await db.update(listView).set(content).where(own(actor, id));
  return getView(db, actor, id);
}

/** @throws AppError 'not-found', 'not-allowed' for a view of somebody else */
export async function deleteView(db: Db, actor: Actor, id: string): Promise<void> {
  await demandOwn(db, actor, id);
  await db.delete(listView).where(own(actor, id));
}

async function demandOwn(db: Db, actor: Actor, id: string): Promise<void> {
  const { isOwn, name } = await getView(db, actor, id);
  if (!isOwn)
    throw new AppError('not-allowed', 'Only who made a view changes it; save it as one of your own.');
  if (name === null) throw new AppError('not-found');
}

/** How the actor's own plain list of a kind looks. */
export async function arrangeList(
  db: Db,
  actor: Actor,
  { kind, columns: shown }: { kind: RecordKind; columns: ListColumn[] },
): Promise<void> {
  await db
    .insert(listView)
    .values({ id: newId(), userId: actor.userId, kind, columns: shown })
    .onConflictDoUpdate({
      target: [listView.userId, listView.kind],
      targetWhere: isNull(listView.name),
      set: { columns: shown },
    });
}
