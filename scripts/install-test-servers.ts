// The servers that tests talk to, from Debian: real CardDAV servers, a browser, a PostgreSQL of another version. What
// cannot be installed is said once, here; the tests that need it say so again and pass over it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PACKAGES = [
  'chromium-headless-shell',
  'radicale',
  'xandikos',
  'php-cli',
  'php-sqlite3',
  'php-xml',
  'php-mbstring',
  'php-sabre-dav',
  'cyrus-imapd',
  'cyrus-caldav',
  // The smallest of the programs that send mail: Cyrus asks for one.
  'msmtp-mta',
  'davical',
  'php-pgsql',
  'sogo',
  'vdirsyncer',
  // With pg_dump and pg_restore, from the client packages it brings.
  'postgresql',
  'pgbouncer',
];

export function installTestServers(): void {
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const reason = whyNot();
  if (reason) {
    say(missing, reason);
    return;
  }
  console.log(`Installing for the tests: ${missing.join(' ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (...words: string[]) =>
    spawnSync('apt-get', ['-qq', '-o=Dpkg::Use-Pty=0', ...words], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: environment,
    });
  aptGet('update');
  // One by one after a failure: a package this release does not have must not keep the others away.
  if (aptGet('install', '-y', '--no-install-recommends', ...missing).status === 0) return;
  const failed = missing.filter(
    (name) => aptGet('install', '-y', '--no-install-recommends', name).status !== 0,
  );
  if (failed.length > 0) say(failed, 'apt-get could not install them');
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg', ['-s', name], { encoding: 'utf8' });
  return /^Status: .* installed$/m.test(stdout ?? '');
}

function whyNot(): string | null {
  if (!existsSync('/usr/bin/apt-get')) return 'this is not a Debian';
  if (process.getuid?.() !== 0) return 'only root may install them';
  return null;
}

function say(names: string[], reason: string): void {
  console.log(`Not installed, because ${reason}: ${names.join(' ')}. Tests that need them are passed over.`);
}
