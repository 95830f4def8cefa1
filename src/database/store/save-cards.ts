// Observed cards into the table, in batches: one statement a page, whatever its size.
import { sql } from 'drizzle-orm';
import type { RemoteId } from '../../providers/provider.ts';
import type { Observation } from '../../sync/model.ts';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { jsonText, rows, texts, uuids } from '../query.ts';
import { releaseLookalikes, touch } from '../tables/links.ts';
import type { Claim } from './claim.ts';
import { neverLinked, rememberIgnored } from './ignored-cards.ts';

export interface SavedCard {
  id: string;
  /** New, back from the dead, or with other content than before. */
  changed: boolean;
}

/** Upserts `cards`; links of those whose content changed become due. By remote id. */
export async function saveCards(
  tx: Db,
  page: {
    claim: Pick<Claim, 'accountId' | 'fence'>;
    bookId: string;
    cards: Observation[];
    generation: number | null;
  },
): Promise<Map<RemoteId, SavedCard>> {
  const { bookId, generation } = page;
  const { accountId, fence } = page.claim;
  // A card listed twice on one page: the later one is the truth (an upsert may not touch a row twice).
  const cards = [...new Map(page.cards.map((card) => [card.id, card])).values()];
  if (cards.length === 0) return new Map();
  const before = await rows<{ remoteId: RemoteId; contentHash: string; state: string }>(
    tx,
    sql`select remote_id as "remoteId", content_hash as "contentHash", state from card
      where account_id = ${accountId} and remote_id = any(${texts(cards.map(({ id }) => id))})`,
  );
  const known = new Map(before.map((row) => [row.remoteId, row]));
  const input = jsonText(
    cards.map((card) => ({
      ...card,
      remoteId: card.id,
      id: newId(),
      loss: card.loss ?? null,
    })),
  );
  const saved = await rows<{ id: string; remoteId: RemoteId }>(
    tx,
    sql`insert into card (id, account_id, book_id, remote_id, version, uid, marker, raw, contact, content_hash, display_name,
        search_text, match_keys, loss, suggested_kind, suggested_reason, generation, first_seen_by, seen_by)
      select id, ${accountId}, ${bookId}, "remoteId", version, uid, marker, raw, contact, "contentHash", "displayName",
        "searchText", array(select json_array_elements_text("matchKeys")), loss, "suggestedKind", "suggestedReason",
        coalesce(${generation}::int, (select generation from book where id = ${bookId})), ${fence}, ${fence}
      from json_to_recordset(${input}::json) as t(id uuid, "remoteId" text, version text, uid text, marker text, raw text,
        contact jsonb, "contentHash" text, "displayName" text, "searchText" text, "matchKeys" json, loss text,
        "suggestedKind" text, "suggestedReason" text)
      on conflict (account_id, remote_id) do update
        set version = excluded.version, uid = excluded.uid, marker = excluded.marker, raw = excluded.raw,
          contact = excluded.contact, content_hash = excluded.content_hash, display_name = excluded.display_name,
          search_text = excluded.search_text, match_keys = excluded.match_keys, loss = excluded.loss,
          compared = card.compared and card.match_keys = excluded.match_keys and card.display_name = excluded.display_name
            and card.content_hash = excluded.content_hash and card.state <> 'gone',
          suggested_kind = excluded.suggested_kind, suggested_reason = excluded.suggested_reason,
          book_id = excluded.book_id, state = 'live', seen_at = now(), seen_by = excluded.seen_by,
          first_seen_by = case card.state when 'gone' then excluded.first_seen_by else card.first_seen_by end,
          generation = greatest(card.generation, excluded.generation)
      returning id, remote_id as "remoteId"`,
  );
  const hashes = new Map(cards.map((card) => [card.id, card.contentHash]));
  const result = new Map<RemoteId, SavedCard>();
  for (const { id, remoteId } of saved) {
    const old = known.get(remoteId);
    result.set(remoteId, {
      id,
      changed: old?.state !== 'live' || old.contentHash !== hashes.get(remoteId),
    });
  }
  await touchLinks(
    tx,
    [...result.values()].filter(({ changed }) => changed).map(({ id }) => id),
  );
  await touchCreations(tx, accountId, cards);
  return result;
}

/** The provider says these are not there any more: their links become due, and nobody is asked to import them. */
export async function setGone(tx: Db, accountId: string, ids: RemoteId[]): Promise<void> {
  if (ids.length === 0) return;
  const gone = await rows<{ id: string }>(
    tx,
    sql`update card set state = 'gone', seen_at = now() where account_id = ${accountId} and state <> 'gone'
      and remote_id = any(${texts(ids)}) returning id`,
  );
  const cardIds = gone.map(({ id }) => id);
  await touchLinks(tx, cardIds);
  await rememberIgnored(tx, accountId, neverLinked(cardIds));
  await tx.execute(sql`delete from queue_item where card_id = any(${uuids(cardIds)})`);
  await releaseLookalikes(tx, accountId, cardIds);
}

async function touchLinks(tx: Db, cardIds: string[]): Promise<void> {
  if (cardIds.length === 0) return;
  await touch(tx, sql`state <> 'closed' and card_id = any(${uuids(cardIds)})`);
}

/** Our own creation shows up in the feed before its answer was recorded. */
async function touchCreations(tx: Db, accountId: string, cards: Observation[]): Promise<void> {
  const markers = cards.flatMap(({ marker }) => (marker === null ? [] : [marker]));
  if (markers.length === 0) return;
  await touch(
    tx,
    sql`account_id = ${accountId} and state = 'creating'
      and marker = any(${texts(markers)})`,
  );
}
