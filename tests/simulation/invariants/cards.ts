// I3, I4, I10: cards are made, doubled and deleted only as somebody meant it.
import type { ActionView, CardView, CrmView } from '../crm/crm.ts';
import { recordsOf } from '../world/ledger.ts';
import { type Account, connectedTo, type World } from '../world/world.ts';
import { isOpen } from './words.ts';

/** I3: one card a link, no card of ours without one, one record an imported card. */
export function nothingDoubled(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const account of world.accounts) {
    const accountIds = new Set(connectedTo(world, account.server).map(({ id }) => id));
    const byMarker = Map.groupBy(
      account.server.live().filter(({ marker }) => marker !== null),
      ({ marker }) => marker!,
    );
    for (const [marker, cards] of byMarker) {
      const link = [...view.links, ...view.alone].find((row) => row.marker === marker);
      const ids = cards.map(({ id }) => id).join(', ');
      if (cards.filter(({ id }) => !isStoodInFor(world, account, id)).length > 1)
        wrong.push(`I3: ${ids} of account ${account.index} are one record twice`);
      const isLeft =
        link && !isOpen(link) && ['kept', 'unwanted'].includes(link.closedReason ?? '') && link.keepCard;
      // Let go of by a merge or with its account, and offered in the queue.
      const isKept = ['kept', 'merged', 'disconnected'].includes(link?.closedReason ?? '');
      const isLinked = view.links.some(
        (row) =>
          isOpen(row) &&
          accountIds.has(row.accountId) &&
          cards.some(({ id }) => view.cards.some((c) => c.id === row.cardId && c.remoteId === id)),
      );
      if (!isLinked && !isLeft && !isKept && !world.movedByOwner.has(`${account.server.identity} ${marker}`))
        wrong.push(`I3: ${ids} of account ${account.index} is ours and linked to nothing`);
    }
  }
  // Links of an account that was disconnected do not say any more which card they had.
  const known = new Set(world.accounts.flatMap(({ id, wasReconnected }) => (wasReconnected ? [] : [id])));
  const imported = view.actions.filter(
    ({ type, cardId, accountId }) => type === 'import' && cardId !== null && known.has(accountId),
  );
  // What was let go of and is taken up again is no double.
  for (const [cardId, actions] of Map.groupBy(imported, (action) => action.cardId!))
    if (actions.length > 1 + view.links.filter((link) => link.cardId === cardId && !isOpen(link)).length)
      wrong.push(`I3: card ${cardId} was imported ${actions.length} times`);
  return wrong;
}

/** Put back by hand after another had been made while it was gone, or before reads had to show it. */
function isStoodInFor(world: World, account: Account, cardId: string): boolean {
  const { server, shape } = account;
  const originalOf = (id: string): string | undefined => world.putBack.get(`${server.identity} ${id}`);
  const original = originalOf(cardId);
  if (original === undefined) return false;
  const [back] = server.history(cardId);
  const goneAt = server.history(original).at(-1)!.at;
  const isMadeMeanwhile = (id: string): boolean => {
    const { at, card } = server.history(id)[0]!;
    const isSoon = at >= goneAt && at < back!.at + shape.capabilities.visibleAfterMs;
    return isSoon && originalOf(id) === undefined && card!.marker === back!.card!.marker;
  };
  return server.ids().some(isMadeMeanwhile) || isStoodInFor(world, account, original);
}

