// I2, I5, I8: no value is lost, invented or overwritten without a word.
import type { FieldDiff } from '../../../src/sync/model.ts';
import type { CrmView } from '../crm/crm.ts';
import { type Chosen, chosenOf, gaveWay, isBy, isRemapped, wasOneWay } from '../world/excuses.ts';
import { aloneBy, type Token, tokenOf, tokensOf } from '../world/ledger.ts';
import type { World } from '../world/world.ts';
import { changesWithMerges, isOpen, kindAt, mergedInto, namesOfCard } from './words.ts';

/** I2: what a person typed in a book is somewhere, or a person wrote over it. */
export function conserved(world: World, view: CrmView): string[] {
  const kept = new Set<Token>();
  const keep = (value: string | null | undefined): void => {
    const token = tokenOf(value);
    if (token !== null) kept.add(token);
  };
  for (const { before, after } of view.changes) for (const value of [before, after]) keep(value);
  for (const { crm, book } of view.conflicts) for (const value of [crm, book]) keep(value);
  // What a person said no to is in the run that proposed it.
  // An account, or a field, that takes nothing from the book writes over it; what was there is in the run's list.
  // Of a card that was linked to a record, what each side kept for itself is in what was first done with that field.
  const written = new Set<string>();
  for (const { type, linkId, diff, pull, outcome, accountId, recordId, at } of view.actions) {
    for (const { field, before, after } of [...diff, ...(pull ?? [])]) {
      const isFirst = type === 'update' && !written.has(`${linkId} ${field}`);
      if (type === 'update') written.add(`${linkId} ${field}`);
      if (
        outcome === 'discarded' ||
        wasOneWay(world, accountId, at) ||
        isRemapped(world, { accountId, recordId, field, at }) ||
        (isFirst && recordId && chosenOf(world, view, { accountId, recordId, field, at }).size > 0)
      )
        for (const value of [before, after]) keep(value);
    }
  }
  for (const value of gaveWay(world, view)) keep(value);
  for (const { contact } of view.trash) for (const token of tokensOf(contact)) kept.add(token);
  for (const { server } of world.accounts)
    for (const { contact } of server.live()) for (const token of tokensOf(contact)) kept.add(token);
  const lost = [...world.ledger.typed].filter(
    (token) => !kept.has(token) && !world.ledger.overwritten.has(token),
  );
  return lost.map((token) => `I2: ${token}, typed on a phone, is nowhere any more`);
}

/**
 * A value may go to another field where the account maps otherwise, or the record is of another kind; it may be shown late; and
 * somebody may have linked the card to this record, for its value to stand.
 */
const mayReturn = (world: World, view: CrmView, of: Parameters<typeof chosenOf>[2]): boolean =>
  isRemapped(world, of) ||
  world.accounts.some(({ id, shownOld }) => id === of.accountId && shownOld) ||
  chosenOf(world, view, of).has('card');

/** This account had the card as that of another record, which says so; let go of, it is taken up as this one's with what is on it. */
const cameWithCard = (
  { links, changes }: CrmView,
  of: { accountId: string; recordId: string; token: Token | null },
): boolean => {
  const inAccount = links.filter(({ accountId, cardId }) => accountId === of.accountId && cardId !== null);
  const own = new Set(inAccount.flatMap((row) => (row.recordId === of.recordId ? [row.cardId] : [])));
  const others = inAccount.filter(({ recordId, cardId }) => recordId !== of.recordId && own.has(cardId));
  return others.some((other) =>
    changes.some(
      ({ recordId, after }) =>
        recordId === other.recordId && of.token !== null && tokenOf(after) === of.token,
    ),
  );
};

/** I8: what came from a book was typed in that book; what is in conflict was typed on both sides. */
export function nothingInvented(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  const { typedIn } = world.ledger;
  // What a person imports may be a card that was ours once; it goes with its record into another one.
  const imported = new Set(
    view.actions.flatMap(({ type, recordId }) => (type === 'import' || type === 'merge' ? [recordId] : [])),
  );
  for (const [index, { actor, accountId, recordId, before, after, field, at }] of view.changes.entries()) {
    const token = actor === 'sync' && field !== 'deletedAt' ? tokenOf(after) : null;
    // A value that the record never had was written to its card in that life.
    const isItsFirst = (): boolean =>
      !view.changes
        .slice(0, index)
        .some((row) => row.recordId === recordId && [row.before, row.after].map(tokenOf).includes(token));
    // Or it came as a guess with that import, and can be read by now.
    const isReadNow = world.aspects.has('losses') && token !== null && tokenOf(before) === token;
    const lives = [recordId, ...mergedInto(view, recordId)];
    const isImport = lives.some((id) => imported.has(id)) && (before === null || isReadNow || isItsFirst());
    const mayBe = isImport || mayReturn(world, view, { accountId: accountId!, recordId, field, at });
    if (
      (mayBe || cameWithCard(view, { accountId: accountId!, recordId, token })) &&
      world.ledger.held.get(accountId!)?.has(token!)
    )
      continue;
    if (token !== null && !typedIn.get(token)?.has(accountId!))
      wrong.push(`I8: ${field} ${after} came from a book where nobody typed it`);
  }
  for (const { crm, book, base, field, accountId, recordId } of view.conflicts) {
    if (field === 'photo' && crm !== null && book !== null) continue;
    const [ours, theirs] = [tokenOf(crm), tokenOf(book)];
    if (ours === null || theirs === null)
      wrong.push(`I8: a conflict about ${field} has one side: ${crm} and ${book}`);
    else if (
      base !== null &&
      !typedIn.get(theirs)?.has(accountId) &&
      !(
        mayReturn(world, view, { accountId, recordId, field }) &&
        world.ledger.held.get(accountId)?.has(theirs)
      )
    )
      wrong.push(`I8: a conflict about ${field} is with ${book}, which nobody typed there`);
  }
  return wrong;
}

