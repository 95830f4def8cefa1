// What happens to a link beside its base: it ends, its card goes to the trash or back to the queue, a conflict is told.
import { sql } from 'drizzle-orm';
import type { CloseReason, TrashReason } from '../../sync/codes.ts';
import type { LinkView } from '../../sync/link/view.ts';
import type { Values } from '../../sync/model.ts';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { emit } from '../notify.ts';
import { json, rows } from '../query.ts';
import type { Claim } from './sync-store.ts';

export async function closeLink(
  tx: Db,
  view: LinkView,
  reason: CloseReason,
  touched?: number,
): Promise<boolean> {
  const closed = await rows(
    tx,
    sql`update link set state = 'closed', closed_reason = ${reason}, intent = null, hold = null, retry_at = null,
      settled = touched where id = ${view.link.id} ${touched === undefined ? sql`` : sql`and touched = ${touched}`} returning id`,
  );
  return closed.length > 0;
}

export async function toTrash(tx: Db, claim: Claim, view: LinkView, reason: TrashReason): Promise<void> {
  if (!view.card) return;
  await tx.execute(sql`insert into trash (id, account_id, link_id, record_id, raw, contact, loss, listed_by, reason, run_id)
    select ${newId()}, account_id, ${view.link.id}, ${view.record.id}, raw, contact, loss,
      array(select remote_id from card_group g where g.account_id = card.account_id and g.gone_at is null and card.uid = any(g.members)),
      ${reason}, ${claim.runId} from card where id = ${view.card.id}
      and not exists (select 1 from trash where link_id = ${view.link.id} and trash.raw = card.raw)`);
}

export async function saveConflict(
  tx: Db,
  claim: Claim,
  view: LinkView,
  conflict: {
    field: string;
    crm: string | null;
    book: string | null;
    base: string | null;
    resolution: string | null;
  },
): Promise<void> {
  const known = await rows(
    tx,
    sql`update conflict set crm_value = ${conflict.crm}, book_value = ${conflict.book}
      where link_id = ${view.link.id} and field = ${conflict.field} and resolution is not distinct from ${conflict.resolution}::text
        and (resolution is null or (crm_value is not distinct from ${conflict.crm}::text and book_value is not distinct from ${conflict.book}::text))
      returning id`,
  );
  if (known.length > 0) return;
  await tx.execute(sql`insert into conflict (id, link_id, account_id, record_id, field, crm_value, book_value, base_value, resolution, resolved_at)
    values (${newId()}, ${view.link.id}, ${claim.accountId}, ${view.record.id}, ${conflict.field}, ${conflict.crm}, ${conflict.book},
      ${conflict.base}, ${conflict.resolution}, ${conflict.resolution ? sql`now()` : null})`);
  await emit(
    tx,
    { type: 'conflict.opened', recordId: view.record.id, field: conflict.field },
    { userId: claim.userId },
  );
}

/** @see SyncStore.uncontest */
export async function uncontest(tx: Db, claim: Claim, view: LinkView, stands: Values): Promise<void> {
  const input = json(Object.entries(stands).map(([field, value]) => ({ field, value })));
  await tx.execute(sql`update conflict set resolved_at = now(), resolution = case when crm_value is not distinct from t.value then 'crm'
      when book_value is not distinct from t.value then 'book' else 'value' end
    from jsonb_to_recordset(${input}) as t(field text, value text)
    where conflict.link_id = ${view.link.id} and conflict.field = t.field and conflict.resolution is null`);
  await emit(tx, { type: 'record.changed', recordId: view.record.id }, { userId: claim.userId });
}

export async function requeue(tx: Db, accountId: string, cardId: string): Promise<void> {
  await tx.execute(sql`insert into queue_item (id, account_id, card_id, suggested_kind, reason, state, unlinked_before)
    values (${newId()}, ${accountId}, ${cardId}, 'contact', 'unlinked', 'ignored', true)
    on conflict (card_id) do update set state = 'ignored', unlinked_before = true, run_id = null where queue_item.state = 'imported'`);
}

export async function countQueue(db: Db, accountId: string): Promise<number> {
  const [row] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from queue_item where account_id = ${accountId} and state in ('pending', 'ready')`,
  );
  return row!.n;
}
