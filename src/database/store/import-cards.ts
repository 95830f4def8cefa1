// One batch of an import in PostgreSQL: records, flags, links and queue rows in the caller's transaction.
import { type SQL, sql } from 'drizzle-orm';
import { v4 } from 'uuid';
import { companyKey } from '../../contact/company.ts';
import type { ImportFailure } from '../../sync/codes.ts';
import type { Base } from '../../sync/link/link.ts';
import type { RecordKind, Values } from '../../sync/model.ts';
import type { Creation, Imported, Importer, ReadyItem } from '../../sync/store.ts';
import { suggest } from '../../sync/suggestions.ts';
import type { Db } from '../database.ts';
import { lockRecords } from '../locks.ts';
import { newId } from '../new-id.ts';
import { emit } from '../notify.ts';
import { isUnreadableCard, json, rows, texts, uuids } from '../query.ts';
import { keepApart } from '../tables/duplicates.ts';
import { setFlags } from '../tables/flags.ts';
import { dropWaiting, hasCard, insertLinks, moveLinks } from '../tables/links.ts';
import { hasAnotherBeside } from './beside-links.ts';
import type { Claim, RecordPort } from './claim.ts';
import { candidateRecords, unlinkedCards } from './match-candidates.ts';

/** Of a row of the queue: somebody has asked for its import. */
export const isReady = (accountId: string): SQL =>
  sql`account_id = ${accountId} and state = 'ready' and run_id is not null`;

/** Somebody has asked for an import that is not done. */
export async function hasReady(db: Db, accountId: string): Promise<boolean> {
  const found = await rows(db, sql`select 1 from queue_item where ${isReady(accountId)} limit 1`);
  return found.length > 0;
}

/**
 * Imports at most `limit` items stamped with a run; returns what became of them. A card that a listing left out waits
 * until it is found again, or gone: it may be one that was deleted a moment ago. One that has a link yet waits until that
 * has ended: a card has one, and what was said about it stands.
 */
export async function importCards(
  tx: Db,
  claim: Claim,
  records: RecordPort,
  limit: number,
  { create, unite }: Importer,
): Promise<Imported> {
  const intoRecords = await rows<{ id: string }>(
    tx,
    sql`select distinct record_id as id from queue_item where ${isReady(claim.accountId)} and record_id is not null`,
  );
  await lockRecords(
    tx,
    intoRecords.map(({ id }) => id),
  );
  const found = await rows<ReadyItem & { alone: boolean; unreadable: boolean }>(
    tx,
    sql`select q.id, q.card_id as "cardId", q.kind, q.record_id as "recordId", q.choice, q.alone,
        q.with_company as "withCompany", c.contact,
        ${isUnreadableCard(sql`c.loss`)} as unreadable
      from queue_item q join card c on c.id = q.card_id
      where q.account_id = ${claim.accountId} and q.state = 'ready' and q.run_id is not null and c.state = 'live'
        and not exists (select 1 from link where ${hasCard(sql`link`, sql`c`)})
      order by q.id limit ${limit} for update of q`,
  );
  if (found.length === 0) return { decided: 0, created: 0, merged: 0 };
  // It has become so since it was typed.
  const lost = found.filter(({ unreadable }) => unreadable);
  await failItems(
    tx,
    lost.map(({ id }) => id),
    'unreadable-card',
  );
  const typed = found.filter(({ unreadable }) => !unreadable);
  const items = await lookOnceMore(tx, claim.accountId, typed);
  const creations = items
    .filter(({ recordId }) => recordId === null)
    .map((item) => ({ item, ...create(item) }));
  const companies = await createCompanies(
    tx,
    claim,
    records,
    creations.flatMap(({ item }) => (item.withCompany ? (item.contact.organization.name ?? []) : [])),
  );
  const created = companies + (await createRecords(tx, claim, records, creations));
  const merging = items.filter(({ recordId }) => recordId !== null);
  const merged = await mergeRecords(tx, claim, records, merging, unite);
  await emit(tx, { type: 'queue.changed', accountId: claim.accountId }, { userId: claim.userId });
  return { decided: found.length, created, merged };
}

/**
 * Records have come since the kinds were given, and cards of one batch may be one person: who is in Rubrica by now is merged,
 * and a second card waits to be asked about. What a person typed by itself, or merges, stays as it is.
 */
