// Registers one endpoint of the contract: validation, who may call, limits, answer. The only way a route comes to be.
//
//     // src/http/routes/runs.ts
//     export function runRoutes(app: FastifyInstance, deps: ServerDeps): void {
//       on(app, deps, 'getRun', ({ deps, actor, params }) => getRun(deps.db, actor, params.id));
//       on(app, deps, 'importQueue', async ({ deps, actor, params }) => importQueue(deps.db, actor, params.id));
//     }
//
// `params`, `query` and `body` are validated; `actor` is signed in unless the audience is 'anyone'. The handler returns
// exactly what the contract says (null for 204) and throws AppError for everything else. Times are ISO strings. Rate
// limits are a row of limits.ts. routes/all.ts calls every file's function.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/actor.ts';
import type { Auth } from '../access/sessions/auth.ts';
import { admit, demandSession } from './admit.ts';
import { type Answer, type Api, api, type Received } from './contract/contract.ts';
import type { Audience, Endpoint } from './contract/endpoint.ts';
import type { ServerDeps } from './deps.ts';
import { type Limiter, limitOf } from './limits.ts';
import type { AnswerCounts } from './metrics.ts';
import { schemaOf } from './openapi.ts';
import type { Streams } from './streams.ts';

declare module 'fastify' {
  interface FastifyInstance {
    auth: Auth;
    limiter: Limiter;
    streams: Streams;
    answers: AnswerCounts;
  }
}

type ActorFor<A extends Audience> = A extends 'anyone' ? null : Actor;

/** What a handler is called with. */
export type Call<K extends keyof Api> = Received<K> & {
  deps: ServerDeps;
  actor: ActorFor<Api[K]['audience']>;
  request: FastifyRequest;
  reply: FastifyReply;
};

export type Handler<K extends keyof Api> = (call: Call<K>) => Promise<Answer<K>>;

/** Room for a name, an e-mail address and a password: nobody unknown makes the server parse more. */
const STRANGERS_BODY_BYTES = 16 * 1024;

/** Answers endpoint `name` of the contract with `handler`; `more` looks at a request before its body is read. */
export function on<K extends keyof Api>(
  app: FastifyInstance,
  deps: ServerDeps,
  name: K,
  handler: Handler<K>,
  more: { onRequest?(request: FastifyRequest): Promise<void> } = {},
): void {
  const endpoint: Endpoint = api[name];
  const { method, path: url, audience, session, status = 200 } = endpoint;
  const limit = limitOf(app.limiter, name);
  app.route({
    method,
    url,
    schema: schemaOf(name, endpoint),
    ...(audience === 'anyone' && { bodyLimit: STRANGERS_BODY_BYTES }),
    // Before the body is read: nobody unknown makes the server parse anything.
    onRequest: async (request, reply) => {
      await admit(deps.db, app.auth, audience, request, reply);
      if (session) demandSession(request.actor!);
      await more.onRequest?.(request);
      await limit?.onRequest(request);
    },
    preHandler: async (request) => limit?.preHandler(request),
    onSend: async (request, reply) => limit?.onSend(request, reply),
    handler: async (request, reply) => {
      const { actor, params, query, body } = request;
      const answer = await handler({
        deps,
        actor,
        params,
        query,
        body,
        request,
        reply,
      } as unknown as Call<K>);
      if (endpoint.accepted && answer !== null) return reply.code(202).send(answer);
      reply.code(status);
      return status === 204 ? reply.send() : answer;
    },
  });
}
