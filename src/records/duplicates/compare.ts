// Keeps the table of pairs: a record that was made, changed or restored is compared with all others, once. What that costs
// depends on how many share its keys, not on how many records there are.
import { type SQL, sql } from 'drizzle-orm';
import { matchReasons } from '../../contact/match-score.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { json, rows, uuids } from '../../database/query.ts';
import { compareWithCards } from '../../database/store/likeness.ts';
import { pairOf } from '../../database/tables/duplicates.ts';
import { type ComparedRecord, comparableOf, isSameSort, LEAST, sharingKeys } from './similar-records.ts';

/** Records a transaction. */
const BATCH = 200;

/** Batch by batch, beside all other work, until none is left or `signal` says to stop. Returns how many it did. */
export async function compareAll(db: Db, signal?: AbortSignal): Promise<number> {
  let count = 0;
  for (let done = BATCH; done === BATCH && !signal?.aborted; ) {
    done = await compareSome(db, BATCH);
    count += done;
  }
  return count;
}

/** At most `limit` of those that wait to be compared; whoever is being written is passed over, and waits. */
export async function compareSome(db: Db, limit: number): Promise<number> {
  return db.transaction(async (tx) => {
    const due = await rows<ComparedRecord>(
      tx,
      sql`select id, kind, display_name as "displayName", match_keys as keys
        from record
        where not compared and deleted_at is null
        order by id
        limit ${limit}
        for no key update skip locked`,
    );
    if (due.length === 0) return 0;
    await writePairs(tx, due);
    await compareWithCards(
      tx,
      due.map((one) => ({ ...one, ...comparableOf(one) })),
    );
    await tx.execute(sql`update record set compared = true where id = any(${idsOf(due)})`);
    return due.length;
  });
}

/** How many records wait to be compared. */
export async function countNotCompared(db: Db): Promise<number> {
  const [{ n }] = (await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from record where not compared and deleted_at is null`,
  )) as [{ n: number }];
  return n;
}

async function writePairs(tx: Db, due: ComparedRecord[]): Promise<void> {
  const pairs = pairsOf(
    due,
    await sharingKeys(
      tx,
      due.flatMap(({ keys }) => keys),
    ),
  );
  const input = json(pairs);
  await tx.execute(sql`
    delete from duplicate
    where dismissed_at is null and (record_id = any(${idsOf(due)}) or other_id = any(${idsOf(due)}))
      and not exists (
        select 1 from jsonb_to_recordset(${input}) as pair ("recordId" uuid, "otherId" uuid)
        where pair."recordId" = record_id and pair."otherId" = other_id)`);
  await tx.execute(sql`
    insert into duplicate (id, record_id, other_id, score, reasons)
    select id, "recordId", "otherId", score, array(select jsonb_array_elements_text(reasons))
    from jsonb_to_recordset(${input}) as pair (id uuid, "recordId" uuid, "otherId" uuid, score real, reasons jsonb)
    on conflict (record_id, other_id) do update set score = excluded.score, reasons = excluded.reasons`);
}

function pairsOf(due: ComparedRecord[], others: ComparedRecord[]) {
  const byKey = new Map<string, ComparedRecord[]>();
  for (const other of others)
    for (const key of other.keys) {
      const same = byKey.get(key);
      if (same) same.push(other);
      else byKey.set(key, [other]);
    }
  const pairs = new Map<string, ReturnType<typeof compare>>();
  for (const one of due)
    for (const other of new Set(one.keys.flatMap((key) => byKey.get(key) ?? []))) {
      if (other.id === one.id || !isSameSort(other.kind, one.kind)) continue;
      const pair = compare(one, other);
      if (pair.score >= LEAST) pairs.set(`${pair.recordId} ${pair.otherId}`, pair);
    }
  return [...pairs.values()];
}

const compare = (one: ComparedRecord, other: ComparedRecord) => ({
  id: newId(),
  ...pairOf(one.id, other.id),
  ...matchReasons(comparableOf(one), comparableOf(other)),
});

const idsOf = (records: ComparedRecord[]): SQL => uuids(records.map(({ id }) => id));
