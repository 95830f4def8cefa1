// Who may pass: the one place where a request gets its actor and the audience of its endpoint is checked.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/actor.ts';
import type { Auth } from '../access/sessions/auth.ts';
import { type Caller, whoIsCalling } from '../access/sessions/who-is-calling.ts';
import type { Db } from '../database/database.ts';
import { AppError } from '../errors.ts';
import { shortAddress } from './caller-address.ts';
import type { Audience } from './contract/endpoint.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `admit`; null where nobody needs to be signed in. */
    actor: Actor | null;
  }
}

export const callerOf = ({ headers, ip }: FastifyRequest): Caller => ({
  authorization: headers.authorization,
  cookie: headers.cookie,
  userAgent: headers['user-agent'],
  address: shortAddress(ip),
});

/** @throws AppError 'not-signed-in', 'not-allowed' */
export async function admit(
  db: Db,
  auth: Auth,
  audience: Audience,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (audience === 'anyone') return;
  const { actor, setCookies } = await whoIsCalling(db, auth, callerOf(request));
  for (const cookie of setCookies) reply.header('set-cookie', cookie);
  if (!actor) throw new AppError('not-signed-in');
  if (audience === 'administrator' && actor.role !== 'administrator') throw new AppError('not-allowed');
  request.actor = actor;
}

/** What a stolen token must not do: make itself last, or let somebody in. @throws AppError 'session-needed' */
export function demandSession(actor: Actor): void {
  if (!actor.sessionId) throw new AppError('session-needed');
}
