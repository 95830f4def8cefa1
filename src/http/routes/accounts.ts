import type { FastifyInstance, FastifyReply } from 'fastify';
import { connectAccount } from '../../accounts/connect-account.ts';
import { disconnectAccount } from '../../accounts/disconnect/start-disconnect.ts';
import { getAccount } from '../../accounts/get-account.ts';
import { listGroups } from '../../accounts/groups/list-groups.ts';
import { previewScope } from '../../accounts/groups/preview-scope.ts';
import { tieLabel } from '../../accounts/groups/tie-label.ts';
import { listAccounts } from '../../accounts/list-accounts.ts';
import { beginSignIn, type SignInBegun, signInAgain } from '../../accounts/sign-in/begin-sign-in.ts';
import { endingGrant } from '../../accounts/sign-in/end-grant.ts';
import { testAccount } from '../../accounts/test-account.ts';
import { updateAccount } from '../../accounts/update-account.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { on } from '../register.ts';
import { setSignInCookie } from '../sign-in-cookie.ts';

/** Aborts when whoever asked has gone before the answer is sent. */
function whenLeft({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort();
  });
  return left.signal;
}

export function accountRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  const reaching = reachingFrom(deps);
  /** What the browser has to bring back is told to it alone. */
  const leave = (reply: FastifyReply, { authorizationUrl, browserSecret }: SignInBegun) => {
    setSignInCookie(reply, deps.config.url, browserSecret);
    return { authorizationUrl };
  };
  on(app, deps, 'testAccount', ({ actor, body, reply }) =>
    testAccount(reaching, actor, body, whenLeft(reply)),
  );
  on(app, deps, 'listAccounts', ({ actor, query }) => listAccounts(db, actor, query));
  on(app, deps, 'createAccount', async ({ actor, body, reply }) =>
    'password' in body
      ? connectAccount(reaching, actor, body, whenLeft(reply))
      : leave(reply, await beginSignIn(reaching, actor, body)),
  );
  on(app, deps, 'signInAgain', async ({ actor, params, reply }) =>
    leave(reply, await signInAgain(reaching, actor, params.id)),
  );
  on(app, deps, 'getAccount', ({ actor, params }) => getAccount(db, actor, params.id));
  on(app, deps, 'updateAccount', ({ actor, params, body }) =>
    updateAccount(reaching, actor, { ...body, id: params.id }),
  );
  on(app, deps, 'removeAccount', ({ actor, params, body }) =>
    endingGrant(reaching, params.id, () =>
      disconnectAccount(db, actor, { id: params.id, cards: body?.cards ?? 'keep' }),
    ),
  );
  on(app, deps, 'listGroups', ({ actor, params }) => listGroups(db, actor, params.id));
  on(app, deps, 'tieLabel', ({ actor, params, body }) => tieLabel(reaching, actor, { ...params, ...body }));
  on(app, deps, 'previewScope', ({ actor, params, body }) =>
    previewScope(db, actor, { id: params.id, scope: body.scope }),
  );
}
