// POST /api/v1/notifications/:provider: where providers tell that something changed. Anybody can send something here, and whatever
// it is, what is answered is the same: nothing is learned by trying.
import type { FastifyInstance } from 'fastify';
import { takeHints } from '../../accounts/watch/take-hints.ts';
import { AppError } from '../../errors.ts';
import { addressKey } from '../caller-address.ts';
import type { ServerDeps } from '../deps.ts';
import { HIDDEN } from '../openapi.ts';

/** Several hundred notifications; what is more than that is lost, and asked for in turn. */
const MOST_BYTES = 256 * 1024;

export function notificationRoutes(app: FastifyInstance, deps: ServerDeps): void {
  app.register(async (scope) => {
    // The address is asked for an answer with a body of nothing that calls itself text.
    scope.addContentTypeParser('text/plain', { parseAs: 'buffer' }, async () => undefined);
    scope.post<{ Params: { provider: string }; Querystring: Record<string, unknown> }>(
      '/api/v1/notifications/:provider',
      {
        schema: HIDDEN,
        bodyLimit: MOST_BYTES,
        onRequest: async ({ ip }) => void (await app.limiter.count('notification', addressKey(ip))),
      },
      async ({ params, query, body }, reply) => {
        const watch = deps.providers.get(params.provider)?.watch;
        if (!watch) throw new AppError('not-found');
        const told = watch.read({ query, body });
        // Somebody else's words: as text they are nothing but words.
        if ('answer' in told) return reply.type('text/plain; charset=utf-8').send(told.answer);
        await takeHints(deps.db, params.provider, told.hints);
        return reply.code(202).send();
      },
    );
  });
}
