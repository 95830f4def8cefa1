import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { makeBook, PASSWORD, type RealServer, realServer } from './real-server.ts';
import { runServer, whyAbsent } from './run-server.ts';
import { serverDatabase } from './server-database.ts';

const HTDOCS = '/usr/share/davical/htdocs';
const TABLES = '/usr/share/davical/dba';

export const davicalAbsent = whyAbsent('davical php-cli php-pgsql', [
  '/usr/bin/php',
  '/usr/share/awl/inc/AwlQuery.php',
  `${HTDOCS}/caldav.php`,
]);

/** DAViCal 1.1 on PHP's own server: gives no etag for what it wrote, answers a dead token with everything. */
export async function startDavical(): Promise<RealServer> {
  const { client, drop } = await serverDatabase();
  for (const file of sqlFiles()) await client.query(await readFile(file, 'utf8'));
  const server = await runServer('davical', async (folder, port) => {
    await writeFile(join(folder, 'davical-conf.php'), configOf(client));
    await writeFile(join(folder, 'router.php'), routerOf(folder));
    const settings = ['-d', 'post_max_size=64M', '-S', `127.0.0.1:${port}`];
    return {
      command: '/usr/bin/php',
      args: [...settings, 'router.php'],
      env: { PHP_CLI_SERVER_WORKERS: '4' },
    };
  });
  const stop = () => server.stop().then(drop);
  return realServer({ ...server, stop }, true, async (index) => {
    const username = `user${index}`;
    await client.query(
      `with made as (
        insert into usr (active, username, password, fullname, email) values (true, $1, $2, $1, $1 || '@example.org') returning user_no
      ) insert into principal (type_id, user_no, displayname, default_privileges) select 1, user_no, $1, 0::bit(24) from made`,
      [username, `**${PASSWORD}`],
    );
    const bookUrl = `${server.origin}/caldav.php/${username}/contacts/`;
    await makeBook(bookUrl, username);
    return { username, bookUrl, url: server.origin };
  });
}

/** What its scripts for a new database run, in their order. */
function sqlFiles(): string[] {
  const awl = ['awl-tables.sql', 'schema-management.sql'].map((name) => `/usr/share/awl/dba/${name}`);
  const views = readdirSync(join(TABLES, 'views')).map((name) => `views/${name}`);
  const own = [
    'davical.sql',
    'supported_locales.sql',
    ...views,
    'caldav_functions.sql',
    'rrule_functions.sql',
  ];
  return [...awl, ...[...own, 'base-data.sql'].map((name) => join(TABLES, name))];
}

const configOf = ({ host, database, user }: pg.Client): string => `<?php
$_SERVER['SERVER_NAME'] = '127.0.0.1';
$c->domain_name = '127.0.0.1';
$c->admin_email = 'admin@example.org';
$c->pg_connect[] = 'host=${host} dbname=${database} user=${user}';
`;

/** As Apache would: it looks for its configuration beside others under the name of the server. */
const routerOf = (folder: string): string => `<?php
error_reporting(0);
date_default_timezone_set('UTC');
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$_SERVER['SERVER_NAME'] = '../..${folder}/davical';
$_SERVER['SCRIPT_NAME'] = '/caldav.php';
$_SERVER['PATH_INFO'] = preg_replace('#^/caldav\\.php#', '', $path);
chdir('${HTDOCS}');
require '${HTDOCS}/caldav.php';
return true;
`;
