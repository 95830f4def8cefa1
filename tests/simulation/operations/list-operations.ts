// Several values of a property on one card, labels of somebody's making, and which one is preferred.
import type { Contact, LabelledValue } from '../../../src/contact/contact.ts';
import { type Ledger, typed } from '../world/ledger.ts';
import type { Random } from '../world/random.ts';
import type { Operation } from './crm-operations.ts';
import { onCard } from './owner-operations.ts';

const LISTS = ['emails', 'phones', 'urls'] as const;
const LABELS = ['work', 'home', 'mobile', 'other', 'main', 'Skype', 'Casa', 'Assistente', null];
const FIELD = { emails: 'email', phones: 'phone', urls: 'website' } as const;

const withList = (contact: Contact, list: (typeof LISTS)[number], entries: LabelledValue[]) => ({
  contact: { ...contact, [list]: entries },
});

const add = onCard('adds a value to', ({ contact }, { ledger }, chance) => {
  if (chance.chance(0.2)) return { contact: withAddress(contact, ledger, chance) };
  const list = chance.pick(LISTS);
  if (contact[list].length >= 5) return null;
  const value = typed(FIELD[list], ledger.fresh());
  const entry = { value, label: chance.pick(LABELS) };
  return withList(contact, list, chance.chance(0.5) ? [...contact[list], entry] : [entry, ...contact[list]]);
});

function withAddress(contact: Contact, ledger: Ledger, chance: Random): Contact {
  const address = {
    label: chance.pick(['home', 'other', 'Lager']),
    street: typed('street', ledger.fresh()),
    city: typed('city', ledger.fresh()),
  };
  return { ...contact, addresses: [...contact.addresses, address].slice(0, 4) };
}

const relabel = onCard('relabels a value of', ({ contact }, _world, chance) => {
  const list = chance.pick(LISTS.filter((each) => contact[each].length > 0));
  if (!list) return null;
  const at = chance.int(contact[list].length);
  return withList(
    contact,
    list,
    contact[list].with(at, { ...contact[list][at]!, label: chance.pick(LABELS) }),
  );
});

const swap = onCard('swaps the labels of two values of', ({ contact }, _world, chance) => {
  const list = chance.pick(LISTS.filter((each) => contact[each].length > 1));
  if (!list) return null;
  const [first, second, ...rest] = contact[list];
  const swapped = [
    { ...first!, label: second!.label },
    { ...second!, label: first!.label },
  ];
  return withList(contact, list, [...swapped, ...rest]);
});

const prefer = onCard('prefers another value of', ({ contact }, _world, chance) => {
  const list = chance.pick(LISTS.filter((each) => contact[each].length > 0));
  if (!list) return null;
  const at = chance.int(contact[list].length);
  return withList(
    contact,
    list,
    contact[list].map(({ value, label }, index) => ({
      value,
      label,
      ...(index === at ? { primary: true } : {}),
    })),
  );
});

const reorder = onCard('reorders the values of', ({ contact }, _world, chance) => {
  const list = chance.pick(LISTS);
  return contact[list].length < 2 ? null : withList(contact, list, contact[list].toReversed());
});

const remove = onCard('removes a value from', ({ contact }, _world, chance) => {
  const list = chance.pick(LISTS.filter((each) => contact[each].length > 1));
  if (!list) return null;
  return withList(contact, list, contact[list].toSpliced(chance.int(contact[list].length), 1));
});

export const LIST_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  addValue: { weight: 3, run: add },
  relabelValue: { weight: 2, run: relabel },
  swapLabels: { weight: 1, run: swap },
  preferValue: { weight: 1, run: prefer },
  reorderValues: { weight: 1, run: reorder },
  removeValue: { weight: 1, run: remove },
};