/** I2: a book wrote over a value that it never held only where a conflict says so. */
export function nothingOverwritten(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const [index, { actor, accountId, recordId, field, before, after, at }] of view.changes.entries()) {
    const token = actor === 'sync' ? tokenOf(before) : null;
    if (token === null || accountId === null || wasOneWay(world, accountId, at)) continue;
    if (isRemapped(world, { accountId, recordId, field, at })) continue;
    const isFirstSince = (made: Chosen | undefined): boolean =>
      made !== undefined &&
      !view.changes
        .slice(0, index)
        .some(
          (row) =>
            row.recordId === recordId &&
            row.accountId === accountId &&
            row.field === field &&
            row.before !== null &&
            isBy(made.at, row.at),
        );
    const said = chosenOf(world, view, { accountId, recordId, field, at });
    if (isFirstSince(said.get('card'))) continue;
    // What each side kept for itself is apart until somebody edits one of them.
    const kept = said.get('both');
    if (isFirstSince(kept) && tokenOf(kept?.shown[field]) !== tokenOf(after)) continue;
    const wasThere = world.ledger.held.get(accountId)?.has(token);
    const isSaid = view.conflicts.some(
      (row) => row.recordId === recordId && row.field === field && tokenOf(row.crm) === token,
    );
    if (!wasThere && !isSaid)
      wrong.push(`I2: ${field} ${before} was overwritten by a book that never had it`);
  }
  return wrong;
}

/** What was to be taken into the record. */
const intoRecord = ({ type, diff, pull }: CrmView['actions'][number]): FieldDiff[] =>
  type === 'update' ? (pull ?? []) : diff;

/** I2: before a card is deleted, what was typed on it is taken into the record; the trash alone is not enough. */
export function takenBeforeDeleted(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const deletion of world.ledger.deletedByEngine) {
    // A card alone goes as it is, and lies in the trash.
    if (aloneBy(view, deletion) !== null) continue;
    const { accountId, cardId, contact, at } = deletion;
    const card = view.cards.find((row) => row.accountId === accountId && row.remoteId === cardId);
    // Of several records in the life of a card the last one had it when it was deleted.
    const link = view.links.findLast((row) => row.cardId === card?.id);
    const record = view.records.find(({ id }) => id === link?.recordId);
    if (!record || kindAt(view, record, at) !== 'contact' || wasOneWay(world, accountId, at)) continue;
    const [lives, history] = [mergedInto(view, record.id).add(record.id), changesWithMerges(view, record.id)];
    const values = {
      firstName: contact.name.given,
      lastName: contact.name.family,
      description: contact.notes,
    };
    for (const [field, value] of Object.entries(values)) {
      const token = tokenOf(value);
      if (token === null || !world.ledger.typedIn.get(token)?.has(accountId)) continue;
      // Of a record whose card it was for a while, as between a merge and its undo.
      if (world.ledger.brought.get(`${accountId} ${cardId}`)?.has(token)) continue;
      if (isRemapped(world, { accountId, recordId: record.id, field, at })) continue;
      // A person has said that it is not to be taken, and nobody has typed another one there since.
      const isGivenUp = view.actions.some(
        (action) =>
          action.outcome === 'discarded' &&
          action.accountId === accountId &&
          lives.has(action.recordId!) &&
          intoRecord(action).some((diff) => diff.field === field && tokenOf(diff.after) === token),
      );
      if (isGivenUp && tokenOf(link?.base?.fields[field]?.remote) === token) continue;
      const names = card && namesOfCard(world.ledger, card);
      const stands = chosenOf(world, view, { accountId, recordId: record.id, names, field, at });
      if (stands.has('record') || stands.has('both')) continue;
      const changes = history.filter((change) => change.field === field);
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

/** I5: a card that is made again has the photo and everything else that its first life had and no field shows. */
export function comesBackWhole(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const account of world.accounts)
    for (const { id, recordId, cardId, marker } of view.links.filter(
      (link) => isOpen(link) && link.accountId === account.id && link.cardId !== null,
    )) {
      // One that was there, and is taken up, is what it was.
      if (!view.actions.some(({ type, linkId }) => type === 'create' && linkId === id)) continue;
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
        // Of several records made one, the card that went last need not be the one that comes back.
        !view.changes.some((row) => row.recordId === recordId && row.field === 'mergedFrom') &&
        !world.movedByOwner.has(`${account.server.identity} ${marker}`) &&
        first &&
        deleted &&
        former?.closedReason === 'deleted' &&
        first.unmapped.join() !== deleted.unmapped.join()
      )
        wrong.push(`I5: ${card.remoteId} of account ${account.index} came back without ${deleted.unmapped}`);
    }
  return wrong;
}
