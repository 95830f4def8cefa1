// Accounts as their owner sees them, with books, latest run and totals: one query each, however many accounts.
import { and, asc, desc, gt, inArray, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { book, run, subscription } from '../database/schema.ts';
import type { ProviderId } from '../providers/manifests.ts';
import { countLeaving } from './disconnect/leave-account.ts';
import type { AccountRow } from './own-account.ts';
import { codeOfBook, isProviderAway, problemView } from './provider-problem.ts';
import { runViews } from './runs/run-view.ts';

interface Totals {
  cards: number;
  linked: number;
  pending: number;
  ready: number;
  ignored: number;
  failed: number;
  outOfScope: number;
  held: number;
}

interface Waiting {
  accountId: string;
  runId: string;
  reason: string;
  classes: Record<string, number>;
}

/** No complete check for a day is told (sync.md 6). */
const DELAYED_MS = 86_400_000;
/** Database and process may be on machines whose clocks differ a little. */
const CLOCKS_APART_MS = 120_000;

/** In the order of `accounts`; none of them disconnected. */
export async function accountViews(db: Db, actor: Actor, accounts: AccountRow[]) {
  const ids = accounts.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [books, latestRuns, totals, waiting, leaving, others, told] = await Promise.all([
    db.select().from(book).where(inArray(book.accountId, ids)).orderBy(asc(book.name), asc(book.id)),
    db
      .selectDistinctOn([run.accountId])
      .from(run)
      .where(inArray(run.accountId, ids))
      .orderBy(run.accountId, desc(run.createdAt), desc(run.id)),
    totalsOf(db, ids),
    waitingOf(db, ids),
    leavingOf(db, accounts),
    alsoConnectedBy(db, ids),
    booksToldOf(db, ids),
  ]);
  const runs = await runViews(db, actor, latestRuns);
  return accounts.map((account) => {
    const {
      id,
      provider,
      name,
      username,
      problem,
      signInEndsAt,
      settings,
      lastCheckedAt,
      lastFullAt,
      nextRunAt,
      quietChecks,
      createdAt,
    } = account;
    const held = waiting.find(({ accountId }) => accountId === id);
    const own = books.filter(({ accountId }) => accountId === id);
    const latest = runs.find(({ accountId }) => accountId === id);
    return {
      id,
      provider: provider as ProviderId,
      name,
      username,
      alsoConnectedBy: others.get(id) ?? [],
      state: stateOf(account),
      problem: problem && problemView(actor, problem),
      signInEndsAt: signInEndsAt?.toISOString() ?? null,
      settings,
      books: own.map(({ id, name, readOnly, problem }) => ({
        ...{ id, name, readOnly },
        problem: problem && problemView(actor, { ...problem, code: codeOfBook(problem.kind) }),
      })),
      health: healthOf(account, { waits: held !== undefined, isPartly: own.some(({ problem }) => problem) }),
      leaving: leaving.get(id) ?? null,
      waiting: held ? { runId: held.runId, reason: held.reason, classes: held.classes } : null,
      lastFullAt: lastFullAt?.toISOString() ?? null,
      lastCheckedAt: lastCheckedAt?.toISOString() ?? null,
      nextCheckAt: nextRunAt?.toISOString() ?? null,
      quietChecks,
      watched: own.length > 0 && own.every(({ id, problem }) => problem !== null || told.has(id)),
      run: latest ?? null,
      totals: totals.get(id)!,
      createdAt: createdAt.toISOString(),
    };
  });
}

async function totalsOf(db: Db, ids: string[]): Promise<Map<string, Totals>> {
  const given = sql`(${sql.param(ids)}::uuid[])`;
  const counted = await rows<{ accountId: string; what: keyof Totals; n: number }>(
    db,
    sql`select account_id as "accountId", 'cards' as what, count(*)::int as n
        from card where account_id = any${given} and state <> 'gone' group by 1
      union all
      select link.account_id, 'linked', count(*)::int
        from link join card on card.id = link.card_id and card.state <> 'gone' and card.in_scope
        where link.account_id = any${given} and link.state <> 'closed' group by 1
      union all
      select account_id, 'outOfScope', count(*)::int
        from card where account_id = any${given} and state <> 'gone' and not in_scope
          and not exists (select 1 from queue_item q where q.card_id = card.id and q.state = 'ignored') group by 1
      union all
      select account_id, state, count(*)::int
        from queue_item where account_id = any${given} and state <> 'imported' group by 1, 2
      union all
      select account_id, 'held', count(*)::int
        from link where account_id = any${given} and state <> 'closed' and hold ->> 'code' not in ('approved', 'out-of-scope') group by 1`,
  );
  const none: Totals = {
    cards: 0,
    linked: 0,
    pending: 0,
    ready: 0,
    ignored: 0,
    failed: 0,
    outOfScope: 0,
    held: 0,
  };
  const totals = new Map(ids.map((id) => [id, { ...none }]));
  for (const { accountId, what, n } of counted) totals.get(accountId)![what] = n;
  return totals;
}

/** An account whose provider was switched off is tried now and then, so that it goes on by itself; it is called paused. */
function stateOf({ state, problem }: AccountRow) {
  if (state === 'failing' && problem && isProviderAway(problem)) return 'paused';
  return state as Exclude<typeof state, 'disconnected'>;
}

/** `isPartly`: one of its books fails, and the others go on. */
function healthOf(account: AccountRow, { waits, isPartly }: { waits: boolean; isPartly: boolean }) {
  const { lastCheckedAt, createdAt } = account;
  const state = stateOf(account);
  if (state === 'paused' || state === 'sign-in-needed') return state;
  if (waits) return 'waiting' as const;
  const silentMs = Date.now() - (lastCheckedAt ?? createdAt).getTime();
  // Nobody knows how long ago a clock that was ahead wrote a time that is still to come.
  if (silentMs > DELAYED_MS || silentMs < -CLOCKS_APART_MS) return 'delayed' as const;
  return state === 'failing' || isPartly ? ('failing' as const) : ('fresh' as const);
}

/** How far the disconnections under way are. */
async function leavingOf(
  db: Db,
  accounts: AccountRow[],
): Promise<Map<string, { total: number; left: number }>> {
  const found = await Promise.all(
    accounts.map(async ({ id, leaving }) => {
      if (leaving === null) return [];
      const { total, left } = await countLeaving(db, leaving);
      return [[id, { total, left }] as const];
    }),
  );
  return new Map(found.flat());
}

/** Books whose provider tells of changes as they happen. */
async function booksToldOf(db: Db, ids: string[]): Promise<Set<string>> {
  const found = await db
    .select({ id: subscription.bookId })
    .from(subscription)
    .where(and(inArray(subscription.accountId, ids), gt(subscription.expiresAt, new Date())));
  return new Set(found.map(({ id }) => id));
}

/** Other people who have connected the same address book: what is deleted there is deleted for them as well. */
async function alsoConnectedBy(db: Db, ids: string[]): Promise<Map<string, string[]>> {
  const found = await rows<{ accountId: string; names: string[] }>(
    db,
    sql`select mine.id as "accountId", array_agg(app_user.name order by app_user.name) as names
      from account mine
      join account theirs on theirs.provider = mine.provider and theirs.identity = mine.identity
        and theirs.user_id <> mine.user_id and theirs.state <> 'disconnected'
      join app_user on app_user.id = theirs.user_id
      where mine.id = any(${sql.param(ids)}::uuid[])
      group by mine.id`,
  );
  return new Map(found.map(({ accountId, names }) => [accountId, names]));
}

/** What the engine holds comes before a plan to disconnect. */
async function waitingOf(db: Db, ids: string[]): Promise<Waiting[]> {
  return rows<Waiting>(
    db,
    sql`select account_id as "accountId", run_id as "runId", reason, jsonb_object_agg(class, n) as classes
      from (select run.account_id, run.id as run_id, run.reason, ra.class, count(*)::int as n
        from run join run_action ra on ra.run_id = run.id and ra.outcome = 'held'
        where run.account_id = any(${sql.param(ids)}::uuid[]) and run.state = 'waiting' group by 1, 2, 3, 4) held
      group by 1, 2, 3 order by reason = 'disconnect'`,
  );
}
