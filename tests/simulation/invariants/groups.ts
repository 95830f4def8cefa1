// What groups mean for a world at rest: the scope is what the book itself says, and our cards are where they were to be put.
import type { CardView, CrmView } from '../crm/crm.ts';
import { groupIds, groupsOf } from '../operations/group-operations.ts';
import { wasOneWay } from '../world/excuses.ts';
import type { Account, World } from '../world/world.ts';
import { isOpen, name } from './words.ts';

/** By the groups a card is in on its server and the scope in force. */
export function isInScope(account: Account, card: CardView): boolean {
  const there = account.server.get(card.remoteId);
  if (!there) return card.inScope;
  // A listing without any group concludes nothing: what was known of them stays.
  if (account.shape.groups === 'listed' && groupIds(account).length === 0) return card.inScope;
  const groups = groupsOf(account, there);
  const { mode, include, exclude } = account.scope;
  const isChosen = mode === 'all' || groups.some((id) => include.includes(id));
  return isChosen && !groups.some((id) => exclude.includes(id));
}

/** I1: which cards are synced is what the book and the settings say. */
export async function scoped(world: World, view: CrmView): Promise<string[]> {
  const wrong: string[] = [];
  for (const account of world.accounts) {
    account.scope = (await world.crm.claim(account.id)).settings.scope;
    for (const card of view.cards.filter(
      ({ accountId, state }) => accountId === account.id && state === 'live',
    ))
      if (isInScope(account, card) !== card.inScope)
        wrong.push(
          `I1: ${card.remoteId} of account ${account.index} is ${card.inScope ? '' : 'not '}in scope, and the book says otherwise`,
        );
  }
  return wrong;
}

/** I1: a card of ours is in the group that new cards go to, unless somebody chose its groups or another one since. */
export function joinedUp(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const account of world.accounts) {
    const [first, ...later] = account.groupSettings;
    const { scope, targetGroup } = first ?? {};
    const target = targetGroup ?? (scope?.mode === 'groups' ? scope.include[0] : undefined);
    // With a label, who is in it is what the label says.
    const isTied = world.ledger.tied.has(`${account.id} ${target}`);
    if (
      !target ||
      isTied ||
      later.length > 0 ||
      !groupIds(account).includes(target) ||
      wasOneWay(world, account.id)
    )
      continue;
    for (const { cardId, recordId, createdByUs, state, hold } of view.links.filter(isOpen)) {
      const card = view.cards.find(({ id, accountId }) => id === cardId && accountId === account.id);
      const there = card && account.server.get(card.remoteId);
      if (!createdByUs || state !== 'active' || hold || !there) continue;
      const isTheirs =
        world.ledger.regrouped.has(`${account.id} ${there.id}`) ||
        world.movedByOwner.has(`${account.server.identity} ${there.marker}`);
      if (!isTheirs && !groupsOf(account, there).includes(target))
        wrong.push(
          `I1: ${there.id} of account ${account.index} is not in ${target}: ${name(view.records.find(({ id }) => id === recordId)!)}`,
        );
    }
  }
  return wrong;
}
