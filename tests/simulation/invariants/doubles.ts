// I3: nobody is on a phone twice, unless a person said so. Who is the same says production's own rule, which has tests of its
// own; what is checked here is that every way to a card asks it.

import { matchKeys, namesOf } from '../../../src/contact/match.ts';
import { isSure, matchReasons } from '../../../src/contact/match-score.ts';
import { displayName as nameOnCard } from '../../../src/contact/name.ts';
import { STILL_ITS_CARD } from '../../../src/sync/link/link.ts';
import type { CardView, CrmView, LinkRowView, RecordView } from '../crm/crm.ts';
import { derived } from '../crm/memory-rows.ts';
import { cameByMerge } from '../world/excuses.ts';
import type { Account, World } from '../world/world.ts';
import { addressesOf, isOpen, mergedInto, name } from './words.ts';

const accountOf = (world: World, id: string): Account => world.accounts.find((each) => each.id === id)!;

/** A record that has a card has no other of its own beside it, whatever its former links were closed for. */
export function oneCardEach(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  const linked = new Set(view.links.filter(isOpen).map(({ cardId }) => cardId));
  for (const link of view.links.filter((row) => isOpen(row) && row.cardId !== null)) {
    if (isMeant(world, view, link)) continue;
    for (const former of view.links) {
      if (isOpen(former) || former.accountId !== link.accountId || former.recordId !== link.recordId)
        continue;
      const card = view.cards.find(({ id }) => id === former.cardId);
      if (!card || linked.has(card.id) || card.apart.includes(link.recordId)) continue;
      if (wereBothThere(world, view, former, link)) continue;
      // What a colleague has of the record in the same book comes before what was kept.
      if (isColleagues(world, view, link)) continue;
      // Somebody wanted this one deleted before; it changed in that moment and stays, the second card that it was.
      if (view.alone.some((alone) => alone.cardId === card.id && alone.id < link.id)) continue;
      // A person made another record of this very card meanwhile: it was somebody else's when this one got its own.
      if (view.links.some((other) => other.cardId === card.id && other.recordId !== link.recordId)) continue;
      const account = accountOf(world, link.accountId);
      if (account.server.get(card.remoteId))
        wrong.push(
          `I3: ${card.remoteId} of account ${account.index} is a second card of a record, once ${former.closedReason}`,
        );
    }
  }
  return [...wrong, ...madeAgain(world, view)];
}

/** Nor has it two cards in one book because several accounts are connected to that. */
export function oneCardEachBook(world: World, view: CrmView): string[] {
  const open = view.links.filter((row) => isOpen(row) && row.cardId !== null && row.recordId !== null);
  const inBooks = Map.groupBy(
    open,
    ({ accountId, recordId }) => `${accountOf(world, accountId).server.identity} ${recordId}`,
  );
  return [...inBooks.values()].flatMap((links) => {
    const there = new Set(
      links.flatMap(({ accountId, cardId }) => {
        const { remoteId } = view.cards.find(({ id }) => id === cardId)!;
        return accountOf(world, accountId).server.get(remoteId) ? [remoteId] : [];
      }),
    );
    if (there.size < 2 || links.some((link) => isMeant(world, view, link))) return [];
    // The owner put one back after the record had got another there.
    const { server } = accountOf(world, links[0]!.accountId);
    const isPutBack = (remoteId: string) =>
      world.movedByOwner.has(`${server.identity} ${server.get(remoteId)?.marker}`);
    if ([...there].some(isPutBack)) return [];
    // Whoever makes two records one means the card of either.
    const lives = mergedInto(view, links[0]!.recordId!);
    const hadOneHere = (row: LinkRowView): boolean =>
      lives.has(row.recordId) &&
      row.state !== 'new' &&
      accountOf(world, row.accountId)?.server.identity === server.identity;
    if (view.links.some(hadOneHere)) return [];
    // One of them made another record of the other's very card: it is that record's there.
    const [{ recordId, accountId }] = links as [LinkRowView];
    if (anothers(world, view, { recordId, accountId }).some((remoteId) => there.has(remoteId))) return [];
    const accounts = links.map(({ accountId }) => accountOf(world, accountId).index).join(' and ');
    return [`I3: ${[...there].join(' and ')} of accounts ${accounts} are one record twice in one book`];
  });
}

