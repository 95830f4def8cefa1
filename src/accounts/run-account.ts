// One run of one account from claim to account of what it did: whose turn it is, with which credentials, what came of it.
import { sql } from 'drizzle-orm';
import { rightsOf } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { isDatabaseAway } from '../database/database-problem.ts';
import { newId } from '../database/new-id.ts';
import { emit } from '../database/notify.ts';
import { json, rows } from '../database/query.ts';
import type { Claim, RecordPort } from '../database/store/claim.ts';
import { createSyncStore } from '../database/store/sync-store.ts';
import { readyProvider } from '../provider-settings/ready-provider.ts';
import { ProviderError } from '../providers/provider.ts';
import { derive } from '../records/derive.ts';
import { ensureLinks } from '../records/ensure-links.ts';
import { trashRecord } from '../records/trash-record.ts';
import { insertRecords, updateRecordValues } from '../records/write-record.ts';
import { NO_COUNTS } from '../sync/counts.ts';
import { importReady } from '../sync/import.ts';
import type {
  AccountSettings,
  OwnMapping,
  RecordKind,
  RunCounts,
  RunRequests,
  Values,
} from '../sync/model.ts';
import { syncAccount } from '../sync/run.ts';
import { FenceLost } from '../sync/store.ts';
import type { AccountDeps } from './account-deps.ts';
import { endAccount } from './disconnect/end-account.ts';
import { countLeaving, isEmptied, leavingSettings, tellingStore } from './disconnect/leave-account.ts';
import { loadMappings } from './load-mappings.ts';
import { isForeseen, problemCode } from './provider-problem.ts';
import { endingGrant } from './sign-in/end-grant.ts';
import { openBooks } from './sign-in/open-books.ts';

export interface RunDeps extends AccountDeps {
  now(): number;
}

/** A claim lasts this long unless renewed: so long nobody touches an account whose process died. */
const LEASE_SECONDS = 15;
const RENEW_MS = 4_000;
/** A run that the database failed is taken up again after this. */
const AWAY_SECONDS = 3;
/** Feeds of changes lose deletions: everything is listed once a week, spread over half a day (sync.md 6). */
const FULL_LISTING_HOURS = 6 * 24;
/** After a failure of the whole account: minutes until the next try, by number of failures in a row. */
const RETRY_MINUTES = [1, 5, 15, 60];

interface Claimed extends Claim {
  provider: string;
  credentials: string;
  discovery: Record<string, unknown>;
  settings: AccountSettings;
  mapping: Partial<Record<RecordKind, OwnMapping>>;
  failures: number;
  /** The plan of the disconnection this run carries out. */
  leaving: string | null;
  full: boolean;
  /** What the last run counted: sums that an idle run does not count again. */
  lastCounts: RunCounts | null;
  /** Why everything is to be seen before it is done. */
  review: string | null;
}

/**
 * Works off what is due for one account. Returns quietly when there is nothing to do or another process is at it.
 * When `signal` aborts, the run is handed back: whoever comes next goes on with it.
 */
export async function runAccount(deps: RunDeps, accountId: string, signal: AbortSignal): Promise<void> {
  const claim = await claimAccount(deps.db, accountId);
  if (!claim) return;
  const lease = keepLease(deps.db, claim, signal);
  const counts: RunCounts = { ...NO_COUNTS, ...sumsOf(claim.lastCounts) };
  const requests: RunRequests = { total: 0, byKind: {} };
  try {
    await perform(deps, claim, counts, requests, lease);
    const emptied = claim.leaving !== null && (await isEmptied(deps.db, claim, claim.leaving));
    const end = () => finish(deps.db, claim, { counts, requests, error: null }, emptied);
    await (emptied ? endingGrant(deps, accountId, end) : end());
  } catch (error) {
    if (error instanceof FenceLost) return;
    if (lease.signal.aborted) await handBack(deps.db, claim, 0);
    else if (isDatabaseAway(error)) {
      // No fault of the account's. Where not even this can be written, the claim runs out by itself.
      await handBack(deps.db, claim, AWAY_SECONDS).catch(() => {});
      throw error;
    } else await fail(deps, claim, { counts, requests, error });
  } finally {
    lease.stop();
  }
}

