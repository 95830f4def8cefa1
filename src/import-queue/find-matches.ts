// Records that a card may be the same as, with a score and the reasons; and what is suggested of it.
import { inArray, sql } from 'drizzle-orm';
import { isSure } from '../contact/match-score.ts';
import type { Db } from '../database/database.ts';
import { json, rows } from '../database/query.ts';
import { type RecordKind, type RecordValues, record } from '../database/schema.ts';
import {
  candidateRecords,
  cardsSharing,
  unlinkedCards,
  type WaitingCard,
} from '../database/store/match-candidates.ts';
import {
  alikeGroups,
  type Candidate,
  hasOtherCard,
  isApart,
  type Ranked,
  rankCandidates,
  type Suggestion,
  suggest,
  suggestAround,
} from '../sync/suggestions.ts';
import { lookAround } from './look-around.ts';

export interface Match {
  recordId: string;
  displayName: string;
  kind: RecordKind;
  /** 0 to 1. */
  score: number;
  reasons: string[];
  values: RecordValues;
  /** Another card of the book stands for it. */
  linked: boolean;
  /** Somebody said that it is not the card's. */
  apart: boolean;
}

/** A card of the queue that is alike with others there. */
export interface Alike {
  /** Of the queue item. */
  id: string;
  cardId: string;
  displayName: string;
  state: string;
}

export interface Matches {
  /** By card, the likeliest first. */
  ranked: Map<string, Ranked<Candidate>[]>;
  suggestions: Map<string, Suggestion>;
  /** By card that a merge left over, the record that was merged into. */
  leftOver: Map<string, string>;
  /** By card, those of the queue that are one person with it, itself among them, the first one first. */
  alike: Map<string, Alike[]>;
  /** By card, what somebody said it is not. */
  apart: Map<string, readonly string[]>;
}

const BEST = 3;

/** From card to card: a group of cards alike is found whole, whichever of them is asked about. */
const MOST_STEPS = 4;

/** From so many on every card that waits is read at once, instead of key by key. */
const MANY = 1000;

export const isOpen = ({ state }: { state: string }): boolean => state === 'pending' || state === 'ready';

/** What unlinked cards of an account may be, seen beside every other card that waits there. */
export async function findMatches(db: Db, accountId: string, cards: WaitingCard[]): Promise<Matches> {
  const seen = new Map(cards.map((card) => [card.cardId, card]));
  let looking = cards.flatMap(({ keys }) => keys);
  const candidates = await candidateRecords(db, accountId, looking);
  const ranked = rankCandidates(cards, candidates);
  for (const [cardId, found] of ranked)
    ranked.set(
      cardId,
      found.filter((match) => isWorthAsking(cardId, match)),
    );
  const sure = [...ranked.values()].flatMap((found) => found.filter(isSure));
  looking.push(...sure.flatMap(({ candidate }) => candidate.keys));
  if (cards.length >= MANY) {
    const open = sql`card.account_id = ${accountId} and queue_item.state in ('pending', 'ready')`;
    for (const other of await unlinkedCards(db, open))
      if (!seen.has(other.cardId)) seen.set(other.cardId, other);
    looking = [];
  }
  const asked = new Set<string>();
  for (let step = 0; looking.length > 0 && step < MOST_STEPS; step += 1) {
    for (const key of looking) asked.add(key);
    const others = await cardsSharing(db, accountId, looking);
    const waiting = others.filter((other) => isOpen(other) && !seen.has(other.cardId));
    for (const other of waiting) seen.set(other.cardId, other);
    looking = waiting.flatMap(({ keys }) => keys).filter((key) => !asked.has(key));
  }
  const all = [...seen.values()];
  const around = await lookAround(db, accountId, cards);
  const suggestions = suggest(
    all.map((card) => {
      const known = around.get(card.cardId);
      return known ? { ...card, ...suggestAround(card, known) } : card;
    }),
    candidates,
  );
  const leftOver = new Map(
    cards.flatMap(({ cardId, reason, recordId }) =>
      reason === 'duplicate' && recordId !== null ? [[cardId, recordId] as const] : [],
    ),
  );
  const apart = new Map(cards.map((card) => [card.cardId, card.apart]));
  return { ranked, suggestions, leftOver, alike: alikeIn(seen, suggestions), apart };
}

