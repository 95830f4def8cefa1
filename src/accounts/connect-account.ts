import type { Actor } from '../access/actor.ts';
import { AppError } from '../errors.ts';
import type { PasswordCredentials } from '../providers/provider.ts';
import type { AccountSettings } from '../sync/model.ts';
import type { AccountDeps } from './account-deps.ts';
import { addAccount, lockOwner } from './add-account.ts';
import { sealCredentials } from './credentials.ts';
import { findAccount } from './find-account.ts';
import { getAccount } from './get-account.ts';
import { discover } from './test-account.ts';

export interface ConnectAccount extends PasswordCredentials {
  provider: string;
  name?: string | undefined;
  settings?: Partial<AccountSettings> | undefined;
}

/** Connects an account and asks for its first run. @throws AppError 'account-connected', or why the provider refuses */
export async function connectAccount(
  deps: AccountDeps,
  actor: Actor,
  input: ConnectAccount,
  left?: AbortSignal,
) {
  const { provider, discovery } = await discover(deps, actor, input, left);
  const { username, name, settings } = input;
  const seal = (id: string) => sealCredentials(deps.sealer, id, input);
  const id = await deps.db.transaction(async (tx) => {
    await lockOwner(tx, actor);
    if (await findAccount(tx, actor, input.provider, discovery.identity))
      throw new AppError('account-connected');
    return addAccount(tx, actor, { provider, username, discovery, seal, name, settings });
  });
  return getAccount(deps.db, actor, id);
}