async function perform(
  deps: RunDeps,
  claim: Claimed,
  counts: RunCounts,
  requests: RunRequests,
  { signal, held }: Lease,
): Promise<void> {
  const ready = await readyProvider(deps, claim.provider);
  const { provider } = ready;
  const open = deps.createIo((kind) => {
    requests.total += 1;
    requests.byKind[kind] = (requests.byKind[kind] ?? 0) + 1;
  }, signal);
  // Nothing more is asked of anybody for somebody whose account was taken from this run: disabled, or with other rights.
  const io: typeof open = { ...open, fetch: async (...request) => (await held()) && open.fetch(...request) };
  const mappings = await loadMappings(deps.db, claim.mapping, provider.capabilities);
  const mapping = (kind: keyof typeof mappings) => mappings[kind];
  const kept = createSyncStore(deps.db, claim, recordPort);
  const { leaving } = claim;
  const store = leaving === null ? kept : tellingStore(kept, await countLeaving(deps.db, leaving));
  // Read under the claim: whoever changes them takes it away.
  const rights = await rightsOf(deps.db, claim.userId);
  const imported = leaving === null && rights.edit ? await importReady(store, mapping, signal) : 0;
  counts.created += imported;
  const books = await openBooks(deps, ready, { ...claim, id: claim.accountId }, io);
  await syncAccount({
    store,
    books,
    settings: leaving === null ? claim.settings : leavingSettings(claim.settings),
    rights,
    capabilities: provider.capabilities,
    mapping,
    full: claim.full,
    review: claim.review !== null,
    recount: imported > 0 || claim.lastCounts === null,
    now: deps.now,
    signal,
    counts,
    photo: async (raw) => (await books[0]?.photo(raw)) ?? null,
  });
}

/** What sync does to records, through the same doors as people. */
export const recordPort: RecordPort = {
  async update(tx, { recordId, expectVersion, values, by, exceptLink }) {
    const outcome = await updateRecordValues(tx, {
      recordId,
      expectVersion,
      values,
      by: authorOf(by),
      exceptLinkId: exceptLink,
    });
    return typeof outcome === 'object' ? 'done' : 'stale';
  },
  async insert(tx, records, by) {
    const filled = records.map(({ kind, values }) => ({
      kind,
      values,
      ownerId: by.userId,
      findable: derive(kind, present(values)).displayName !== '',
    }));
    const ids = await insertRecords(
      tx,
      filled.filter(({ findable }) => findable),
      authorOf(by),
    );
    return filled.map(({ findable }) => (findable ? ids.shift()! : null));
  },
  ensureLinks: (tx, userId, recordIds) => ensureLinks(tx, { userId, recordIds }),
  trash: (tx, { recordId, by }) => trashRecord(tx, recordId, authorOf(by)),
};

const authorOf = ({ userId, accountId, runId }: Claim) => ({
  actor: 'sync' as const,
  userId,
  accountId,
  runId,
});

const present = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null));

const sumsOf = (counts: RunCounts | null): Partial<RunCounts> => {
  if (!counts) return {};
  const { remoteTotal, linked, pending, ignored, outOfScope, failed } = counts;
  return { remoteTotal, linked, pending, ignored, outOfScope, failed };
};

/** Takes the account if it may run and nobody has it; goes on with an unfinished run before it starts another. */
async function claimAccount(db: Db, accountId: string): Promise<Claimed | null> {
  return db.transaction(async (tx) => {
    // Waits for whatever an earlier claim has in the air: its transactions hold a key share.
    await tx.execute(sql`select 1 from account where id = ${accountId} for update`);
    const [account] = await rows<Omit<Claimed, 'runId' | 'full' | 'lastCounts'> & { fullDue: boolean }>(
      tx as Db,
      sql`update account set fence = fence + 1, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), next_run_at = null
        where id = ${accountId} and state in ('active', 'failing') and credentials is not null
          and (lease_until is null or lease_until < now())
        returning id as "accountId", user_id as "userId", fence::int8::float8 as fence, provider, credentials, discovery, settings, mapping, failures, leaving, review,
          coalesce(last_full_at, created_at) < now() - make_interval(hours => ${FULL_LISTING_HOURS} + (hashtext(id::text) & 15)) as "fullDue"`,
    );
    if (!account) return null;
    const [last] = await rows<{ counts: RunCounts }>(
      tx as Db,
      sql`select counts from run where account_id = ${accountId} and state = 'done' and reason is null order by created_at desc limit 1`,
    );
    const [waiting] = await rows<{ id: string; full: boolean }>(
      tx as Db,
      sql`update run set state = 'running', started_at = coalesce(started_at, now()) where id = (
          select id from run where account_id = ${accountId} and state in ('running', 'queued') order by state desc, created_at limit 1)
        returning id, "full"`,
    );
    const run = waiting ?? { id: newId(), full: false };
    if (!waiting)
      await tx.execute(sql`insert into run (id, account_id, state, trigger, counts, requests, started_at)
        values (${run.id}, ${accountId}, 'running', 'schedule', ${json(NO_COUNTS)}, ${json({ total: 0, byKind: {} })}, now())`);
    return { ...account, runId: run.id, full: run.full || account.fullDue, lastCounts: last?.counts ?? null };
  });
}

interface Lease {
  signal: AbortSignal;
  /** @throws FenceLost once the account is not this run's any more */
  held(): Promise<true>;
  stop(): void;
}

