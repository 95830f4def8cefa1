// Users, roles and requests for access.
import type { FastifyInstance } from 'fastify';
import { decideRequest } from '../../access/requests/decide-request.ts';
import { listRequests } from '../../access/requests/list-requests.ts';
import { requestAccess } from '../../access/requests/request-access.ts';
import { listRoles } from '../../access/roles/list-roles.ts';
import { updateRoles } from '../../access/roles/update-roles.ts';
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
  on(app, deps, 'listRoles', ({ actor }) => listRoles(deps.db, actor));
  on(app, deps, 'updateRoles', ({ actor, body }) => updateRoles(deps.db, actor, body));
  on(app, deps, 'listRequests', ({ actor, query }) => listRequests(deps.db, actor, query));
  on(app, deps, 'requestAccess', ({ actor, body }) => requestAccess(deps.db, actor, body.permission));
  on(app, deps, 'decideRequest', ({ actor, params, body }) =>
    decideRequest(deps.db, actor, { id: params.id, state: body.state }),
  );
  on(app, deps, 'inviteUser', async ({ actor, params }) => ({
    invitationUrl: await inviteUser(deps.db, actor, params.id, url),
  }));
}
