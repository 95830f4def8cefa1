// Photos of cards and of records, as bytes: the one body and the one answer that are not JSON.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { cardPhoto } from '../../import-queue/card-photo.ts';
import { getPhoto } from '../../records/photo/get-photo.ts';
import { setPhoto } from '../../records/photo/set-photo.ts';
import { admit } from '../admit.ts';
import { byId, id } from '../contract/endpoint.ts';
import { RecordView } from '../contract/records.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { SIGNED_IN } from '../openapi.ts';
import { on } from '../register.ts';
import { versionFrom } from '../version-from.ts';

const MAX_PHOTO_BYTES = 5 * 1024 * 1024;
const PATH = '/api/v1/records/:id/photo';
const shared = { tags: ['records'], security: SIGNED_IN };

const OF_CARD = {
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
    schema: OF_CARD,
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

export function recordPhotoRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  const onRequest = (request: FastifyRequest, reply: FastifyReply) =>
    admit(db, app.auth, 'user', request, reply);
  on(app, deps, 'removePhoto', ({ actor, params, request }) =>
    setPhoto(db, actor, {
      id: params.id,
      bytes: null,
      expectVersion: versionFrom(request.headers['if-match']),
    }),
  );
  app.register(async (scope) => {
    // Whatever it says it is: what it is, its bytes tell.
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
    scope.put(
      PATH,
      {
        bodyLimit: MAX_PHOTO_BYTES,
        onRequest,
        schema: {
          ...shared,
          operationId: 'setPhoto',
          summary: 'Set the photo: a JPEG, PNG, GIF or WebP picture of at most 5 MB as the body',
          params: byId,
          response: { 200: RecordView },
        },
      },
      async (request) => {
        const { body } = request;
        if (!Buffer.isBuffer(body)) {
          const detail = 'The body is the picture itself.';
          throw new AppError('bad-request', detail, { fields: { body: detail } });
        }
        const { id: recordId } = request.params as { id: string };
        return setPhoto(db, request.actor!, {
          id: recordId,
          bytes: body,
          expectVersion: versionFrom(request.headers['if-match']),
        });
      },
    );
  });
  app.route({
    method: 'GET',
    url: PATH,
    exposeHeadRoute: false,
    schema: { ...shared, operationId: 'getPhoto', summary: 'The photo of a record', params: byId },
    onRequest,
    handler: async (request, reply) => {
      const found = await getPhoto(db, request.params as { id: string });
      // The same address may show another picture tomorrow: asked each time, sent only when it changed.
      reply.header('cache-control', 'private, no-cache');
      return send(request, reply, found);
    },
  });
  app.route({
    method: 'GET',
    url: '/api/v1/records/:id/photos/:photoId',
    exposeHeadRoute: false,
    schema: {
      ...shared,
      operationId: 'getPhotoOfHistory',
      summary: 'A photo a record has or had, by the id that is its value',
      params: z.object({ id, photoId: z.string().max(64) }),
    },
    onRequest,
    handler: async (request, reply) => {
      const found = await getPhoto(db, request.params as { id: string; photoId: string });
      // The id is that of the bytes: they never change.
      reply.header('cache-control', 'private, max-age=31536000, immutable');
      return send(request, reply, found);
    },
  });
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { id: photoId, type, bytes }: { id: string; type: string; bytes: Buffer },
) {
  const etag = `"${photoId}"`;
  reply.header('etag', etag);
  if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
  return reply.header('content-type', type).header('content-disposition', 'inline').send(bytes);
}
