import { accessSync, constants, statSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PASSWORD, type RealServer, realServer } from './real-server.ts';
import { runServer, whyAbsent } from './run-server.ts';
import { serverDatabase } from './server-database.ts';

/** It ends where it may not read this, though nothing of it counts here. */
const CONFIGURATION = '/etc/sogo/sogo.conf';

export const sogoAbsent = whyAbsent('sogo', ['/usr/sbin/sogod', CONFIGURATION]) ?? whyNotReadable();

/** SOGo 5: takes no notice of some conditions, counts versions from zero again, gives addresses as they are. */
export async function startSogo(): Promise<RealServer> {
  const { client, drop } = await serverDatabase();
  await client.query(
    'create table sogo_users (c_uid text, c_name text, c_password text, c_cn text, mail text)',
  );
  const server = await runServer('sogo', async (folder, port) => {
    const database = `postgresql://${client.user}:any@${encodeURIComponent(client.host)}:${client.port}/${client.database}`;
    const tables = {
      SOGoProfileURL: 'sogo_user_profile',
      OCSFolderInfoURL: 'sogo_folder_info',
      OCSStoreURL: 'sogo_store',
      OCSAclURL: 'sogo_acl',
      OCSCacheFolderURL: 'sogo_cache_folder',
      OCSSessionsFolderURL: 'sogo_sessions_folder',
      OCSEMailAlarmsFolderURL: 'sogo_alarms_folder',
      OCSAdminURL: 'sogo_admin',
    };
    const settings = {
      WOPort: `127.0.0.1:${port}`,
      WOPidFile: join(folder, 'pid'),
      WOLogFile: '-',
      WONoDetach: 'YES',
      WOWorkersCount: '4',
      SOGoMemcachedHost: join(folder, 'none'),
      SOGoUserSources: `({ type = sql; id = users; canAuthenticate = YES; isAddressBook = NO; userPasswordAlgorithm = none; viewURL = "${database}/sogo_users"; })`,
      ...Object.fromEntries(Object.entries(tables).map(([key, table]) => [key, `${database}/${table}`])),
    };
    const rights = await rightsFor(folder, client.host);
    return {
      command: '/usr/sbin/sogod',
      args: Object.entries(settings).flatMap(([key, value]) => [`-${key}`, value]),
      env: { HOME: folder },
      ...rights,
    };
  });
  const stop = () => server.stop().then(drop);
  return realServer({ ...server, stop }, true, async (index) => {
    const username = `user${index}`;
    await client.query("insert into sogo_users values ($1, $1, $2, $1, $1 || '@example.org')", [
      username,
      PASSWORD,
    ]);
    const url = `${server.origin}/SOGo/dav/`;
    const bookUrl = `${url}${username}/Contacts/personal/`;
    return { username, bookUrl, url, settled: () => settled(bookUrl, username) };
  });
}

/** A listing of changes begins with the second before the last one ended, and tells once more of what was changed in it. */
async function settled(bookUrl: string, username: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${username}:${PASSWORD}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/xml' };
  for (let token = ''; ; ) {
    const body = `<sync-collection xmlns="DAV:"><sync-token>${token}</sync-token><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>`;
    const answer = await (await fetch(bookUrl, { method: 'REPORT', headers, body })).text();
    if (token !== '' && !answer.includes('<D:href>')) return;
    token = /<D:sync-token>(\d+)</.exec(answer)![1]!;
    await pause(100);
  }
}

/** It does not run as root; who runs PostgreSQL may enter its socket, and the group of the configuration may read it. */
async function rightsFor(folder: string, socket: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [{ uid }, { gid }] = [statSync(socket), statSync(CONFIGURATION)];
  await chown(folder, uid, gid);
  return { uid, gid };
}

function whyNotReadable(): string | null {
  try {
    accessSync(CONFIGURATION, constants.R_OK);
    return null;
  } catch {
    return `only root and the group sogo may read ${CONFIGURATION}, and SOGo does not start without`;
  }
}
