import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { type RecordKind, record } from '../database/schema.ts';
import { formerLink } from '../database/store/former-links.ts';
import { moveLinks } from '../database/tables/links.ts';
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

/** A record whose flag would change, and the accounts in which that makes, deletes or keeps a card. */
interface Effect {
  recordId: string;
  recordName: string;
  kind: RecordKind;
  accounts: string[];
}

/** So many records are named before somebody decides; the counts are of all of them. */
const NAMED = 500;

/**
 * Sync mobile of many records, for the actor alone. Answers how many flags change, and how many cards that makes or
 * deletes in the actor's accounts; a preview names them. @throws AppError 'bad-request'
 */
export async function flagRecords(
  db: Db,
  actor: Actor,
  input: FlagRecords,
): Promise<{ changed: number; cards: number; records: Effect[] }> {
  const { ids, filter, flagged, keepCard = false, preview = false, approved = false } = input;
  if ((ids === undefined) === (filter === undefined))
    throw new AppError('bad-request', 'Give either ids or filter.', {
      fields: { ids: 'Either this or filter.', filter: 'Either this or ids.' },
    });
  return db.transaction(async (tx) => {
    const recordIds = ids ?? (await idsOf(tx, actor, filter!));
    const counted = await countEffects(tx, actor, recordIds, flagged, keepCard);
    if (preview) return { ...counted, records: await effectsOn(tx, actor, recordIds, flagged) };
    const whose = { userId: actor.userId, recordIds, source: 'user' as const };
    const changed = await writeFlags(
      tx,
      flagged ? { ...whose, on: true } : { ...whose, on: false, keepCard },
    );
    if (approved) await approveLinks(tx, actor, changed, flagged);
    await announce(tx, changed);
    if (changed.length > 0) await noteAudit(tx, actor.userId, 'records.flagged');
    return { ...counted, changed: changed.length, records: [] };
  });
}

async function countEffects(db: Db, actor: Actor, recordIds: string[], flagged: boolean, keepCard: boolean) {
  const given = sql`any(${sql.param(recordIds)}::uuid[])`;
  const [counted] = await rows<{ changed: number; linked: number; missing: number }>(
    db,
    sql`select
      (select count(*)::int from record left join flag on flag.record_id = record.id and flag.user_id = ${actor.userId}
        where record.id = ${given} and record.deleted_at is null and coalesce(flag."on", false) <> ${flagged}) as changed,
      (select count(*)::int from link join account on account.id = link.account_id
        where link.record_id = ${given} and account.user_id = ${actor.userId} and link.state in ('creating', 'active')
          and account.settings ->> 'direction' <> 'in') as linked,
      (select count(*)::int from record join account on account.user_id = ${actor.userId} and account.state <> 'disconnected'
          and account.settings ->> 'direction' <> 'in'
        left join flag on flag.record_id = record.id and flag.user_id = ${actor.userId}
        where record.id = ${given} and record.deleted_at is null and not coalesce(flag."on", false) and not ${onCard}) as missing`,
  );
  const { changed, linked, missing } = counted!;
  return { changed, cards: flagged ? missing : keepCard ? 0 : linked };
}

/** The record has its card in the account, or had one that a new link takes up or asks about. */
const onCard = sql`(exists (select 1 from link where link.account_id = account.id and link.record_id = record.id
    and link.state in ('creating', 'active'))
  or ${formerLink({ accountId: sql`account.id`, recordId: sql`record.id` })} is not null)`;

/** In the order of the list: turned on, a card is made in each account that takes records; turned off, those there go or stay. */
async function effectsOn(db: Db, actor: Actor, recordIds: string[], flagged: boolean): Promise<Effect[]> {
  const linked = sql`exists (select 1 from link where link.account_id = account.id and link.record_id = record.id
    and link.state in ('creating', 'active'))`;
  return rows<Effect>(
    db,
    sql`select record.id as "recordId", record.display_name as "recordName", record.kind,
        array(select account.name from account where account.user_id = ${actor.userId} and account.state <> 'disconnected'
          and account.settings ->> 'direction' <> 'in' and ${flagged ? sql`not ${onCard}` : linked} order by account.name, account.id) as accounts
      from record left join flag on flag.record_id = record.id and flag.user_id = ${actor.userId}
      where record.id = any(${sql.param(recordIds)}::uuid[]) and record.deleted_at is null and coalesce(flag."on", false) <> ${flagged}
      order by record.sort_name, record.id limit ${NAMED}`,
  );
}

/** What a person confirmed with its number is not held by the guard: that cards are made, or that they go. */
async function approveLinks(db: Db, actor: Actor, recordIds: string[], on: boolean): Promise<void> {
  const theirs = sql`record_id = any(${sql.param(recordIds)}::uuid[]) and state <> 'closed'
    and account_id in (select id from account where user_id = ${actor.userId})`;
  await moveLinks(db, theirs, { type: 'approved', of: on ? 'card-creations' : 'card-deletions' });
}

/** Everything a filter finds. */
export async function idsOf(db: Db, actor: Actor, filter: RecordFilter): Promise<string[]> {
  const where = await recordsWhere(db, actor, filter);
  const found = await db.select({ id: record.id }).from(record).where(where);
  return found.map(({ id }) => id);
}
