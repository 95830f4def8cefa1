// I14: the account adds up: every card in the address book is counted once, as what it is.
import type { CrmView } from '../crm/crm.ts';
import type { World } from '../world/world.ts';
import { isOpen } from './words.ts';

export async function addsUp(world: World, view: CrmView): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id, index, server } of world.accounts) {
    const { store } = await world.crm.claim(id);
    const { remoteTotal, linked, pending, ignored, outOfScope, failed } = (await store.finish({
      review: false,
      count: true,
    }))!;
    const sum = linked + pending + ignored + outOfScope + failed;
    const there = server.live().length;
    if (remoteTotal !== sum)
      wrong.push(
        `I14: account ${index} counts ${remoteTotal} cards: ${linked} linked, ${pending} waiting, ${ignored} ignored, ${outOfScope} out of scope, ${failed} failed`,
      );
    if (remoteTotal !== there) wrong.push(`I14: account ${index} counts ${remoteTotal} cards of ${there}`);
    const linkedThere = view.links.filter(
      (link) =>
        isOpen(link) &&
        link.accountId === id &&
        view.cards.some((card) => card.id === link.cardId && card.inScope && server.get(card.remoteId)),
    ).length;
    if (linked !== linkedThere)
      wrong.push(`I14: account ${index} counts ${linked} linked cards, and ${linkedThere} are`);
  }
  return wrong;
}
