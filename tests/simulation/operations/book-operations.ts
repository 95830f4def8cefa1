// A second book in the account, which may be read and not written: what its owner does there.
import { READ_ONLY_BOOK } from '../world/server.ts';
import type { Operation } from './crm-operations.ts';
import { movedCard, newContact } from './owner-operations.ts';

const createThere: Operation = async ({ accounts, ledger }, chance) => {
  const { server, index } = chance.pick(accounts);
  const contact = newContact(ledger, chance);
  const { id } = server.create('owner', { contact, book: READ_ONLY_BOOK });
  return `somebody puts ${id}, ${contact.name.family}, into the read-only book of account ${index}`;
};

/** Longer than any listing of all books takes: whoever goes to and fro meanwhile is seen in none of them. */
const SETTLED_MS = 900_000;

/** To the other book, with the same identifier. */
const moveOver: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const { server, index, shape } = account;
  if (shape.idsOutliveMoves) return null;
  const since = world.scheduler.now() - SETTLED_MS;
  const live = server.live().filter((card) => server.history(card.id)[0]!.at < since);
  if (live.length === 0) return null;
  const there = chance.pick(live);
  const other = there.book === READ_ONLY_BOOK ? undefined : READ_ONLY_BOOK;
  const card = movedCard(world, account, there, other);
  return `the owner of account ${index} moves ${there.id} to the book ${card.book}, where it becomes ${card.id}`;
};

export const BOOK_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  createInReadOnly: { weight: 2, run: createThere },
  moveToOtherBook: { weight: 1, run: moveOver },
};
