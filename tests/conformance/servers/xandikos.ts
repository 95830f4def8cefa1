import { join } from 'node:path';
import { makeBook, type RealServer, realServer } from './real-server.ts';
import { runServer, whyAbsent } from './run-server.ts';

export const xandikosAbsent = whyAbsent('xandikos', ['/usr/bin/xandikos']);

/** Xandikos: keeps every byte, answers 500 to a bad sync token, knows no passwords. One user, so books are given by URL. */
export async function startXandikos(): Promise<RealServer> {
  const server = await runServer('xandikos', async (folder, port) => ({
    command: '/usr/bin/xandikos',
    args: [
      ...['-d', join(folder, 'data'), '--defaults', '--current-user-principal', '/alice/'],
      ...['-l', '127.0.0.1', '-p', String(port)],
    ],
  }));
  return realServer(server, false, async (index) => {
    const bookUrl = `${server.origin}/alice/contacts/book${index}/`;
    await makeBook(bookUrl, 'alice');
    return { username: 'alice', bookUrl, url: bookUrl };
  });
}
