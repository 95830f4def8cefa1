import { eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { emit } from '../database/notify.ts';
import { account } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import type { AccountSettings } from '../sync/model.ts';
import type { AccountDeps } from './account-deps.ts';
import { openCredentials, sealCredentials } from './credentials.ts';
import { getAccount } from './get-account.ts';
import { type AccountRow, lockAccount, ownAccount } from './own-account.ts';
import { requestRun } from './request-run.ts';
import { reviewChange } from './review-change.ts';
import { discover } from './test-account.ts';
import { endWatch } from './watch/end-watch.ts';

export interface UpdateAccount {
  id: string;
  name?: string | undefined;
  /** What is named replaces; the rest stays. */
  settings?: Partial<AccountSettings> | undefined;
  /** Tried before it is kept. */
  password?: string | undefined;
}

/** @throws AppError 'not-found', or why the provider refuses the new password */
export async function updateAccount(deps: AccountDeps, actor: Actor, input: UpdateAccount) {
  const { id, name, password } = input;
  const renewed = password === undefined ? null : await signInAgain(deps, actor, id, password);
  const after = await deps.db.transaction(async (tx) => {
    const current = await lockAccount(tx, actor, id);
    const settings = { ...current.settings, ...input.settings };
    const working = renewed !== null || current.state === 'paused' ? 'active' : current.state;
    const state = settings.paused ? 'paused' : working;
    await tx
      .update(account)
      .set({ settings, state, ...(name ? { name } : {}), ...renewed })
      .where(eq(account.id, id));
    if (plansDiffer(current.settings, settings)) {
      const before = { settings: current.settings, mapping: current.mapping };
      await reviewChange(tx, actor, { id, reason: 'settings', before });
    }
    const resumed = current.state === 'paused' && state === 'active';
    if (state === 'active' && (renewed || resumed)) await requestRun(tx, id, 'user');
    await noteAudit(tx, actor.userId, 'account.changed', id);
    await emit(tx, { type: 'account.changed', accountId: id }, { userId: actor.userId });
    return state;
  });
  if (after === 'paused') await endWatch(deps, id);
  return getAccount(deps.db, actor, id);
}

/** Tries a new password; it must open the very account that is connected. */
async function signInAgain(
  deps: AccountDeps,
  actor: Actor,
  id: string,
  password: string,
): Promise<Partial<AccountRow>> {
  const current = await ownAccount(deps.db, actor, id);
  const credentials = { ...openCredentials(deps.sealer, current), password };
  const { discovery } = await discover(deps, actor, { provider: current.provider, ...credentials });
  if (discovery.identity !== current.identity)
    throw new AppError('sign-in-refused', 'This password opens another account than the one connected here.');
  return {
    credentials: sealCredentials(deps.sealer, id, credentials),
    discovery: discovery.state,
    problem: null,
    failures: 0,
  };
}

/** Settings that a plan is made from. */
function plansDiffer(before: AccountSettings, after: AccountSettings): boolean {
  const part = ({ direction, conflicts, remoteDelete, scope, targetGroup }: AccountSettings) =>
    JSON.stringify([direction, conflicts, remoteDelete, scope, targetGroup]);
  return part(before) !== part(after);
}
