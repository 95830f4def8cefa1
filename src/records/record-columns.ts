// A record as the API shows it, seen by one person: their own flag and their own links.
import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '../access/actor.ts';
import { record, user } from '../database/schema.ts';
import { labelsOfRecord } from './labels/label-columns.ts';

/** The associated company; join it with `associated`. One that is a person for the time being is none. */
export const company = alias(record, 'company');
export const associated: SQL = sql`${company.id} = ${record.companyId} and ${company.deletedAt} is null
  and ${company.kind} = 'company' and ${record.kind} <> 'company'`;

/** Columns of a select from `record` joined with `user` and `company`. */
export function recordColumns(actor: Actor) {
  return {
    id: record.id,
    kind: record.kind,
    displayName: record.displayName,
    values: record.values,
    companyId: company.id,
    companyName: company.displayName,
    ownerId: record.ownerId,
    ownerName: user.name,
    labels: labelsOfRecord,
    version: record.version,
    flagged: sql<boolean>`exists (
      select 1 from flag where flag.record_id = ${record.id} and flag.user_id = ${actor.userId} and flag."on")`,
    createdAt: sql<string>`${iso(record.createdAt)}`,
    updatedAt: sql<string>`${iso(record.updatedAt)}`,
  };
}

/** RFC 3339 in UTC with all of PostgreSQL's microseconds, so that it also serves as a position in a list. */
export function iso(column: unknown): SQL {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

export type SyncSummary = 'none' | 'in-step' | 'pending' | 'attention';

/** An aggregate over the links of one record, joined with their accounts. */
export const syncStateOfLinks: SQL = sql`case
  when count(*) = 0 then 'none'
  when bool_or(link.hold ->> 'code' not in ('approved', 'out-of-scope', 'beside') or account.state = 'sign-in-needed') then 'attention'
  when bool_or(link.state <> 'active' or link.touched <> link.settled) then 'pending'
  else 'in-step' end`;

/** The actor's own links of a record at a glance. */
export function syncSummary(actor: Actor): SQL<SyncSummary> {
  return sql<SyncSummary>`(
    select ${syncStateOfLinks}
    from link join account on account.id = link.account_id
    where link.record_id = ${record.id} and account.user_id = ${actor.userId} and link.state <> 'closed')`;
}
