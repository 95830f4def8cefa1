// Records that a card may be the same as, with a score and the reasons; and what is suggested of it.
import { inArray, sql } from 'drizzle-orm';
import { isSure } from '../contact/match-score.ts';
import type { Db } from '../database/database.ts';
import { json, rows } from '../database/query.ts';
import { type RecordKind, type RecordValues, record } from '../database/schema.ts';
import { candidateRecords, cardsSharing } from '../database/store/match-candidates.ts';
import {
  type Candidate,
  type Ranked,
  rankCandidates,
  type Suggestion,
  suggest,
  type UnlinkedCard,
} from '../sync/suggestions.ts';

export interface Match {
  recordId: string;
  displayName: string;
  kind: RecordKind;
  /** 0 to 1. */
  score: number;
  reasons: string[];
  values: RecordValues;
  /** Another card of this account stands for it. */
  linked: boolean;
}

export interface Matches {
  /** By card, the likeliest first. */
  ranked: Map<string, Ranked<Candidate>[]>;
  suggestions: Map<string, Suggestion>;
  /** By card that a merge left over, the record that was merged into. */
  leftOver: Map<string, string>;
}

const BEST = 3;

/** What unlinked cards of an account may be, seen beside every other card that waits there. */
export async function findMatches(db: Db, accountId: string, cards: UnlinkedCard[]): Promise<Matches> {
  const keys = cards.flatMap((card) => card.keys);
  const candidates = await candidateRecords(db, accountId, keys);
  const ranked = rankCandidates(cards, candidates);
  for (const [cardId, found] of ranked) ranked.set(cardId, found.filter(isWorthAsking));
  const sure = [...ranked.values()].flatMap((found) => found.filter(isSure));
  const others = await cardsSharing(db, accountId, [
    ...keys,
    ...sure.flatMap(({ candidate }) => candidate.keys),
  ]);
  const own = new Set(cards.map(({ cardId }) => cardId));
  const waiting = others.filter(
    ({ cardId, state }) => !own.has(cardId) && (state === 'pending' || state === 'ready'),
  );
  const leftOver = new Map(
    cards.flatMap(({ cardId, reason, recordId }) =>
      reason === 'duplicate' && recordId !== null ? [[cardId, recordId] as const] : [],
    ),
  );
  return { ranked, suggestions: suggest([...cards, ...waiting], candidates), leftOver };
}

/** Of records that have a card in the account already, only those that this one is surely a second card of. */
const isWorthAsking = (match: Ranked<Candidate>): boolean =>
  match.score > 0 && (match.candidate.cardId === null || isSure(match));

/** The best of them as people see them. */
export async function showMatches(db: Db, { ranked }: Matches): Promise<Map<string, Match[]>> {
  const best = [...ranked].map(([cardId, found]) => [cardId, found.slice(0, BEST)] as const);
  const ids = [...new Set(best.flatMap(([, found]) => found.map(({ candidate }) => candidate.id)))];
  const shown = await db
    .select({ id: record.id, displayName: record.displayName, kind: record.kind, values: record.values })
    .from(record)
    .where(ids.length > 0 ? inArray(record.id, ids) : sql`false`);
  const records = new Map(shown.map(({ id, ...row }) => [id, row]));
  return new Map(
    best.map(([cardId, found]) => [
      cardId,
      found.flatMap(({ candidate, score, reasons }) => {
        const row = records.get(candidate.id);
        const linked = candidate.cardId !== null;
        return row ? [{ recordId: candidate.id, score, reasons, linked, ...row }] : [];
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
