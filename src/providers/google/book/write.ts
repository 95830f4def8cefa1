// Writes of one call of the seam: each kind in batches, one request at a time, results in the order they were asked for.

import type { Write, WriteResult } from '../../provider.ts';
import type { PeopleApi } from '../api/people-api.ts';
import type { Item, Told } from './outcome.ts';
import { writeCreations } from './write-creations.ts';
import { writeRemovals } from './write-removals.ts';
import { writeUpdates } from './write-updates.ts';

/** A failure of the whole book is thrown after the results that are known. */
export async function* writeAll(api: PeopleApi, writes: Write[]): AsyncGenerator<WriteResult> {
  const results: (WriteResult | undefined)[] = writes.map(() => undefined);
  let next = 0;
  let failure: { error: unknown } | undefined;
  try {
    for await (const { index, outcome } of outcomesOf(api, writes)) {
      results[index] = { key: writes[index]!.key, ...outcome };
      for (let result = results[next]; result; result = results[next]) {
        next += 1;
        yield result;
      }
    }
  } catch (error) {
    failure = { error };
  }
  for (const result of results.slice(next)) if (result) yield result;
  if (failure) throw failure.error;
}

async function* outcomesOf(api: PeopleApi, writes: Write[]): AsyncGenerator<Told> {
  yield* writeUpdates(api, itemsOf(writes, 'update'));
  yield* writeCreations(api, itemsOf(writes, 'create'));
  yield* writeRemovals(api, itemsOf(writes, 'remove'));
}

function itemsOf<Type extends Write['type']>(
  writes: Write[],
  type: Type,
): Item<Extract<Write, { type: Type }>>[] {
  return writes.flatMap((write, index) =>
    write.type === type ? [{ index, write: write as Extract<Write, { type: Type }> }] : [],
  );
}
