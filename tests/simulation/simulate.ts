// One history from one seed: a world is drawn, people and faults have an hour of it, then the faults stop and everything
// must come to rest, in a state in which the invariants hold.
import { createHash } from 'node:crypto';
import type { AccountSettings } from '../../src/sync/model.ts';
import type { Crm } from './crm/crm.ts';
import { createMemoryCrm } from './crm/memory-crm.ts';
import { withStableAccounts } from './crm/stable-accounts.ts';
import { checkInvariants } from './invariants/invariants.ts';
import { lossesAreTold } from './invariants/losses.ts';
import { comeToRestWithPeople } from './invariants/rest.ts';
import { checkScopeReturn } from './invariants/scope-return.ts';
import { checkUncontested } from './invariants/uncontested.ts';
import { ASPECT_OPERATIONS, type Operations } from './operations/aspect-operations.ts';
import { CRM_OPERATIONS, newValues } from './operations/crm-operations.ts';
import { drawScope, drawTarget, firstGroups, makeGroups, noteGroups } from './operations/group-operations.ts';
import { isAnyBroken, mendAll } from './operations/loss-operations.ts';
import { newContact, OWNER_OPERATIONS } from './operations/owner-operations.ts';
import { giveAllBack } from './operations/right-operations.ts';
import { enableAll } from './operations/user-operations.ts';
import { ASPECTS, type Aspect, drawAspects } from './world/aspects.ts';
import { drawRates, drawRefusals, FAULTS, type Fault, NO_FAULTS } from './world/faults.ts';
import { SHAPES, type ShapeName } from './world/provider-shapes.ts';
import { type Random, random } from './world/random.ts';
import { createScheduler, type Scheduler } from './world/scheduler.ts';
import { type Account, createWorld, type Engine, PRODUCTION, type World } from './world/world.ts';

export interface SimulateOptions {
  engine?: Engine;
  /** Parts of the world there are; the seed's own unless given. */
  aspects?: readonly Aspect[] | undefined;
  crm?: (scheduler: Scheduler) => Crm;
  /** Operations left out, by number. */
  without?: ReadonlySet<number>;
  /** Fired faults left out, by number. */
  muted?: ReadonlySet<number>;
  /** Kinds of faults that do not happen. */
  faultsOff?: ReadonlySet<Fault>;
  /** Records and cards there are at the start are this many at most. */
  atStart?: number;
  operations?: number;
  durationMs?: number;
  /** At most this many accounts. */
  accounts?: number;
  /** Every account is of this shape. */
  shape?: ShapeName | undefined;
  start?: number;
  /** Does it end with an edit that nobody contests? What that asks is the engine's alone. */
  undisputed?: boolean;
}

export interface History {
  seed: number;
  /** What is wrong, each beginning with its invariant; empty when all hold. */
  wrong: string[];
  story: string[];
  hash: string;
  events: number;
  requests: number;
  crashes: number;
  /** Of the operations there were. */
  numbers: number[];
  fired: number;
}

const START = Date.UTC(2026, 0, 5, 8);
const DURATION_MS = 3_600_000;
const OPERATIONS: Operations = Object.entries({ ...CRM_OPERATIONS, ...OWNER_OPERATIONS });
const LEASE_MS = 15_000;

export async function simulate(seed: number, options: SimulateOptions = {}): Promise<History> {
  const { engine = PRODUCTION, without = new Set(), muted = new Set(), faultsOff = new Set() } = options;
  const chance = random(seed, 0);
  const scheduler = createScheduler(options.start ?? START);
  const createCrm = options.crm ?? engine.createCrm ?? createMemoryCrm;
  const crm = withStableAccounts(createCrm(scheduler));
  const aspects = options.aspects ? new Set(options.aspects) : drawAspects(seed);
  const rates = drawRates(chance);
  if (aspects.has('refusals')) drawRefusals(rates, random(seed, 9));
  for (const fault of FAULTS) if (faultsOff.has(fault)) rates[fault] = 0;
  const world = createWorld({ seed, crm, scheduler, engine, rates, aspects, muted });
  const { durationMs = DURATION_MS } = options;
  await populate(world, random(seed, 2), options);

  const end = scheduler.now() + durationMs;
  const planned = [
    ...planOperations(seed, chance, scheduler.now(), durationMs, options.operations),
    ...planMore(seed, aspects, scheduler.now(), durationMs),
  ].sort((a, b) => a.at - b.at);
  const pool = planned.filter(({ number }) => !without.has(number));
  const perform = async (operation: Planned): Promise<void> => {
    const said = await operation.run(world, random(seed, 1000 + operation.number));
    if (said) world.tell(said);
  };
  world.steal = async () => {
    const next = pool.shift();
    if (next) await perform(next);
  };
  for (const operation of [...pool])
    scheduler.at(operation.at, () => {
      const at = pool.indexOf(operation);
      if (at < 0) return undefined;
      pool.splice(at, 1);
      return scheduler.outside(perform(operation));
    });
  for (const account of world.accounts) keepRunning(world, account, random(seed, 100 + account.index), end);
  await scheduler.runUntil(end);

  const wrong = [...(await settleDown(world, random(seed, 3), options))];
  const { ledger, story, errors, crashes } = world;
  const all = [...errors, ...ledger.faults, ...wrong];
  return {
    seed,
    wrong: [...new Set(all)],
    story,
    hash: hashOf([...story, String(scheduler.events()), ...all]),
    events: scheduler.events(),
    requests: world.accounts.reduce((sum, { requests }) => sum + requests, 0),
    crashes,
    numbers: planned.map(({ number }) => number),
    fired: world.fired(),
  };
}

