// Values that keep something of what they were: a text that loses its last line, numbers that are edited and change places at
// the same time.
import { NO_FAULTS } from '../world/faults.ts';
import { typed } from '../world/ledger.ts';
import type { World } from '../world/world.ts';
import type { Operation } from './crm-operations.ts';
import { onCard } from './owner-operations.ts';

const MORE = '\nand a second line';
/** How long a description is without its second line. */
export const FIRST_LINE = typed('description', 2001).length;
const LISTS = ['emails', 'phones', 'urls'] as const;
const FIELD = { emails: 'email', phones: 'phone', urls: 'website' } as const;

/** Looks for the note this often, and this many times: it may not be read back yet when it loses its second line. */
const LOOK_MS = 1_500;
const LOOKS = 120;

const writeLines: Operation = async (world, chance) => {
  const { records } = await world.crm.look();
  const active = await world.crm.mappings();
  const found = records.filter(
    ({ deleted, kind }) => !deleted && active[kind].some(({ field }) => field === 'description'),
  );
  if (found.length === 0) return null;
  const record = found.find(({ id }) => id === world.hot) ?? chance.pick(found);
  const value = `${typed('description', world.ledger.fresh())}${MORE}`;
  if (!(await world.crm.updateRecord(chance.pick(world.users), record.id, { description: value })))
    return null;
  if (chance.chance(0.6)) shortenWhenThere(world, value, chance.int(LOOK_MS), LOOKS);
  return `somebody describes ${record.values.lastName ?? record.values.name} in two lines`;
};

/** The owner of a book sees the note there and takes its second line off. */
function shortenWhenThere(world: World, value: string, waitMs: number, looks: number): void {
  const { scheduler } = world;
  scheduler.at(scheduler.now() + waitMs, async () => {
    // At the end of a history people rest.
    if (world.rates === NO_FAULTS || looks === 0) return;
    const said = shorten(world, (notes) => notes === value);
    if (said) world.tell(said);
    else shortenWhenThere(world, value, LOOK_MS, looks - 1);
  });
}

function shorten({ accounts }: World, isMeant: (notes: string) => boolean): string | null {
  for (const { server, index } of accounts)
    for (const { id, contact } of server.live()) {
      const { notes = '' } = contact;
      if (!notes.endsWith(MORE) || !isMeant(notes)) continue;
      server.update('owner', id, { contact: { ...contact, notes: notes.slice(0, -MORE.length) } });
      return `the owner of account ${index} takes the second line off the note of ${id}`;
    }
  return null;
}

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
  writeLines: { weight: 4, run: writeLines },
  ownerCutsNote: { weight: 2, run: async (world) => shorten(world, () => true) },
  exchangeValues: { weight: 2, run: exchange },
  replaceValue: { weight: 2, run: replace },
};
