// Many values gone at once, on either side: what the guard is there for.
import type { Contact } from '../../../src/contact/contact.ts';
import { type Operation, userName } from './crm-operations.ts';

const EMPTIED = { description: null, email: null, phone: null, mobile: null };

const clearMany: Operation = async (world, chance) => {
  const userId = chance.pick(world.users);
  const records = (await world.crm.look()).records.filter(({ deleted }) => !deleted && chance.chance(0.8));
  for (const { id } of records) await world.crm.updateRecord(userId, id, EMPTIED);
  return `${userName(world, userId)} empties ${records.length} records of numbers, addresses and notes`;
};

const ownerClearsMany: Operation = async (world, chance) => {
  const { server, index } = chance.pick(world.accounts);
  const cards = server.live().filter(() => chance.chance(0.8));
  for (const { id, contact } of cards) {
    const { notes: _notes, ...rest } = contact;
    server.update('owner', id, { contact: { ...rest, emails: [], phones: [] } as Contact });
  }
  return `the owner of account ${index} empties ${cards.length} cards of numbers, addresses and notes`;
};

const importAll: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const { queue } = await world.crm.look();
  for (const { cardId, accountId, state } of queue)
    if (accountId === account.id && state === 'pending')
      await world.crm.decide(account.userId, accountId, cardId, { kind: 'contact' });
  if (!(await world.crm.importQueue(account.userId, account.id))) return null;
  return `${userName(world, account.userId)} imports everything of account ${account.index}`;
};

export const BULK_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  importAll: { weight: 2, run: importAll },
  clearMany: { weight: 1, run: clearMany },
  ownerClearsMany: { weight: 1, run: ownerClearsMany },
};
