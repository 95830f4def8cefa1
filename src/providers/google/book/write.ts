// Writes of one call of the seam: each kind in batches, one request at a time.
import type { Write, WriteResult } from '../../provider.ts';
import { inOrder, itemsOf, type Told } from '../../rest/outcome.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { writeCreations } from './write-creations.ts';
import { writeRemovals } from './write-removals.ts';
import { writeUpdates } from './write-updates.ts';

export const writeAll = (api: PeopleApi, writes: Write[]): AsyncGenerator<WriteResult> =>
  inOrder(writes, outcomesOf(api, writes));

async function* outcomesOf(api: PeopleApi, writes: Write[]): AsyncGenerator<Told> {
  yield* writeUpdates(api, itemsOf(writes, 'update'));
  yield* writeCreations(api, itemsOf(writes, 'create'));
  yield* writeRemovals(api, itemsOf(writes, 'remove'));
}