/** Renews the claim while the run goes on; losing it, or being told to stop, aborts the run. */
function keepLease(db: Db, claim: Claim, signal: AbortSignal): Lease {
  const lost = new AbortController();
  const timer = setInterval(async () => {
    const held = await rows(
      db,
      sql`update account set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
        where id = ${claim.accountId} and fence = ${claim.fence} returning id`,
    ).catch(() => [true]);
    if (held.length === 0) lost.abort();
  }, RENEW_MS);
  const held = async (): Promise<true> => {
    const found = await rows(
      db,
      sql`select 1 from account where id = ${claim.accountId} and fence = ${claim.fence}`,
    );
    if (found.length > 0) return true;
    lost.abort();
    throw new FenceLost(`account ${claim.accountId} was taken over`);
  };
  return { signal: AbortSignal.any([signal, lost.signal]), held, stop: () => clearInterval(timer) };
}

interface Outcome {
  counts: RunCounts;
  requests: RunRequests;
  error: unknown;
}

/** `emptied`: the account was being disconnected, and its last card to go is gone. */
async function finish(
  db: Db,
  claim: Claimed,
  { counts, requests }: Outcome,
  emptied: boolean,
): Promise<void> {
  await db.transaction(async (tx) => {
    await endRun(tx as Db, claim, 'done', { counts, requests }, null);
    if (emptied) await endAccount(tx as Db, claim);
    // A tenth of jitter, so that accounts connected together do not stay together.
    await tx.execute(sql`update account set state = 'active', failures = 0, problem = null, last_checked_at = now(), lease_until = null,
      review = case when ${planWaits(claim)} then review end, before = case when ${planWaits(claim)} then before end,
      next_run_at = least(
        next_run_at,
        now() + make_interval(secs => ${claim.settings.intervalMinutes * 60} * (0.95 + random() * 0.1)),
        (select min(greatest(retry_at, now())) from link where account_id = ${claim.accountId} and state <> 'closed' and retry_at is not null),
        (select case when count(*) > 0 then now() end from run where account_id = ${claim.accountId} and state = 'queued')
      ) where id = ${claim.accountId} and fence = ${claim.fence}`);
    await announce(tx as Db, claim, 'done');
  });
}

const planWaits = ({ accountId }: Claim) =>
  sql`exists (select 1 from run where account_id = ${accountId} and state = 'waiting' and reason <> 'disconnect')`;

async function fail(deps: RunDeps, claim: Claimed, outcome: Outcome): Promise<void> {
  const { db } = deps;
  const code = problemCode(outcome.error, deps.providers(claim.provider)?.signIn);
  const detail = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
  const signInNeeded = outcome.error instanceof ProviderError && outcome.error.kind === 'sign-in-needed';
  const asked = outcome.error instanceof ProviderError ? outcome.error.retryAt : undefined;
  const minutes = RETRY_MINUTES[Math.min(claim.failures, RETRY_MINUTES.length - 1)]!;
  const retryAt = new Date(
    asked ?? deps.now() + minutes * 60_000 * (0.9 + Math.random() * 0.2),
  ).toISOString();
  await db.transaction(async (tx) => {
    await endRun(tx as Db, claim, 'failed', outcome, { code, detail });
    await tx.execute(sql`update account set state = ${signInNeeded ? 'sign-in-needed' : 'failing'}, failures = failures + 1,
      problem = ${json({ code, detail, at: new Date(deps.now()).toISOString() })}, lease_until = null,
      next_run_at = ${signInNeeded ? null : retryAt}::timestamptz
      where id = ${claim.accountId} and fence = ${claim.fence} and state in ('active', 'failing')`);
    await announce(tx as Db, claim, 'failed');
  });
  if (!isForeseen(outcome.error)) throw outcome.error;
}

async function endRun(
  tx: Db,
  claim: Claim,
  state: string,
  { counts, requests }: Omit<Outcome, 'error'>,
  error: unknown,
): Promise<void> {
  const held = await rows(
    tx,
    sql`select 1 from account where id = ${claim.accountId} and fence = ${claim.fence} for update`,
  );
  if (held.length === 0) throw new FenceLost(`account ${claim.accountId} was taken over`);
  await tx.execute(sql`update run set state = ${state}, counts = ${json(counts)}, requests = ${json(requests)}, error = ${json(error)},
    progress = null, finished_at = now() where id = ${claim.runId}`);
}

async function announce(tx: Db, claim: Claim, state: string): Promise<void> {
  const audience = { userId: claim.userId };
  await emit(tx, { type: 'run.finished', accountId: claim.accountId, runId: claim.runId, state }, audience);
  await emit(tx, { type: 'account.changed', accountId: claim.accountId }, audience);
}

/** The run stays unfinished and due; nothing it did is lost. */
async function handBack(db: Db, claim: Claim, seconds: number): Promise<void> {
  await db.execute(sql`update account set lease_until = null, next_run_at = now() + make_interval(secs => ${seconds})
    where id = ${claim.accountId} and fence = ${claim.fence}`);
}
