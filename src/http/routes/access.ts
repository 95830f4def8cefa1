// Set-up, sessions, the signed-in person, access tokens, invitations.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listSessions } from '../../access/sessions/list-sessions.ts';
import { revokeSession } from '../../access/sessions/revoke-session.ts';
import { signIn } from '../../access/sessions/sign-in.ts';
import { signOut } from '../../access/sessions/sign-out.ts';
import { isSetUpNeeded, setUp } from '../../access/set-up.ts';
import { createToken } from '../../access/tokens/create-token.ts';
import { listTokens } from '../../access/tokens/list-tokens.ts';
import { revokeToken } from '../../access/tokens/revoke-token.ts';
import { acceptInvitation } from '../../access/users/accept-invitation.ts';
import { getInvitation } from '../../access/users/get-invitation.ts';
import { getMe } from '../../access/users/get-me.ts';
import { updateMe } from '../../access/users/update-me.ts';
import type { MeView } from '../../access/users/user-view.ts';
import { callerOf, demandSession } from '../admit.ts';
import type { ServerDeps } from '../deps.ts';
import { type Handler, on } from '../register.ts';
import { signInLimits } from '../sign-in-limits.ts';

export function accessRoutes(app: FastifyInstance, deps: ServerDeps): void {
  doorRoutes(app, deps);
  sessionRoutes(app, deps);
  tokenRoutes(app, deps);
}

/** How one gets in. */
function doorRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const limits = signInLimits(app.limiter, deps);
  const enter = async (
    request: FastifyRequest,
    reply: FastifyReply,
    input: { email: string; password: string },
  ): Promise<MeView> => {
    const { me, setCookies } = await signIn(deps.db, app.auth, input, callerOf(request));
    setSessionCookies(reply, setCookies);
    await limits.remember(request, reply, me.email);
    return me;
  };
  on(app, deps, 'getSetUp', async () => ({ needed: await isSetUpNeeded(deps.db) }));
  on(app, deps, 'setUp', async ({ body, request, reply }) => {
    await setUp(deps.db, body);
    return enter(request, reply, body);
  });
  const trying: Handler<'signIn'> = async ({ body, request, reply }) => {
    const takeBack = await limits.count(request, body.email);
    const me = await enter(request, reply, body);
    await takeBack();
    return me;
  };
  on(app, deps, 'signIn', trying, { onRequest: limits.checkAddress });
  on(app, deps, 'getInvitation', ({ params }) => getInvitation(deps.db, params.token));
  on(app, deps, 'acceptInvitation', async ({ params, body, request, reply }) => {
    const { token } = params;
    const { userId, email } = await acceptInvitation(deps.db, { token, password: body.password });
    await app.streams.recheck(userId);
    return enter(request, reply, { email, password: body.password });
  });
}

function sessionRoutes(app: FastifyInstance, deps: ServerDeps): void {
  on(app, deps, 'signOut', async ({ actor, request, reply }) => {
    setSessionCookies(reply, await signOut(deps.db, app.auth, actor, callerOf(request)));
    await app.streams.recheck(actor.userId);
    return null;
  });
  on(app, deps, 'getMe', ({ actor }) => getMe(deps.db, actor));
  on(app, deps, 'updateMe', async ({ actor, body }) => {
    if (body.password) demandSession(actor);
    const me = await updateMe(deps.db, actor, body);
    if (body.password) await app.streams.recheck(actor.userId);
    return me;
  });
  on(app, deps, 'listSessions', async ({ actor }) => ({ items: await listSessions(deps.db, actor) }));
  on(app, deps, 'revokeSession', async ({ actor, params }) => {
    await revokeSession(deps.db, actor, params.id);
    await app.streams.recheck(actor.userId);
    return null;
  });
}

function tokenRoutes(app: FastifyInstance, deps: ServerDeps): void {
  on(app, deps, 'listTokens', async ({ actor }) => ({ items: await listTokens(deps.db, actor) }));
  on(app, deps, 'createToken', ({ actor, body }) => createToken(deps.db, actor, body));
  on(app, deps, 'revokeToken', async ({ actor, params }) => {
    await revokeToken(deps.db, actor, params.id);
    await app.streams.recheck(actor.userId);
    return null;
  });
}

/** The last word about the session cookie: what recognising the caller wanted to set does not count any more. */
function setSessionCookies(reply: FastifyReply, cookies: string[]): void {
  if (cookies.length > 0) reply.removeHeader('set-cookie').header('set-cookie', cookies);
}