function alikeIn(seen: Map<string, WaitingCard>, suggestions: Map<string, Suggestion>): Map<string, Alike[]> {
  const groups = alikeGroups(suggestions).map((group) =>
    group.map((cardId) => seen.get(cardId)!).filter((card) => isOpen(card) || card.state === 'failed'),
  );
  return new Map(
    groups.flatMap((group) => {
      if (group.length < 2) return [];
      const shown = group.map(({ id, cardId, displayName, state }) => ({ id, cardId, displayName, state }));
      return shown.map(({ cardId }) => [cardId, shown] as const);
    }),
  );
}

/** Of records that have another card in the book already, only those that this one is surely a second card of. */
export const isWorthAsking = (
  cardId: string,
  match: Pick<Ranked<Candidate>, 'candidate' | 'score'>,
): boolean => match.score > 0 && (!hasOtherCard(match.candidate, cardId) || isSure(match));

/** The best of them as people see them. */
export async function showMatches(db: Db, { ranked, apart }: Matches): Promise<Map<string, Match[]>> {
  const best = [...ranked].map(([cardId, found]) => {
    const marked = found.map((each) => ({ ...each, apart: isApart(apart.get(cardId)!, each.candidate) }));
    return [cardId, marked.toSorted((a, b) => Number(a.apart) - Number(b.apart)).slice(0, BEST)] as const;
  });
  const ids = [...new Set(best.flatMap(([, found]) => found.map(({ candidate }) => candidate.id)))];
  const shown = await db
    .select({ id: record.id, displayName: record.displayName, kind: record.kind, values: record.values })
    .from(record)
    .where(ids.length > 0 ? inArray(record.id, ids) : sql`false`);
  const records = new Map(shown.map(({ id, ...row }) => [id, row]));
  return new Map(
    best.map(([cardId, found]) => [
      cardId,
      found.flatMap(({ candidate, score, reasons, apart: isOther }) => {
        const row = records.get(candidate.id);
        const linked = hasOtherCard(candidate, cardId);
        return row ? [{ recordId: candidate.id, score, reasons, linked, apart: isOther, ...row }] : [];
      }),
    ]),
  );
}

/** The card that a second one is a second one to. */
export interface FirstCard {
  cardId: string;
  displayName: string;
  /** The record it is linked to; null while it waits itself. */
  recordId: string | null;
}

/** By second card, the first: the one it is like, or that of the record it was left over from. */
export async function firstCards(
  db: Db,
  accountId: string,
  { suggestions, leftOver }: Pick<Matches, 'suggestions' | 'leftOver'>,
): Promise<Map<string, FirstCard>> {
  const seconds = [...suggestions].map(([id, suggestion]) => ({
    id,
    cardId: 'otherCardId' in suggestion ? suggestion.otherCardId : null,
    recordId: leftOver.get(id) ?? null,
  }));
  const found = await rows<FirstCard & { id: string }>(
    db,
    sql`select second.id, card.id as "cardId", card.display_name as "displayName", link.record_id as "recordId"
      from jsonb_to_recordset(${json(seconds)}) as second(id uuid, "cardId" uuid, "recordId" uuid)
      left join link named on named.account_id = ${accountId} and named.record_id = second."recordId"
        and named.state <> 'closed'
      join card on card.id = coalesce(second."cardId", named.card_id)
      left join link on link.card_id = card.id and link.state <> 'closed'`,
  );
  return new Map(found.map(({ id, ...first }) => [id, first]));
}

/** Each as people see it; a second card names the first one. */
export async function showSuggestions(db: Db, accountId: string, matches: Matches) {
  const others = await firstCards(db, accountId, matches);
  const shown = (cardId: string, suggestion: Suggestion) => {
    if (!('state' in suggestion)) return suggestion;
    const { state, reason } = suggestion;
    return { state, reason, other: others.get(cardId) ?? null };
  };
  return new Map([...matches.suggestions].map(([cardId, suggestion]) => [cardId, shown(cardId, suggestion)]));
}
