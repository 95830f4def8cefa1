import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip, gzipSync } from 'node:zlib';
import type { Answer } from './answer.ts';

/** Text is gathered into pieces of about this size before it is written. */
const pieceLength = 65_536;
/** Below this, compressing costs more than it saves: it would not even save a packet. */
const worthCompressing = 1_400;
const fastest = { level: constants.Z_BEST_SPEED };

/** Writes an answer: small ones with their length, long ones as a stream that waits for its reader. */
export async function send(response: ServerResponse, answer: Answer, gzip: boolean): Promise<void> {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.statusCode = answer.status;
  const { body = '' } = answer;
  if (typeof body === 'string' || Buffer.isBuffer(body)) return sendWhole(response, Buffer.from(body), gzip);
  const pieces = inPieces(body);
  const first = pieces.next();
  const second = first.done ? first : pieces.next();
  if (second.done) return sendWhole(response, Buffer.from(first.done ? '' : first.value), gzip);
  const all = Readable.from(
    (function* () {
      yield Buffer.from(first.value as string);
      yield Buffer.from(second.value as string);
      for (const piece of pieces) yield Buffer.from(piece);
    })(),
    { highWaterMark: 1 },
  );
  if (!gzip) return pipeline(all, response);
  response.setHeader('Content-Encoding', 'gzip');
  return pipeline(all, createGzip(fastest), response);
}

function sendWhole(response: ServerResponse, body: Buffer, gzip: boolean): void {
  const compressed = gzip && body.length >= worthCompressing;
  const sent = compressed ? gzipSync(body, fastest) : body;
  if (compressed) response.setHeader('Content-Encoding', 'gzip');
  if (response.statusCode !== 204 && response.statusCode !== 304) {
    response.setHeader('Content-Length', sent.length);
  }
  response.end(sent);
}

function* inPieces(parts: Iterable<string>): Generator<string, undefined> {
  let piece: string[] = [];
  let length = 0;
  for (const part of parts) {
    piece.push(part);
    length += part.length;
    if (length >= pieceLength) {
      yield piece.join('');
      piece = [];
      length = 0;
    }
  }
  if (length > 0) yield piece.join('');
}

/** Sends about half of an answer that promised to be whole, then cuts the connection. */
export function sendHalf(response: ServerResponse, answer: Answer): void {
  const { body = '' } = answer;
  const whole =
    typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from([...body].join(''));
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': whole.length + 1 });
  response.write(whole.subarray(0, Math.ceil(whole.length / 2)), () => response.destroy());
}