/** Another account has this very card as that of the same record, or has left it as that. */
function isColleagues(world: World, { links, cards }: CrmView, link: LinkRowView): boolean {
  const { server } = accountOf(world, link.accountId);
  const remoteIdOf = ({ cardId }: LinkRowView) => cards.find(({ id }) => id === cardId)?.remoteId;
  return links.some(
    (other) =>
      (isOpen(other) || STILL_ITS_CARD.has(other.closedReason!)) &&
      other.accountId !== link.accountId &&
      other.recordId === link.recordId &&
      accountOf(world, other.accountId)?.server.identity === server.identity &&
      remoteIdOf(other) === remoteIdOf(link),
  );
}

/** Cards of a book that any account of it ever had as those of another record. */
function anothers(
  world: World,
  { links, cards }: CrmView,
  { recordId, accountId }: Pick<LinkRowView, 'recordId' | 'accountId'>,
): string[] {
  const { identity } = accountOf(world, accountId).server;
  const others = links.filter(
    (row) => row.recordId !== recordId && accountOf(world, row.accountId)?.server.identity === identity,
  );
  return others.flatMap(
    ({ cardId, formerRemoteId }) => cards.find(({ id }) => id === cardId)?.remoteId ?? formerRemoteId ?? [],
  );
}

/**
 * Whoever merges another card into a record means that one; whoever makes two records one means the card of either. Before its
 * account was connected again a card had another row.
 */
function isMeant(world: World, view: CrmView, { recordId, accountId, cardId }: LinkRowView): boolean {
  const isKnown = (rowId: string | null) => view.cards.some(({ id }) => id === rowId);
  const card = view.cards.find(({ id }) => id === cardId);
  // Or another address, with the same identifier.
  const isSame = (rowId: string | null) =>
    rowId === cardId || view.cards.some(({ id, uid }) => id === rowId && uid !== null && uid === card?.uid);
  const isMerged = view.actions.some(
    (row) =>
      row.type === 'merge' &&
      row.recordId === recordId &&
      row.accountId === accountId &&
      (isSame(row.cardId) || !isKnown(row.cardId)),
  );
  return isMerged || mergedSince(world, view, { recordId, accountId, cardId }) !== undefined;
}

function mergedSince(
  world: World,
  { cards }: CrmView,
  { recordId, accountId, cardId }: Pick<LinkRowView, 'recordId' | 'accountId' | 'cardId'>,
): number | undefined {
  const card = cards.find(({ id }) => id === cardId);
  if (!card) return undefined;
  const { remoteId } = card;
  const { server } = accountOf(world, accountId);
  const marker = server.get(remoteId)?.marker ?? null;
  const putBack = world.putBack.get(`${server.identity} ${remoteId}`);
  const remoteIds = [remoteId, putBack].flatMap((id) => (id ? addressesOf(world.ledger, accountId, id) : []));
  return cameByMerge(world, { recordId, accountId, remoteIds, marker });
}

/** Of two cards of records that were made one either is taken up again, if both were there by then. */
function wereBothThere(world: World, view: CrmView, former: LinkRowView, { cardId }: LinkRowView): boolean {
  const since = mergedSince(world, view, former);
  const { accountId, remoteId } = view.cards.find(({ id }) => id === cardId)!;
  return since !== undefined && accountOf(world, accountId).server.history(remoteId)[0]!.at <= since;
}

/** Nor a card that was made for it before its account was disconnected: those are known by their markers alone. */
function madeAgain(world: World, view: CrmView): string[] {
  const linked = new Set(view.links.filter(isOpen).map(({ cardId }) => cardId));
  return world.accounts.flatMap((account) => {
    const links = view.links.filter((row) => row.accountId === account.id);
    return account.server.live().flatMap(({ id, marker }) => {
      // The owner put this one back after the record had got another.
      if (world.movedByOwner.has(`${account.server.identity} ${marker}`)) return [];
      const former = links.find((row) => row.marker === marker && row.closedReason === 'disconnected');
      const card = view.cards.find((row) => row.accountId === account.id && row.remoteId === id);
      if (!former || !card || linked.has(card.id) || card.apart.includes(former.recordId)) return [];
      const now = links.find((row) => isOpen(row) && row.recordId === former.recordId && row.cardId !== null);
      if (!now || isMeant(world, view, now)) return [];
      // A person, or a colleague, made another record of this very card meanwhile.
      if (anothers(world, view, former).includes(card.remoteId)) return [];
      return [`I3: ${id} of account ${account.index} was made for a record that has another card there`];
    });
  });
}

