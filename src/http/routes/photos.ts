// GET /api/v1/cards/:id/photo: the picture of a card, as bytes.
import type { FastifyInstance } from 'fastify';
import { cardPhoto } from '../../import-queue/card-photo.ts';
import { admit } from '../admit.ts';
import { byId } from '../contract/endpoint.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { SIGNED_IN } from '../openapi.ts';

const SCHEMA = {
  operationId: 'cardPhoto',
  summary: 'The photo of a card in the caller’s address books',
  tags: ['accounts'],
  security: SIGNED_IN,
  params: byId,
};

export function photoRoutes(app: FastifyInstance, deps: ServerDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cards/:id/photo',
    exposeHeadRoute: false,
    schema: SCHEMA,
    onRequest: (request, reply) => admit(deps.db, app.auth, 'user', request, reply),
    handler: async (request, reply) => {
      const { id } = request.params as { id: string };
      const { type, bytes } = await cardPhoto(reachingFrom(deps), request.actor!, id);
      // The same card may get another photo: the browser asks again, but not while it shows one list.
      reply.header('content-type', type).header('cache-control', 'private, max-age=60');
      return reply.send(Buffer.from(bytes));
    },
  });
}
