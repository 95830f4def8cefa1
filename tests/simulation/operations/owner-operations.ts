// What the owner of an address book does to it, with a phone or at the provider's own page.
import type { Contact, LabelledValue } from '../../../src/contact/contact.ts';
import { emptyContact } from '../../../src/contact/contact.ts';
import { parseDate } from '../../../src/contact/date.ts';
import { type Ledger, typed } from '../world/ledger.ts';
import type { Random } from '../world/random.ts';
import type { ServerCard } from '../world/server.ts';
import { type Account, connectedTo, type World } from '../world/world.ts';
import type { Operation } from './crm-operations.ts';

type Part =
  | 'given'
  | 'family'
  | 'company'
  | 'title'
  | 'notes'
  | 'birthday'
  | 'email'
  | 'phone'
  | 'mobile'
  | 'address';
const PARTS: Part[] = [
  'given',
  'family',
  'company',
  'title',
  'notes',
  'birthday',
  'email',
  'phone',
  'mobile',
  'address',
];

/** The contact with one part newly typed. */
function retyped(contact: Contact, part: Part, ledger: Ledger, chance: Random): Contact {
  const token = ledger.fresh();
  const { name, organization } = contact;
  switch (part) {
    case 'given':
    case 'family':
      return { ...contact, name: { ...name, [part]: typed(part, token) } };
    case 'company':
      return { ...contact, organization: { ...organization, name: typed('company', token) } };
    case 'title':
      return { ...contact, organization: { ...organization, title: typed('title', token) } };
    case 'notes':
      return { ...contact, notes: typed('notes', token) };
    case 'birthday':
      return { ...contact, birthday: parseDate(typed('birthday', token))! };
    case 'email':
      return { ...contact, emails: withValue(contact.emails, typed('email', token), 'work', chance) };
    case 'phone':
      return { ...contact, phones: withValue(contact.phones, typed('phone', token), 'work', chance) };
    case 'mobile':
      return { ...contact, phones: withValue(contact.phones, typed('mobile', token), 'mobile', chance) };
    case 'address': {
      const address = { label: 'work', ...contact.addresses[0], street: typed('street', token) };
      return { ...contact, addresses: [address, ...contact.addresses.slice(1)] };
    }
  }
}

/** In the place of one of the same label, or besides. */
function withValue(list: LabelledValue[], value: string, label: string, chance: Random): LabelledValue[] {
  const at = list.findIndex((entry) => entry.label === label);
  if (at >= 0 && chance.chance(0.8)) return list.with(at, { ...list[at]!, value });
  return [...list, { value, label: at >= 0 ? 'other' : label }];
}

export function newContact(ledger: Ledger, chance: Random): Contact {
  let contact = retyped(emptyContact(), 'family', ledger, chance);
  for (const part of PARTS)
    if (part !== 'family' && chance.chance(0.35)) contact = retyped(contact, part, ledger, chance);
  return contact;
}

function aCard(world: World, chance: Random): { account: Account; card: ServerCard } | null {
  const account = chance.pick(world.accounts);
  const live = account.server.live();
  return live.length === 0 ? null : { account, card: chance.pick(live) };
}

/** An operation on one card; `change` returns null where there is nothing to do. */
export const onCard =
  (
    words: string,
    change: (card: ServerCard, world: World, chance: Random) => Partial<ServerCard> | null,
  ): Operation =>
  async (world, chance) => {
    const found = aCard(world, chance);
    const changed = found && change(found.card, world, chance);
    if (!found || !changed) return null;
    const { account, card } = found;
    account.server.update('owner', card.id, changed);
    return `the owner of account ${account.index} ${words} ${card.id}${changed.contact ? `: ${difference(card.contact, changed.contact)}` : ''}`;
  };

function difference(before: Contact, after: Contact): string {
  const keys = Object.keys({ ...before, ...after }) as (keyof Contact)[];
  return keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => `${key} ${JSON.stringify(after[key]) ?? 'nothing'}`)
    .join(', ');
}

const edit = onCard('edits', ({ contact }, { ledger }, chance) => ({
  contact: retyped(contact, chance.pick(PARTS), ledger, chance),
}));

const clear = onCard('clears something on', ({ contact }, _world, chance) => {
  const filled = [
    contact.organization.title && 'title',
    contact.name.given && contact.name.family && 'given',
    contact.notes && 'notes',
    contact.birthday && 'birthday',
    contact.emails.length > 0 && 'emails',
    contact.phones.length > 0 && 'phones',
  ].filter(Boolean) as string[];
  if (filled.length === 0) return null;
  const part = chance.pick(filled);
  const { title: _title, ...organization } = contact.organization;
  const { given: _given, display: _display, ...name } = contact.name;
  switch (part) {
    case 'title':
      return { contact: { ...contact, organization } };
    case 'given':
      return { contact: { ...contact, name } };
    case 'emails':
    case 'phones': {
      const at = chance.int(contact[part].length);
      return { contact: { ...contact, [part]: contact[part].toSpliced(at, 1) } };
    }
    default:
      return {
        contact: Object.fromEntries(
          Object.entries(contact).filter(([key]) => key !== part),
        ) as unknown as Contact,
      };
  }
});

