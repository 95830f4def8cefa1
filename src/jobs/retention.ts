// What is kept for a time only: removed once a day, in small bites so that nobody waits for a lock.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { dropOld } from '../database/tables/trash.ts';

const DAYS = 90;
const BITE = 1_000;

export interface Removed {
  trash: number;
  runs: number;
  sessions: number;
  photos: number;
}

/** Trash and finished runs older than 90 days, sessions, invitations and verifications past their end, photos nobody names. */
export async function removeExpired(db: Db, signal?: AbortSignal): Promise<Removed> {
  const old = sql`now() - make_interval(days => ${DAYS})`;
  const trash = await inBites(signal, () => dropOld(db, { days: DAYS, limit: BITE }));
  const runs = await inBites(signal, () =>
    db.execute(sql`delete from run where id in (
      select id from run where state in ('done', 'failed', 'cancelled') and finished_at < ${old} limit ${BITE})`),
  );
  const sessions = await inBites(signal, () =>
    db.execute(
      sql`delete from session where id in (select id from session where expires_at < now() limit ${BITE})`,
    ),
  );
  // What nobody took in after looking at it is somebody's file: it goes the next day.
  await db.execute(sql`delete from file_import where finished_at < ${old}
    or (state = 'ready' and created_at < now() - interval '1 day')`);
  await db.execute(sql`delete from note where deleted_at < ${old}`);
  await db.execute(sql`delete from invitation where expires_at < ${old}`);
  await db.execute(sql`delete from verification where expires_at < now()`);
  const photos = await inBites(signal, () =>
    // Kept anew in the meantime, it is young again.
    db.execute(sql`delete from photo where created_at < now() - interval '1 day' and id in (
      select id from photo where created_at < now() - interval '1 day' except (${NAMED}) limit ${BITE})`),
  );
  return { trash, runs, sessions, photos };
}

/** Photos that a record, the history, a card in the trash (or kept with one), an agreement of both sides or a write under way names. */
const NAMED = sql`
  select "values" ->> 'photo' from record where "values" ? 'photo'
  union select unnest(array[before, after]) from change where field = 'photo'
  union select contact ->> 'photo' from trash
  union select base ->> 'picture' from link join trash on trash.link_id = link.id where base ? 'picture'
  union select agreed.value from link, lateral jsonb_each_text(base -> 'fields' -> 'photo') as agreed
    where base -> 'fields' ? 'photo'
  union select intent -> 'sent' ->> 'photo' from link where intent -> 'sent' ? 'photo'
  union select sent ->> 'photo' from link, lateral jsonb_array_elements(outbox) as sent where outbox <> '[]'`;

async function inBites(
  signal: AbortSignal | undefined,
  bite: () => Promise<{ rowCount: number | null }>,
): Promise<number> {
  let removed = 0;
  while (!signal?.aborted) {
    const { rowCount } = await bite();
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < BITE) break;
  }
  return removed;
}
