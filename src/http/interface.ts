// The built web interface: files by their name, and its one page for every other address, which it routes by itself.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import { contentSecurityPolicy } from './headers.ts';
import { HIDDEN } from './openapi.ts';
import { sendProblem } from './problem.ts';

/** Vite's `html.cspNonce`: a fresh nonce takes its place in every page sent, and lets the page's own styles in. */
const NONCE_PLACE = '__CSP_NONCE__';
/** Vite puts a hash of the content into the name of everything under it: what is there never changes. */
const HASHED = '/assets/';
const YEAR = 'public, max-age=31536000, immutable';

const NOT_BUILT = `Rubrica is running, but its web interface has not been built.

Build it with:  npm run build
`;

export function serveInterface(app: FastifyInstance, folder: string): void {
  const page = join(folder, 'index.html');
  if (existsSync(page)) {
    app.register(fastifyStatic, {
      root: folder,
      index: false,
      dotfiles: 'ignore',
      cacheControl: false,
      // The build lays a copy in brotli and one in gzip beside each text file.
      preCompressed: true,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes(HASHED) ? YEAR : 'no-cache');
      },
    });
  }
  const answerPage = async (_request: FastifyRequest, reply: FastifyReply) =>
    sendPage(reply, await readFile(page, 'utf8').catch(() => null));
  for (const url of ['/', '/index.html']) app.get(url, { schema: HIDDEN }, answerPage);
  app.setNotFoundHandler((request, reply) =>
    isForThePage(request) ? answerPage(request, reply) : sendProblem(reply, new AppError('not-found')),
  );
}

/** Addresses of the API, of files and of anything but a page are never answered with the page. */
function isForThePage({ method, url }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0]!;
  if (method !== 'GET' && method !== 'HEAD') return false;
  return !/^\/(api|oauth|assets)(\/|$)/.test(path) && !/\.[a-z0-9]{2,5}$/i.test(path);
}

function sendPage(reply: FastifyReply, html: string | null): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (html === null) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
  const nonce = randomBytes(16).toString('base64');
  reply.header('content-security-policy', contentSecurityPolicy(`'nonce-${nonce}'`));
  return reply.code(200).type('text/html; charset=utf-8').send(html.replaceAll(NONCE_PLACE, nonce));
}
