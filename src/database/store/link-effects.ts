// What a step writes beside the link's own row: a conflict is told or over, a card lies in the queue again.
import { sql } from 'drizzle-orm';
import type { LinkRow } from '../../sync/link/link.ts';
import type { ConflictRow, Values } from '../../sync/model.ts';
import type { Step } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { emit } from '../notify.ts';
import { json, rows } from '../query.ts';
import type { Claim } from './claim.ts';

/** A step that applied, with the link before and after it. */
export interface DoneStep {
  step: Step;
  before: LinkRow;
  after: LinkRow;
}

/** One that is as it was is not written down again. */
export async function saveConflict(
  tx: Db,
  { accountId, userId }: Claim,
  { linkId, recordId }: Step,
  { field, crm, book, base, resolution }: ConflictRow,
): Promise<void> {
  const known = await rows(
    tx,
    sql`update conflict set crm_value = ${crm}, book_value = ${book}
      where link_id = ${linkId} and field = ${field} and resolution is not distinct from ${resolution}::text
        and (resolution is null
          or (crm_value is not distinct from ${crm}::text and book_value is not distinct from ${book}::text))
      returning id`,
  );
  if (known.length > 0) return;
  await tx.execute(
    sql`insert into conflict (id, link_id, account_id, record_id, field,
        crm_value, book_value, base_value, resolution, resolved_at)
      values (${newId()}, ${linkId}, ${accountId}, ${recordId}, ${field},
        ${crm}, ${book}, ${base}, ${resolution}, ${resolution ? sql`now()` : null})`,
  );
  await emit(tx, { type: 'conflict.opened', recordId: recordId!, field }, { userId });
}

/** Fields contested no more, with the value that stands. */
export async function settleConflicts(tx: Db, linkId: string, stands: Values): Promise<void> {
  const input = json(Object.entries(stands).map(([field, value]) => ({ field, value })));
  await tx.execute(
    sql`update conflict set resolved_at = now(),
        resolution = case
          when crm_value is not distinct from t.value then 'crm'
          when book_value is not distinct from t.value then 'book'
          else 'value' end
      from jsonb_to_recordset(${input}) as t(field text, value text)
      where conflict.link_id = ${linkId} and conflict.field = t.field and conflict.resolution is null`,
  );
}

/** What is not synced any more and still there: seen, and left alone; 'ask' lets a person say what it is. */
export async function requeue(
  tx: Db,
  accountId: string,
  cardIds: string[],
  queue: 'offer' | 'ask',
): Promise<void> {
  if (cardIds.length === 0) return;
  const input = json(cardIds.map((cardId) => ({ id: newId(), cardId })));
  if (queue === 'ask') {
    await tx.execute(
      sql`insert into queue_item (id, account_id, card_id, suggested_kind, reason, state)
        select t.id, ${accountId}, card.id, card.suggested_kind, card.suggested_reason, 'pending'
        from jsonb_to_recordset(${input}) as t(id uuid, "cardId" uuid)
        join card on card.id = t."cardId"
        on conflict (card_id) do nothing`,
    );
    return;
  }
  await tx.execute(
    sql`insert into queue_item (id, account_id, card_id, suggested_kind, reason, state, unlinked_before)
      select id, ${accountId}, "cardId", 'contact', 'unlinked', 'ignored', true
      from jsonb_to_recordset(${input}) as t(id uuid, "cardId" uuid)
      on conflict (card_id) do update set state = 'ignored', unlinked_before = true, run_id = null
        where queue_item.state = 'imported'`,
  );
}

export async function countQueue(db: Db, accountId: string): Promise<number> {
  const [row] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from queue_item where account_id = ${accountId} and state in ('pending', 'ready')`,
  );
  return row!.n;
}
