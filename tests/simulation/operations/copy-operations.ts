// The database turns out to be a copy: whatever ran on the original does not run here, and nothing is written that nobody has
// seen.
import type { Operation } from './crm-operations.ts';

const isCopy: Operation = async ({ accounts, crm, ledger, processes }) => {
  for (const process of processes) process.alive = false;
  processes.clear();
  ledger.leaving.clear();
  for (const account of accounts) {
    ledger.unseen.add(account.id);
    if (account.process) account.lost += 1;
    account.process = null;
  }
  await crm.isCopy();
  return 'the database turns out to be a copy';
};

export const COPY_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  isCopy: { weight: 1, run: isCopy },
};
