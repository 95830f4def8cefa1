// The life of one account in six parts: its address book is downloaded, imported, written to, loses what somebody approved,
// gets it back, and is left. Each part is worked off by processes that die at a step they are told, or by one that does not.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../../src/access/actor.ts';
import { planDisconnect } from '../../../src/accounts/disconnect/plan-disconnect.ts';
import { getAccount } from '../../../src/accounts/get-account.ts';
import { requestRun } from '../../../src/accounts/request-run.ts';
import { isDatabaseAway } from '../../../src/database/database-problem.ts';
import { importQueue } from '../../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../../src/import-queue/update-queue.ts';
import { approveRun } from '../../../src/plans/decide-run.ts';
import { undoRun } from '../../../src/plans/undo-run.ts';
import { createRecord } from '../../../src/records/create-record.ts';
import { flagRecords } from '../../../src/records/flag-records.ts';
import { updateRecord } from '../../../src/records/update-record.ts';
import { openScenario, type Scenario } from '../../scenarios/open-scenario.ts';
import { NODE_COMPILE_CACHE, QUICK_IMPORTS, ROOT } from '../rubrica-process.ts';
import { bothSides } from './both-sides.ts';
import type { Killable } from './databases.ts';

export const CARDS = 200;
export const EDITED = 10;
export const MADE = 24;
export const TAKEN_OFF = 25;
const WRITES = ['PUT', 'DELETE', 'POST', 'PROPPATCH', 'MOVE'];
/** Of each part: with whom the database dies, where it is ours. Not with the last, whose work others have to finish. */
const DIES_WITH_DATABASE = 2;

/** At which every run can die. */
const FIRST_STEP = 2;

/** By the clock of the workers one begins so long after the other: what the one before sent is not in the air any more. */
const APART_MS = 120_000;

/** How a part of the history ended. */
export interface End {
  name: string;
  /** Everything that both sides hold. */
  sides: string[];
  kills: number;
  /** How many were asked for. */
  asked: number;
  /** Of the work, without a kill, and of a run that then looks at everything once more. */
  steps: number;
  idle: number;
  /** Cards read during the work. */
  cardsServed: number;
  /** What that last run wrote to the address book. */
  rewritten: number;
}

interface World {
  scenario: Scenario;
  alice: Actor;
  account: string;
  /** A run over the account by a process that dies at its `last` step, or lives on with 0. The number of its steps, null when it died. */
  live(last: number): Promise<number | null>;
  /** Ids of a query, in its order. */
  ids(query: SQL): Promise<string[]>;
}

interface Part {
  name: string;
  /** In one of the two databases. */
  kills: number;
  /** What a person does; a run carries it out. */
  begin(world: World): Promise<unknown>;
}

const PARTS: Part[] = [
  { name: 'pull', kills: 4, begin: async () => {} },
  {
    name: 'import',
    kills: 4,
    async begin({ scenario: { db }, alice, account: id, ids }) {
      // Which of two firms of one name comes first is chance.
      const unmistakable = await ids(sql`select queue_item.id from queue_item join card on card.id = card_id
        where display_name in (select display_name from card group by display_name having count(*) = 1)`);
      await updateQueue(db, alice, { id, ids: unmistakable, set: { kind: 'contact' } });
      await importQueue(db, alice, id);
    },
  },
  {
    name: 'push',
    kills: 5,
    async begin({ scenario: { db }, alice, ids }) {
      for (const id of await ids(sql`select id from record order by display_name, values limit ${EDITED}`))
        await updateRecord(db, alice, { id, values: { title: 'Direttrice' } });
      for (let n = 0; n < MADE; n += 1)
        await createRecord(db, alice, {
          kind: 'contact',
          values: { firstName: `N${n}`, lastName: `Nuova-${n}`, email: `nuova${n}@example.org` },
          flagged: true,
        });
    },
  },
  {
    name: 'approve',
    kills: 4,
    async begin({ scenario: { db }, alice, account, live, ids }) {
      const chosen = await ids(sql`select record_id as id from link join record on record.id = record_id
        where link.state = 'active' and not created_by_us order by display_name, values limit ${TAKEN_OFF}`);
      await flagRecords(db, alice, { ids: chosen, flagged: false });
      await live(0);
      const { waiting } = await getAccount(db, alice, account);
      await approveRun(db, alice, { id: waiting!.runId });
    },
  },
  {
    name: 'undo',
    kills: 4,
    async begin({ scenario: { db }, alice, ids }) {
      const runs = sql`select run_id as id from run_action
        where (type, outcome) in (('remove', 'done'), ('close', 'deleted')) group by run_id order by run_id`;
      for (const id of await ids(runs)) await undoRun(db, alice, { id });
    },
  },
  {
    name: 'disconnect',
    kills: 4,
    async begin({ scenario: { db }, alice, account: id }) {
      const plan = await planDisconnect(db, alice, { id, cards: 'remove-created' });
      await approveRun(db, alice, { id: plan.id });
    },
  },
];

