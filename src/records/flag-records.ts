import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { record } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { type RecordFilter, recordsWhere } from './record-filter.ts';
import { writeFlags } from './write-flags.ts';
import { announce } from './write-record.ts';

export interface FlagRecords {
  ids?: string[] | undefined;
  /** Everything this finds; either this or `ids`. */
  filter?: RecordFilter | undefined;
  flagged: boolean;
  keepCard?: boolean | undefined;
  /** Only count. */
  preview?: boolean | undefined;
  /** The actor has seen the counts: the guard does not hold the deletions again. */
  approved?: boolean | undefined;
}

/**
 * Sync mobile of many records, for the actor alone. Answers how many flags change, and how many cards that makes or
 * deletes in the actor's accounts. @throws AppError 'bad-request'
 */
export async function flagRecords(
  db: Db,
  actor: Actor,
  input: FlagRecords,
): Promise<{ changed: number; cards: number }> {
  const { ids, filter, flagged, keepCard = false, preview = false, approved = false } = input;
  if ((ids === undefined) === (filter === undefined))
    throw new AppError('bad-request', 'Give either ids or filter.');
  return db.transaction(async (tx) => {
    const recordIds = ids ?? (await idsOf(tx, actor, filter!));
    const counted = await countEffects(tx, actor, recordIds, flagged, keepCard);
    if (preview) return counted;
    const whose = { userId: actor.userId, recordIds, source: 'user' as const };
    const changed = await writeFlags(
      tx,
      flagged ? { ...whose, on: true } : { ...whose, on: false, keepCard },
    );
    if (approved) await approveLinks(tx, actor, changed);
    await announce(tx, changed);
    if (changed.length > 0) await noteAudit(tx, actor.userId, 'records.flagged');
    return { ...counted, changed: changed.length };
  });
}

async function countEffects(db: Db, actor: Actor, recordIds: string[], flagged: boolean, keepCard: boolean) {
  const given = sql`any(${sql.param(recordIds)}::uuid[])`;
  const [counted] = await rows<{ changed: number; linked: number; accounts: number }>(
    db,
    sql`select
      (select count(*)::int from record left join flag on flag.record_id = record.id and flag.user_id = ${actor.userId}
        where record.id = ${given} and record.deleted_at is null and coalesce(flag."on", false) <> ${flagged}) as changed,
      (select count(*)::int from link join account on account.id = link.account_id
        where link.record_id = ${given} and account.user_id = ${actor.userId} and link.state in ('creating', 'active')
          and account.settings ->> 'direction' <> 'in') as linked,
      (select count(*)::int from account where user_id = ${actor.userId} and state <> 'disconnected'
        and settings ->> 'direction' <> 'in') as accounts`,
  );
  const { changed, linked, accounts } = counted!;
  return { changed, cards: flagged ? changed * accounts : keepCard ? 0 : linked };
}

/** What a person confirmed with its number is not held by the guard. */
async function approveLinks(db: Db, actor: Actor, recordIds: string[]): Promise<void> {
  await db.execute(sql`update link set hold = '{"code": "approved", "detail": ""}'
    where record_id = any(${sql.param(recordIds)}::uuid[]) and state <> 'closed'
      and account_id in (select id from account where user_id = ${actor.userId})`);
}

async function idsOf(db: Db, actor: Actor, filter: RecordFilter): Promise<string[]> {
  const found = await db.select({ id: record.id }).from(record).where(recordsWhere(actor, filter));
  return found.map(({ id }) => id);
}