async function lookOnceMore(
  tx: Db,
  accountId: string,
  typed: (ReadyItem & { alone: boolean })[],
): Promise<ReadyItem[]> {
  const isOpen = new Set(typed.flatMap((item) => (item.alone || item.recordId ? [] : [item.cardId])));
  if (isOpen.size === 0) return typed;
  const ids = typed.map(({ cardId }) => cardId);
  const batch = await unlinkedCards(tx, sql`card.id = any(${uuids(ids)})`);
  const cards = batch.map((card) => (isOpen.has(card.cardId) ? { ...card, state: 'pending' } : card));
  const keys = cards.filter(({ cardId }) => isOpen.has(cardId)).flatMap((card) => card.keys);
  const suggestions = suggest(cards, await candidateRecords(tx, accountId, keys));
  const waiting = typed.filter(({ cardId }) => {
    const suggestion = suggestions.get(cardId);
    return isOpen.has(cardId) && suggestion !== undefined && 'state' in suggestion;
  });
  await tx.execute(sql`update queue_item set state = 'pending', kind = null, run_id = null
    where id = any(${uuids(waiting.map(({ id }) => id))})`);
  return typed
    .filter((item) => !waiting.includes(item))
    .map((item) => {
      const suggestion = isOpen.has(item.cardId) ? suggestions.get(item.cardId) : undefined;
      return suggestion && 'recordId' in suggestion ? { ...item, recordId: suggestion.recordId } : item;
    });
}

interface NewLink {
  type: 'import' | 'merge';
  cardId: string;
  recordId: string;
  base: Base | null;
  due: boolean;
}

/** Of these names, the companies that are not here: the people find theirs by its name. Returns how many came. */
async function createCompanies(tx: Db, claim: Claim, records: RecordPort, names: string[]): Promise<number> {
  const byKey = new Map(names.toReversed().map((name) => [companyKey(name), name]));
  byKey.delete('');
  if (byKey.size === 0) return 0;
  // One that has a card of its own comes with that.
  const coming = await rows<{ name: string }>(
    tx,
    sql`select coalesce(card.contact -> 'organization' ->> 'name', card.display_name) as name
      from queue_item join card on card.id = queue_item.card_id
      where queue_item.account_id = ${claim.accountId} and queue_item.state = 'ready'
        and queue_item.run_id is not null and queue_item.kind = 'company'`,
  );
  for (const { name } of coming) byKey.delete(companyKey(name));
  const here = await rows<{ key: string }>(
    tx,
    sql`select distinct company_key as key from record
      where kind = 'company' and deleted_at is null
        and company_key = any(${texts([...byKey.keys()])})`,
  );
  for (const { key } of here) byKey.delete(key);
  const missing = [...byKey.values()].map((name) => ({ kind: 'company' as const, values: { name } }));
  const made = (await records.insert(tx, missing, claim)).filter((id) => id !== null);
  const input = json(made.map((recordId) => ({ id: newId(), recordId })));
  await tx.execute(
    sql`insert into run_action (id, run_id, type, record_id, diff, outcome)
      select id, ${claim.runId}, 'import-company', "recordId", '[]', 'done'
      from jsonb_to_recordset(${input}) as t(id uuid, "recordId" uuid)`,
  );
  return made.length;
}

async function createRecords(
  tx: Db,
  claim: Claim,
  records: RecordPort,
  creations: (Creation & { item: ReadyItem })[],
): Promise<number> {
  if (creations.length === 0) return 0;
  const ids = await records.insert(
    tx,
    creations.map(({ item, values }) => ({ kind: item.kind, values })),
    claim,
  );
  const made = creations.map((creation, index) => ({ ...creation, recordId: ids[index]! }));
  const found = made.filter(({ recordId }) => recordId !== null);
  await failItems(
    tx,
    made.filter(({ recordId }) => recordId === null).map(({ item }) => item.id),
    'nothing-to-find-by',
  );
  await linkUp(
    tx,
    claim,
    records,
    found.map(({ item, recordId, base, due }) => ({
      type: 'import',
      cardId: item.cardId,
      recordId: recordId!,
      base,
      due,
    })),
  );
  await staysApart(tx, claim, found);
  await markImported(
    tx,
    found.map(({ item }) => item.id),
  );
  return found.length;
}

