// What people may do in the memory CRM, and what waits for it; as src/access/rights-changed.ts and src/plans/discard-held.ts.
import type { Rights } from '../../../src/sync/model.ts';
import { discardClass } from './memory-decide.ts';
import type { Memory } from './memory-entries.ts';
import { endRuns, idsOf, openLinks, touch } from './memory-rows.ts';

export const ALL_RIGHTS: Rights = { edit: true, delete: true };

export function setRights(memory: Memory, userId: string, rights: Rights): void {
  memory.rights.set(userId, rights);
  const theirs = [...memory.accounts.values()].filter((account) => account.userId === userId);
  const ids = new Set(idsOf(theirs));
  endRuns(memory, ids);
  touch(
    memory,
    openLinks(memory).filter(({ accountId, hold }) => ids.has(accountId) && isWithheld(hold)),
  );
}

const isWithheld = (hold: { code: string } | null): boolean =>
  hold !== null && ['may-not-edit', 'may-not-delete'].includes(hold.code);

export function discardHeld(memory: Memory, userId: string, accountId: string, recordId: string): boolean {
  const link = openLinks(memory).find((row) => row.accountId === accountId && row.recordId === recordId);
  if (!link || !isWithheld(link.hold) || link.touched !== link.settled) return false;
  const told = memory.actions.filter(
    ({ linkId, outcome }) => linkId === link.id && outcome === 'not-allowed',
  );
  const action = told.at(-1);
  if (link.hold!.code === 'may-not-delete')
    discardClass(memory, userId, 'record-unlinks', [{ linkId: link.id, recordId }]);
  else if (action) discardClass(memory, userId, 'record-updates', [action]);
  for (const each of told) each.outcome = 'discarded';
  return true;
}
