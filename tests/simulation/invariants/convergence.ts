// I1, I3, I4, I9: both sides show the same, each record once where it is wanted, and nothing is held for no reason.
import { isDeepStrictEqual } from 'node:util';
import type { Contact } from '../../../src/contact/contact.ts';
import { editsFor } from '../../../src/sync/decide/edits.ts';
import { project } from '../../../src/sync/decide/project.ts';
import { sameValue } from '../../../src/sync/decide/same-value.ts';
import type { Base } from '../../../src/sync/link/link.ts';
import { fieldsOf } from '../../../src/sync/mapping.ts';
import type { FieldKey, Mapping, MappingEntry } from '../../../src/sync/model.ts';
import type { CardView, CrmView, LinkRowView, RecordView } from '../crm/crm.ts';
import { groupIds, groupsOf } from '../operations/group-operations.ts';
import { chosenOf, wasOneWay } from '../world/excuses.ts';
import { READ_ONLY_BOOK } from '../world/server.ts';
import { POISON } from '../world/simulated-book.ts';
import { type Account, connectedTo, type World } from '../world/world.ts';
import { isAwaited } from './doubles.ts';
import { isInScope } from './groups.ts';
import { samePicture } from './pictures.ts';
import { isOpen, name, namesOfCard, namesOfField } from './words.ts';

/** I1: what both sides show is the same, or as much of it as the provider keeps. */
export async function converged(world: World, view: CrmView): Promise<string[]> {
  const wrong: string[] = [];
  for (const account of world.accounts) {
    const mappings = await world.crm.mappings(account.id);
    const { settings, review } = await world.crm.claim(account.id);
    if (review === 'settings' && !view.waiting.some(({ accountId }) => accountId === account.id))
      wrong.push(
        `I9: what account ${account.index} asks for is to be seen first, and there is nothing to see`,
      );
    for (const link of view.links.filter((row) => isOpen(row) && row.accountId === account.id)) {
      const record = view.records.find(({ id }) => id === link.recordId)!;
      const card = view.cards.find(({ id }) => id === link.cardId);
      const there = card && account.server.get(card.remoteId);
      const inForce = { view, mapping: mappings[record.kind], asks: settings.remoteDelete === 'ask' };
      if (link.hold !== null && holdIsRight(link, record, account, inForce)) continue;
      if (waitsForRefused(world, view, link, account)) continue;
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
      const contact = { ...there.contact, groups: groupsOf(account, there) };
      const { values } = project(contact, mapping, link.base, record.values);
      // A label says nothing of a group that is not there.
      const ofBook = new Set(groupIds(account));
      const saying = mapping.filter(({ slot }) => slot.property !== 'groups' || ofBook.has(slot.group));
      for (const entry of saying.filter(({ direction }) => direction === 'both'))
        for (const field of fieldsOf(entry)) {
          const [crm, book] = [record.values[field] || null, values[field] ?? null];
          const isCut = isCutCompany(account.shape, entry, crm, book);
          const isHomeless = () =>
            book === null && hasNoPlace(account, there.contact, { field, record, mapping, base: link.base });
          const isAsked = view.conflicts.some(
            (row) => row.linkId === link.id && row.field === field && row.resolution === null,
          );
          const isSame =
            entry.slot.property === 'photo'
              ? samePicture(world, account, link, { crm, book })
              : sameValue(entry, crm, book);
          const agreed = link.base?.fields[field];
          const names = namesOfField(view, record, field);
          // What only one side had when a person discarded a plan stays there alone until somebody changes it.
          const isLeft =
            connectedTo(world, account.server).some(({ id }) =>
              names.some((each) => world.ledger.differing.has(`${id} ${there.uid} ${each}`)),
            ) && (crm === null) !== (book === null);
          // Where each keeps its own, it does so until somebody changes one of them.
          const known = namesOfCard(world.ledger, card);
          const of = { accountId: account.id, recordId: record.id, names: known };
          const isKept = names.some((each) => chosenOf(world, view, { ...of, field: each }).has('both'));
          const isAgreed = (isLeft || isKept) && agreed?.local === crm && agreed.remote === book;
          if (!isSame && !isCut && !isAsked && !isAgreed && !isHomeless())
            wrong.push(`I1: ${field} of ${where} is ${crm} in the CRM and ${book} in the book`);
        }
    }
  }
  return wrong;
}

