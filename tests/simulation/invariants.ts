// What must hold of a world at rest (sync.md 8.2, I1–I11). Each fault found is a sentence that begins with its invariant.
import { isDeepStrictEqual } from 'node:util';
import { fieldsOf } from '../../src/sync/mapping.ts';
import { project, sameValue } from '../../src/sync/slots.ts';
import type { CardView, CrmView, LinkRowView, RecordView } from './crm.ts';
import { type Token, tokenOf, tokensOf } from './ledger.ts';
import { runAll, signature } from './rest.ts';
import { POISON } from './simulated-book.ts';
import type { Account, World } from './world.ts';

const DAY_MS = 86_400_000;

export async function checkInvariants(world: World): Promise<string[]> {
  const view = await world.crm.look();
  const wrong = [
    ...(await converged(world, view)),
    ...links(world, view),
    ...conserved(world, view),
    ...nothingDoubled(world, view),
    ...nothingInvented(world, view),
    ...nothingOverwritten(world, view),
    ...deletionsMeant(world, view),
    ...comesBackWhole(world, view),
    ...takenBeforeDeleted(world, view),
    ...guarded(world, view),
    ...accounted(view),
  ];
  if (wrong.length === 0) wrong.push(...(await idle(world)));
  return wrong;
}

const isOpen = ({ state }: LinkRowView): boolean => state !== 'closed';
const name = ({ values, id }: RecordView): string => values.lastName ?? values.name ?? id;

/** Holds that a person is to end; each with what must be so for it to be right. */
function holdIsRight(link: LinkRowView, record: RecordView, account: Account, view: CrmView): boolean {
  switch (link.hold?.code) {
    case 'refused':
      return Object.values(record.values).some((value) => value?.includes(POISON));
    case 'match-in-queue':
      return view.queue.some(
        ({ accountId, state }) => accountId === account.id && (state === 'pending' || state === 'ready'),
      );
    case 'card-deleted':
      return true;
    case 'loop':
      return true;
    default:
      return false;
  }
}

/** I1: what both sides show is the same, or as much of it as the provider keeps. */
async function converged(world: World, view: CrmView): Promise<string[]> {
  const wrong: string[] = [];
  const mappings = await world.crm.mappings();
  for (const account of world.accounts) {
    const { settings } = await world.crm.claim(account.id);
    for (const link of view.links.filter((row) => isOpen(row) && row.accountId === account.id)) {
      const record = view.records.find(({ id }) => id === link.recordId)!;
      const card = view.cards.find(({ id }) => id === link.cardId);
      const there = card && account.server.get(card.remoteId);
      if (link.hold !== null && holdIsRight(link, record, account, view)) continue;
      const where = `${name(record)} in account ${account.index}`;
      if (link.hold !== null) wrong.push(`I9: ${where} is held for no reason: ${link.hold.code}`);
      if (link.state === 'new' && settings.direction === 'in') continue;
      if (link.state !== 'active' || !card || !there) {
        wrong.push(`I1: ${where} is ${link.state}${there ? '' : ', without a card in the book'}`);
        continue;
      }
      if (link.outbox.length > 0) wrong.push(`I9: what was sent for ${where} is in doubt for ever`);
      if (link.touched !== link.settled) wrong.push(`I1: ${where} is due for ever`);
      if (card.state !== 'live' || !sameCard(account, card)) wrong.push(`I1: ${where} is seen as it is not`);
      if (settings.direction !== 'both') continue;
      const mapping = mappings[record.kind];
      const { values } = project(there.contact, mapping, link.base, record.values);
      for (const entry of mapping)
        for (const field of fieldsOf(entry)) {
          const [crm, book] = [record.values[field] || null, values[field] ?? null];
          const isCut =
            crm !== null && book !== null && account.shape.longestCompany !== null && crm.startsWith(book);
          const isAsked = view.conflicts.some(
            (row) => row.linkId === link.id && row.field === field && row.resolution === null,
          );
          if (!sameValue(entry, crm, book) && !isCut && !isAsked)
            wrong.push(`I1: ${field} of ${where} is ${crm} in the CRM and ${book} in the book`);
        }
    }
  }
  return wrong;
}

const sameCard = (account: Account, card: CardView): boolean =>
  isDeepStrictEqual(account.server.get(card.remoteId)?.contact, card.contact);

