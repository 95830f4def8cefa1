// Users, for administrators.
import type { FastifyInstance } from 'fastify';
import { createUser } from '../../access/users/create-user.ts';
import { inviteUser } from '../../access/users/invite-user.ts';
import { listUsers } from '../../access/users/list-users.ts';
import { removeUser } from '../../access/users/remove-user.ts';
import { updateUser } from '../../access/users/update-user.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function userRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { url } = deps.config;
  on(app, deps, 'listUsers', ({ actor, query }) => listUsers(deps.db, actor, query));
  on(app, deps, 'createUser', ({ actor, body }) => createUser(deps.db, actor, body, url));
  on(app, deps, 'updateUser', async ({ actor, params, body }) => {
    const view = await updateUser(deps.db, actor, params.id, body);
    await app.streams.recheck(params.id);
    return view;
  });
  on(app, deps, 'removeUser', async ({ actor, params }) => {
    await removeUser(deps.db, actor, params.id);
    await app.streams.recheck(params.id);
    return null;
  });
  on(app, deps, 'inviteUser', async ({ actor, params }) => ({
    invitationUrl: await inviteUser(deps.db, actor, params.id, url),
  }));
}