/** I4, I10: every deletion, on either side, is one that a person wanted; and nothing is where nobody wanted it. */
export function deletionsMeant(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  const { deletedByEngine, wanted } = world.ledger;
  const unwanted = unwantedOnes(world, view);
  const cardOf = (id: string | null) => view.cards.find((card) => card.id === id);
  for (const action of view.actions) {
    const card = cardOf(action.cardId);
    if (
      action.type === 'close' &&
      action.outcome === 'card-deleted' &&
      card &&
      !isRemoved(world, `${action.accountId} ${card.remoteId}`) &&
      !wasLinkedLate(world, view, action, card)
    )
      wrong.push(`I4: ${card.remoteId} was taken for deleted, and nobody had deleted it`);
  }
  for (const { actor, field, after, accountId } of view.changes)
    if (actor === 'sync' && field === 'deletedAt' && after !== null && !world.ledger.trashing.has(accountId!))
      wrong.push('I4: a record went to the trash because of a card, and no account is set to that');
  for (const deletion of deletedByEngine) {
    const account = world.accounts.find(({ id }) => id === deletion.accountId)!;
    const records = recordsOf(view, deletion);
    if (deletion.isLeft ?? records.some((id) => world.ledger.left.has(`${id} ${account.id}`))) continue;
    if (records.length > 0 && !records.some((id) => unwanted.has(`${id} ${account.userId}`)))
      wrong.push(
        `I4: the engine deleted ${deletion.cardId} of account ${account.index}, which everybody wanted`,
      );
  }
  for (const { type, recordId, accountId, outcome } of view.actions) {
    if (recordId === null || type !== 'create' || (outcome !== 'done' && outcome !== 'adopted')) continue;
    const account = world.accounts.find(({ id }) => id === accountId)!;
    const imported = view.actions.some(
      (action) => ['import', 'merge'].includes(action.type) && action.recordId === recordId,
    );
    if (!wanted.has(`${recordId} ${account.userId}`) && !imported)
      wrong.push(`I10: a record was put into account ${account.index}, whose user never wanted it`);
  }
  return wrong;
}

/**
 * Removed by the owner, under whatever address it was by then. A card that was moved while listings left cards out is
 * seen at neither address: it is let go of, and comes back by the queue. So is one that somebody typed, imported or ignored at its
 * new address, or edited there out of all likeness, before it was known to be a move.
 */
function isRemoved(world: World, cardKey: string): boolean {
  const { movedTo, takenUp, removedByOthers } = world.ledger;
  const next = movedTo.get(cardKey);
  if (next === undefined) return removedByOthers.has(cardKey);
  const isShort = world.accounts.some(({ id, listedShort }) => listedShort && cardKey.startsWith(`${id} `));
  return isShort || takenUp.has(cardKey) || isRemoved(world, next);
}

/** A late listing showed what we had deleted while its account was left, and somebody linked that very card to the record. */
function wasLinkedLate(
  { accounts, ledger }: World,
  { actions }: CrmView,
  { accountId, recordId, cardId }: ActionView,
  { remoteId }: CardView,
): boolean {
  const isShownOld = accounts.some(({ id, shownOld }) => id === accountId && shownOld);
  const gone = ledger.deletedByEngine.find(
    (each) => each.accountId === accountId && each.cardId === remoteId,
  );
  return actions.some(
    (row) =>
      (row.type === 'import' || row.type === 'merge') &&
      row.cardId === cardId &&
      row.recordId === recordId &&
      isShownOld &&
      gone?.isLeft === true &&
      (row.at ?? gone.at) >= gone.at,
  );
}

/** `record user` pairs that somebody took off the phone: by the flag, by deleting a card, or by deleting the record. */
function unwantedOnes(world: World, view: CrmView): Set<string> {
  // What is said of a record goes for the one that it went into.
  const into = new Map(
    view.changes
      .filter(({ field }) => field === 'mergedFrom')
      .map(({ recordId, after }) => [after, recordId] as const),
  );
  /** A merge that was taken back may have been made again the other way round. */
  const lives = (id: string | null | undefined, before: string[] = []): string[] =>
    id && !before.includes(id) ? lives(into.get(id), [...before, id]) : before;
  const byCard = view.actions
    .filter(({ type, outcome }) => type === 'close' && outcome === 'card-deleted')
    .flatMap(({ accountId, recordId }) => {
      const { userId } = world.accounts.find(({ id }) => id === accountId)!;
      return lives(recordId).map((id) => `${id} ${userId}`);
    });
  const trashed = view.changes
    .filter(({ field, after }) => field === 'deletedAt' && after !== null)
    .flatMap(({ recordId }) => world.users.map((userId) => `${recordId} ${userId}`));
  return new Set([...world.ledger.unwanted, ...byCard, ...trashed]);
}
