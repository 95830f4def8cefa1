import type { FastifyInstance } from 'fastify';
import type { AccountDeps } from '../../accounts/account-deps.ts';
import { connectAccount } from '../../accounts/connect-account.ts';
import { disconnectAccount } from '../../accounts/disconnect-account.ts';
import { getAccount } from '../../accounts/get-account.ts';
import { listAccounts } from '../../accounts/list-accounts.ts';
import { listGroups } from '../../accounts/list-groups.ts';
import { testAccount } from '../../accounts/test-account.ts';
import { updateAccount } from '../../accounts/update-account.ts';
import type { ProviderId } from '../../providers/provider.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function accountRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db, sealer, createIo } = deps;
  const reaching: AccountDeps = {
    db,
    sealer,
    createIo,
    providers: (id) => deps.providers.get(id as ProviderId),
  };
  on(app, deps, 'testAccount', ({ actor, body }) => testAccount(reaching, actor, body));
  on(app, deps, 'listAccounts', ({ actor, query }) => listAccounts(db, actor, query));
  on(app, deps, 'createAccount', ({ actor, body }) => connectAccount(reaching, actor, body));
  on(app, deps, 'getAccount', ({ actor, params }) => getAccount(db, actor, params.id));
  on(app, deps, 'updateAccount', ({ actor, params, body }) =>
    updateAccount(reaching, actor, { ...body, id: params.id }),
  );
  on(app, deps, 'removeAccount', async ({ actor, params, body }) => {
    await disconnectAccount(reaching, actor, { id: params.id, cards: body?.cards ?? 'keep' });
    return null;
  });
  on(app, deps, 'listGroups', ({ actor, params }) => listGroups(db, actor, params.id));
}
