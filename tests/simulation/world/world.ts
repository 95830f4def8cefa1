// One simulated world: people, their CRM, their address books, and the processes that run production's engine between
// them, on one clock.
import { type Capabilities, ProviderError } from '../../../src/providers/provider.ts';
import { type Clock, createClock } from '../../../src/sync/clock.ts';
import { NO_COUNTS } from '../../../src/sync/counts.ts';
import { importReady } from '../../../src/sync/import.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import type { AccountSettings, OwnMapping, RecordKind } from '../../../src/sync/model.ts';
import { syncAccount } from '../../../src/sync/run.ts';
import { FenceLost, type SyncStore } from '../../../src/sync/store.ts';
import type { Claimed, Crm } from '../crm/crm.ts';
import type { Aspect } from './aspects.ts';
import { connectAgain } from './connect-again.ts';
import { type Excuses, noExcuses } from './excuses.ts';
import { type Fault, NO_FAULTS, type Rates } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { SHAPES, type Shape, type ShapeName } from './provider-shapes.ts';
import { type Random, random } from './random.ts';
import type { Process, Scheduler } from './scheduler.ts';
import { createServer, FIRST_BOOK, READ_ONLY_BOOK, type Server, type Witness } from './server.ts';
import { shortened } from './shortened.ts';
import { createBook, type Wire } from './simulated-book.ts';
import { watchingHolds, watchingLosses, watchingMoves } from './watch.ts';

/** What of production runs; mutants replace parts of it. */
export interface Engine {
  syncAccount: typeof syncAccount;
  importReady: typeof importReady;
  createCrm?: (scheduler: Scheduler) => Crm;
  wrapStore?: (store: SyncStore, world: World, account: Account) => SyncStore;
  wrapShape?: (shape: Shape) => Shape;
  wrapBook?: (
    book: ReturnType<typeof createBook>,
    world: World,
    account: Account,
  ) => ReturnType<typeof createBook>;
  /** A second run may start while the first lives, and its fence is not looked at. */
  wrapClaim?: (claim: Claimed, world: World, account: Account) => Claimed;
  fullWhenIdle?: boolean;
}

export const PRODUCTION: Engine = { syncAccount, importReady };

export interface Account {
  id: string;
  index: number;
  userId: string;
  shape: Shape;
  capabilities: Capabilities;
  server: Server;
  /** Ids of its books. */
  books: string[];
  /** What readers of this book have been shown already. */
  view: { horizon: number };
  process: Process | null;
  diedAt: number | null;
  retryAt: number;
  requests: number;
  /** In force, as it was last looked at. */
  scope: AccountSettings['scope'];
  /** Scope and target as they were set, oldest first. */
  groupSettings: Pick<AccountSettings, 'scope' | 'targetGroup'>[];
  /** As it was last set, whatever became of that. */
  mapping: Partial<Record<RecordKind, OwnMapping>>;
  wasReconnected: boolean;
  /** Connected again, an account knows no versions: what it is shown first may be what we wrote over a moment ago. */
  shownOld: boolean;
  /** Answers that never came back. */
  lost: number;
  /** A full listing has left something out: only the next one can bring it. */
  listedShort: boolean;
}

export interface World {
  seed: number;
  crm: Crm;
  scheduler: Scheduler;
  ledger: Ledger;
  engine: Engine;
  users: string[];
  accounts: Account[];
  rates: Rates;
  /** Of Rubrica's machine: what looks at it lives on when a run dies. */
  clock: Clock;
  aspects: ReadonlySet<Aspect>;
  /** Words of what happened, one line each. */
  story: string[];
  tell(text: string): void;
  /** The record a run looked at last: people have a way of editing what is being synced. */
  hot: string | null;
  /** What people did that makes something right which otherwise is wrong. */
  excuses: Excuses;
  /** Rights taken from people, as `user right`, each with the number of changes there were by then. */
  without: Map<string, number>;
  /** People who may not sign in. */
  disabled: Set<string>;
  /** Links by what they were held for last. */
  held: Map<string, string>;
  /** `server marker`: moved or copied by the owner. */
  movedByOwner: Set<string>;
  /** `server card` that was put back by hand, with the card that was gone. */
  putBack: Map<string, string>;
  /** Those that run, whoever has the account by now. */
  processes: Set<Process>;
  /** Runs ended by something no run may end by. */
  errors: string[];
  crashes: number;
  /** How many faults have happened, those muted included. */
  fired(): number;
  /** Asked on every occasion a fault could happen. */
  fault(fault: Fault): boolean;
  /** Does the next thing of the pool at once, if there is one. */
  steal: () => Promise<void>;
  /** `beside`: connected to the same server as that one. */
  addAccount(
    userId: string,
    shape: ShapeName,
    settings: Partial<AccountSettings>,
    beside?: Account,
  ): Promise<Account>;
  /** Starts a run; resolves when it ended, never when its process dies. */
  run(account: Account, options: { full: boolean }): { process: Process; ended: Promise<void> };
}

