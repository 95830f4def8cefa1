// What may be one and the same in the memory CRM; the rules are production's, the looking-up is as src/database's.
import { namesOf } from '../../../src/contact/match.ts';
import type { RemoteId } from '../../../src/providers/provider.ts';
import { STILL_ITS_CARD, wasDeleting } from '../../../src/sync/link/link.ts';
import type { FormerLink, LinkView } from '../../../src/sync/link/view.ts';
import {
  type Candidate,
  lookalikesOf,
  type Suggestion,
  suggest,
  type UnlinkedCard,
} from '../../../src/sync/suggestions.ts';
import type { CardEntry, LinkEntry, Memory } from './memory-entries.ts';
import { flagKey, isOpen, openLinks, wasAnothersSince } from './memory-rows.ts';
import { isSameBook, shareBook } from './memory-same-book.ts';

/** @see cardsSharing of src/database: here all of them, which comes to the same. */
export function unlinkedCards(memory: Memory, accountId: string): UnlinkedCard[] {
  const linked = new Set(openLinks(memory).map(({ cardId }) => cardId));
  return [...memory.cards.values()]
    .filter((card) => card.accountId === accountId && card.state !== 'gone' && !linked.has(card.id))
    .map((card) => {
      const item = memory.queue.get(card.id);
      return {
        id: item?.id ?? card.id,
        cardId: card.id,
        state: item?.state ?? 'ignored',
        recordId: item?.recordId ?? null,
        reason: item?.reason ?? 'name-only',
        suggestedKind: item?.suggestedKind ?? card.suggestedKind,
        apart: card.apart,
        keys: card.matchKeys,
        names: namesOf(card.contact, card.displayName),
      };
    });
}

export function candidateRecords(memory: Memory, accountId: string): Candidate[] {
  const cardOf = new Map(
    openLinks(memory)
      .filter((link) => link.accountId === accountId && link.state !== 'new')
      .map((link) => [link.recordId, link.cardId ?? link.id]),
  );
  return [...memory.records.values()]
    .filter(({ deleted }) => !deleted)
    .map(({ id, displayName, matchKeys }) => ({
      id,
      cardId: cardOf.get(id) ?? cardOfColleagues(memory, accountId, id),
      keys: matchKeys,
      names: [displayName],
    }));
}

/** @see cardBeside of src/database */
function cardOfColleagues(memory: Memory, accountId: string, recordId: string): string | null {
  const { cards } = memory;
  const [near] = accountsBeside(memory, { recordId, accountId })
    .filter(({ state, cardId }) => isHaving(state) && cards.get(cardId ?? '')?.state !== 'gone')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!near) return null;
  const its = cards.get(near.cardId ?? '');
  const here = [...cards.values()].find(
    (card) =>
      card.accountId === accountId &&
      card.state !== 'gone' &&
      (card.remoteId === its?.remoteId || (near.state === 'creating' && card.marker === near.marker)),
  );
  return here?.id ?? near.id;
}

/** Of these cards, seen beside every other that waits. */
export function suggestionsFor(
  memory: Memory,
  accountId: string,
  cardIds: ReadonlySet<string>,
): Map<string, Suggestion> {
  const cards = unlinkedCards(memory, accountId)
    .filter(({ cardId, state }) => cardIds.has(cardId) || state === 'pending' || state === 'ready')
    .map((card) => (cardIds.has(card.cardId) ? { ...card, state: 'pending' } : card));
  return suggest(cards, candidateRecords(memory, accountId));
}

export function lookalikeOf(
  memory: Memory,
  { accountId, recordId }: LinkEntry,
): { cardId: string; name: string } | null {
  const { id, displayName, matchKeys } = memory.records.get(recordId!)!;
  const record = { id, keys: matchKeys, names: [displayName] };
  const found = lookalikesOf([record], unlinkedCards(memory, accountId)).get(id);
  return found ? { cardId: found.cardId, name: found.names[0]! } : null;
}

/** @see formerLink of src/database */
export function formerOf(memory: Memory, link: LinkEntry): FormerLink | null {
  if (link.recordId === null) return null;
  const linked = new Set(openLinks(memory).map(({ cardId }) => cardId));
  const free = [...memory.cards.values()].filter(
    (card) =>
      card.accountId === link.accountId &&
      card.state !== 'gone' &&
      !linked.has(card.id) &&
      !card.apart.includes(link.recordId!),
  );
  const cardOf = (old: LinkEntry): CardEntry | undefined => {
    const was = memory.cards.get(old.cardId ?? '');
    const uid = was ? was.uid : old.formerUid;
    return (
      free.find(({ id }) => id === was?.id) ??
      free.find((card) => (uid !== null && card.uid === uid) || card.remoteId === old.formerRemoteId)
    );
  };
  const merged = mergedInto(memory, link.recordId!);
  const isOf = (old: LinkEntry) => old.recordId === link.recordId;
  const [old] = [...memory.links.values()]
    .filter((row) => !isOpen(row) && (isOf(row) || merged.has(row.recordId)))
    .filter(({ accountId }) => isSameBook(memory, accountId, link.accountId))
    .filter((row) => cardOf(row) !== undefined)
    .sort((a, b) => Number(isOf(b)) - Number(isOf(a)) || memory.taken.get(b.id)! - memory.taken.get(a.id)!);
  if (!old) return null;
  const { id, displayName, state } = cardOf(old)!;
  const { base, outbox, intent, createdByUs } = old;
  const reason = wasAnothersSince(memory, old, id) ? 'anothers' : old.closedReason!;
  const isMoved = old.cardId !== null && old.cardId !== id;
  return {
    linkId: old.id,
    cardId: id,
    name: displayName,
    isThere: state === 'live',
    base,
    outbox,
    intent: intent?.type === 'update' ? intent : null,
    createdByUs,
    closedReason: wasDeleting(old) ? 'deleted' : isMoved ? 'moved' : reason,
  };
}

