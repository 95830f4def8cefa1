// Values that keep something of what they were: a text that loses its last line, numbers that are edited and change places at
// the same time.
import { typed } from '../world/ledger.ts';
import type { Operation } from './crm-operations.ts';
import { onCard } from './owner-operations.ts';

const MORE = '\nand a second line';
/** How long a description is without its second line. */
export const FIRST_LINE = typed('description', 2001).length;
const LISTS = ['emails', 'phones', 'urls'] as const;
const FIELD = { emails: 'email', phones: 'phone', urls: 'website' } as const;

const writeLines: Operation = async (world, chance) => {
  const { records } = await world.crm.look();
  const active = await world.crm.mappings();
  const found = records.filter(
    ({ deleted, kind }) => !deleted && active[kind].some(({ field }) => field === 'description'),
  );
  if (found.length === 0) return null;
  const record = found.find(({ id }) => id === world.hot) ?? chance.pick(found);
  const value = `${typed('description', world.ledger.fresh())}${MORE}`;
  const done = await world.crm.updateRecord(chance.pick(world.users), record.id, { description: value });
  return done ? `somebody describes ${record.values.lastName ?? record.values.name} in two lines` : null;
};

const shorten = onCard('takes the second line off the note of', ({ contact }) =>
  contact.notes?.endsWith(MORE)
    ? { contact: { ...contact, notes: contact.notes.slice(0, -MORE.length) } }
    : null,
);

/** Each gets the label of the other; one of them may be typed anew at the same time. */
const exchange = onCard('exchanges two values of', ({ contact }, { ledger }, chance) => {
  const list = chance.pick(LISTS.filter((each) => contact[each].length > 1));
  if (!list) return null;
  const values = contact[list];
  const first = chance.int(values.length);
  const second = (first + 1 + chance.int(values.length - 1)) % values.length;
  const value = chance.chance(0.6) ? typed(FIELD[list], ledger.fresh()) : values[first]!.value;
  const exchanged = values
    .with(first, { ...values[first]!, value, label: values[second]!.label })
    .with(second, { ...values[second]!, label: values[first]!.label });
  return { contact: { ...contact, [list]: exchanged } };
});

/** A new value in the place of one that stays, under another label. */
const replace = onCard('replaces a value of', ({ contact }, { ledger }, chance) => {
  const list = chance.pick(LISTS.filter((each) => contact[each].length > 0 && contact[each].length < 5));
  if (!list) return null;
  const at = chance.int(contact[list].length);
  const { label } = contact[list][at]!;
  const moved = { ...contact[list][at]!, label: chance.pick(['home', 'other', 'mobile', 'work']) };
  const entry = { value: typed(FIELD[list], ledger.fresh()), label };
  return { contact: { ...contact, [list]: [...contact[list].with(at, moved), entry] } };
});

export const RETOUCH_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  writeLines: { weight: 3, run: writeLines },
  ownerShortens: { weight: 4, run: shorten },
  exchangeValues: { weight: 2, run: exchange },
  replaceValue: { weight: 2, run: replace },
};