export interface WorldOptions {
  seed: number;
  crm: Crm;
  scheduler: Scheduler;
  engine: Engine;
  rates: Rates;
  aspects: ReadonlySet<Aspect>;
  /** Numbers of the fired faults that are left out, for shrinking. */
  muted: ReadonlySet<number>;
}

const LATENCY_MS = 400;
const SLOW_MS = 30_000;

export function createWorld({ seed, crm, scheduler, engine, rates, aspects, muted }: WorldOptions): World {
  const chance = random(seed, 1);
  let fired = 0;
  const world: World = {
    seed,
    crm,
    scheduler,
    engine,
    ledger: createLedger(),
    users: [],
    accounts: [],
    rates,
    clock: createClock(scheduler.clock, scheduler.now),
    aspects,
    story: [],
    tell: (text) => world.story.push(`${clock(scheduler.now())} ${text}`),
    hot: null,
    excuses: noExcuses(),
    held: new Map(),
    disabled: new Set(),
    without: new Map(),
    movedByOwner: new Set(),
    putBack: new Map(),
    processes: new Set(),
    errors: [],
    crashes: 0,
    fired: () => fired,
    fault(fault) {
      if (!chance.chance(world.rates[fault])) return false;
      fired += 1;
      return !muted.has(fired);
    },
    steal: async () => {},
    async addAccount(userId, name, settings, beside) {
      const shape = engine.wrapShape?.(SHAPES[name]) ?? SHAPES[name];
      const capabilities = {
        ...shape.capabilities,
        photo: aspects.has('photos') && shape.photos !== null,
      };
      const id = await crm.addAccount(userId, settings, capabilities, beside?.server.identity);
      const { ledger } = world;
      const witness: Witness = {
        card(hand, before, after) {
          const shown = (card: typeof before) =>
            card?.contact.photo ? (server.photos.get(card.contact.photo) ?? null) : null;
          // An account of one direction takes away what came from elsewhere: it is not asked what was wanted there.
          if (before && after && (hand === 'owner' || world.excuses.oneWay.size === 0))
            ledger.observePicture(hand, before.id, shown(before), shown(after));
          // A card that comes back is put into the groups that listed it.
          if (hand === 'engine' && before && !after)
            for (const { id: groupId, members } of server.groups())
              if (members?.includes(before.uid)) ledger.mayJoin(id, groupId);
          ledger.observe(id, hand, before, after, { at: scheduler.now(), clock: scheduler.clock() });
        },
        group: (hand, before, after) => ledger.observeGroup(id, hand, before, after),
      };
      const server =
        beside?.server.sharedWith(witness) ?? createServer(scheduler.now, id, witness, shape.holds);
      const account: Account = {
        id,
        index: world.accounts.length + 1,
        userId,
        shape,
        capabilities,
        server,
        books: aspects.has('books') ? [FIRST_BOOK, READ_ONLY_BOOK] : [FIRST_BOOK],
        view: { horizon: 0 },
        process: null,
        diedAt: null,
        retryAt: 0,
        requests: 0,
        scope: { mode: 'all', include: [], exclude: [] },
        groupSettings: aspects.has('groups')
          ? [{ scope: { mode: 'all', include: [], exclude: [] }, targetGroup: null, ...settings }]
          : [],
        mapping: {},
        wasReconnected: false,
        shownOld: false,
        lost: 0,
        listedShort: false,
      };
      world.accounts.push(account);
      return account;
    },
    run(account, options) {
      const process: Process = { name: `run of account ${account.index}`, alive: true };
      account.process = process;
      world.processes.add(process);
      const ended = perform(world, chance, account, process, options).finally(() => {
        process.alive = false;
        world.processes.delete(process);
        if (account.process === process) account.process = null;
      });
      return { process, ended };
    },
  };
  return world;
}

/** Accounts on one server: what is said of a card there goes for each of them. */
export const connectedTo = ({ accounts }: Pick<World, 'accounts'>, { identity }: Server): Account[] =>
  accounts.filter(({ server }) => server.identity === identity);