/** Lived through with as many kills as each part has, spread by what `oracle` counted; without one, nobody is killed. */
export async function history({ open, crash }: Killable, oracle: End[] | null): Promise<End[]> {
  const scenario = await openScenario(
    { profile: 'standard', cards: { cards: CARDS, photoPercent: 0 } },
    open,
  );
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  const ask = asking(scenario);
  const { requests } = scenario.sandbox;
  const ids = async (query: SQL) => (await ask(query)).map(({ id }) => String(id));
  const workers = spares(scenario, account);
  const live = async (last: number): Promise<number | null> => {
    // Whoever died before has left its claim behind, and tries again later: nobody waits for that here.
    await ask(sql`update account set lease_until = null, next_run_at = now() where id = ${account}`);
    await ask(sql`update link set retry_at = now() where retry_at is not null`);
    return workers.live(last);
  };
  const isDone = async () =>
    (
      await ask(sql`select 1 from link where intent is not null or state in ('creating', 'deleting')
        or (state <> 'closed' and hold is null and (state = 'new' or touched <> settled))
      union all select 1 from queue_item where state = 'ready'
      union all select 1 from account where leaving is not null and state <> 'disconnected'`)
    ).length === 0;

  const ends: End[] = [];
  for (const [index, { name, kills: asked, begin }] of PARTS.entries()) {
    await begin({ scenario, alice, account, live, ids });
    let kills = 0;
    const known = oracle?.[index];
    // Work that is over before its kills goes on being killed in runs that find nothing to do, while there are any.
    let isOver = false;
    while (known && kills < asked) {
      if ((await live(isOver ? FIRST_STEP : lastStep(known, kills))) !== null) {
        if (isOver) break;
        isOver = await isDone();
        continue;
      }
      kills += 1;
      if (kills === DIES_WITH_DATABASE) crash?.();
    }
    let steps = 0;
    do steps += (await live(0)) ?? 0;
    while (!(await isDone()));
    const { cardsServed } = requests;
    requests.reset();
    if (index < PARTS.length - 1) await requestRun(scenario.db, account, 'user', { full: true });
    const idle = (await live(0)) ?? 0;
    const rewritten = WRITES.reduce((sum, method) => sum + (requests.byMethod[method] ?? 0), 0);
    const sides = await bothSides(ask, scenario.phone);
    ends.push({ name, sides, kills, asked, steps, idle, cardsServed, rewritten });
  }
  workers.end();
  await scenario.close();
  return ends;
}

/** Where the next one dies: in what every run begins with at first, then further and further into the work. */
function lastStep({ steps, idle, asked }: End, kills: number): number {
  const share = (steps - idle) / (asked + 1) / 2;
  return FIRST_STEP + Math.floor(((idle + share) * (kills + 1)) / asked);
}

/** A database that was killed is away for a moment. */
const asking =
  ({ db }: Scenario) =>
  async (query: SQL) => {
    for (;;)
      try {
        return (await db.execute<Record<string, unknown>>(query)).rows;
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        await pause(50);
      }
  };

/** Worker processes; one stands ready, so that a killed one is replaced at once. */
function spares({ url, key, sandbox }: Scenario, account: string) {
  const spare = (): ChildProcess =>
    spawn(process.execPath, [...QUICK_IMPORTS, join(ROOT, 'tests', 'platform', 'run-worker.ts')], {
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE,
        DATABASE_URL: url,
        ACCOUNT: account,
        KEY: key.toString('base64'),
        ICLOUD: sandbox.url,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  let next = spare();
  let lives = 0;
  return {
    async live(last: number): Promise<number | null> {
      const worker = next;
      let said = '';
      lives += 1;
      worker.stdout!.on('data', (text) => (said += text));
      worker.stdin!.write(`${last} ${lives * APART_MS}\n`);
      next = spare();
      const [code] = (await once(worker, 'close')) as [number | null];
      if (code) throw new Error(`The worker ended with ${code}`);
      return code === null ? null : Number(said);
    },
    end: () => void next.kill('SIGKILL'),
  };
}
