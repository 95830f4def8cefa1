import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows, texts } from '../../database/query.ts';
import type { Condition } from '../../fields/filters.ts';

const labelsIn = ({ field, value }: Condition): string[] =>
  field === 'label' && Array.isArray(value) ? value : [];

/** Conditions as they are kept name a label that was merged by its own id: what it was merged into stands there instead. */
export async function followMerges<C extends { filter: Condition[] }>(db: Db, lists: C[]): Promise<C[]> {
  const named = lists.flatMap(({ filter }) => filter.flatMap(labelsIn));
  if (named.length === 0) return lists;
  const found = await rows<{ id: string; into: string }>(
    db,
    sql`
    with recursive gone (id, into_id) as (
      select id, merged_into from label where id::text = any(${texts(named)}) and merged_into is not null
      union select gone.id, next.merged_into
      from gone join label next on next.id = gone.into_id
      where next.merged_into is not null)
    select gone.id, gone.into_id as into
    from gone join label on label.id = gone.into_id
    where label.merged_into is null`,
  );
  if (found.length === 0) return lists;
  const into = new Map(found.map(({ id, into: other }) => [id, other]));
  return lists.map((list) => ({
    ...list,
    filter: list.filter.map((condition) =>
      labelsIn(condition).some((id) => into.has(id))
        ? { ...condition, value: [...new Set(labelsIn(condition).map((id) => into.get(id) ?? id))] }
        : condition,
    ),
  }));
}
