// What monitors and tools ask: health, figures, the description of this API.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { databaseHealth } from '../../database/health.ts';
import { AppError, ERRORS, type ErrorCode } from '../../errors.ts';
import { admit } from '../admit.ts';
import type { ServerDeps } from '../deps.ts';
import { metricsText } from '../metrics.ts';
import { apiDocument, HIDDEN } from '../openapi.ts';
import { on } from '../register.ts';

export function metaRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const health = deps.health ?? databaseHealth(deps.pool);
  on(app, deps, 'getHealth', async () => {
    const problem = await health();
    if (problem) throw problem;
    return { status: 'ok', database: deps.config.database, version: deps.config.version };
  });
  let document: ReturnType<typeof apiDocument> | undefined;
  app.get('/api/v1/openapi.json', { schema: HIDDEN }, async () => (document ??= apiDocument(app)));

  // What the `type` of a problem refers to.
  app.get<{ Params: { code: string } }>(
    '/api/v1/errors/:code',
    { schema: HIDDEN },
    async (request, reply) => {
      const { code } = request.params;
      if (!Object.hasOwn(ERRORS, code)) throw new AppError('not-found');
      const { title, meaning, action } = ERRORS[code as ErrorCode];
      return reply.type('text/plain; charset=utf-8').send(`${title}\n${meaning}\n${action}\n`);
    },
  );

  app.get('/metrics', { schema: HIDDEN }, async (request, reply) => {
    if (!isFromThisMachine(request)) {
      if (request.headers.authorization === undefined) throw new AppError('not-signed-in');
      await admit(deps.db, app.auth, 'administrator', request, reply);
    }
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(await metricsText(deps.db, deps.config.version, app.answers));
  });
}

/** A proxy on this machine passes on requests of others, and says so. */
const isFromThisMachine = ({ socket, headers }: FastifyRequest): boolean =>
  /^(::1|(::ffff:)?127(\.\d+){3})$/.test(socket.remoteAddress ?? '') &&
  !('x-forwarded-for' in headers || 'forwarded' in headers || 'via' in headers || 'x-real-ip' in headers);
