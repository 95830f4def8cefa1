// A copy of the embedded database while it runs: PostgreSQL's own low-level backup, with the files copied by us. The
// secret key is left out on purpose: the copy alone must not open anybody's address book.
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../../start-error.ts';
import { connect } from '../connection.ts';
import type { Embedded } from './embedded.ts';
import { dataFolder } from './postmaster.ts';

/** Written anew by a server that starts (documentation of PostgreSQL 18, 25.3.4). */
const EMPTY_FOLDERS = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const LEFT_OUT = /^(postmaster\.(pid|opts)|pgsql_tmp.*|pg_internal\.init.*|backup_label|tablespace_map)$/;
const SLOT = 'rubrica_backup';

/** Writes `target/database`, to be put into a data folder beside its secret key. @throws StartError when `target` holds something */
export async function backUp(embedded: Pick<Embedded, 'place' | 'url'>, target: string): Promise<void> {
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new StartError(`${target} is not empty; nothing was written.`);
  const from = dataFolder(embedded.place);
  const to = join(target, 'database', 'pgdata');
  mkdirSync(to, { recursive: true });
  for (const folder of [target, join(target, 'database'), to]) chmodSync(folder, 0o700);

  const client = await connect({ url: embedded.url, purpose: 'rubrica backup', patient: true });
  try {
    // Temporary: gone with this connection. Keeps the log since the start of the copy from being recycled.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `${SLOT}_${process.pid}`,
    ]);
    const start = await client.query("select pg_walfile_name(pg_backup_start('rubrica', true)) as file");
    await copyFolder(from, to);
    const stop = await client.query(
      'select pg_walfile_name(lsn) as file, labelfile from pg_backup_stop(false)',
    );
    writeFileSync(join(to, 'backup_label'), stop.rows[0].labelfile, { mode: 0o600 });
    await copyLog(join(from, 'pg_wal'), join(to, 'pg_wal'), start.rows[0].file, stop.rows[0].file);
  } finally {
    await client.end();
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      await mkdir(target, { mode: 0o700 });
      if (!EMPTY_FOLDERS.has(entry.name)) await copyFolder(source, target);
    } else if (entry.isFile()) {
      await copyFile(source, target).catch(ignoreRemoved);
    }
  }
}

/** A table dropped during the copy takes its files along; the log says so to whoever restores. */
function ignoreRemoved(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** The segments written between start and stop, without which the copy is not consistent. */
async function copyLog(from: string, to: string, first: string, last: string): Promise<void> {
  const segments = (await readdir(from)).filter(
    (name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last,
  );
  for (const name of segments) await copyFile(join(from, name), join(to, name));
}
