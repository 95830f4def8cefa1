// On disconnecting, when asked for: the cards that Rubrica itself put into the address book are taken out again, each
// kept in the trash first. A card that was there before is never touched.
import { sql } from 'drizzle-orm';
import type { Sealer } from '../access/seal.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { json, rows } from '../database/query.ts';
import type { Book, Card, Io, PasswordProvider } from '../providers/provider.ts';
import { openCredentials } from './credentials.ts';
import type { AccountRow } from './own-account.ts';
import { asking } from './provider-problem.ts';

const BATCH = 200;

interface CreatedCard {
  linkId: string;
  recordId: string;
  cardId: string;
  book: string;
  card: Card;
}

/** @throws AppError when the provider fails; what is removed by then stays removed, and in the trash */
export async function removeCreatedCards(
  deps: { db: Db; sealer: Sealer; provider: PasswordProvider; io: Io },
  account: AccountRow,
): Promise<void> {
  const { db, sealer, provider, io } = deps;
  const opened = await asking(provider.open(openCredentials(sealer, account), account.discovery, io));
  const books = new Map(opened.map((book) => [book.id, book]));
  for (let after: string | null = null; ; ) {
    const batch = await createdCards(db, account.id, after);
    if (batch.length === 0) return;
    after = batch.at(-1)!.linkId;
    for (const [id, cards] of Map.groupBy(batch, ({ book }) => book)) {
      const book = books.get(id);
      if (book && !book.readOnly) await removeCards(db, book, account.id, cards);
    }
  }
}

async function createdCards(db: Db, accountId: string, after: string | null): Promise<CreatedCard[]> {
  return rows<CreatedCard>(
    db,
    sql`select link.id as "linkId", link.record_id as "recordId", card.id as "cardId", book.remote_id as book,
        jsonb_build_object('id', card.remote_id, 'version', card.version, 'uid', card.uid, 'raw', card.raw,
          'contact', card.contact, 'marker', card.marker) as card
      from link join card on card.id = link.card_id join book on book.id = card.book_id
      where link.account_id = ${accountId} and link.created_by_us and not link.keep_card
        and link.state not in ('closed', 'new') and card.state <> 'gone' and not card.read_only
        and (${after}::uuid is null or link.id > ${after}::uuid)
      order by link.id limit ${BATCH}`,
  );
}

async function removeCards(db: Db, book: Book, accountId: string, cards: CreatedCard[]): Promise<void> {
  await toTrash(db, accountId, cards);
  const stale: CreatedCard[] = [];
  await asking(
    removeEach(book, cards, async (one, latest) => {
      if (latest) stale.push({ ...one, card: latest });
      else await db.execute(sql`update card set state = 'gone' where id = ${one.cardId}`);
    }),
  );
  // Edited on the phone in the meantime: what it says now goes to the trash, and it is tried once more.
  if (stale.length === 0) return;
  await toTrash(db, accountId, stale);
  await asking(removeEach(book, stale, async () => {}));
}

/** Tells `onResult` what became of each card; the latest card where somebody wrote first. */
async function removeEach(
  book: Book,
  cards: CreatedCard[],
  onResult: (one: CreatedCard, latest: Card | null) => Promise<void>,
): Promise<void> {
  const byKey = new Map(cards.map((one) => [one.linkId, one]));
  const writes = cards.map(({ linkId, card }) => ({ type: 'remove' as const, key: linkId, card }));
  for await (const result of book.write(writes)) {
    const one = byKey.get(result.key)!;
    if (result.outcome === 'stale') await onResult(one, result.card);
    else if (result.outcome === 'done' || result.outcome === 'gone') await onResult(one, null);
  }
}

async function toTrash(db: Db, accountId: string, cards: CreatedCard[]): Promise<void> {
  const input = cards.map(({ linkId, recordId, card }) => ({
    id: newId(),
    linkId,
    recordId,
    raw: card.raw,
    contact: card.contact,
  }));
  await db.execute(sql`
    insert into trash (id, account_id, link_id, record_id, raw, contact, reason)
    select id, ${accountId}, "linkId", "recordId", raw, contact, 'disconnected'
    from jsonb_to_recordset(${json(input)}) as row (id uuid, "linkId" uuid, "recordId" uuid, raw text, contact jsonb)`);
}
