// A person says which value stands. The engine carries it out like any other change: an open conflict gets a base that
// makes one side the one that moved; a settled one is decided again by writing the record.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { lockRecordsAndAccounts } from '../database/locks.ts';
import { json, rows } from '../database/query.ts';
import { AppError } from '../errors.ts';
import { touchLinks } from '../records/touch-links.ts';
import { updateRecordValues } from '../records/write-record.ts';
import { conflictViews } from './list-conflicts.ts';

export type Choice = 'crm' | 'book' | { value: string };

interface Found {
  linkId: string;
  recordId: string;
  field: string;
  crm: string | null;
  book: string | null;
  open: boolean;
}

/** @throws AppError 'not-allowed', 'not-found', 'bad-request' when the conflict's field is not among `values` */
export async function resolveConflict(
  db: Db,
  actor: Actor,
  { id, values }: { id: string; values: Record<string, Choice> },
) {
  await demandDoor(db, actor, 'resolveConflict');
  await db.transaction(async (tx) => {
    const records = await rows<{ id: string }>(
      tx,
      sql`select record_id as id from conflict where id = ${id}`,
    );
    await lockRecordsAndAccounts(
      tx,
      records.map((one) => one.id),
    );
    const [found] = await rows<Found>(
      tx,
      sql`select c.link_id as "linkId", c.record_id as "recordId", c.field, c.crm_value as crm, c.book_value as book, c.resolution is null as open
        from conflict c join account a on a.id = c.account_id
        where c.id = ${id} and a.user_id = ${actor.userId} and a.state <> 'disconnected' for update of c`,
    );
    if (!found) throw new AppError('not-found');
    const choice = values[found.field];
    if (choice === undefined) {
      const detail = `Say what becomes of ${found.field}.`;
      throw new AppError('bad-request', detail, { fields: { [`values.${found.field}`]: detail } });
    }
    const value = choice === 'crm' ? found.crm : choice === 'book' ? found.book : choice.value.trim() || null;
    await settle(tx, actor, found, value, choice);
    await tx.execute(sql`update conflict set resolution = ${typeof choice === 'string' ? choice : 'value'}, resolved_by = ${actor.userId},
      resolved_at = now() where id = ${id}`);
  });
  const [view] = await conflictViews(db, sql`c.id = ${id}`);
  return view!;
}

async function settle(
  db: Db,
  actor: Actor,
  found: Found,
  value: string | null,
  choice: Choice,
): Promise<void> {
  if (found.open) {
    // Whatever was chosen, the card's value is known from here on: what differs from it is the record's word.
    await db.execute(sql`update link set base = jsonb_set(coalesce(base, '{"fields":{},"bound":{},"others":[]}'),
      array['fields', ${found.field}::text], ${json({ local: found.book, remote: found.book })}), touched = touched + 1
      where id = ${found.linkId} and state <> 'closed'`);
  }
  if (choice !== 'crm' || !found.open) {
    const by = { actor: 'user' as const, userId: actor.userId };
    await updateRecordValues(db, { recordId: found.recordId, values: { [found.field]: value }, by });
  }
  await touchLinks(db, { recordIds: [found.recordId] });
}
