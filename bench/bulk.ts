// What it costs to change many thousands of records as one thing, in parts as a browser asks for them, and to take that back.

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
  /** Of the parts of both, the one that took longest: so long are records held, and so long one sees nothing move. */
  longestPartMs: number;
}

/** As web/pages/lists/bulk-parts.ts has it. */
const PART = 2_000;

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
    let [changed, id] = [0, undefined as string | undefined];
    const parts = await timed(async () => {
      const part = await editRecords(db, actor, { ids, set, limit: PART, under: id });
      changed += part.changed;
      id = part.id ?? id;
      return part.left > 0;
    });
    let after: { next: string | null; id: string | null } | undefined;
    const undone = await timed(async () => {
      after = await undoEdit(db, actor, id!, {
        ...{ limit: PART, after: after?.next ?? undefined, under: after?.id ?? undefined },
      });
      return after.next !== null;
    });
    costs.push({
      ...{ records: changed, change, ms: sum(parts), undoMs: sum(undone) },
      longestPartMs: Math.round(Math.max(...parts, ...undone)),
    });
  }
  return costs;
}

/** How long each part took; `part` says whether there is another one. */
async function timed(part: () => Promise<boolean>): Promise<number[]> {
  const times: number[] = [];
  for (let more = true; more; ) {
    const begun = performance.now();
    more = await part();
    times.push(performance.now() - begun);
  }
  return times;
}

const sum = (times: number[]): number => Math.round(times.reduce((all, one) => all + one, 0));
