// Which accounts of the memory CRM are connected to the same address book.
import type { Memory } from './memory-entries.ts';

/** @see shareBook of src/database/store */
export function shareBook(memory: Memory, one: string, other: string): boolean {
  const [a, b] = [memory.accounts.get(one)!, memory.accounts.get(other)!];
  return one !== other && a.identity === b.identity;
}

/** Whether account `was` is, or was before it was disconnected, the same address book of the same person. @see sameBook of src/database/tables */
export function isSameBook(memory: Memory, was: string, is: string): boolean {
  const [before, present] = [memory.accounts.get(was)!, memory.accounts.get(is)!];
  const isSame = before.userId === present.userId && before.identity === present.identity;
  return was === is || (before.disconnected && isSame);
}
