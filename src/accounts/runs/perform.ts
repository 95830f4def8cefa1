// What a run does: imports what was asked for, opens the books with the account's credentials and hands all to the engine.
import { rightsOf } from '../../access/doors.ts';
import { kept } from '../../database/store/kept.ts';
import { lookAround } from '../../database/store/look-around.ts';
import { createSyncStore } from '../../database/store/sync-store.ts';
import { decideArrivals } from '../../import-queue/rules/apply-rules.ts';
import { readProviderSettings } from '../../provider-settings/provider-settings.ts';
import { type ReadyProvider, readyBy } from '../../provider-settings/ready-provider.ts';
import type { Clock } from '../../sync/clock.ts';
import { importReady } from '../../sync/import.ts';
import type { RunCounts, RunRequests } from '../../sync/model.ts';
import { syncAccount } from '../../sync/run.ts';
import type { AccountDeps } from '../account-deps.ts';
import { countLeaving, leavingSettings, tellingStore } from '../disconnect/leave-account.ts';
import { loadActive, mappingsInForce } from '../load-mappings.ts';
import { endWatch } from '../watch/end-watch.ts';
import { keepWatch } from '../watch/keep-watch.ts';
import { booksOf, keepBooksMet } from './books-of.ts';
import type { Claimed } from './claim.ts';
import type { Lease } from './lease.ts';
import { recordPort } from './record-port.ts';

export interface RunDeps extends AccountDeps {
  clock: Clock;
}

/**
 * Counts into `counts` and `requests` as it goes on, so that a run that fails says what it did.
 * @returns when the account is to be looked at again, so that its provider goes on telling of changes or for a book that was met;
 *   null: not for that
 */
export async function perform(
  deps: RunDeps,
  claim: Claimed,
  counts: RunCounts,
  requests: RunRequests,
  { signal, held, seen }: Lease,
): Promise<number | null> {
  const { db } = deps;
  const look = await lookAround(db, claim, deps.clock.now());
  const keptOf = <T>(name: string, load: () => Promise<T>) => kept(db, look.settings, name, load);
  const settingsOf = await keptOf('providers', () => readProviderSettings(deps));
  let ready: ReadyProvider;
  try {
    ready = readyBy(settingsOf, deps, claim.provider);
  } catch (error) {
    // Switched off: it is not to tell of an account that waits.
    await endWatch(deps, claim.accountId);
    throw error;
  }
  const { provider } = ready;
  const open = deps.createIo((kind) => {
    requests.total += 1;
    requests.byKind[kind] = (requests.byKind[kind] ?? 0) + 1;
  }, signal);
  // Nothing more is asked of anybody for somebody whose account was taken from this run: disabled, or with other rights.
  const io: typeof open = { ...open, fetch: async (...request) => (await held()) && open.fetch(...request) };
  // Whoever changes any of these takes the claim away.
  const isActive = await keptOf('fields', () => loadActive(db));
  const mappingsOf = async (own: Claimed['mapping']) => mappingsInForce(own, isActive, provider.capabilities);
  const isPlain = Object.keys(claim.mapping).length === 0;
  const mappings = isPlain
    ? await keptOf(`mappings ${provider.id}`, () => mappingsOf({}))
    : await mappingsOf(claim.mapping);
  const mapping = (kind: keyof typeof mappings) => mappings[kind];
  const rights = await keptOf(`rights ${claim.userId}`, () => rightsOf(db, claim.userId));
  const own = createSyncStore(db, claim, recordPort, look);
  const { leaving } = claim;
  const store = leaving === null ? own : tellingStore(own, await countLeaving(db, leaving));
  const mayImport = leaving === null && rights.edit;
  const imported = mayImport ? await importReady(store, mapping, signal) : null;
  counts.created += imported?.created ?? 0;
  counts.merged += imported?.merged ?? 0;
  if (!look.isReady) seen();
  const books = await booksOf(deps, ready, claim, io);
  await syncAccount({
    store,
    books,
    settings: leaving === null ? claim.settings : leavingSettings(claim.settings),
    rights,
    capabilities: provider.capabilities,
    mapping,
    full: claim.full,
    review: claim.review !== null,
    recount: (imported?.decided ?? 0) > 0 || claim.lastCounts === null,
    clock: deps.clock,
    signal,
    counts,
    photo: async (raw) => (await books[0]?.photo(raw)) ?? null,
  });
  if (leaving !== null) return null;
  if (look.isArrived || claim.unwritten === undefined) await decideArrivals(db, claim, rights.edit);
  if (await keepBooksMet(deps, claim, books, io)) return deps.clock.now();
  return keepWatch(deps, ready, claim, { io, signal });
}
