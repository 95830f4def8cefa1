// A restored backup must not go on writing as if nothing had happened: its first runs are previews. The mark is written
// before a backup and removed after it, so that only the copy carries it.
import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { newId } from './new-id.ts';
import { rows } from './query.ts';

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

/** When this database is a restored copy: every account shows what it would write before it writes. Returns whether it is. */
export async function reviewAfterRestore(db: Db): Promise<boolean> {
  return db.transaction(async (tx) => {
    const marks = await rows(tx as Db, sql`delete from restore_mark returning id`);
    if (marks.length > 0) await reviewEverything(tx as Db);
    return marks.length > 0;
  });
}

/** For copies made by other tools (`npm run rubrica -- restored`). Cursors are dropped: what happened since is listed anew. */
export async function reviewEverything(db: Db): Promise<void> {
  await db.execute(sql`update account set review = 'restored' where state <> 'disconnected'`);
  await db.execute(sql`update book set cursor = null`);
  await db.execute(sql`update link set touched = touched + 1 where state <> 'closed'`);
}
