// What is suggested for the cards of a queue: a pure function of the cards, the records they may be, and each other. A record
// has one card in an account, so of two cards that are one person the second waits for somebody to say what it is.
import { type Comparable, isSure, matchReasons } from '../contact/match-score.ts';
import type { RecordKind } from './model.ts';

/** A card that nobody has linked. */
export interface UnlinkedCard extends Comparable {
  /** Of the queue item; cards are imported in this order. */
  id: string;
  cardId: string;
  state: string;
  /** The record that it was decided to merge into. */
  recordId: string | null;
  reason: string;
  suggestedKind: RecordKind;
  /** Records that somebody said it is not. */
  apart: readonly string[];
}

export interface Candidate extends Comparable {
  id: string;
  /** Its card in this account. */
  cardId: string | null;
}

export type Suggestion =
  | { kind: RecordKind; reason: string }
  /** The record it is already. */
  | { recordId: string; reason: 'match' }
  /** A second card of a person who has one in this account, or whose other card comes first: somebody has to say. */
  | { state: 'pending'; reason: 'second-card'; otherCardId: string }
  /** The second card of two records that were merged. */
  | { state: 'ignored'; reason: 'duplicate' };

/** Of one key: what is on more cards and records than this says nothing about who somebody is. */
export const MOST_OF_A_KEY = 100;

/** By key, those that have it. */
class Index<T extends Comparable> {
  private readonly byKey = new Map<string, T[]>();

  add(item: T): void {
    for (const key of item.keys) {
      const same = this.byKey.get(key) ?? [];
      if (same.length < MOST_OF_A_KEY) same.push(item);
      this.byKey.set(key, same);
    }
  }

  sharing({ keys }: Comparable): Set<T> {
    return new Set(keys.flatMap((key) => this.byKey.get(key) ?? []));
  }
}

/** Of each record the card that is it surely, unless somebody said otherwise: nothing is made for it before that is decided. */
export function lookalikesOf<T extends Comparable & { id: string }>(
  records: readonly T[],
  cards: readonly UnlinkedCard[],
): Map<string, UnlinkedCard> {
  const index = new Index<UnlinkedCard>();
  for (const card of cards) index.add(card);
  return new Map(
    records.flatMap((record) => {
      const [best] = [...index.sharing(record)]
        .filter(({ apart }) => !apart.includes(record.id))
        .map((card) => ({ card, ...matchReasons(record, card) }))
        .filter(isSure)
        .sort((a, b) => b.score - a.score || (a.card.id < b.card.id ? -1 : 1));
      return best ? [[record.id, best.card] as const] : [];
    }),
  );
}

export interface Ranked<T> {
  candidate: T;
  score: number;
  reasons: string[];
}

/** Every candidate that shares a key with a card, the likeliest first; the older one of two that are as likely. */
export function rankCandidates<T extends Candidate>(
  cards: readonly (Comparable & { cardId: string })[],
  candidates: readonly T[],
): Map<string, Ranked<T>[]> {
  const index = new Index<T>();
  for (const candidate of candidates) index.add(candidate);
  return new Map(
    cards.map((card) => {
      const ranked = [...index.sharing(card)].map((candidate) => ({
        candidate,
        ...matchReasons(card, candidate),
      }));
      ranked.sort((a, b) => b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1));
      return [card.cardId, ranked];
    }),
  );
}

/**
 * By card. `cards` are all that may be each other; what is decided already comes first, then in their order. A record that
 * one card is suggested for is not suggested for the next.
 */
export function suggest(
  cards: readonly UnlinkedCard[],
  candidates: readonly Candidate[],
): Map<string, Suggestion> {
  const ranked = rankCandidates(cards, candidates);
  const before = new Index<UnlinkedCard>();
  /** By record, the card that stands for it or will. */
  const taken = new Map(candidates.flatMap(({ id, cardId }) => (cardId === null ? [] : [[id, cardId]])));
  for (const { recordId, cardId, state } of cards)
    if (state === 'ready' && recordId !== null) taken.set(recordId, cardId);
  const found = new Map<string, Suggestion>();
  const isDecided = ({ state }: UnlinkedCard) => state === 'ready';
  const inOrder = [...cards].sort(
    (a, b) => Number(isDecided(b)) - Number(isDecided(a)) || (a.id < b.id ? -1 : 1),
  );
  for (const card of inOrder) {
    const suggestion = suggestOne(card);
    found.set(card.cardId, suggestion);
    if ('recordId' in suggestion) taken.set(suggestion.recordId, card.cardId);
    if (!('state' in suggestion)) before.add(card);
  }
  return found;

  function suggestOne(card: UnlinkedCard): Suggestion {
    const { suggestedKind, reason, apart } = card;
    if (reason === 'duplicate') return { state: 'ignored', reason };
    const match = ranked
      .get(card.cardId)!
      .find((each) => isSure(each) && !apart.includes(each.candidate.id))?.candidate;
    const otherCardId = match ? taken.get(match.id) : alikeBefore(card)?.cardId;
    if (otherCardId !== undefined && otherCardId !== card.cardId)
      return { state: 'pending', reason: 'second-card', otherCardId };
    return match ? { recordId: match.id, reason: 'match' } : { kind: suggestedKind, reason };
  }

  function alikeBefore(card: UnlinkedCard): UnlinkedCard | undefined {
    return [...before.sharing(card)].find((other) => isSure(matchReasons(card, other)));
  }
}
