// A request is to be here whole within half a minute. What somebody who is signed in sends on a slow line, as files, may take
// longer while it moves: 50 MB are seven minutes at 1 Mbit/s.
import type { IncomingMessage, Server } from 'node:http';

export const MOVES_MS = 30_000;
/** The end of all, however they move. */
export const MOST_MS = 30 * 60_000;

/** As the HTTP server itself calls what did not arrive in time. */
export const TOO_SLOW = 'ERR_HTTP_REQUEST_TIMEOUT';

const LONG = new WeakSet<IncomingMessage>();

/** Said by a route once it knows who sends it. */
export const mayTakeLong = (request: IncomingMessage): void => void LONG.add(request);

export function endSlowRequests(server: Server): void {
  server.on('request', (request, response) => {
    const { socket } = request;
    let seen = socket.bytesRead;
    const look = setInterval(() => {
      const moved = socket.bytesRead > seen;
      seen = socket.bytesRead;
      if (!request.complete && moved && LONG.has(request)) return;
      clearInterval(look);
      if (request.complete || socket.destroyed) return;
      // What is answered without having been read has no second answer.
      if (response.headersSent) socket.destroy();
      else server.emit('clientError', Object.assign(new Error('Too slow'), { code: TOO_SLOW }), socket);
    }, MOVES_MS).unref();
    request.once('close', () => clearInterval(look));
  });
}
