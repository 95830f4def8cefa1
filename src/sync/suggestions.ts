// What is suggested for the cards of a queue: a pure function of the cards, the records they may be, and each other. A record
// has one card in an account, so of two cards that are one person the second waits for somebody to say what it is.
import { type Comparable, isSure, matchReasons } from '../contact/match-score.ts';
import type { RecordKind } from './model.ts';

/** A card that nobody has linked, as it stands in the queue. */
export interface StandingCard {
  /** Of the queue item; cards are imported in this order. */
  id: string;
  cardId: string;
  state: string;
  /** The record that it was decided to merge into. */
  recordId: string | null;
  reason: string;
  suggestedKind: RecordKind;
  /** The company it names is to come with it. */
  withCompany?: boolean;
  /** Records and cards that somebody said it is not. */
  apart: readonly string[];
}

export interface UnlinkedCard extends StandingCard, Comparable {}

export interface Candidate extends Comparable {
  id: string;
  /** Its card in this account, or the one by which a colleague has it in the same book; a link where nothing is known of its card. */
  cardId: string | null;
}

export type Suggestion =
  | { kind: RecordKind; reason: string; withCompany?: true }
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

/** Who a card is like, however that is known. */
interface Likeness<T> {
  /** The records it surely is, the likeliest first. */
  records(card: T): readonly Candidate[];
  /** Cards that may be the same, and whether one of them is. */
  sharing(card: T): Iterable<T>;
  isSame(card: T, other: T): boolean;
}

/** By card. `cards` are all that may be each other. */
export function suggest(
  cards: readonly UnlinkedCard[],
  candidates: readonly Candidate[],
): Map<string, Suggestion> {
  const ranked = rankCandidates(cards, candidates);
  const index = new Index<UnlinkedCard>();
  for (const card of inTurn(cards)) if (card.reason !== 'duplicate') index.add(card);
  return suggestBy(cards, candidates, {
    records: ({ cardId }) =>
      ranked
        .get(cardId)!
        .filter(isSure)
        .map(({ candidate }) => candidate),
    sharing: (card) => index.sharing(card),
    isSame: (card, other) => isSure(matchReasons(card, other)),
  });
}

/** What is decided already comes first, then in their order. */
const inTurn = <T extends StandingCard>(cards: readonly T[]): T[] => {
  const isDecided = ({ state }: T) => state === 'ready';
  return [...cards].sort((a, b) => Number(isDecided(b)) - Number(isDecided(a)) || (a.id < b.id ? -1 : 1));
};

/** In their turn. A record that one card is suggested for is not suggested for the next. */
export function suggestBy<T extends StandingCard>(
  cards: readonly T[],
  candidates: Iterable<Candidate>,
  likeness: Likeness<T>,
): Map<string, Suggestion> {
  const before = new Set<string>();
  /** By record, the card that stands for it or will. */
  const taken = new Map<string, string>();
  for (const { id, cardId } of candidates) if (cardId !== null) taken.set(id, cardId);
  for (const { recordId, cardId, state } of cards)
    if (state === 'ready' && recordId !== null) taken.set(recordId, cardId);
  const found = new Map<string, Suggestion>();
  for (const card of inTurn(cards)) {
    const suggestion = suggestOne(card);
    found.set(card.cardId, suggestion);
    if ('recordId' in suggestion) taken.set(suggestion.recordId, card.cardId);
    if (suggestion.reason !== 'duplicate') before.add(card.cardId);
  }
  return found;

  function suggestOne(card: T): Suggestion {
    const { suggestedKind, reason, apart } = card;
    if (reason === 'duplicate') return { state: 'ignored', reason };
    const match = likeness.records(card).find((candidate) => !isApart(apart, candidate));
    const otherCardId = match ? taken.get(match.id) : firstLike(card);
    if (otherCardId !== undefined && otherCardId !== card.cardId)
      return { state: 'pending', reason: 'second-card', otherCardId };
    if (match) return { recordId: match.id, reason: 'match' };
    return { kind: suggestedKind, reason, ...(card.withCompany && { withCompany: true }) };
  }

  /** The first card of the person; one that is only like a second one is theirs as well. */
  function firstLike(card: T): string | undefined {
    for (const other of likeness.sharing(card)) {
      const isOther = card.apart.includes(other.cardId) || other.apart.includes(card.cardId);
      if (!before.has(other.cardId) || isOther || !likeness.isSame(card, other)) continue;
      const itself = found.get(other.cardId)!;
      return 'otherCardId' in itself ? itself.otherCardId : other.cardId;
    }
    return undefined;
  }
}

/** Whether somebody said that a card is not this record, or not the card that the record has. */
export const isApart = (apart: readonly string[], { id, cardId }: Candidate): boolean =>
  apart.includes(id) || (cardId !== null && apart.includes(cardId));

/** Whether another card than this stands for the record. */
export const hasOtherCard = (candidate: Pick<Candidate, 'cardId'>, cardId: string): boolean =>
  candidate.cardId !== null && candidate.cardId !== cardId;

/** Cards that are one person, each group with the first one before the second ones. */
export function alikeGroups(suggestions: ReadonlyMap<string, Suggestion>): string[][] {
  const firstOf = (cardId: string): string => {
    const suggestion = suggestions.get(cardId);
    return suggestion && 'otherCardId' in suggestion ? firstOf(suggestion.otherCardId) : cardId;
  };
  const groups = Map.groupBy(suggestions.keys(), firstOf);
  return [...groups]
    .map(([first, cards]) => cards.toSorted((a, b) => Number(b === first) - Number(a === first)))
    .filter(({ length }) => length > 1);
}

/** What is known around a card: of its groups, of the domains of its addresses and of the company it names. */
export interface Around {
  /** What every card decided in one of its groups became. */
  group: RecordKind | null;
  /** What people at the card's own domain are in Rubrica. */
  domain: 'contact' | 'lead' | null;
  /** The company it names is called like the domain of its address, and not in Rubrica. */
  namesNewCompany: boolean;
}

/** What a card most likely is, seen with what is around it: what it says of itself stands where it is a company. */
export function suggestAround(
  card: Pick<UnlinkedCard, 'suggestedKind' | 'reason'>,
  { group, domain, namesNewCompany }: Around,
): Pick<UnlinkedCard, 'suggestedKind' | 'reason' | 'withCompany'> {
  const { suggestedKind, reason } = card;
  if (suggestedKind === 'company' || reason === 'duplicate') return { suggestedKind, reason };
  if (group)
    return { suggestedKind: group, reason: 'group', withCompany: namesNewCompany && group !== 'company' };
  if (domain) return { suggestedKind: domain, reason: 'known-domain', withCompany: namesNewCompany };
  return { suggestedKind, reason, withCompany: namesNewCompany };
}