/** I3, I4: who wants a record has it, once, and who does not has not. */
function links(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const account of world.accounts)
    for (const record of view.records) {
      const wanted =
        !record.deleted &&
        view.flags.some((flag) => flag.recordId === record.id && flag.userId === account.userId && flag.on);
      const open = view.links.filter(
        (link) => isOpen(link) && link.accountId === account.id && link.recordId === record.id,
      );
      const where = `${name(record)} in account ${account.index}`;
      const isIn = world.wasEverIn.has(account.id);
      if (wanted && open.length === 0 && !isIn) wrong.push(`I4: ${where} is wanted and has no link`);
      if (!wanted && open.some(({ hold }) => hold === null))
        wrong.push(`I4: ${where} is not wanted and still linked`);
      if (open.length > 1) wrong.push(`I3: ${where} has ${open.length} links`);
    }
  return wrong;
}

/** I2: what a person typed in a book is somewhere, or a person wrote over it. */
function conserved(world: World, view: CrmView): string[] {
  const kept = new Set<Token>();
  const keep = (value: string | null | undefined): void => {
    const token = tokenOf(value);
    if (token !== null) kept.add(token);
  };
  for (const { before, after } of view.changes) for (const value of [before, after]) keep(value);
  for (const { crm, book } of view.conflicts) for (const value of [crm, book]) keep(value);
  // What a person said no to is in the run that proposed it.
  // An account that takes nothing from the book writes over it; what was there is in the run's list.
  for (const { diff, pull, outcome, accountId } of view.actions)
    if (outcome === 'discarded' || world.wasEverIn.has(accountId))
      for (const { before, after } of [...diff, ...(pull ?? [])])
        for (const value of [before, after]) keep(value);
  for (const { contact } of view.trash) for (const token of tokensOf(contact)) kept.add(token);
  for (const { server } of world.accounts)
    for (const { contact } of server.live()) for (const token of tokensOf(contact)) kept.add(token);
  const lost = [...world.ledger.typedIn.keys()].filter(
    (token) => !kept.has(token) && !world.ledger.overwritten.has(token),
  );
  return lost.map((token) => `I2: ${token}, typed on a phone, is nowhere any more`);
}

/** I3: one card a link, no card of ours without one, one record an imported card. */
function nothingDoubled(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const account of world.accounts) {
    const byMarker = Map.groupBy(
      account.server.live().filter(({ marker }) => marker !== null),
      ({ marker }) => marker!,
    );
    for (const [marker, cards] of byMarker) {
      const link = view.links.find((row) => row.marker === marker);
      const ids = cards.map(({ id }) => id).join(', ');
      if (cards.length > 1) wrong.push(`I3: ${ids} of account ${account.index} are one record twice`);
      const isLeft =
        link && !isOpen(link) && ['kept', 'unwanted'].includes(link.closedReason ?? '') && link.keepCard;
      const isKept = link?.closedReason === 'kept';
      const isLinked = view.links.some(
        (row) =>
          isOpen(row) &&
          cards.some(({ id }) =>
            view.cards.some((c) => c.id === row.cardId && c.remoteId === id && c.accountId === account.id),
          ),
      );
      if (!isLinked && !isLeft && !isKept && !world.movedByOwner.has(`${account.id} ${marker}`))
        wrong.push(`I3: ${ids} of account ${account.index} is ours and linked to nothing`);
    }
  }
  const imported = view.actions.filter(({ type, cardId }) => type === 'import' && cardId !== null);
  // What was let go of and is taken up again is no double.
  for (const [cardId, actions] of Map.groupBy(imported, (action) => action.cardId!))
    if (actions.length > 1 + view.links.filter((link) => link.cardId === cardId && !isOpen(link)).length)
      wrong.push(`I3: card ${cardId} was imported ${actions.length} times`);
  return wrong;
}

/** I8: what came from a book was typed in that book; what is in conflict was typed on both sides. */
function nothingInvented(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  const { typedIn } = world.ledger;
  // What a person imports may be a card that was ours once.
  const imported = new Set(
    view.actions.flatMap(({ type, recordId }) => (type === 'import' || type === 'merge' ? [recordId] : [])),
  );
  for (const { actor, accountId, recordId, before, after, field } of view.changes) {
    const token = actor === 'sync' && field !== 'deletedAt' ? tokenOf(after) : null;
    const isImport = imported.has(recordId) && before === null;
    if (isImport && world.ledger.held.get(accountId!)?.has(token!)) continue;
    if (token !== null && !typedIn.get(token)?.has(accountId!))
      wrong.push(`I8: ${field} ${after} came from a book where nobody typed it`);
  }
  for (const { crm, book, base, field, accountId } of view.conflicts) {
    const [ours, theirs] = [tokenOf(crm), tokenOf(book)];
    if (ours === null || theirs === null)
      wrong.push(`I8: a conflict about ${field} has one side: ${crm} and ${book}`);
    else if (base !== null && !typedIn.get(theirs)?.has(accountId))
      wrong.push(`I8: a conflict about ${field} is with ${book}, which nobody typed there`);
  }
  return wrong;
}

