// An import of the browser as its owner sees it.
import { and, desc, eq, type InferSelectModel, lt } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { atId, pageOf, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { fileImport } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';

export type OwnImport = InferSelectModel<typeof fileImport>;

/** @throws AppError 'not-found', also of somebody else's */
export async function ownImport(db: Db, actor: Actor, id: string): Promise<OwnImport> {
  const found = await findImport(db, actor, id);
  if (!found) throw new AppError('not-found');
  return found;
}

export async function findImport(db: Db, { userId }: Actor, id: string): Promise<OwnImport | undefined> {
  const [found] = await db
    .select()
    .from(fileImport)
    .where(and(eq(fileImport.id, id), eq(fileImport.userId, userId)));
  return found;
}

export async function getImport(db: Db, actor: Actor, id: string) {
  return importView(await ownImport(db, actor, id));
}

/** The actor's imports, newest first. */
export async function listImports(
  db: Db,
  { userId }: Actor,
  query: { limit: number; cursor?: string | undefined },
) {
  const position = readCursor(query.cursor);
  const mine = eq(fileImport.userId, userId);
  const found = await db
    .select()
    .from(fileImport)
    .where(and(mine, position ? lt(fileImport.id, position.id) : undefined))
    .orderBy(desc(fileImport.id))
    .limit(query.limit + 1);
  const { page, next } = pageOf(found, query.limit, atId);
  return {
    items: page.map(importView),
    next,
    total: await db.$count(fileImport, mine),
  };
}

export function importView(row: OwnImport) {
  const { id, state, fileNames, options, total, done, counts, problem } = row;
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id,
    state,
    fileNames,
    // Of an import from before it could be chosen it is not there.
    options: options && { encoding: null, withoutLabels: [], ...options },
    total,
    done,
    counts,
    problem,
    createdAt: row.createdAt.toISOString(),
    startedAt: time(row.startedAt),
    finishedAt: time(row.finishedAt),
    undoneAt: time(row.undoneAt),
  };
}