/** @see unseenCards of src/database */
export function unseenOf(memory: Memory, link: LinkEntry): LinkView['unseen'] {
  const { accountId, recordId } = link;
  if (recordId === null) return [];
  const merged = mergedInto(memory, recordId!);
  const cards = [...memory.cards.values()].filter((card) => card.accountId === accountId);
  const before = [...memory.links.values()]
    .filter((old) => !isOpen(old) && (old.recordId === recordId || merged.has(old.recordId)))
    .filter((old) => old.accountId !== accountId && isSameBook(memory, old.accountId, accountId))
    .filter(({ closedReason }) => STILL_ITS_CARD.has(closedReason!))
    .filter(({ formerUid, formerRemoteId }) => formerUid !== null || formerRemoteId !== null)
    .filter(
      ({ formerUid, formerRemoteId }) =>
        !cards.some(
          (card) => card.remoteId === formerRemoteId || (formerUid !== null && card.uid === formerUid),
        ),
    )
    .map((old) => ({ remoteId: old.formerRemoteId as RemoteId | null, uid: old.formerUid }));
  const beside = accountsBeside(memory, link).flatMap((other) => {
    if (other.state !== 'active' && !isLeftThere(memory, link, other)) return [];
    const its = memory.cards.get(other.cardId ?? '');
    const remoteId = its?.remoteId ?? (other.formerRemoteId as RemoteId | null);
    const uid = its?.uid ?? other.formerUid;
    const isSeen = (cardBeside(memory, accountId, other)?.state ?? 'missing') !== 'missing';
    return isSeen || (remoteId ?? uid) === null ? [] : [{ remoteId, uid }];
  });
  return [...before, ...beside];
}

/** @see besideLinks of src/database */
export function besideOf(memory: Memory, link: LinkEntry): LinkView['beside'] {
  const { accounts, cards, flags, records } = memory;
  const taken = new Set(
    openLinks(memory).flatMap(({ id, cardId }) => (id === link.id ? [] : (cardId ?? []))),
  );
  return accountsBeside(memory, link).flatMap((other) => {
    const { id, state, accountId, cardId } = other;
    if (state === 'new' || (state === 'closed' && !isLeftThere(memory, link, other))) return [];
    const { userId, leaving } = accounts.get(accountId)!;
    const isOn = flags.get(flagKey(link.recordId!, userId))?.on ?? false;
    const wanted = state !== 'closed' && isOn && leaving === null && !records.get(link.recordId!)!.deleted;
    const its = cards.get(cardId ?? '');
    const here = cardBeside(memory, link.accountId, other);
    const isFree = here?.state === 'live' && !taken.has(here.id) && !here.apart.includes(link.recordId!);
    const isKnown = state !== 'closed' || (cardId ?? other.formerRemoteId ?? other.formerUid) !== null;
    const isUnseen = isKnown && (here?.state ?? 'missing') === 'missing' && its?.state !== 'gone';
    const isAlike = here !== undefined && here.contentHash === its?.contentHash;
    const { base, intent, outbox } = other;
    const seen = { cardId: isFree ? here.id : null, isUnseen, isAlike };
    return [{ linkId: id, state, wanted, ...seen, base, intent, outbox }];
  });
}

const isHaving = (state: string): boolean => ['creating', 'active', 'deleting'].includes(state);

/** @see hasAnotherBeside of src/database */
export const hasAnotherBeside = (memory: Memory, recordId: string, card: CardEntry): boolean =>
  accountsBeside(memory, { recordId, accountId: card.accountId }).some(({ state, cardId, marker }) => {
    const its = memory.cards.get(cardId ?? '');
    const isOther = its ? its.state !== 'gone' && its.remoteId !== card.remoteId : marker !== card.marker;
    return isHaving(state) && isOther;
  });

/** Links of the same record in other accounts of the same address book. */
const accountsBeside = (
  memory: Memory,
  { recordId, accountId }: Pick<LinkEntry, 'recordId' | 'accountId'>,
): LinkEntry[] =>
  [...memory.links.values()].filter(
    (other) =>
      recordId !== null && other.recordId === recordId && shareBook(memory, other.accountId, accountId),
  );

/** The card of a link beside, as the account knows it. */
function cardBeside(memory: Memory, accountId: string, other: LinkEntry): CardEntry | undefined {
  const remoteId = memory.cards.get(other.cardId ?? '')?.remoteId ?? other.formerRemoteId;
  return [...memory.cards.values()]
    .filter((card) => card.accountId === accountId)
    .filter((card) => card.remoteId === remoteId || (card.uid !== null && card.uid === other.formerUid))
    .sort((a, b) => Number(b.state === 'live') - Number(a.state === 'live'))[0];
}

/** A colleague's account has left the card in the book as the record's. */
function isLeftThere(memory: Memory, { accountId }: LinkEntry, other: LinkEntry): boolean {
  const { accounts } = memory;
  return (
    !isOpen(other) &&
    accounts.get(other.accountId)!.userId !== accounts.get(accountId)!.userId &&
    STILL_ITS_CARD.has(other.closedReason!) &&
    !wasAnothersSince(memory, other, other.cardId)
  );
}

const mergedInto = (memory: Memory, recordId: string): Set<string | null> =>
  new Set(memory.merges.filter((merge) => merge.recordId === recordId).map(({ mergedId }) => mergedId));