/** I2: a book wrote over a value that it never held only where a conflict says so. */
function nothingOverwritten(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const { actor, accountId, recordId, field, before } of view.changes) {
    const token = actor === 'sync' ? tokenOf(before) : null;
    if (token === null || accountId === null || world.wasEverIn.has(accountId)) continue;
    const wasThere = world.ledger.held.get(accountId)?.has(token);
    const isSaid = view.conflicts.some(
      (row) => row.recordId === recordId && row.field === field && tokenOf(row.crm) === token,
    );
    if (!wasThere && !isSaid)
      wrong.push(`I2: ${field} ${before} was overwritten by a book that never had it`);
  }
  return wrong;
}

/** I4, I10: every deletion, on either side, is one that a person wanted; and nothing is where nobody wanted it. */
function deletionsMeant(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  const { deletedByEngine, wanted } = world.ledger;
  const unwanted = unwantedOnes(world, view);
  const cardOf = (id: string | null) => view.cards.find((card) => card.id === id);
  for (const { type, outcome, cardId, accountId } of view.actions) {
    const card = cardOf(cardId);
    if (
      type === 'close' &&
      outcome === 'card-deleted' &&
      card &&
      !isRemoved(world, view, `${accountId} ${card.remoteId}`)
    )
      wrong.push(`I4: ${card.remoteId} was taken for deleted, and nobody had deleted it`);
  }
  for (const { actor, field, after, accountId } of view.changes)
    if (actor === 'sync' && field === 'deletedAt' && after !== null && !world.ledger.trashing.has(accountId!))
      wrong.push('I4: a record went to the trash because of a card, and no account is set to that');
  for (const { accountId, cardId } of deletedByEngine) {
    const account = world.accounts.find(({ id }) => id === accountId)!;
    const row = view.cards.find((card) => card.accountId === accountId && card.remoteId === cardId);
    const records = view.links.filter((link) => link.cardId === row?.id).map(({ recordId }) => recordId);
    if (row && records.length > 0 && !records.some((id) => unwanted.has(`${id} ${account.userId}`)))
      wrong.push(`I4: the engine deleted ${cardId} of account ${account.index}, which everybody wanted`);
  }
  for (const { type, recordId, accountId, outcome } of view.actions) {
    if (type !== 'create' || (outcome !== 'done' && outcome !== 'adopted')) continue;
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
 * seen at neither address: it is let go of, and comes back by the queue. So is one that somebody imported at its new
 * address before it was known to be a move.
 */
function isRemoved(world: World, view: CrmView, cardKey: string): boolean {
  const { ledger } = world;
  const next = ledger.movedTo.get(cardKey);
  const isShort = world.accounts.some(({ id, listedShort }) => listedShort && cardKey.startsWith(`${id} `));
  const isTakenUp = view.actions.some(
    ({ type, accountId, cardId }) =>
      (type === 'import' || type === 'merge') &&
      view.cards.some((card) => card.id === cardId && `${accountId} ${card.remoteId}` === next),
  );
  if (next !== undefined && (isShort || isTakenUp)) return true;
  return next === undefined ? ledger.removedByOwner.has(cardKey) : isRemoved(world, view, next);
}

/** `record user` pairs that somebody took off the phone: by the flag, by deleting a card, or by deleting the record. */
function unwantedOnes(world: World, view: CrmView): Set<string> {
  const byCard = view.actions
    .filter(({ type, outcome }) => type === 'close' && outcome === 'card-deleted')
    .map(
      ({ accountId, recordId }) => `${recordId} ${world.accounts.find(({ id }) => id === accountId)!.userId}`,
    );
  const trashed = view.changes
    .filter(({ field, after }) => field === 'deletedAt' && after !== null)
    .flatMap(({ recordId }) => world.users.map((userId) => `${recordId} ${userId}`));
  return new Set([...world.ledger.unwanted, ...byCard, ...trashed]);
}

/** I5: a card that is made again has the photo and everything else that its first life had and no field shows. */
function comesBackWhole(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const account of world.accounts)
    for (const { recordId, cardId, createdByUs, marker } of view.links.filter(
      (link) => isOpen(link) && link.accountId === account.id && link.cardId !== null,
    )) {
      const card = view.cards.find(({ id }) => id === cardId)!;
      const first = account.server.history(card.remoteId)[0]?.card;
      const former = view.links
        .filter(
          (link) =>
            link.accountId === account.id && link.recordId === recordId && !isOpen(link) && link.cardId,
        )
        .at(-1);
      const old = former && view.cards.find(({ id }) => id === former.cardId);
      const deleted = world.ledger.deletedByEngine.find(
        (each) => each.accountId === account.id && each.cardId === old?.remoteId,
      );
      if (
        createdByUs &&
        !world.movedByOwner.has(`${account.id} ${marker}`) &&
        first &&
        deleted &&
        former?.closedReason === 'deleted' &&
        first.unmapped.join() !== deleted.unmapped.join()
      )
        wrong.push(`I5: ${card.remoteId} of account ${account.index} came back without ${deleted.unmapped}`);
    }
  return wrong;
}

/** I2: before a card is deleted, what was typed on it is taken into the record; the trash alone is not enough. */
function takenBeforeDeleted(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const { accountId, cardId, contact } of world.ledger.deletedByEngine) {
    const card = view.cards.find((row) => row.accountId === accountId && row.remoteId === cardId);
    const link = view.links.find((row) => row.cardId === card?.id);
    const record = view.records.find(({ id }) => id === link?.recordId);
    if (record?.kind !== 'contact' || world.wasEverIn.has(accountId)) continue;
    const values = {
      firstName: contact.name.given,
      lastName: contact.name.family,
      description: contact.notes,
    };
    for (const [field, value] of Object.entries(values)) {
      const token = tokenOf(value);
      if (token === null || !world.ledger.typedIn.get(token)?.has(accountId)) continue;
      const changes = view.changes.filter(
        (change) => change.recordId === record.id && change.field === field,
      );
      const isContested = changes.some(
        ({ actor, after }) =>
          actor === 'user' || !world.ledger.typedIn.get(tokenOf(after) ?? 0)?.has(accountId),
      );
      const isTaken = changes.some(
        ({ before, after }) => tokenOf(before) === token || tokenOf(after) === token,
      );
      const isSaid = view.conflicts.some((row) => row.recordId === record.id && tokenOf(row.book) === token);
      if (!isTaken && !isContested && !isSaid)
        wrong.push(`I2: ${field} ${value} of ${cardId} was deleted before it was taken into the record`);
    }
  }
  return wrong;
}

