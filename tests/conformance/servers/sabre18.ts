import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PASSWORD, type RealServer, realServer } from './real-server.ts';
import { runServer, whyAbsent } from './run-server.ts';

const USERS = 60;
const TABLES = '/usr/share/doc/php-sabre-dav/examples/sql';

export const sabre18Absent = whyAbsent('php-cli php-sqlite3 php-xml php-mbstring php-sabre-dav', [
  '/usr/bin/php',
  '/usr/share/php/Sabre/autoload.php',
  `${TABLES}/sqlite.addressbooks.sql`,
]);

/** sabre/dav 1.8 on PHP's own server: no sync-collection, and one missing card fails a whole multiget. */
export async function startSabre18(): Promise<RealServer> {
  const server = await runServer('sabre', async (folder, port) => {
    await writeFile(join(folder, 'init.php'), INIT);
    await writeFile(join(folder, 'router.php'), ROUTER);
    await promisify(execFile)('/usr/bin/php', ['init.php'], { cwd: folder });
    return {
      command: '/usr/bin/php',
      args: [
        '-d',
        'include_path=/usr/share/php',
        '-d',
        'post_max_size=64M',
        '-S',
        `127.0.0.1:${port}`,
        'router.php',
      ],
      env: { PHP_CLI_SERVER_WORKERS: '4' },
    };
  });
  return realServer(server, true, async (index) => {
    const username = `user${index}`;
    return { username, bookUrl: `${server.origin}/addressbooks/${username}/default/`, url: server.origin };
  });
}

const OPEN = `$pdo = new PDO('sqlite:' . __DIR__ . '/db.sqlite'); $pdo->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
$pdo->exec('PRAGMA busy_timeout = 5000');`;

const INIT = `<?php ${OPEN}
foreach (['addressbooks', 'principals'] as $file) $pdo->exec(file_get_contents("${TABLES}/sqlite.$file.sql"));
for ($i = 1; $i <= ${USERS}; $i++) {
  $pdo->exec("INSERT INTO principals (uri, email, displayname) VALUES ('principals/user$i', 'user$i@example.org', 'User $i')");
  $pdo->exec("INSERT INTO addressbooks (principaluri, displayname, uri, description, ctag) VALUES ('principals/user$i', 'Contacts', 'default', '', 1)");
}
`;

const ROUTER = `<?php error_reporting(E_ALL & ~E_DEPRECATED); ini_set('display_errors', '0'); date_default_timezone_set('UTC');
require_once 'Sabre/autoload.php';
${OPEN}
class Basic extends Sabre\\DAV\\Auth\\Backend\\AbstractBasic {
  protected function validateUserPass($user, $password) { return $password === '${PASSWORD}'; }
}
$principals = new Sabre\\DAVACL\\PrincipalBackend\\PDO($pdo);
$books = new Sabre\\CardDAV\\Backend\\PDO($pdo);
$server = new Sabre\\DAV\\Server([
  new Sabre\\DAVACL\\PrincipalCollection($principals),
  new Sabre\\CardDAV\\AddressBookRoot($principals, $books),
]);
$server->setBaseUri('/');
$server->addPlugin(new Sabre\\DAV\\Auth\\Plugin(new Basic(), 'SabreDAV'));
$server->addPlugin(new Sabre\\CardDAV\\Plugin());
$server->addPlugin(new Sabre\\DAVACL\\Plugin());
$server->exec();
return true;
`;
