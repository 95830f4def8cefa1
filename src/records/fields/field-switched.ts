// A field that is switched on or off changes the mapping of every account that gives it a place.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { uuids } from '../../database/query.ts';
import { account, type RecordKind } from '../../database/schema.ts';
import { endRuns } from '../../database/tables/accounts.ts';
import { touch } from '../../database/tables/links.ts';
import { wholeOf } from '../../fields/catalogue.ts';
import type { FieldKey } from '../../fields/field.ts';
import { accountMapping } from '../../sync/mapping.ts';
import { makeDue } from '../touch-links.ts';

/** Those whose mapping says where on a card it stands, switched on or not. */
export async function accountsMapping(db: Db, kind: RecordKind, key: FieldKey) {
  const accounts = await db
    .select({
      id: account.id,
      userId: account.userId,
      provider: account.provider,
      mapping: account.mapping,
      settings: account.settings,
    })
    .from(account);
  const whole = wholeOf(key);
  return accounts.filter(({ mapping }) =>
    accountMapping(kind, mapping[kind]).some(({ field }) => field === whole),
  );
}

/**
 * Runs that began under the other mapping write nothing more. Switched on, every card of the kind is looked at once more as it was
 * last read: nobody is asked for it. Switched off, nothing is due: no card and no record changes for it.
 */
export async function fieldSwitched(
  tx: Db,
  { kind, key, on }: { kind: RecordKind; key: FieldKey; on: boolean },
): Promise<void> {
  const ids = (await accountsMapping(tx, kind, key)).map(({ id }) => id);
  await endRuns(tx, ids);
  if (on)
    await touch(
      tx,
      sql`account_id = any(${uuids(ids)}) and state <> 'closed'
        and record_id in (select id from record where kind = ${kind})`,
    );
  await makeDue(tx, ids);
}