interface Planned {
  number: number;
  at: number;
  run: Operations[number][1]['run'];
}

function planOperations(
  seed: number,
  chance: Random,
  start: number,
  durationMs: number,
  most?: number,
): Planned[] {
  const count = Math.min(most ?? Number.POSITIVE_INFINITY, chance.between(10, 50));
  const picked = random(seed, 4);
  return Array.from({ length: count }, (_, number) => {
    const at = start + picked.int(durationMs);
    const { run } = weighted(OPERATIONS, picked.next());
    return { number, at, run };
  }).sort((a, b) => a.at - b.at);
}

/** What people do about the aspects of this world, each drawn by itself: without it, everything else is the same. */
function planMore(seed: number, aspects: ReadonlySet<Aspect>, start: number, durationMs: number): Planned[] {
  return ASPECTS.flatMap((aspect, index) => {
    if (!aspects.has(aspect) || ASPECT_OPERATIONS[aspect].length === 0) return [];
    const chance = random(seed, 10 + index);
    return Array.from({ length: chance.between(2, 9) }, (_, each) => {
      const at = start + chance.int(durationMs);
      const { run } = weighted(ASPECT_OPERATIONS[aspect], chance.next());
      return { number: 100 * (index + 1) + each, at, run };
    });
  });
}

/** The operation at `point` (0 to 1) of all their weights laid end to end. */
function weighted(operations: Operations, point: number): Operations[number][1] {
  const total = operations.reduce((sum, [, { weight }]) => sum + weight, 0);
  let end = 0;
  for (const [, operation] of operations) {
    end += operation.weight;
    if (point * total < end) return operation;
  }
  return operations[0]![1];
}

/** Users, accounts, what is in them, and what is in the CRM already. */
async function populate(world: World, chance: Random, options: SimulateOptions): Promise<void> {
  const { atStart: most = Number.POSITIVE_INFINITY, accounts = 4 } = options;
  const { crm, ledger } = world;
  for (let count = chance.between(1, 3); count > 0; count -= 1) world.users.push(await crm.addUser());
  const shapes: ShapeName[] = ['ordered', 'replaying', 'carddav'];
  for (let count = Math.min(accounts, chance.between(1, 4)); count > 0; count -= 1) {
    const settings: Partial<AccountSettings> = {
      conflicts: chance.pick(['crm', 'crm', 'book', 'ask']),
      remoteDelete: chance.pick(['unlink', 'unlink', 'unlink', 'trash', 'ask']),
    };
    const [userId, drawn] = [chance.pick(world.users), chance.pick(shapes)];
    const isMicrosoft = world.aspects.has('microsoft') && random(world.seed, 400 + count).chance(0.5);
    const shape = options.shape ?? (isMicrosoft ? 'microsoft' : drawn);
    if (world.aspects.has('groups'))
      Object.assign(settings, groupSettings(shape, random(world.seed, 200 + count)));
    await connect(world, { userId, shape, settings });
  }
  const usual = chance.chance(0.12) ? 15 : 4;
  const many = world.aspects.has('bulk') ? 25 : usual;
  for (let count = Math.min(most, chance.int(many)); count > 0; count -= 1) {
    const userId = chance.pick(world.users);
    const kind = chance.pick(['contact', 'contact', 'lead', 'company'] as const);
    const id = await crm.createRecord(userId, kind, newValues(world, chance, kind), true);
    ledger.wanted.add(`${id} ${userId}`);
  }
  for (const { server } of world.accounts)
    for (let count = Math.min(most, chance.int(many)); count > 0; count -= 1)
      server.create('owner', {
        contact: newContact(ledger, chance),
        unmapped: [`x-own ${ledger.fresh()}`, `photo ${ledger.fresh()}`],
      });
  if (world.aspects.has('shared-book')) await shareBooks(world, random(world.seed, 300));
}

