import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeBook, PASSWORD, type RealServer, realServer } from './real-server.ts';
import { runServer, whyAbsent } from './run-server.ts';

const USERS = 60;

export const radicaleAbsent = whyAbsent('radicale', ['/usr/bin/radicale']);

/** Radicale 3: rewrites cards, lists removed members on a first sync. */
export async function startRadicale(): Promise<RealServer> {
  const server = await runServer('radicale', async (folder, port) => {
    const users = Array.from({ length: USERS }, (_, index) => `user${index + 1}:${PASSWORD}\n`);
    await writeFile(join(folder, 'users'), users.join(''));
    const config = [
      `[server]\nhosts = 127.0.0.1:${port}`,
      `[auth]\ntype = htpasswd\nhtpasswd_filename = ${folder}/users\nhtpasswd_encryption = plain\ndelay = 0`,
      '[rights]\ntype = owner_only',
      `[storage]\nfilesystem_folder = ${folder}/collections`,
      '[logging]\nlevel = critical\n',
    ];
    await writeFile(join(folder, 'config'), config.join('\n'));
    return { command: '/usr/bin/radicale', args: ['--config', join(folder, 'config')] };
  });
  return realServer(server, true, async (index) => {
    const username = `user${index}`;
    const bookUrl = `${server.origin}/${username}/contacts/`;
    await makeBook(bookUrl, username);
    return { username, bookUrl, url: server.origin };
  });
}
