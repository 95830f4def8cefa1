// I13: of a card that does not arrive whole it is said what it lost, wherever that keeps it from being synced.
import { isUnreadable } from '../../../src/contact/loss.ts';
import { isApart } from '../../../src/sync/decide/merge.ts';
import { sameValue } from '../../../src/sync/decide/same-value.ts';
import { fieldsOf } from '../../../src/sync/mapping.ts';
import type { Mapping } from '../../../src/sync/model.ts';
import type { CrmView, LinkRowView } from '../crm/crm.ts';
import { wasOneWay } from '../world/excuses.ts';
import { type Token, tokenOf, tokensOf } from '../world/ledger.ts';
import { arriving } from '../world/losses.ts';
import type { World } from '../world/world.ts';

export async function lossesAreTold(world: World): Promise<string[]> {
  const view = await world.crm.look();
  const wrong: string[] = [];
  for (const link of view.links) {
    if (staysBehind(world, link)) continue;
    const card = view.cards.find(({ id }) => id === link.cardId);
    const account = world.accounts.find(({ id }) => id === link.accountId)!;
    const there = card && account.server.get(card.remoteId);
    const lost = there?.lost;
    const { hold, state } = link;
    const isLost = hold?.code === 'read-only-card' || hold?.code === 'unreadable-card';
    if (isLost && hold.detail !== lost?.loss)
      wrong.push(
        `I13: ${card?.remoteId} waits because it is ${hold.detail}, and it is ${lost?.loss ?? 'whole'}`,
      );
    if (state !== 'active' || !card || !lost || !card.inScope) continue;
    const where = `${card.remoteId} of account ${account.index}`;
    if (isUnreadable(lost.loss)) {
      if (hold?.code !== 'unreadable-card') wrong.push(`I13: nobody is told that ${where} cannot be read`);
    } else if (hold === null && !wasOneWay(world, account.id)) {
      const { kind } = view.records.find(({ id }) => id === link.recordId)!;
      const shown = tokensOf(arriving(there!.contact, lost));
      const unsent = newsFor(link, (await world.crm.mappings(account.id))[kind], view, shown);
      if (unsent) wrong.push(`I13: nobody is told that ${where} does not get ${unsent}`);
    }
  }
  return wrong;
}

/** Of an account that is being left nothing is synced but the cards that go with it. */
const staysBehind = ({ ledger }: World, { recordId, accountId }: LinkRowView): boolean =>
  ledger.leaving.has(accountId) && !ledger.left.has(`${recordId} ${accountId}`);

/** A value in the record, neither agreed on nor shown by the card under whatever label, with nobody being asked about it. */
function newsFor(
  { id, recordId, base }: LinkRowView,
  mapping: Mapping,
  view: CrmView,
  shown: ReadonlySet<Token>,
): string | undefined {
  const { values } = view.records.find((record) => record.id === recordId)!;
  const isAsked = (field: string): boolean =>
    view.conflicts.some((row) => row.linkId === id && row.field === field && row.resolution === null);
  for (const entry of mapping.filter(({ direction }) => direction === 'both'))
    for (const field of fieldsOf(entry)) {
      const agreed = base?.fields[field];
      if (!agreed || isApart(agreed) || isAsked(field)) continue;
      const isShown = shown.has(tokenOf(values[field]) ?? Number.NaN);
      if (values[field] && !isShown && !sameValue(entry, values[field], agreed.local))
        return `${field} ${values[field]}`;
    }
  return undefined;
}
