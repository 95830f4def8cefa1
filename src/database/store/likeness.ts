// What cards are like, as pairs: kept of what was compared since it changed, and made at once of what was not. A pair depends on
// what its two sides say of themselves and on nothing else, so it is written when one of them is; who is linked, decided or told
// apart is asked by whoever reads it.
import { type SQL, sql } from 'drizzle-orm';
import type { PersonName } from '../../contact/contact.ts';
import { namesOf } from '../../contact/match.ts';
import { type Comparable, isSure } from '../../contact/match-score.ts';
import { type Candidate, MOST_OF_A_KEY, rankCandidates } from '../../sync/suggestions.ts';
import type { Db } from '../database.ts';
import { json, rows, texts, uuids } from '../query.ts';
import { cardBeside, isShared } from './beside-links.ts';
import { candidateRecords } from './match-candidates.ts';

/** Cards a transaction. */
const BATCH = 200;
/** Of one card: the likeliest say enough. */
const MOST = 20;

interface Pair {
  accountId: string;
  cardId: string;
  /** A record, or a card of the same account. */
  otherId: string;
  isRecord: boolean;
  score: number;
}

interface Compared extends Comparable {
  id: string;
}

interface ComparedCard extends Compared {
  accountId: string;
}

/** Compares the cards that changed, batch by batch, until none is left or `signal` says to stop. */
export async function compareCards(db: Db, signal?: AbortSignal): Promise<void> {
  for (let done = BATCH; done === BATCH && !signal?.aborted; )
    done = await db.transaction(async (tx) => {
      const due = await cardsOf(
        tx,
        sql`not compared and state <> 'gone' order by account_id, id limit ${BATCH} for no key update skip locked`,
      );
      const ids = idsOf(due);
      await replace(tx, sql`card_id = any(${ids}) or other_id = any(${ids})`, await pairsOfCards(tx, due));
      await tx.execute(sql`update card set compared = true where id = any(${ids})`);
      return due.length;
    });
}

/** The same from the side of records, whoever has the cards. In the caller's transaction, which holds them. */
export async function compareWithCards(tx: Db, records: Compared[]): Promise<void> {
  await replace(tx, sql`other_id = any(${idsOf(records)})`, await pairsOfRecords(tx, records));
}

export interface Likenesses {
  /** By card, the records it may be, the likeliest first. */
  records: Map<string, { candidate: Candidate; score: number }[]>;
  /** By card, those that are surely the same. */
  cards: Map<string, string[]>;
}

/** Of the cards of an account, as they and the records are at this moment. */
export async function likenessesIn(db: Db, accountId: string): Promise<Likenesses> {
  const cards = await cardsOf(db, sql`account_id = ${accountId} and not compared and state <> 'gone'`);
  const records = await rows<Compared>(
    db,
    sql`select id, match_keys as keys, array[display_name] as names from record
      where not compared and deleted_at is null`,
  );
  const now = [
    ...(await pairsOfCards(db, cards)),
    ...(await pairsOfRecords(db, records, sql`account_id = ${accountId}`)),
  ];
  const pairs = sql`
    select card_id, other_id, is_record, score
    from likeness join card on card.id = card_id and card.compared
    where likeness.account_id = ${accountId} and not other_id = any(${idsOf([...cards, ...records])})
    union
    select "cardId", "otherId", "isRecord", score
    from jsonb_to_recordset(${json(now)}) as now ("cardId" uuid, "otherId" uuid, "isRecord" boolean, score real)`;
  const theirs = (await isShared(db, accountId))
    ? cardBeside({ accountId: sql`${accountId}`, recordId: sql`record.id` })
    : sql`null`;
  const [alike, like] = await Promise.all([
    rows<{ cardId: string; otherId: string }>(
      db,
      sql`select card_id as "cardId", other_id as "otherId" from (${pairs}) as pair
        join card on card.id = other_id and card.state <> 'gone' where not is_record`,
    ),
    rows<{ cardId: string; id: string; linked: string | null; score: number }>(
      db,
      sql`select pair.card_id as "cardId", record.id, score, coalesce(link.card_id, link.id, ${theirs}) as linked
        from (${pairs}) as pair
        join record on record.id = other_id and record.deleted_at is null
        left join link on link.account_id = ${accountId} and link.record_id = record.id and link.state not in ('new', 'closed')
        where is_record order by score desc, record.id`,
    ),
  ]);
  const byCard = Map.groupBy(like, ({ cardId }) => cardId);
  return {
    records: new Map(
      [...byCard].map(([cardId, found]) => [
        cardId,
        found.map(({ id, linked, score }) => ({
          candidate: { id, cardId: linked, keys: [], names: [] },
          score,
        })),
      ]),
    ),
    cards: new Map(
      [...Map.groupBy(alike, ({ cardId }) => cardId)].map(([cardId, found]) => [
        cardId,
        found.map(({ otherId }) => otherId),
      ]),
    ),
  };
}