/** Whom a card was said not to be, the record that is made of it is not either. */
async function staysApart(
  tx: Db,
  { userId }: Claim,
  made: { item: ReadyItem; recordId: string | null }[],
): Promise<void> {
  const said = await rows<{ cardId: string; apart: string[] }>(
    tx,
    sql`select id as "cardId", apart from card
      where apart <> '{}' and id = any(${uuids(made.map(({ item }) => item.cardId))})`,
  );
  const recordOf = new Map(made.map(({ item, recordId }) => [item.cardId, recordId!]));
  const pairs = said.flatMap(({ cardId, apart }) =>
    apart.map((other): [string, string] => [recordOf.get(cardId)!, other]),
  );
  await keepApart(tx, userId, pairs);
}

/** Ties cards to records that exist: the first plan is a union, and what differs is as it was chosen, or asked. */
async function mergeRecords(
  tx: Db,
  claim: Claim,
  records: RecordPort,
  items: ReadyItem[],
  unite: Importer['unite'],
): Promise<number> {
  let merged = 0;
  for (const item of items) {
    const [record] = await rows<{ linked: boolean; kind: RecordKind; values: Values }>(
      tx,
      sql`select r.kind, r.values, exists (
          select 1 from link
          where account_id = ${claim.accountId} and record_id = r.id and state not in ('new', 'closed'))
          or ${hasAnotherBeside(sql`r.id`, sql`c`)} as linked
        from record r join card c on c.id = ${item.cardId}
        where r.id = ${item.recordId} and r.deleted_at is null`,
    );
    if (!record || record.linked) {
      await failItems(tx, [item.id], record ? 'record-linked-already' : 'record-gone');
      continue;
    }
    // A link that waited because this very card looked like its record takes the card.
    await dropWaiting(
      tx,
      sql`account_id = ${claim.accountId} and record_id = ${item.recordId} and state = 'new'`,
    );
    const base = unite({ ...item, kind: record.kind }, record.values);
    await linkUp(tx, claim, records, [
      { type: 'merge', cardId: item.cardId, recordId: item.recordId!, base, due: true },
    ]);
    await markImported(tx, [item.id]);
    merged += 1;
  }
  return merged;
}

/** Links the cards, turns the importer's own Sync mobile on, and makes the importer's other accounts due. */
async function linkUp(tx: Db, claim: Claim, records: RecordPort, links: NewLink[]): Promise<void> {
  if (links.length === 0) return;
  const made = links.map((link) => ({ ...link, id: newId(), actionId: newId(), marker: v4().toUpperCase() }));
  const recordIds = links.map(({ recordId }) => recordId);
  const { userId, runId } = claim;
  await setFlags(tx, { userId, recordIds, on: true, source: 'import', runId });
  const inserted = await insertLinks(
    tx,
    made.map(({ id, cardId, recordId, marker, base }) => ({
      id,
      accountId: claim.accountId,
      cardId,
      recordId,
      marker,
      base,
      state: 'active' as const,
      createdByUs: false,
    })),
  );
  if (inserted.length < made.length) throw new Error('a card that is imported has a link already');
  const input = json(made.map(({ base, ...link }) => link));
  await tx.execute(
    sql`update queue_item
      set record_id = t."recordId"
      from jsonb_to_recordset(${input}) as t("recordId" uuid, "cardId" uuid)
      where queue_item.card_id = t."cardId"`,
  );
  await tx.execute(
    sql`insert into run_action (id, run_id, type, link_id, record_id, card_id, diff, outcome)
      select "actionId", ${claim.runId}, type, id, "recordId", "cardId", '[]', 'done'
      from jsonb_to_recordset(${input}) as t("actionId" uuid, id uuid, "recordId" uuid, "cardId" uuid, type text)`,
  );
  await records.ensureLinks(tx, claim.userId, recordIds);
  // Most of those just made agree already: what touched them is their own making.
  const agreed = made.filter(({ due }) => !due).map(({ id }) => id);
  await moveLinks(tx, agreed, ({ touched: seen, base }) => ({ type: 'settled', seen, base, certain: false }));
}

async function markImported(tx: Db, ids: string[]): Promise<void> {
  await tx.execute(sql`update queue_item set state = 'imported', error = null
    where id = any(${uuids(ids)})`);
}

async function failItems(tx: Db, ids: string[], error: ImportFailure): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`update queue_item set state = 'failed', error = ${error}, run_id = null
    where id = any(${uuids(ids)})`);
}