/** As a phone app does by itself: nothing a person would call another number. */
const reformat = onCard('has the numbers reformatted of', ({ contact }) =>
  contact.phones.length === 0
    ? null
    : { contact: { ...contact, phones: contact.phones.map((p) => ({ ...p, value: respaced(p.value) })) } },
);

const respaced = (value: string): string =>
  value.includes(' ') ? value.replaceAll(' ', '') : value.replace(/^(\+\d\d)(\d+)(\d{4})$/, '$1 $2 $3');

const relabel = onCard('relabels a number of', ({ contact }, _world, chance) => {
  if (contact.phones.length === 0) return null;
  const at = chance.int(contact.phones.length);
  const label = chance.pick(['work', 'home', 'mobile', 'other', 'Skype']);
  return { contact: { ...contact, phones: contact.phones.with(at, { ...contact.phones[at]!, label }) } };
});

const reorder = onCard('reorders the numbers of', ({ contact }) =>
  contact.phones.length < 2 ? null : { contact: { ...contact, phones: contact.phones.toReversed() } },
);

/** To what the card held before. */
const revert: Operation = async (world, chance) => {
  const found = aCard(world, chance);
  if (!found) return null;
  const { account, card } = found;
  const former = account.server.history(card.id).filter((state) => state.card !== null);
  const { contact } = chance.pick(former).card!;
  if (JSON.stringify(contact) === JSON.stringify(card.contact)) return null;
  account.server.update('owner', card.id, { contact });
  return `the owner of account ${account.index} takes ${card.id} back to what it was: ${difference(card.contact, contact)}`;
};

const touch = onCard('opens and saves', () => ({}));

const regroup = onCard('moves to another group', ({ contact }, _world, chance) => ({
  contact: { ...contact, groups: [chance.pick(['Customers', 'Friends', 'Suppliers'])] },
}));

const photo = onCard('gives another photo to', ({ unmapped }, { ledger }) => ({
  unmapped: [...unmapped.filter((text) => !text.startsWith('photo')), `photo ${ledger.fresh()}`],
}));

const create: Operation = async ({ accounts, ledger }, chance) => {
  const account = chance.pick(accounts);
  const contact = newContact(ledger, chance);
  const unmapped = [`x-own ${ledger.fresh()}`, `photo ${ledger.fresh()}`];
  const card = account.server.create('owner', { contact, unmapped });
  return `the owner of account ${account.index} creates ${card.id}, ${contact.name.family}`;
};

const remove: Operation = async (world, chance) => {
  const found = aCard(world, chance);
  if (!found) return null;
  found.account.server.remove('owner', found.card.id);
  return `the owner of account ${found.account.index} deletes ${found.card.id}`;
};

/** Gone, and back under another address with the same identifier: a move, or an app that works like that. */
const move: Operation = async (world, chance) => {
  const found = aCard(world, chance);
  if (!found) return null;
  const card = movedCard(world, found.account, found.card);
  return `the owner of account ${found.account.index} moves ${found.card.id}, which becomes ${card.id}`;
};

export function movedCard(
  world: World,
  { server }: Account,
  { id, uid, marker, contact, unmapped }: ServerCard,
  book?: string,
): ServerCard {
  if (marker !== null) world.movedByOwner.add(`${server.identity} ${marker}`);
  server.remove('owner', id);
  const card = server.create('owner', { uid, marker, contact, unmapped, book });
  for (const { id: accountId } of connectedTo(world, server)) {
    world.ledger.removedByOthers.delete(`${accountId} ${id}`);
    world.ledger.movedTo.set(`${accountId} ${id}`, `${accountId} ${card.id}`);
  }
  return card;
}

const removeMany: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const chosen = account.server.live().filter(() => chance.chance(0.8));
  for (const { id } of chosen) account.server.remove('owner', id);
  return chosen.length === 0 ? null : `the owner of account ${account.index} deletes ${chosen.length} cards`;
};

const clockJump: Operation = async ({ scheduler }, chance) => {
  const minutes = chance.between(1, 60);
  scheduler.skip(minutes * 60_000);
  return `the machine sleeps for ${minutes} minutes`;
};

export const OWNER_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  ownerCreates: { weight: 2, run: create },
  ownerEdits: { weight: 10, run: edit },
  ownerClears: { weight: 2, run: clear },
  ownerReverts: { weight: 1.5, run: revert },
  ownerRelabels: { weight: 1, run: relabel },
  ownerReorders: { weight: 0.5, run: reorder },
  ownerReformats: { weight: 1, run: reformat },
  ownerTouches: { weight: 1, run: touch },
  ownerRegroups: { weight: 0.5, run: regroup },
  ownerTakesPhoto: { weight: 1, run: photo },
  ownerRemoves: { weight: 1.5, run: remove },
  ownerMoves: { weight: 0.7, run: move },
  ownerRemovesMany: { weight: 0.15, run: removeMany },
  clockJumps: { weight: 0.3, run: clockJump },
};
