// What it costs to change thousands of records as one thing, and to take that back.

import { sql } from 'drizzle-orm';
import type { Actor } from '../src/access/actor.ts';
import type { Db } from '../src/database/database.ts';
import { rows } from '../src/database/query.ts';
import { type EditRecords, editRecords } from '../src/records/bulk/edit-records.ts';
import { undoEdit } from '../src/records/bulk/undo-edit.ts';

export interface BulkCost {
  records: number;
  change: string;
  ms: number;
  undoMs: number;
}

/** Of `count` contacts, one after the other: each is taken back before the next. */
export async function measureBulk(
  db: Db,
  actor: Actor,
  count: number,
  { ownerId, labelId }: { ownerId: string; labelId: string },
): Promise<BulkCost[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from record where owner_id = ${actor.userId} limit ${count}`,
  );
  const ids = found.map(({ id }) => id);
  const changes: Record<string, EditRecords['set']> = {
    'a field': { values: { title: 'Head of Sales' } },
    owner: { ownerId },
    'a label': { labels: { add: [labelId] } },
  };
  const costs: BulkCost[] = [];
  for (const [change, set] of Object.entries(changes)) {
    const start = performance.now();
    const { id, changed } = await editRecords(db, actor, { ids, set });
    const ms = Math.round(performance.now() - start);
    const undone = performance.now();
    await undoEdit(db, actor, id!);
    costs.push({ records: changed, change, ms, undoMs: Math.round(performance.now() - undone) });
  }
  return costs;
}
