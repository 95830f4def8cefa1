import { isWantedBeside } from '../../../src/sync/link/view.ts';
import { READ_ONLY_BOOK } from '../world/server.ts';
import type { BookEntry, Memory } from './memory-entries.ts';
import { besideOf } from './memory-matches.ts';
import { endRuns, ensureLinks, idsOf, isOpen, move, openLinks, touch } from './memory-rows.ts';

/** What a run holds an account by. */
export interface MemoryClaim {
  accountId: string;
  userId: string;
  runId: string;
  fence: number;
}

/** Returns the id of the new account. */
export function reconnect(memory: Memory, accountId: string): string {
  const account = memory.accounts.get(accountId)!;
  end(memory, accountId);
  const id = memory.newId();
  const ended = { review: null, before: null, mapping: {}, disconnected: false, leaving: null };
  const fresh = { ...account, id, fence: 0, ...ended };
  memory.accounts.set(id, fresh);
  account.disconnected = true;
  endRuns(memory, [accountId]);
  ensureLinks(memory, account.userId, undefined, id);
  // Records that are flagged already would become cards: a person is to see them first.
  if (openLinks(memory).some((link) => link.accountId === id))
    memory.accounts.set(id, { ...fresh, review: 'first' });
  return id;
}

function end(memory: Memory, accountId: string): void {
  const theirs = [...memory.links.values()].filter((row) => row.accountId === accountId);
  move(memory, idsOf(theirs), (link) => {
    const card = memory.cards.get(link.cardId ?? '');
    const names = card && { uid: card.uid, remoteId: card.remoteId };
    if (!isOpen(link)) return names ? { type: 'named', ...names } : null;
    return { type: 'closed', reason: 'disconnected', ...(names ? { card: names } : {}) };
  });
  memory.conflicts = memory.conflicts.filter((row) => row.accountId !== accountId || row.resolution !== null);
  endWaiting(memory, accountId);
  const { queue, cards, books } = memory;
  for (const item of queue.values()) {
    if (item.accountId !== accountId || item.state !== 'ignored') continue;
    const { uid, remoteId } = cards.get(item.cardId)!;
    memory.ignored.push({ accountId, uid, remoteId });
  }
  for (const table of [queue, cards, books] as Map<string, { accountId: string }>[])
    for (const [key, row] of table) if (row.accountId === accountId) table.delete(key);
  for (const table of [memory.groups, memory.cardIds] as Map<string, unknown>[])
    for (const key of table.keys()) if (key.startsWith(`${accountId} `)) table.delete(key);
}

/** Records whose cards go; null where there are none. @see startDisconnect of src/accounts */
export function leave(memory: Memory, accountId: string): string[] | null {
  const { cards, books } = memory;
  const account = memory.accounts.get(accountId)!;
  if (account.leaving) return [];
  const going = openLinks(memory).filter((link) => {
    if (link.accountId !== accountId || link.state === 'new' || !link.createdByUs || link.keepCard)
      return false;
    if (isWantedBeside(besideOf(memory, link), link.cardId)) return false;
    const card = cards.get(link.cardId ?? '');
    return !card || (card.state !== 'gone' && !card.loss && !isReadOnly(books.get(card.bookId)!));
  });
  if (going.length === 0) return null;
  endRuns(memory, [accountId]);
  endWaiting(memory, accountId);
  account.leaving = new Set(idsOf(going));
  move(memory, idsOf(going), { type: 'released' });
  return going.flatMap(({ recordId }) => recordId ?? []);
}

const isReadOnly = ({ remoteId }: BookEntry): boolean => remoteId === READ_ONLY_BOOK;

/** A link of the list may be gone altogether, given up for another card of its record. */
export const isEmptied = ({ links }: Memory, leaving: ReadonlySet<string>): boolean =>
  ![...leaving].flatMap((id) => links.get(id) ?? []).some(isOpen);

/** @see reviewEverything of src/database/copies */
export function isCopy(memory: Memory): void {
  for (const account of memory.accounts.values())
    if (!account.disconnected) Object.assign(account, { review: 'restored', leaving: null });
  const approved = openLinks(memory).filter(({ hold }) => hold?.code === 'approved');
  move(memory, idsOf(approved), { type: 'asked-again' });
  for (const { id, userId } of memory.accounts.values()) ensureLinks(memory, userId, undefined, id);
  for (const [id, book] of memory.books) memory.books.set(id, { ...book, cursor: null });
  touch(memory, openLinks(memory));
}

function endWaiting(memory: Memory, accountId: string): void {
  for (const run of memory.runs.values())
    if (run.accountId === accountId && run.state === 'waiting')
      memory.runs.set(run.id, { ...run, state: 'done' });
}