async function pairsOfCards(db: Db, cards: ComparedCard[]): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const [accountId, own] of Map.groupBy(cards, (card) => card.accountId)) {
    const keys = own.flatMap((card) => card.keys);
    const asked = own.map((card) => ({ ...card, cardId: card.id }));
    const pair = (cardId: string, otherId: string, isRecord: boolean, score: number) =>
      pairs.push({ accountId, cardId, otherId, isRecord, score });
    for (const [cardId, found] of rankCandidates(asked, await candidateRecords(db, accountId, keys)))
      for (const { candidate, score } of found.slice(0, MOST))
        if (score > 0) pair(cardId, candidate.id, true, score);
    const others = (await cardsSharing(db, keys, sql`account_id = ${accountId}`)).map(asCandidate);
    for (const [cardId, found] of rankCandidates(asked, others))
      for (const { candidate, score } of found.filter(isSure).slice(0, MOST))
        if (candidate.id !== cardId) {
          pair(cardId, candidate.id, false, score);
          pair(candidate.id, cardId, false, score);
        }
  }
  return pairs;
}

async function pairsOfRecords(db: Db, records: Compared[], where = sql`true`): Promise<Pair[]> {
  const cards = await cardsSharing(
    db,
    records.flatMap(({ keys }) => keys),
    where,
  );
  const asked = records.map((record) => ({ ...record, cardId: record.id }));
  return [...Map.groupBy(cards, ({ accountId }) => accountId)].flatMap(([accountId, own]) =>
    [...rankCandidates(asked, own.map(asCandidate))].flatMap(([otherId, found]) =>
      found.flatMap(({ candidate, score }) =>
        score > 0 ? [{ accountId, cardId: candidate.id, otherId, isRecord: true, score }] : [],
      ),
    ),
  );
}

/** Of each key and account as many as say something. */
const cardsSharing = async (db: Db, keys: string[], where: SQL): Promise<ComparedCard[]> =>
  keys.length === 0
    ? []
    : cardsOf(
        db,
        sql`id in (
          select found.id from unnest(${texts([...new Set(keys)])}) as wanted (key)
          cross join lateral (
            select id, row_number() over (partition by account_id order by id) as place
            from card where match_keys @> array[wanted.key] and state <> 'gone' and ${where}) as found
          where place <= ${MOST_OF_A_KEY})`,
      );

async function cardsOf(db: Db, where: SQL): Promise<ComparedCard[]> {
  const found = await rows<ComparedCard & { name: PersonName; displayName: string }>(
    db,
    sql`select id, account_id as "accountId", match_keys as keys, contact -> 'name' as name, display_name as "displayName"
      from card where ${where}`,
  );
  return found.map(({ name, displayName, ...card }) => ({ ...card, names: namesOf({ name }, displayName) }));
}

const asCandidate = (card: ComparedCard): ComparedCard & Candidate => ({ ...card, cardId: null });

const idsOf = (all: Compared[]): SQL => uuids(all.map(({ id }) => id));

async function replace(tx: Db, where: SQL, pairs: Pair[]): Promise<void> {
  await tx.execute(sql`delete from likeness where ${where}`);
  // A card may be gone by now.
  await tx.execute(sql`insert into likeness (account_id, card_id, other_id, is_record, score)
    select distinct "accountId", card.id, "otherId", "isRecord", score
    from jsonb_to_recordset(${json(pairs)}) as pair ("accountId" uuid, "cardId" uuid, "otherId" uuid, "isRecord" boolean, score real)
    join card on card.id = pair."cardId"
    on conflict (card_id, other_id) do update set score = excluded.score`);
}