/** A card there has no room for the value: it stays in the record. */
export function hasNoPlace(
  { shape }: Account,
  contact: Contact,
  of: { field: FieldKey; record: RecordView; mapping: Mapping; base: Base | null },
): boolean {
  const { values } = of.record;
  const projection = project(contact, of.mapping, of.base, values);
  return shape.edited(contact, editsFor([of.field], values, of.mapping, contact, projection)) === null;
}

/** I3, I4: who wants a record has it, once, and who does not has not. */
export function links(world: World, view: CrmView): string[] {
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
      if (wanted && open.length === 0 && !wasOneWay(world, account.id))
        wrong.push(`I4: ${where} is wanted and has no link`);
      if (!wanted && open.some(({ hold }) => hold === null))
        wrong.push(`I4: ${where} is not wanted and still linked`);
      if (open.length > 1) wrong.push(`I3: ${where} has ${open.length} links`);
    }
  return wrong;
}

/** Every card in the book is linked, in the queue, or out of scope; nobody has to look for one. */
export function accounted(view: CrmView): string[] {
  const linked = new Set(view.links.filter(isOpen).map(({ cardId }) => cardId));
  const queued = new Set(view.queue.filter(({ state }) => state !== 'imported').map(({ cardId }) => cardId));
  return view.cards
    .filter(({ id, state, inScope }) => state !== 'gone' && inScope && !linked.has(id) && !queued.has(id))
    .map(({ remoteId }) => `I1: ${remoteId} is neither linked nor in the queue`);
}

/** A colleague's account tries again, at this very moment, what the book refuses: it is waited for as any write is, and asked a minute later. */
const waitsForRefused = (world: World, view: CrmView, link: LinkRowView, { id, server }: Account): boolean =>
  link.hold === null &&
  view.links.some(
    (other) =>
      isOpen(other) &&
      other.recordId === link.recordId &&
      other.hold?.code === 'refused' &&
      Object.values(view.records.find(({ id: of }) => of === link.recordId)!.values).some((value) =>
        value?.includes(POISON),
      ) &&
      other.outbox.length > 0 &&
      other.accountId !== id &&
      connectedTo(world, server).some((account) => account.id === other.accountId),
  );

/** Holds that a person is to end; each with what must be so for it to be right. */
function holdIsRight(
  link: LinkRowView,
  record: RecordView,
  account: Account,
  { view, mapping, asks }: { view: CrmView; mapping: Mapping; asks: boolean },
): boolean {
  const card = view.cards.find(({ id }) => id === link.cardId);
  switch (link.hold?.code) {
    case 'refused':
      return mapping.flatMap(fieldsOf).some((field) => record.values[field]?.includes(POISON));
    case 'match-in-queue':
      return isAwaited(link, record, account, view);
    case 'read-only-book':
      return account.server.bookOf(card!.remoteId) === READ_ONLY_BOOK;
    case 'card-deleted':
      return asks && !account.server.get(card?.remoteId ?? '');
    case 'loop':
      // Taken three times within a day, and due to rest.
      return (
        view.changes.filter(
          (row) =>
            row.actor === 'sync' &&
            row.accountId === account.id &&
            row.recordId === record.id &&
            row.field === link.hold?.detail,
        ).length >= 3
      );
    case 'out-of-scope':
      return !isInScope(account, card!);
    default:
      return false;
  }
}

const sameCard = (account: Account, card: CardView): boolean =>
  isDeepStrictEqual(account.server.get(card.remoteId)?.contact, card.contact);

/** As much of a company's name as the provider keeps: of no other value is anything cut off. */
function isCutCompany(
  { longestCompany }: Account['shape'],
  { slot }: MappingEntry,
  crm: string | null,
  book: string | null,
): boolean {
  if (crm === null || book === null || longestCompany === null) return false;
  const isCompany = slot.property === 'organization' && slot.part === 'name';
  return isCompany && book === crm.slice(0, longestCompany).trim();
}
