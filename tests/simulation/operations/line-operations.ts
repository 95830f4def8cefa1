// Values of several lines, and people who take the last one away: what is shorter than before is an edit like any other.
import type { Contact } from '../../../src/contact/contact.ts';
import { type Ledger, typed } from '../world/ledger.ts';
import { shortened } from '../world/shortened.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';
import { onCard } from './owner-operations.ts';

/** Two lines, each of which is known by itself. */
const lines = ({ fresh }: Ledger): string =>
  `${typed('description', fresh())}\n${typed('description', fresh())}`;

const editLines: Operation = async (world, chance) => {
  const records = (await world.crm.look()).records.filter(({ deleted }) => !deleted);
  if (records.length === 0) return null;
  const record = chance.pick(records);
  const userId = chance.pick(world.users);
  const description = lines(world.ledger);
  if (!(await world.crm.updateRecord(userId, record.id, { description }))) return null;
  return `${userName(world, userId)} writes two lines about ${nameOf(record)}: ${JSON.stringify(description)}`;
};

const shortenLines: Operation = async (world, chance) => {
  const records = (await world.crm.look()).records.filter(
    ({ deleted, values }) => !deleted && values.description?.includes('\n'),
  );
  if (records.length === 0) return null;
  const record = chance.pick(records);
  const userId = chance.pick(world.users);
  const [description = ''] = record.values.description!.split('\n');
  if (!(await world.crm.updateRecord(userId, record.id, { description }))) return null;
  return `${userName(world, userId)} leaves one line about ${nameOf(record)}: ${description}`;
};

const ownerLines = onCard('writes two lines on', ({ contact }, { ledger }): { contact: Contact } => ({
  contact: { ...contact, notes: lines(ledger) },
}));

const ownerShortens = onCard('takes the last line off', ({ contact }) => {
  const shorter = shortened(contact);
  return shorter && { contact: shorter };
});

export const LINE_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  editLines: { weight: 3, run: editLines },
  shortenLines: { weight: 1, run: shortenLines },
  ownerWritesLines: { weight: 2, run: ownerLines },
  ownerShortens: { weight: 2, run: ownerShortens },
};
