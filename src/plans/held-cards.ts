// Cards that wait by themselves: refused, unreadable, read-only, or like one in the queue. What waits for approval is in
// its plan; what is out of scope waits for nothing.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { ownAccount } from '../accounts/own-account.ts';
import { atId, pageOf, readCursor } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { isUnreadableCard, rows } from '../database/query.ts';
import type { RecordKind } from '../sync/model.ts';
import { isAskedAbout } from './decide-deletion.ts';

interface HeldCardView {
  /** Null of a card alone. */
  recordId: string | null;
  recordName: string;
  kind: RecordKind;
  code: string;
  detail: string | null;
  retryAt: string | null;
}

/** Of one of the actor's accounts, the newest link first. @throws AppError 'not-found' */
export async function listHeld(
  db: Db,
  actor: Actor,
  query: { id: string; limit: number; cursor?: string | undefined },
) {
  await ownAccount(db, actor, query.id);
  const position = readCursor(query.cursor);
  const isHeld = sql`l.hold ->> 'code' not in ('approval', 'approved', 'out-of-scope')`;
  const from = sql`link l left join record r on r.id = l.record_id left join card c on c.id = l.card_id and c.state <> 'gone'`;
  const where = sql`l.account_id = ${query.id} and l.state <> 'closed' and (${isHeld} or (l.hold is null and c.loss is not null))`;
  const lossCode = sql`case when ${isUnreadableCard(sql`c.loss`)} then 'unreadable-card' else 'read-only-card' end`;
  const items = await rows<HeldCardView & { linkId: string }>(
    db,
    sql`select l.id as "linkId", l.record_id as "recordId", coalesce(r.display_name, c.display_name, '') as "recordName", coalesce(r.kind, 'contact') as kind, coalesce(l.hold ->> 'code', ${lossCode}) as code,
        case when l.hold is null then c.loss else nullif(l.hold ->> 'detail', '') end as detail,
        (to_json(l.retry_at at time zone 'utc')#>>'{}') || 'Z' as "retryAt"
      from ${from}
      where ${where} ${position ? sql`and l.id < ${position.id}` : sql``}
      order by l.id desc
      limit ${query.limit + 1}`,
  );
  const [counted] = await rows<{ total: number; deletions: number }>(
    db,
    sql`select (select count(*)::int from ${from} where ${where}) as total,
      (select count(*)::int from link where ${isAskedAbout(query.id)}) as deletions`,
  );
  const { page, next } = pageOf(items, query.limit, ({ linkId }) => atId({ id: linkId }));
  return {
    items: page.map(({ linkId: _, ...item }) => item),
    next,
    ...counted!,
  };
}
