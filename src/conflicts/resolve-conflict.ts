// A person says which value stands. The engine carries it out like any other change: an open conflict gets a base that
// makes one side the one that moved; a settled one is decided again by writing the record.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { lockRecordsAndAccounts } from '../database/locks.ts';
import { rows } from '../database/query.ts';
import { endRuns } from '../database/tables/accounts.ts';
import { moveLinks } from '../database/tables/links.ts';
import { AppError } from '../errors.ts';
import { touchLinks } from '../records/touch-links.ts';
import { updateRecordValues } from '../records/write-record.ts';
import { NOTHING_AGREED, withAgreed } from '../sync/link/link.ts';
import { conflictViews } from './list-conflicts.ts';

export type Choice = 'crm' | 'book' | { value: string };

interface Found {
  linkId: string;
  accountId: string;
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
      sql`select c.link_id as "linkId", c.account_id as "accountId", c.record_id as "recordId", c.field,
          c.crm_value as crm, c.book_value as book, c.resolution is null as open
        from conflict c
        join account a on a.id = c.account_id
        where c.id = ${id} and a.user_id = ${actor.userId} and a.state <> 'disconnected'
        for update of c`,
    );
    if (!found) throw new AppError('not-found');
    const choice = values[found.field];
    if (choice === undefined) {
      const detail = `Say what becomes of ${found.field}.`;
      throw new AppError('bad-request', detail, { fields: { [`values.${found.field}`]: detail } });
    }
    const value = choice === 'crm' ? found.crm : choice === 'book' ? found.book : choice.value.trim() || null;
    await settle(tx, actor, found, value, choice);
    await tx.execute(
      sql`update conflict
        set resolution = ${typeof choice === 'string' ? choice : 'value'}, resolved_by = ${actor.userId}, resolved_at = now()
        where id = ${id}`,
    );
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
    // A run that is writing another field of this card would agree on what held before: it writes nothing more.
    await endRuns(db, [found.accountId]);
    // Whatever was chosen, the card's value is known from here on: what differs from it is the record's word.
    const { field, book } = found;
    await moveLinks(db, [found.linkId], ({ base }) => ({
      type: 'agreed',
      base: withAgreed(base ?? NOTHING_AGREED, { [field]: { local: book, remote: book } }),
    }));
  }
  if (choice !== 'crm' || !found.open) {
    const by = { actor: 'user' as const, userId: actor.userId };
    await updateRecordValues(db, { recordId: found.recordId, values: { [found.field]: value }, by });
  }
  await touchLinks(db, { recordIds: [found.recordId] });
}
