// A copy of a database must not go on writing to the address books of the original as if nothing had happened. Our own
// backups carry a mark, written before the copy is made and removed after it; every other copy (pg_restore, a cloned
// machine, a folder copied by hand) lies somewhere else than the database says it does. Either way its first runs are
// previews, and whoever was signed in to the original is not signed in here.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { newId } from './new-id.ts';
import { rows } from './query.ts';
import { moveLinks, openWanted, touch } from './tables/links.ts';

/** Runs `copy` so that the copied database knows that it is one. */
export async function markedAsCopy(db: Db, copy: () => Promise<void>): Promise<void> {
  const id = newId();
  await db.execute(sql`insert into restore_mark (id) values (${id})`);
  try {
    await copy();
  } finally {
    await db.execute(sql`delete from restore_mark where id = ${id}`);
  }
}

/**
 * When this database is a copy: every account shows what it would write before it writes, and sessions, tokens and
 * invitations of the original end. Returns whether it is. `pgdata` is the folder of an embedded database.
 */
export async function reviewCopy(db: Db, pgdata: string | null): Promise<boolean> {
  return db.transaction(async (tx) => {
    // One process at a time: the others find what it has written.
    await tx.execute(sql`lock table database_identity in share row exclusive mode`);
    const found = await identityOf(tx, pgdata);
    const stored = await rows<{ identity: string }>(
      tx,
      sql`delete from database_identity returning identity`,
    );
    await tx.execute(sql`insert into database_identity (identity) values (${found})`);
    const isElsewhere = stored.length > 0 && stored[0]!.identity !== found;
    const marks = await rows(tx, sql`delete from restore_mark returning id`);
    if (isElsewhere) await endSignIns(tx);
    if (isElsewhere || marks.length > 0) await reviewEverything(tx);
    return isElsewhere || marks.length > 0;
  });
}

/**
 * For a copy that cannot be told from the original (`npm run rubrica -- restored`). Cursors are dropped: what happened since is
 * listed anew. A yes was said to the original: what it was said to is shown here again, and an account that was being left is not;
 * what it had let go of by then is wanted there again.
 */
export async function reviewEverything(db: Db): Promise<void> {
  await db.execute(sql`update account set review = 'restored', leaving = null where state <> 'disconnected'`);
  await openWanted(db, {});
  await moveLinks(db, sql`link.hold ->> 'code' = 'approved'`, { type: 'asked-again' });
  await db.execute(sql`update book set cursor = null`);
  // What the original is told of is no affair of the copy's.
  await db.execute(sql`delete from subscription`);
  await touch(db, sql`link.state <> 'closed'`);
}

/**
 * Where a database lies: the server, the database in it, and our own table in that, which a logical restore makes anew
 * even under the same name. A folder of our own says also which folder of which machine.
 */
async function identityOf(db: Db, pgdata: string | null): Promise<string> {
  const [place] = await rows<{ server: string; database: string; table: string }>(
    db,
    sql`select (select system_identifier from pg_control_system())::text as server,
      (select oid from pg_database where datname = current_database())::text as database,
      'database_identity'::regclass::oid::text as "table"`,
  );
  const { server, database, table } = place!;
  return [server, database, table, ...(pgdata === null ? [] : [folderMark(pgdata)])].join('.');
}

/** A moved folder keeps its number in the file system, a copied one gets another. */
function folderMark(pgdata: string): string {
  const { ino } = statSync(pgdata, { bigint: true });
  return createHash('sha256').update(`${machineId()} ${ino}`).digest('base64url').slice(0, 16);
}

/** machine-id(5); '' where a system has none. */
function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return '';
  }
}

async function endSignIns(db: Db): Promise<void> {
  for (const table of ['session', 'token', 'invitation'])
    await db.execute(sql`delete from ${sql.identifier(table)}`);
}
