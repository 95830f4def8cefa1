import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PASSWORD, type RealServer, realServer } from './real-server.ts';
import { runServer, whyAbsent } from './run-server.ts';

const BIN = '/usr/lib/cyrus/bin';

export const cyrusAbsent = whyAbsent('cyrus-imapd cyrus-caldav', [
  '/usr/sbin/cyrmaster',
  `${BIN}/imapd`,
  `${BIN}/httpd`,
]);

/** Cyrus 3.6, which Fastmail runs on: lists in pages, writes text as CDATA, undoes escapes, turns 4.0 into 3.0. */
export async function startCyrus(): Promise<RealServer> {
  const server = await runServer('cyrus', async (folder, port) => {
    const at = (name: string) => join(folder, name);
    await mkdir(at('conf'));
    await mkdir(at('spool'));
    const settings = {
      configdirectory: at('conf'),
      defaultpartition: 'default',
      'partition-default': at('spool'),
      httpmodules: 'carddav',
      allowplaintext: 'yes',
      sasl_mech_list: 'PLAIN',
      sasl_pwcheck_method: 'saslauthd',
      sasl_saslauthd_path: at('passwords'),
      autocreate_users: 'anyone',
      autocreate_quota: '0',
      // Nothing here has to survive a power cut.
      skiplist_unsafe: 'yes',
    };
    const lines = Object.entries(settings).map(([key, value]) => `${key}: ${value}\n`);
    await writeFile(at('imapd.conf'), lines.join(''));
    await writeFile(
      at('cyrus.conf'),
      `START {
  recover cmd="${BIN}/ctl_cyrusdb -C ${at('imapd.conf')} -r"
}
SERVICES {
  http cmd="${BIN}/httpd -C ${at('imapd.conf')}" listen="127.0.0.1:${port}"
  imap cmd="${BIN}/imapd -C ${at('imapd.conf')}" listen="${at('imap')}"
}
`,
    );
    const passwords = await answerPasswords(at('passwords'));
    // It gives up the rights of root, and what it is given must be its own then.
    const user = process.getuid?.() === 0 ? 'cyrus' : userInfo().username;
    await promisify(execFile)('chown', ['-R', user, folder]);
    return {
      command: '/usr/sbin/cyrmaster',
      args: ['-D', '-C', at('imapd.conf'), '-M', at('cyrus.conf'), '-p', at('pid')],
      env: { CYRUS_USER: user },
      end: () => new Promise((resolve) => passwords.close(() => resolve())),
    };
  });
  return realServer(server, true, async (index) => {
    const username = `user${index}`;
    await makeMailbox(join(server.folder, 'imap'), username);
    const bookUrl = `${server.origin}/dav/addressbooks/user/${username}/Default/`;
    return { username, bookUrl, url: server.origin };
  });
}

/** As saslauthd does: name, password, service and realm come with their lengths before them, and so goes the answer. */
async function answerPasswords(path: string): Promise<Server> {
  const server = createServer((socket) => {
    let asked = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      asked = Buffer.concat([asked, chunk]);
      const words = wordsIn(asked);
      if (words.length === 4) socket.end(`\0\x02${words[1] === PASSWORD ? 'OK' : 'NO'}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

function wordsIn(bytes: Buffer): string[] {
  const words: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) break;
    words.push(bytes.toString('utf8', at + 2, end));
    at = end;
  }
  return words;
}

/** Signing in for mail makes the mailbox, without which there are no address books. */
async function makeMailbox(path: string, username: string): Promise<void> {
  const socket = connect(path);
  socket.setEncoding('utf8');
  socket.write(`a LOGIN ${username} ${PASSWORD}\r\nb LOGOUT\r\n`);
  let said = '';
  for await (const text of socket) said += text;
  if (!/^a OK /m.test(said)) throw new Error(`the mailbox of ${username} cannot be made: ${said}`);
}
