// What a run would do, or did: its actions as data.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { getRun } from '../accounts/get-run.ts';
import { atId, pageOf, readCursor } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { record } from '../database/schema.ts';
import { searchConditions } from '../records/search-words.ts';
import type { RecordKind } from '../sync/model.ts';

interface Diff {
  field: string;
  before: string | null;
  after: string | null;
}

export interface ActionView {
  id: string;
  type: string;
  class: string | null;
  recordId: string | null;
  recordName: string | null;
  kind: RecordKind | null;
  cardName: string | null;
  diff: Diff[];
  pull: Diff[];
  outcome: string;
  undone: boolean;
  at: string;
}

/** A record for which nothing is made, because a card is like it. */
interface HeldMatch {
  recordId: string;
  recordName: string;
  kind: RecordKind;
  cardId: string | null;
  cardName: string;
}

/** So many are named beside a plan; `held-cards.ts` lists them all. */
const MATCHES_NAMED = 20;

/** @throws AppError 'not-found', for a run of another person's account too */
export async function planOfRun(
  db: Db,
  actor: Actor,
  query: {
    id: string;
    class?: string | undefined;
    q?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
) {
  const run = await getRun(db, actor, query.id);
  const position = readCursor(query.cursor);
  const wanted = [sql`ra.run_id = ${query.id}`];
  if (query.class) wanted.push(sql`coalesce(ra.class, ra.type) = ${query.class}`);
  wanted.push(...searchConditions(record.searchText, query.q));
  const where = sql.join(wanted, sql` and `);
  const from = sql`from run_action ra left join record on record.id = ra.record_id left join card c on c.id = ra.card_id`;
  const items = await rows<ActionView>(
    db,
    sql`select ra.id, ra.type, ra.class, ra.record_id as "recordId", record.display_name as "recordName", record.kind,
        c.display_name as "cardName", ra.diff, coalesce(ra.pull, '[]') as pull, ra.outcome, ra.undone_at is not null as undone,
        (to_json(ra.at at time zone 'utc')#>>'{}') || 'Z' as at
      ${from} where ${where} ${position ? sql`and ra.id > ${position.id}` : sql``} order by ra.id limit ${query.limit + 1}`,
  );
  const [sums] = await rows<{ total: number; classes: Record<string, number> | null; untouched: number }>(
    db,
    sql`select (select count(*)::int ${from} where ${where}) as total,
      (select jsonb_object_agg(name, n) from (select coalesce(class, type) as name, count(*)::int as n
        from run_action where run_id = ${query.id} group by 1) s) as classes,
      (select count(*)::int from link where account_id = ${run.accountId} and state <> 'closed'
        and not exists (select 1 from run_action where run_id = ${query.id} and link_id = link.id)) as untouched`,
  );
  const [matches] = await rows<{ items: HeldMatch[]; total: number }>(
    db,
    sql`with held as (select l.id, l.record_id as "recordId", r.display_name as "recordName", r.kind, c.id as "cardId",
        coalesce(c.display_name, l.hold ->> 'detail') as "cardName"
      from link l join record r on r.id = l.record_id left join card c on c.id::text = l.hold ->> 'cardId'
      where l.account_id = ${run.accountId} and l.state = 'new' and l.hold ->> 'code' = 'match-in-queue' and ${run.state} = 'waiting')
    select (select count(*)::int from held) as total, (select coalesce(jsonb_agg(to_jsonb(first) - 'id' order by first.id), '[]')
      from (select * from held order by id limit ${MATCHES_NAMED}) first) as items`,
  );
  const { page, next } = pageOf(items, query.limit, atId);
  return {
    items: page,
    next,
    total: sums!.total,
    reason: run.reason,
    matches: matches!,
    classes: sums!.classes ?? {},
    untouched: sums!.untouched,
  };
}