async function perform(
  world: World,
  chance: Random,
  account: Account,
  process: Process,
  { full }: { full: boolean },
): Promise<void> {
  const { crm, engine, scheduler } = world;
  // A request that was under way when the faults stopped may still be answered by one.
  const isCalm = world.rates === NO_FAULTS;
  const wire = wireOf(world, chance, account, process);
  let claimed = await scheduler.outside(crm.claim(account.id));
  claimed = engine.wrapClaim?.(claimed, world, account) ?? claimed;
  const inner = interleaved(claimed.store, wire, scheduler, (recordId) => {
    world.hot = recordId;
  });
  const watched = watchingLosses(watchingMoves(watchingHolds(inner, world), world, account), world, account);
  const store = engine.wrapStore?.(watched, world, account) ?? watched;
  const signal = new AbortController().signal;
  try {
    const mappings = await scheduler.outside(crm.mappings(account.id));
    const mapping = (kind: keyof typeof mappings) => mappings[kind];
    const { isEmptied } = claimed;
    if (claimed.rights.edit && !isEmptied) await engine.importReady(store, mapping, signal);
    const books = account.books.map((id) => {
      const made = createBook(id, account.shape, account.server, wire, account.view);
      const book = world.aspects.has('batches') ? { ...made, writesAtOnce: account.shape.pageSize } : made;
      return engine.wrapBook?.(book, world, account) ?? book;
    });
    await engine.syncAccount({
      store,
      books,
      settings: claimed.settings,
      rights: claimed.rights,
      capabilities: account.capabilities,
      mapping,
      full,
      review: claimed.review !== null,
      recount: false,
      clock: world.clock,
      signal,
      counts: { ...NO_COUNTS },
      photo: books[0]!.photo,
    });
    account.retryAt = 0;
    if (!isEmptied || !(await scheduler.outside(isEmptied()))) return;
    await store.finish({ review: false, count: false });
    await scheduler.outside(connectAgain(world, account));
    world.tell(`account ${account.index} is left, and connected again`);
  } catch (error) {
    if (error instanceof FenceLost) {
      // What it had sent has no answer now.
      account.lost += 1;
      return;
    }
    if (error instanceof ProviderError) {
      account.retryAt = error.retryAt ?? scheduler.now() + 60_000;
      if (isCalm) world.errors.push(`I9: a run failed without a fault: ${error.message}`);
      return;
    }
    world.errors.push(`I9: a run ended in ${(error as Error).stack ?? error}`);
  }
}

function wireOf(world: World, chance: Random, account: Account, process: Process): Wire {
  const { scheduler } = world;
  return {
    now: scheduler.now,
    chance,
    fault(fault) {
      const happens = world.fault(fault);
      if (happens && fault === 'lostAfter') account.lost += 1;
      return happens;
    },
    asked: () => {
      account.requests += 1;
    },
    shownOld: () => {
      account.shownOld ||= account.wasReconnected;
    },
    beforeReading(cardId) {
      const card = account.server.get(cardId);
      const shorter =
        world.aspects.has('lines') && card && chance.chance(0.3) ? shortened(card.contact) : null;
      if (!shorter || world.rates === NO_FAULTS) return;
      account.server.update('owner', cardId, { contact: shorter });
      world.tell(
        `the owner of account ${account.index} takes the last line off ${cardId} before it is read back`,
      );
    },
    leftOut: () => {
      account.listedShort = true;
    },
    tell: (text) => world.tell(`account ${account.index}: ${text}`),
    wrong: (text) => world.errors.push(`I13: in account ${account.index} ${text}`),
    async pass() {
      // Once the faults have stopped one thing happens after the other, and nobody is waited for.
      if (world.rates === NO_FAULTS) return;
      await scheduler.pause(process, world.fault('slow') ? SLOW_MS : 1 + chance.int(LATENCY_MS));
      if (world.fault('stolen')) await scheduler.outside(world.steal());
      // What somebody did at this moment was the end of it.
      if (!process.alive) await new Promise(() => {});
      if (!world.fault('crash')) return;
      process.alive = false;
      if (account.process === process) account.process = null;
      account.lost += 1;
      account.diedAt = scheduler.now();
      world.crashes += 1;
      world.tell(`account ${account.index}: the process is killed`);
      await new Promise(() => {});
    },
  };
}

/** Every call of the store is a moment at which others act, and at which the process may die. */
function interleaved(
  store: SyncStore,
  wire: Wire,
  scheduler: Scheduler,
  onRecord: (recordId: string) => void,
): SyncStore {
  return new Proxy(store, {
    get: (target, name) => {
      // Not a promise, whatever awaits it asks.
      if (name === 'then') return undefined;
      const method = target[name as keyof SyncStore] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        await wire.pass();
        const result = await scheduler.outside(method.apply(target, args));
        if (name === 'due') for (const { record } of (result as LinkView[]).slice(-1)) onRecord(record.id!);
        return result;
      };
    },
  });
}

const clock = (ms: number): string => new Date(ms).toISOString().slice(5, 19).replace('T', ' ');
