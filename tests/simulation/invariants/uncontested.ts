// After a history has come to rest: one edit, by one person, on one side, to a value the field may well have had before.
// Nobody contests it, so it must stand on both sides.

import { isApart } from '../../../src/sync/decide/merge.ts';
import { project } from '../../../src/sync/decide/project.ts';
import { sameValue } from '../../../src/sync/decide/same-value.ts';
import { defaultMapping } from '../../../src/sync/mapping.ts';
import type { CrmView, LinkRowView } from '../crm/crm.ts';
import { approveWaiting } from '../operations/crm-operations.ts';
import { wasOneWay } from '../world/excuses.ts';
import { tokenOf, typed } from '../world/ledger.ts';
import type { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';
import { hasNoPlace } from './convergence.ts';
import { comeToRestWithPeople } from './rest.ts';
import { isOpen } from './words.ts';

const FIELDS = ['firstName', 'title', 'companyName', 'email', 'mobile'];

export async function checkUncontested(world: World, chance: Random): Promise<string[]> {
  const { crm, ledger, accounts } = world;
  const view = await crm.look();
  const sharers = recordsByCard(world, view);
  const expected: { recordId: string; field: string; value: string }[] = [];
  const mappingOf = new Map(
    await Promise.all(accounts.map(async ({ id }) => [id, await crm.mappings(id)] as const)),
  );
  for (const record of view.records) {
    const links = view.links.filter(({ recordId, state }) => recordId === record.id && state !== 'closed');
    if (record.deleted || links.length === 0 || links.some(({ state, hold }) => state !== 'active' || hold))
      continue;
    if (view.conflicts.some(({ recordId, resolution }) => recordId === record.id && resolution === null))
      continue;
    if (links.some(({ accountId }) => wasOneWay(world, accountId))) continue;
    // What two records have through two accounts gets an edit from each.
    if (links.some((link) => sharers.get(cardKey(world, view, link))!.size > 1)) continue;
    // What is out of scope is synced when it is back.
    if (links.some(({ cardId }) => !view.cards.find(({ id }) => id === cardId)?.inScope)) continue;
    // A field that goes both ways in every account of the record.
    const entries = links.map(({ accountId }) => mappingOf.get(accountId)![record.kind]);
    const fields = FIELDS.filter(
      (field) =>
        entries.every((all) => all.some((entry) => entry.field === field && entry.direction === 'both')) &&
        // What one side was left with alone is contested by the first edit of the other.
        !links.some(({ base }) => isApart(base?.fields[field])),
    );
    if (fields.length === 0) continue;
    const field = chance.pick(fields);
    const elsewhere = new Set(Object.values(record.values).map(tokenOf));
    const former = view.changes
      .filter((change) => change.recordId === record.id && change.field === field)
      .flatMap(({ before, after }) => [before, after])
      .filter((value) => value !== null && value.length < 30 && !elsewhere.has(tokenOf(value)));
    const value =
      former.length > 0 && chance.chance(0.7) ? chance.pick(former)! : typed(field, ledger.fresh());
    if (chance.chance(0.5)) {
      if (!(await crm.updateRecord(world.users[0]!, record.id, { [field]: value }))) continue;
      world.tell(
        `undisputed: ${field} of ${record.values.lastName ?? record.id} is set to ${value} in the CRM`,
      );
    } else {
      const link = chance.pick(links);
      const account = accounts.find(({ id }) => id === link.accountId)!;
      const card = view.cards.find(({ id }) => id === link.cardId)!;
      const { contact } = account.server.get(card.remoteId)!;
      const mapping = mappingOf.get(account.id)![record.kind];
      const entry = mapping.find((each) => each.field === field)!;
      const at = project(contact, mapping, link.base, record.values).at[field] ?? null;
      const edited = ownerSets(contact, entry.slot.property, at, field, value);
      if (!edited) continue;
      account.server.update('owner', card.remoteId, { contact: edited });
      world.tell(`undisputed: ${field} of ${card.remoteId} in account ${account.index} is set to ${value}`);
    }
    expected.push({ recordId: record.id, field, value });
  }
  const wrong = await comeToRestWithPeople(world, chance, approveWaiting);
  const after = await crm.look();
  for (const { recordId, field, value } of expected) {
    const record = after.records.find(({ id }) => id === recordId)!;
    const entry = defaultMapping(record.kind).find((each) => each.field === field)!;
    if (
      !sameValue(entry, record.values[field] || null, value) &&
      !value.startsWith(record.values[field] ?? '-')
    )
      wrong.push(`I2: nobody contested ${field} ${value}, and the CRM says ${record.values[field]}`);
    for (const link of after.links.filter((row) => row.recordId === recordId && row.state !== 'closed')) {
      const account = accounts.find(({ id }) => id === link.accountId)!;
      const card = after.cards.find(({ id }) => id === link.cardId);
      const there = card && account.server.get(card.remoteId);
      if (!there || link.hold) continue;
      const mapping = mappingOf.get(account.id)![record.kind];
      const shown = project(there.contact, mapping, link.base, record.values).values[field] ?? null;
      if (shown === null && hasNoPlace(account, there.contact, { field, record, mapping, base: link.base }))
        continue;
      if (!sameValue(entry, shown, value) && !value.startsWith(shown ?? '-'))
        wrong.push(`I2: nobody contested ${field} ${value}, and account ${account.index} shows ${shown}`);
    }
  }
  return wrong;
}

/** A card by its server: accounts that are connected to one see the same. */
const cardKey = ({ accounts }: World, { cards }: CrmView, { accountId, cardId }: LinkRowView): string =>
  `${accounts.find(({ id }) => id === accountId)!.server.identity} ${cards.find(({ id }) => id === cardId)?.remoteId}`;

/** Of each card the records it is linked to, through whichever account. */
function recordsByCard(world: World, view: CrmView): Map<string, Set<string>> {
  const open = view.links.filter((link) => isOpen(link) && link.cardId !== null);
  const byCard = Map.groupBy(open, (link) => cardKey(world, view, link));
  return new Map([...byCard].map(([key, links]) => [key, new Set(links.map(({ recordId }) => recordId))]));
}

type Contact = import('../../../src/contact/contact.ts').Contact;

/** The contact with the very value of the field edited; null where the card has none for it. */
function ownerSets(
  contact: Contact,
  property: string,
  at: number | null,
  field: string,
  value: string,
): Contact | null {
  switch (field) {
    case 'firstName':
      return { ...contact, name: { ...contact.name, given: value } };
    case 'title':
      return { ...contact, organization: { ...contact.organization, title: value } };
    case 'companyName':
      return { ...contact, organization: { ...contact.organization, name: value } };
    default: {
      if (at === null || (property !== 'emails' && property !== 'phones')) return null;
      const list = contact[property];
      if (list.some((entry) => entry.value === value)) return null;
      return { ...contact, [property]: list.with(at, { ...list[at]!, value }) };
    }
  }
}