/** Nothing was made for a record while a card like it was there that nobody had ever linked: both as they were at first. */
export function nothingMadeTwice(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  const everLinked = new Set(view.links.map(({ cardId }) => cardId));
  for (const [at, { type, outcome, linkId, recordId }] of view.actions.entries()) {
    const link = view.links.find((row) => row.id === linkId && isOpen(row) && row.cardId !== null);
    const record = view.records.find(({ id }) => id === recordId);
    if (type !== 'create' || outcome !== 'done' || !link || record?.version !== 1) continue;
    const account = accountOf(world, link.accountId);
    const other = view.cards.find(
      (card) =>
        card.accountId === account.id &&
        // Seen before ours was, wherever that has moved since.
        card.id < firstOf(view, link.cardId!) &&
        !everLinked.has(card.id) &&
        !wasToGo(view, card, { cardId: link.cardId!, at }) &&
        !card.apart.includes(record.id) &&
        account.server.get(card.remoteId) !== null &&
        account.server.history(card.remoteId).length === 1 &&
        isSurely(record, card),
    );
    if (other)
      wrong.push(
        `I3: ${name(record)} was made in account ${account.index}, where ${other.remoteId} is the same`,
      );
  }
  return wrong;
}

/** As another was made, by the action `at`, somebody wanted this second card deleted; it was given up later. */
const wasToGo = (view: CrmView, { id }: CardView, made: { cardId: string; at: number }): boolean =>
  view.alone.some(
    (link) =>
      link.cardId === id &&
      link.id < firstOf(view, made.cardId) &&
      !view.actions.slice(0, made.at).some((row) => row.linkId === link.id && row.type === 'close'),
  );

/** The first row of a card that its owner may have moved to other addresses. */
function firstOf({ cards }: CrmView, cardId: string): string {
  const now = cards.find(({ id }) => id === cardId);
  const before = cards.filter(
    ({ accountId, uid }) => now?.uid && accountId === now.accountId && uid === now.uid,
  );
  return [cardId, ...before.map(({ id }) => id)].sort()[0]!;
}

/**
 * A creation waits for a card that is there, linked to nothing, and surely this record, or its own before it was lost: its own
 * is also the one of a record that was made one with it.
 */
export function isAwaited(
  { hold, accountId }: LinkRowView,
  record: RecordView,
  account: Account,
  view: CrmView,
): boolean {
  const card = view.cards.find(({ id }) => id === hold?.cardId);
  if (!card || card.accountId !== account.id || !account.server.get(card.remoteId)) return false;
  if (card.apart.includes(record.id)) return false;
  if (view.links.some((link) => isOpen(link) && link.cardId === card.id)) return false;
  const merged = mergedInto(view, record.id);
  const former = view.links.filter(
    (link) =>
      !isOpen(link) &&
      link.accountId === accountId &&
      (link.recordId === record.id || merged.has(link.recordId)) &&
      wasCardOf(view, link, card),
  );
  // What was let go of is taken up, not asked about, unless another record has had it.
  const last = former.findLast((link) => link.recordId === record.id);
  const isAnothers = view.links.some((link) => link.cardId === card.id && link.recordId !== record.id);
  if (last?.closedReason === 'kept' && last.cardId === card.id && !isAnothers) return false;
  return isSurely(record, card) || former.length > 0;
}

/** This card, or the same one under another address; a link of an account that was disconnected does not say any more. */
function wasCardOf({ cards }: CrmView, { cardId }: LinkRowView, card: CardView): boolean {
  if (cardId === null || cardId === card.id) return true;
  return card.uid !== null && cards.find(({ id }) => id === cardId)?.uid === card.uid;
}

function isSurely({ kind, values }: RecordView, { contact }: CardView): boolean {
  const { displayName, matchKeys: keys } = derived(kind, values);
  const names = namesOf(contact, nameOnCard(contact));
  return isSure(matchReasons({ keys, names: [displayName] }, { keys: matchKeys(contact), names }));
}