interface Connection {
  userId: string;
  shape: ShapeName;
  settings: Partial<AccountSettings>;
  /** Whose server it is connected to as well; one of its own without. */
  beside?: Account;
}

async function connect(world: World, { userId, shape, settings, beside }: Connection): Promise<void> {
  const account = await world.addAccount(userId, shape, settings, beside);
  const hasGroups = world.aspects.has('groups');
  if (hasGroups && !beside) makeGroups(account);
  if (hasGroups) noteGroups(world, account, settings);
  if (settings.remoteDelete === 'trash') world.ledger.trashing.add(account.id);
  const where = beside ? `the book of account ${beside.index}` : account.shape.name;
  world.tell(
    `account ${account.index} of user ${world.users.indexOf(userId) + 1} is ${where}: ${settings.conflicts}, ${settings.remoteDelete}${hasGroups ? `, ${wordsOf(settings)}` : ''}`,
  );
}

/** Of one account or two, colleagues connect the same address book. */
async function shareBooks(world: World, chance: Random): Promise<void> {
  if (world.users.length === 1) world.users.push(await world.crm.addUser());
  for (const beside of world.accounts.slice(0, chance.between(1, 2))) {
    const shape = beside.shape.name;
    const settings: Partial<AccountSettings> = {
      conflicts: chance.pick(['crm', 'crm', 'book', 'ask']),
      remoteDelete: chance.pick(['unlink', 'unlink', 'unlink', 'trash', 'ask']),
      ...(world.aspects.has('groups') ? groupSettings(shape, chance) : {}),
    };
    const userId = chance.pick(world.users.filter((id) => id !== beside.userId));
    await connect(world, { userId, shape, settings, beside });
  }
}

const wordsOf = ({ scope, targetGroup }: Partial<AccountSettings>): string =>
  `${JSON.stringify(scope)}, new cards into ${targetGroup ?? 'none'}`;

/** Which groups are synced from the start, and where new cards go. */
function groupSettings(shape: ShapeName, chance: Random): Pick<AccountSettings, 'scope' | 'targetGroup'> {
  const ids = firstGroups(SHAPES[shape]);
  return { scope: drawScope(ids, chance), targetGroup: drawTarget(ids, chance) };
}

/** A run every minute or so, unless one is at it; after a death, once its lease has run out. */
function keepRunning(world: World, account: Account, chance: Random, end: number): void {
  const { scheduler } = world;
  const tick = (): void => {
    if (scheduler.now() >= end) return;
    const isLeased = account.diedAt !== null && scheduler.now() < account.diedAt + LEASE_MS;
    const isAway = world.disabled.has(account.userId);
    const isBusy = account.process !== null || isLeased;
    const zombie = isBusy && world.fault('zombie');
    if (!isAway && (!isBusy || zombie) && scheduler.now() >= account.retryAt) {
      if (zombie) world.tell(`account ${account.index}: a second run starts`);
      account.diedAt = null;
      // Not awaited: it goes on, or dies, while time passes.
      world.run(account, { full: world.fault('full') });
    }
    scheduler.at(scheduler.now() + chance.between(5_000, 150_000), tick);
  };
  scheduler.at(scheduler.now() + chance.int(60_000), tick);
}

async function settleDown(
  world: World,
  chance: Random,
  { undisputed = true }: SimulateOptions,
): Promise<string[]> {
  world.tell('the faults stop');
  world.rates = NO_FAULTS;
  world.steal = async () => {};
  world.scheduler.setClock(0);
  await enableAll(world);
  const isHindered = world.without.size > 0 || isAnyBroken(world);
  const wrong = isHindered ? await hinderedIsLeft(world, chance) : [];
  if (wrong.length === 0) wrong.push(...(await comeToRestWithPeople(world, chance)));
  if (wrong.length > 0) return wrong;
  wrong.push(...(await checkInvariants(world)));
  if (wrong.length === 0 && undisputed) wrong.push(...(await checkUncontested(world, chance)));
  if (wrong.length === 0 && world.aspects.has('groups'))
    wrong.push(...(await checkScopeReturn(world, chance)));
  return wrong;
}

/** Everything else comes to rest without what people may not do and cards do not say; then that comes to pass by itself. */
async function hinderedIsLeft(world: World, chance: Random): Promise<string[]> {
  const wrong = await comeToRestWithPeople(world, chance);
  if (wrong.length > 0) return wrong;
  wrong.push(...(await lossesAreTold(world)));
  await giveAllBack(world);
  if (isAnyBroken(world)) mendAll(world);
  return wrong;
}

const hashOf = (lines: string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');
