// Cards alone: a second card of somebody goes as a person saw it and nothing beside it, and is back as it was, once.
import { isDeepStrictEqual } from 'node:util';
import type { Contact } from '../../../src/contact/contact.ts';
import type { CrmView } from '../crm/crm.ts';
import { aloneBy } from '../world/ledger.ts';
import { readRaw, type Server } from '../world/server.ts';
import type { World } from '../world/world.ts';
import { isOpen } from './words.ts';

/** I4, I9: what went as a second card is what a person wanted gone, as it was then; and what they said is done or given up. */
export function secondsMeant(world: World, view: CrmView): string[] {
  const wrong = view.alone
    .filter(isOpen)
    .map(({ id, hold }) => `I9: ${id}, a card alone, is neither gone nor let go of: ${hold?.code}`);
  for (const deletion of world.ledger.deletedByEngine) {
    if (aloneBy(view, deletion) === null) continue;
    const { accountId, cardId, contact } = deletion;
    const isMeant = world.excuses.seconds.some(
      (each) =>
        each.accountId === accountId && each.remoteId === cardId && isDeepStrictEqual(each.contact, contact),
    );
    if (!isMeant) wrong.push(`I4: ${cardId} went as a second card, and nobody had said so of it as it was`);
  }
  return wrong;
}

/** I3, I5, I10: a card alone comes back because somebody took it out of the trash, once, with everything it had. */
export function backAsBefore(world: World, view: CrmView): string[] {
  const { backs } = world.excuses;
  const wrong = view.actions
    .filter(({ type, recordId, linkId }) => type === 'create' && recordId === null && !backs.has(linkId!))
    .map(({ linkId }) => `I10: ${linkId} made a card alone that nobody had put back`);
  for (const [linkId, { raw, wentBy }] of backs) {
    const { marker, accountId, closedReason } = view.alone.find(({ id }) => id === linkId)!;
    const { index, server, shape } = world.accounts.find(({ id }) => id === accountId)!;
    if (world.movedByOwner.has(`${server.identity} ${marker}`)) continue;
    const back = server
      .ids()
      .map((id) => server.history(id)[0]!.card!)
      .filter((card) => card.marker === marker);
    if (back.length > 1)
      wrong.push(`I3: ${back.map(({ id }) => id)} of account ${index} are one card put back`);
    if (back.length === 0 && !isGivenUp(world, view, linkId))
      wrong.push(`I1: ${linkId} of account ${index} was put back, and is not there: ${closedReason}`);
    const was = readRaw(raw);
    const isOurs = world.ledger.deletedByEngine.some((deletion) => aloneBy(view, deletion) === wentBy);
    // Whoever deleted the card on the phone took a picture with it that lay elsewhere, unless a run had fetched it just before.
    const isLost = !isOurs && shape.photos === 'copied';
    const whole = shape.keep(was.contact);
    const meant = [whole, ...(isLost ? [{ ...whole, photo: null }] : [])].map((each) =>
      withPicture(server, each),
    );
    for (const card of back)
      if (
        !meant.some((each) => isDeepStrictEqual(withPicture(server, card.contact), each)) ||
        !isDeepStrictEqual(card.unmapped, was.unmapped)
      )
        wrong.push(`I5: ${card.id} of account ${index} was put back, and is not as it was`);
  }
  return wrong;
}

/** Its picture as people see it: a provider's own copy of one, under whatever name, is no other. */
function withPicture({ photos }: Server, contact: Contact): Contact {
  const { photo } = contact;
  return { ...contact, photo: photo && photos.get(photo)!.replace(/ small$/, '') };
}

/** Somebody discarded it, its account ended before its turn, or takes nothing from Rubrica. */
function isGivenUp({ excuses }: World, { alone, actions }: CrmView, linkId: string): boolean {
  const { accountId, closedReason } = alone.find(({ id }) => id === linkId)!;
  if (closedReason === 'disconnected') return true;
  if (closedReason === 'unwanted') return excuses.oneWay.has(accountId);
  return actions.some((action) => action.linkId === linkId && action.outcome === 'discarded');
}
