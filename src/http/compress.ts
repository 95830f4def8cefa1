// Answers of the API that pay for it travel as gzip. Only what is asked for with GET: a secret (a new token, a link to
// sign in with) is answered once, to POST, and never shares a compressed body with words of somebody else. Event streams
// are not answers and pass by; files have their own copies (interface.ts).
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** About what fits into one packet with its headers: less gains nothing. */
const WORTH_IT = 1200;
const TEXT = /^(application\/json|text\/html|text\/plain)\b/;

/** `gzip` or `gzip;q=0.5`, not `gzip;q=0`. */
const takesGzip = (header: string): boolean =>
  header.split(',').some((offer) => {
    const [name, quality] = offer.split(';');
    return name!.trim() === 'gzip' && Number(quality?.split('=')[1] ?? 1) > 0;
  });

const compress = promisify(gzip);

export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (request.method !== 'GET' || typeof payload !== 'string' || payload.length < WORTH_IT) return payload;
    if (!TEXT.test(String(reply.getHeader('content-type')))) return payload;
    reply.header('vary', 'accept-encoding');
    if (!takesGzip(String(request.headers['accept-encoding'] ?? ''))) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return compress(payload, { level: 6 });
  });
}
