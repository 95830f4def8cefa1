import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { atId, pageOf, readCursor } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import type { RecordKind } from '../sync/model.ts';

export interface ConflictView {
  id: string;
  recordId: string;
  recordName: string;
  kind: RecordKind;
  accountId: string;
  accountName: string;
  provider: string;
  field: string;
  crm: { value: string | null; by: string | null; at: string | null };
  book: { value: string | null; at: string };
  base: string | null;
  resolution: 'crm' | 'book' | 'value' | null;
  createdAt: string;
  resolvedAt: string | null;
}

/** Conflicts of the actor's own accounts, newest first: both values, with who and when. */
export async function listConflicts(
  db: Db,
  actor: Actor,
  query: {
    state: 'open' | 'resolved';
    recordId?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
) {
  const where = sql`a.user_id = ${actor.userId} and c.resolution is ${query.state === 'open' ? sql`null` : sql`not null`}
    ${query.recordId ? sql`and c.record_id = ${query.recordId}` : sql``}`;
  const position = readCursor(query.cursor);
  const items = await conflictViews(
    db,
    sql`${where} ${position ? sql`and c.id < ${position.id}` : sql``} order by c.id desc limit ${query.limit + 1}`,
  );
  const [total] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from conflict c join account a on a.id = c.account_id where ${where}`,
  );
  const { page, next } = pageOf(items, query.limit, atId);
  return { items: page, next, total: total!.n };
}

/** Conflicts for a condition on `c` (conflict) and `a` (its account). */
export async function conflictViews(db: Db, where: SQL): Promise<ConflictView[]> {
  return rows<ConflictView>(
    db,
    sql`select c.id, c.record_id as "recordId", r.display_name as "recordName", r.kind, a.id as "accountId", a.name as "accountName",
      a.provider, c.field,
      jsonb_build_object('value', c.crm_value, 'by', last.name, 'at', to_json(last.at at time zone 'utc')#>>'{}' || 'Z') as crm,
      jsonb_build_object('value', c.book_value, 'at', (to_json(c.created_at at time zone 'utc')#>>'{}') || 'Z') as book,
      c.base_value as base, c.resolution,
      (to_json(c.created_at at time zone 'utc')#>>'{}') || 'Z' as "createdAt",
      (to_json(c.resolved_at at time zone 'utc')#>>'{}') || 'Z' as "resolvedAt"
      from conflict c join account a on a.id = c.account_id join record r on r.id = c.record_id
      left join lateral (select u.name, ch.at from change ch left join app_user u on u.id = ch.user_id
        where ch.record_id = c.record_id and ch.field = c.field and ch.at <= c.created_at order by ch.at desc limit 1) last on true
      where ${where}`,
  );
}
