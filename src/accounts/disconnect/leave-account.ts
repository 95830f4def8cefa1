// The run of an account that is being disconnected: its plan's cards are removed by the engine, kept in the trash first,
// and once none is left the account ends. Killed half-way, the next run goes on; failing, the account stays connected.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { Claim } from '../../database/store/claim.ts';
import { sayDisconnected } from '../../database/tables/trash.ts';
import { AppError } from '../../errors.ts';
import type { AccountSettings } from '../../sync/model.ts';
import type { SyncStore } from '../../sync/store.ts';

/** Removals told as progress at a time. */
const TOLD_EACH = 20;

/** Cards of the plan and those of them still there. */
export interface Leaving {
  total: number;
  left: number;
  /** Left because the address book did not let them go. */
  refused: number;
}

export async function countLeaving(db: Db, planId: string): Promise<Leaving> {
  const [counted] = await rows<Leaving>(
    db,
    sql`select count(*)::int as total, count(*) filter (where link.state <> 'closed')::int as left,
        count(*) filter (where link.state <> 'closed' and link.hold ->> 'code' in ('refused', 'read-only-book'))::int as refused
      from run_action ra join link on link.id = ra.link_id where ra.run_id = ${planId} and ra.type = 'remove-created'`,
  );
  return counted!;
}

/** A card goes in whatever direction the account syncs: what was edited on it comes in first where it may. */
export const leavingSettings = (settings: AccountSettings): AccountSettings =>
  settings.direction === 'in' ? { ...settings, direction: 'both' } : settings;

/** The store of such a run: it tells how far the removal is. */
export function tellingStore(store: SyncStore, { total, left }: Leaving): SyncStore {
  let done = total - left;
  return {
    ...store,
    async commit(steps) {
      const results = await store.commit(steps);
      const removed = steps.filter(({ move }) => move?.type === 'closed' && move.reason === 'deleted').length;
      const isTold = Math.floor((done + removed) / TOLD_EACH) > Math.floor(done / TOLD_EACH);
      done += removed;
      if (removed > 0 && (isTold || done === total)) await store.progress(done, total);
      return results;
    },
  };
}

/**
 * After the engine's pass: whether the last card is gone. The trash says why its cards are there.
 * @throws AppError 'cards-not-removed' when the address book refused some
 */
export async function isEmptied(db: Db, claim: Claim, planId: string): Promise<boolean> {
  await sayDisconnected(db, { accountId: claim.accountId, planId });
  const { left, refused } = await countLeaving(db, planId);
  if (refused > 0) throw new AppError('cards-not-removed');
  return left === 0;
}