/** I11: within any day, no more deletions without approval than the guard allows. */
function guarded(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const account of world.accounts) {
    const times = world.ledger.deletedByEngine
      .filter(
        ({ accountId, cardId }) => accountId === account.id && !isApproved(world, view, account, cardId),
      )
      .map(({ at }) => at);
    for (const from of times) {
      const within = times.filter((at) => at >= from && at < from + DAY_MS).length;
      if (within > 10) {
        wrong.push(
          `I11: ${within} cards of account ${account.index} were deleted within a day without approval`,
        );
        break;
      }
    }
  }
  return wrong;
}

function isApproved(world: World, view: CrmView, account: Account, cardId: string): boolean {
  const card = view.cards.find((row) => row.accountId === account.id && row.remoteId === cardId);
  return view.links.some(
    (link) => link.cardId === card?.id && world.approvedDeletions.has(`${link.recordId} ${account.userId}`),
  );
}

/** Every card in the book is linked, or in the queue; nobody has to look for one. */
function accounted(view: CrmView): string[] {
  const linked = new Set(view.links.filter(isOpen).map(({ cardId }) => cardId));
  const queued = new Set(view.queue.filter(({ state }) => state !== 'imported').map(({ cardId }) => cardId));
  return view.cards
    .filter(({ id, state }) => state !== 'gone' && !linked.has(id) && !queued.has(id))
    .map(({ remoteId }) => `I1: ${remoteId} is neither linked nor in the queue`);
}

/** I6, I7: a further sync asks once and writes nothing, a full one writes nothing either. */
async function idle(world: World): Promise<string[]> {
  const wrong: string[] = [];
  const before = await signature(world);
  const asked = world.accounts.map(({ requests }) => requests);
  const isHeld = (await world.crm.look()).links.some(
    ({ state, hold }) => state !== 'closed' && hold !== null,
  );
  await runAll(world, () => false);
  for (const [index, { requests }] of world.accounts.entries())
    if (requests - asked[index]! > 1 && !isHeld)
      wrong.push(`I7: an idle run of account ${index + 1} asks ${requests - asked[index]!} times`);
  if ((await signature(world)) !== before) wrong.push('I6: a further sync is not idle');
  await runAll(world, () => true);
  if ((await signature(world)) !== before)
    wrong.push('I6: a full listing of what is known changes something');
  return wrong;
}
