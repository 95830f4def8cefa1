// From the queue into the CRM: exactly the cards that were typed when somebody pressed Import, in batches, each batch one
// transaction with its records, flags, links and queue rows. Interrupted, the next run goes on with the rest.
import { sql } from 'drizzle-orm';
import type { Contact } from '../contact/contact.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { emit } from '../database/notify.ts';
import { json, rows } from '../database/query.ts';
import type { Claim } from '../database/sync-store.ts';
import { ensureLinks } from '../records/ensure-links.ts';
import { derive } from '../records/derive.ts';
import { insertRecords } from '../records/write-record.ts';
import type { Mapping } from '../sync/mapping.ts';
import { project } from '../sync/slots.ts';
import { type Base, FenceLost, type RecordKind } from '../sync/store.ts';
import { v4 } from 'uuid';

const BATCH = 200;

interface Item {
  id: string;
  cardId: string;
  kind: RecordKind;
  recordId: string | null;
  contact: Contact;
  marker: string | null;
}

/** Imports what is stamped with a run and still ready. Returns how many items were decided, failures included. */
export async function importReady(db: Db, claim: Claim, mapping: (kind: RecordKind) => Mapping, signal: AbortSignal): Promise<number> {
  let total = 0;
  for (;;) {
    signal.throwIfAborted();
    const count = await db.transaction((tx) => importBatch(tx as Db, claim, mapping));
    total += count;
    if (count < BATCH) return total;
  }
}

async function importBatch(tx: Db, claim: Claim, mapping: (kind: RecordKind) => Mapping): Promise<number> {
  const held = await rows(tx, sql`select 1 from account where id = ${claim.accountId} and fence = ${claim.fence} for share`);
  if (held.length === 0) throw new FenceLost(`account ${claim.accountId} was taken over`);
  const items = await rows<Item>(
    tx,
    sql`select q.id, q.card_id as "cardId", q.kind, q.record_id as "recordId", c.contact, c.marker
      from queue_item q join card c on c.id = q.card_id
      where q.account_id = ${claim.accountId} and q.state = 'ready' and q.run_id is not null and c.state <> 'gone'
      order by q.id limit ${BATCH} for update of q`,
  );
  if (items.length === 0) return 0;
  await createRecords(tx, claim, items.filter(({ recordId }) => recordId === null), mapping);
  await mergeRecords(tx, claim, items.filter(({ recordId }) => recordId !== null));
  await emit(tx, { type: 'queue.changed', accountId: claim.accountId }, { userId: claim.userId });
  return items.length;
}

interface NewLink {
  cardId: string;
  recordId: string;
  base: Base | null;
}

async function createRecords(tx: Db, claim: Claim, items: Item[], mapping: (kind: RecordKind) => Mapping): Promise<void> {
  const projected = items.map((item) => ({ item, projection: project(item.contact, mapping(item.kind)) }));
  const findable = projected.filter(({ item, projection }) => derive(item.kind, present(projection.values)).displayName !== '');
  await failItems(
    tx,
    projected.filter((one) => !findable.includes(one)).map(({ item }) => item.id),
    'nothing-to-find-by',
  );
  if (findable.length === 0) return;
  const author = { actor: 'sync' as const, userId: claim.userId, accountId: claim.accountId, runId: claim.runId };
  const ids = await insertRecords(
    tx,
    findable.map(({ item, projection }) => ({ kind: item.kind, values: projection.values, ownerId: claim.userId })),
    author,
  );
  const links = findable.map(({ item, projection }, index) => ({
    cardId: item.cardId,
    recordId: ids[index]!,
    base: {
      fields: Object.fromEntries(Object.entries(projection.values).map(([field, value]) => [field, { local: value, remote: value }])),
      bound: projection.bound,
      others: projection.others,
    },
  }));
  await linkUp(tx, claim, links);
  await markImported(tx, findable.map(({ item }) => item.id));
}

/** Ties cards to records that exist: the first plan is a union, and what differs is asked. */
async function mergeRecords(tx: Db, claim: Claim, items: Item[]): Promise<void> {
  for (const item of items) {
    const [record] = await rows<{ linked: boolean }>(
      tx,
      sql`select exists (select 1 from link where account_id = ${claim.accountId} and record_id = r.id and state not in ('new', 'closed')) as linked
        from record r where r.id = ${item.recordId} and r.deleted_at is null`,
    );
    if (!record || record.linked) {
      await failItems(tx, [item.id], record ? 'record-linked-already' : 'record-gone');
      continue;
    }
    // A link that waited because this very card looked like its record takes the card.
    await tx.execute(sql`delete from link where account_id = ${claim.accountId} and record_id = ${item.recordId} and state = 'new'`);
    await linkUp(tx, claim, [{ cardId: item.cardId, recordId: item.recordId!, base: null }]);
    await markImported(tx, [item.id]);
  }
}

/** Links the cards, turns the importer's own Sync mobile on, and makes the importer's other accounts due. */
async function linkUp(tx: Db, claim: Claim, links: NewLink[]): Promise<void> {
  const input = json(links.map((link) => ({ ...link, id: newId(), marker: v4().toUpperCase() })));
  await tx.execute(sql`insert into flag (record_id, user_id, "on", source)
    select "recordId", ${claim.userId}, true, 'import' from jsonb_to_recordset(${input}) as t("recordId" uuid)
    on conflict (record_id, user_id) do update set "on" = true, source = 'import', changed_at = now()`);
  await tx.execute(sql`insert into link (id, account_id, record_id, card_id, state, marker, base, created_by_us, touched, settled, last_synced_at)
    select id, ${claim.accountId}, "recordId", "cardId", 'active', marker, base, false, 1, case when base is null then 0 else 1 end, now()
    from jsonb_to_recordset(${input}) as t(id uuid, "recordId" uuid, "cardId" uuid, marker text, base jsonb)`);
  await ensureLinks(tx, { userId: claim.userId, recordIds: links.map(({ recordId }) => recordId) });
  // Those just made agree already: what touched them is their own making.
  await tx.execute(sql`update link set settled = touched from jsonb_to_recordset(${input}) as t(id uuid, base jsonb)
    where link.id = t.id and t.base is not null`);
}

async function markImported(tx: Db, ids: string[]): Promise<void> {
  await tx.execute(sql`update queue_item set state = 'imported', error = null
    where id in (select jsonb_array_elements_text(${json(ids)})::uuid)`);
}

async function failItems(tx: Db, ids: string[], error: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`update queue_item set state = 'failed', error = ${error}, run_id = null
    where id in (select jsonb_array_elements_text(${json(ids)})::uuid)`);
}

const present = (values: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null));
