// Asks for a run. One waits per account at most: whoever asks while it waits shares it.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { emit, wakeDispatcher } from '../database/notify.ts';
import { json, rows } from '../database/query.ts';
import type { run } from '../database/schema.ts';
import { due } from '../database/tables/due.ts';
import { NO_COUNTS } from '../sync/counts.ts';

type Trigger = typeof run.$inferInsert.trigger;

/** Somebody waits for it. */
const isPersons = (trigger: Trigger): boolean => ['user', 'connect', 'import'].includes(trigger);

/** Id of the run that will do it, due at once. `full` lists everything again instead of asking for changes. */
export async function requestRun(
  db: Db,
  accountId: string,
  trigger: Trigger,
  { full = false }: { full?: boolean } = {},
): Promise<string> {
  return db.transaction(async (tx) => {
    // Order matters: whoever starts a run locks the account first, too.
    const [account] = await rows<{ userId: string }>(
      tx,
      sql`update account set ${due(isPersons(trigger) ? 'asked' : 'changed')} where id = ${accountId} returning user_id as "userId"`,
    );
    const [run] = await rows<{ id: string }>(
      tx,
      sql`insert into run (id, account_id, state, trigger, "full", counts, requests)
        values (${newId()}, ${accountId}, 'queued', ${trigger}, ${full}, ${json(NO_COUNTS)}, ${json({ total: 0, byKind: {} })})
        on conflict (account_id) where state = 'queued' do update set
          "full" = run."full" or excluded."full",
          trigger = case when run.trigger in ('schedule', 'change') then excluded.trigger else run.trigger end
        returning id`,
    );
    await wakeDispatcher(tx);
    await emit(tx, { type: 'account.changed', accountId }, { userId: account!.userId });
    return run!.id;
  });
}
