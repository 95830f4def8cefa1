// Where the embedded database lives and as whom it runs. PostgreSQL refuses to run as root, so root hands it to
// another user; when that user cannot enter the folder of this clone, data and binaries go to /var/lib/rubrica.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../../start-error.ts';

export interface Owner {
  uid: number;
  gid: number;
}

export interface Place {
  /** Holds everything of the server; mode 0700, of the user it runs as. */
  directory: string;
  /** null: the user this process runs as. */
  owner: Owner | null;
  /** For the start-up line, when the data is not where one would look for it. */
  note: string | null;
}

export const SYSTEM_DIRECTORY = '/var/lib/rubrica';

/** Makes the folder for the server of `data`, entered by nobody but the user it runs as. @throws StartError */
export function preparePlace(data: string): Place {
  if (process.getuid?.() !== 0) return { directory: ownPlace(data), owner: null, note: null };
  const owner = serviceUser();
  const near = join(data, 'database');
  makeFolder(data, 0o711);
  makePrivate(near, owner);
  if (canReach(owner, near)) return { directory: realpathSync(near), owner, note: null };

  if (existsSync(join(near, 'pgdata'))) {
    throw new StartError(
      `There is a database in ${near}, but the user it runs as may not enter ${data}. Nothing was changed. Let others pass through that folder and those above it (chmod o+x), or move it.`,
    );
  }
  rmSync(near, { recursive: true }); // it holds no database
  const directory = join(SYSTEM_DIRECTORY, nameFor(data), 'database');
  keepPointer(data, directory);
  makeFolder(SYSTEM_DIRECTORY, 0o755);
  makeFolder(dirname(directory), 0o711);
  makePrivate(directory, owner);
  return {
    directory,
    owner,
    note: `the database is in ${directory}, because no other user may enter ${data}`,
  };
}

/** Whether `owner` may use `path`, as the system itself sees it (modes, access lists, mounts). */
export function canReach(owner: Owner, path: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path], { ...owner, cwd: '/' })
      .status === 0
  );
}

function ownPlace(data: string): string {
  const directory = join(data, 'database');
  try {
    makeFolder(data, 0o711);
    makePrivate(directory);
    if (statSync(directory).uid !== process.getuid?.())
      throw new Error(`${directory} belongs to another user`);
  } catch (error) {
    throw new StartError(
      `The data folder ${data} cannot be used by this user. Start Rubrica as the user it belongs to, or name another folder with RUBRICA_DATA.`,
      { cause: error },
    );
  }
  return realpathSync(directory); // one name for one folder: a server is recognised by it
}

/** A folder that exists keeps its mode: it may be the administrator's own. */
function makeFolder(path: string, mode: number): void {
  if (existsSync(path)) return;
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
}

function makePrivate(path: string, owner?: Owner): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o700);
  if (owner) chownSync(path, owner.uid, owner.gid);
}

/** `postgres` where the system has one, else `nobody`. */
function serviceUser(): Owner {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found) {
    throw new StartError(
      'PostgreSQL must not run as root, and this system has neither a user "postgres" nor "nobody". Start Rubrica as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** One per data folder, so that two clones never share a database. */
function nameFor(data: string): string {
  const path = realpathSync(data);
  const folder = basename(path) === 'data' ? basename(dirname(path)) : basename(path);
  return `${folder.replace(/[^\w.-]/g, '_')}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;
}

/** A clone that was moved must not come up empty while its data lies under the old name. */
function keepPointer(data: string, directory: string): void {
  const pointer = join(data, 'database-location');
  const before = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : directory;
  if (before !== directory && existsSync(before)) {
    throw new StartError(
      [
        `The data of this folder was made under another path and is kept in ${before}. Nothing was changed.`,
        `To go on with it:  mkdir -p ${dirname(directory)} && mv ${before} ${directory}`,
        `To start empty:    rm ${pointer}`,
      ].join('\n'),
    );
  }
  writeFileSync(pointer, `${directory}\n`);
}

/** Throws away a folder whose `data` is a data folder, with the database, which may be kept elsewhere. Nobody may be using it. */
export function throwAway(folder: string): void {
  const data = join(folder, 'data');
  const pointer = join(data, 'database-location');
  const place = existsSync(pointer) ? dirname(readFileSync(pointer, 'utf8').trim()) : null;
  if (place && basename(place) === nameFor(data)) rmSync(place, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
