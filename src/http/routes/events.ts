// GET /api/v1/events: what moves, as Server-Sent Events, for as long as the caller may see it.
import type { FastifyInstance } from 'fastify';
import { isSessionAlive } from '../../access/sessions/is-session-alive.ts';
import { whoIsCalling } from '../../access/sessions/who-is-calling.ts';
import { admit, callerOf } from '../admit.ts';
import type { ServerDeps } from '../deps.ts';
import { SIGNED_IN } from '../openapi.ts';

const SCHEMA = {
  operationId: 'events',
  summary:
    'What moves, as Server-Sent Events; ids only, so ask again for what is on screen. Nothing is replayed',
  tags: ['events'],
  security: SIGNED_IN,
};

export function eventRoutes(app: FastifyInstance, deps: ServerDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/events',
    exposeHeadRoute: false,
    schema: SCHEMA,
    onRequest: (request, reply) => admit(deps.db, app.auth, 'user', request, reply),
    handler: (request, reply) => {
      const { userId, sessionId } = request.actor!;
      const caller = callerOf(request);
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        // nginx holds answers back otherwise (ngx_http_proxy_module, X-Accel-Buffering).
        'x-accel-buffering': 'no',
      });
      app.streams.open({
        userId,
        response: reply.raw,
        isAlive: async () =>
          sessionId
            ? isSessionAlive(deps.db, sessionId)
            : (await whoIsCalling(deps.db, app.auth, caller)).actor !== null,
      });
    },
  });
}
