// Files of contacts. What is sent is a form with files, and what is kept of it a table: the rest is JSON.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { ExportFormat } from '../../files/codes.ts';
import { exportRecords } from '../../files/export-records.ts';
import { accountOfImport, listImportRows } from '../../files/imports/list-import-rows.ts';
import { previewImport, type SentFile, startImport } from '../../files/imports/look-at-import.ts';
import { getImport, listImports } from '../../files/imports/own-import.ts';
import { cancelImport, runImport } from '../../files/imports/run-import.ts';
import { admit } from '../admit.ts';
import { byId } from '../contract/endpoint.ts';
import { exportBody, exportQuery, ImportLook } from '../contract/files.ts';
import type { ServerDeps } from '../deps.ts';
import { SIGNED_IN } from '../openapi.ts';
import { on } from '../register.ts';
import { mayTakeLong } from '../slow-requests.ts';

/** Ten thousand cards with their pictures. */
const MAX_FILES_BYTES = 50 * 1024 * 1024;
/** A card a file, as some phones write them. */
const MAX_FILES = 2_000;
const CARDS = { type: 'text/vcard; charset=utf-8', ending: 'vcf' };
const WRITTEN: Record<ExportFormat, { type: string; ending: string }> = {
  vcf: CARDS,
  vcf4: CARDS,
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  json: { type: 'application/json; charset=utf-8', ending: 'json' },
};
const shared = { tags: ['imports'], security: SIGNED_IN };

export function fileRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  const onRequest = (request: FastifyRequest, reply: FastifyReply) =>
    admit(db, app.auth, 'user', request, reply);
  on(app, deps, 'listImports', ({ actor, query }) => listImports(db, actor, query));
  on(app, deps, 'getImport', ({ actor, params }) => getImport(db, actor, params.id));
  on(app, deps, 'previewImport', ({ actor, params, body }) =>
    previewImport(db, actor, { id: params.id, options: body }),
  );
  on(app, deps, 'runImport', ({ actor, params, body }) =>
    runImport(db, actor, { id: params.id, options: body }),
  );
  on(app, deps, 'cancelImport', ({ actor, params }) => cancelImport(db, actor, params.id));
  on(app, deps, 'listImportRows', ({ actor, params, query }) =>
    listImportRows(db, actor, { ...query, id: params.id }),
  );
  const answerFile = async (
    { format, photos, ids, ...filter }: z.output<typeof exportBody>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => {
    const { pieces } = await exportRecords(db, request.actor!, { format, photos, filter, ids });
    const { type, ending } = WRITTEN[format];
    return reply
      .header('content-type', type)
      .header('content-disposition', `attachment; filename="rubrica.${ending}"`)
      .send(Readable.from(pieces));
  };
  const exporting = {
    url: '/api/v1/exports',
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      await onRequest(request, reply);
      await app.limiter.count('export', request.actor!.userId);
    },
  };
  app.route({
    ...exporting,
    method: 'GET',
    exposeHeadRoute: false,
    schema: {
      ...shared,
      tags: ['exports'],
      operationId: 'exportRecords',
      summary: 'Records as a file: vCard with pictures, CSV or JSON with every field',
      querystring: exportQuery,
    },
    handler: (request, reply) => {
      const { ids, ...asked } = request.query as z.output<typeof exportQuery>;
      return answerFile({ ...asked, ids: ids?.split(',') }, request, reply);
    },
  });
  app.route({
    ...exporting,
    method: 'POST',
    schema: {
      ...shared,
      tags: ['exports'],
      operationId: 'exportSelection',
      summary: 'The same of as many records as were chosen: more than an address has room for',
      body: exportBody,
    },
    handler: (request, reply) => answerFile(request.body as z.output<typeof exportBody>, request, reply),
  });
  app.register(async (scope) => {
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, bytes, done) =>
      done(null, bytes),
    );
    scope.post(
      '/api/v1/imports',
      {
        bodyLimit: MAX_FILES_BYTES,
        onRequest: async (request, reply) => {
          await onRequest(request, reply);
          await app.limiter.count('look', request.actor!.userId);
          mayTakeLong(request.raw);
        },
        schema: {
          ...shared,
          operationId: 'startImport',
          summary:
            'Look at a file of vCard, CSV or JSON, or at several of cards: a form with `files`, at most 50 MB, and `encoding` where the bytes do not show it. Nothing is written',
          response: { 201: ImportLook },
        },
      },
      async (request, reply) =>
        reply.code(201).send(await startImport(db, request.actor!, await formOf(request))),
    );
  });
  app.route({
    method: 'GET',
    url: '/api/v1/imports/:id/account',
    exposeHeadRoute: false,
    schema: {
      ...shared,
      operationId: 'accountOfImport',
      summary: 'What became of every entry, as CSV',
      params: byId,
    },
    onRequest,
    handler: async (request, reply) => {
      const { id } = request.params as { id: string };
      const table = await accountOfImport(db, request.actor!, id);
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="import-${id}.csv"`)
        .send(`\ufeff${table}`);
    },
  });
}

/** The files of a form, in its order, and their encoding. @throws AppError 'bad-request' */
async function formOf({
  body,
  headers,
}: FastifyRequest): Promise<{ files: SentFile[]; encoding: string | null }> {
  const refused = (detail: string) => new AppError('bad-request', detail, { fields: { files: detail } });
  if (!Buffer.isBuffer(body)) throw refused('A form with files is expected.');
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': headers['content-type']! },
  })
    .formData()
    .catch(() => {
      throw refused('This form cannot be read.');
    });
  const files = form.getAll('files').filter((one) => one instanceof File);
  if (files.length > MAX_FILES) throw refused(`At most ${MAX_FILES} files are taken at once.`);
  const encoding = form.get('encoding');
  return {
    files: await Promise.all(
      files.map(async (file) => ({
        name: file.name.replaceAll('\0', '').toWellFormed().slice(0, 200),
        bytes: new Uint8Array(await file.arrayBuffer()),
      })),
    ),
    encoding: typeof encoding === 'string' && encoding !== '' ? encoding.slice(0, 40) : null,
  };
}
