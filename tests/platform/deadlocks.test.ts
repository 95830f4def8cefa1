// People edit, flag, merge, decide and change settings while runs of several accounts write the same rows: nobody is told
// of a deadlock, and with one order of locks hardly any comes about.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { updateAccount } from '../../src/accounts/update-account.ts';
import { openDatabase } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { approveRun, discardRun } from '../../src/plans/decide-run.ts';
import { flagRecords } from '../../src/records/flag-records.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { skipWithout } from '../not-applicable.ts';
import { openScenario, type Scenario, vcard } from '../scenarios/open-scenario.ts';
import { type DebianPostgres, startDebianPostgres, whyNoPostgres } from './debian-postgres.ts';

const PEOPLE = 30;
const EDITS = 2_000;
const WRITERS = 4;

const reason = whyNoPostgres();
let debian: DebianPostgres;
let scenario: Scenario;
beforeAll(async () => {
  if (!reason) debian = await startDebianPostgres();
});
beforeEach(({ skip }) => skipWithout(skip, reason));
afterAll(async () => {
  await scenario?.close();
  await debian?.stop();
});

/** A database of its own in Debian's server. */
async function debianDatabase() {
  const name = `deadlocks_${randomUUID().slice(0, 8)}`;
  await inDebian(`create database ${name}`);
  const database = openDatabase(debian.url.replace('/postgres?', `/${name}?`), () => {});
  await migrate(database);
  return {
    ...database,
    async drop() {
      await database.close();
      await inDebian(`drop database ${name} with (force)`);
    },
  };
}

async function inDebian(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: debian.url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** The same numbers every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

interface World {
  alice: Actor;
  bob: Actor;
  accounts: { actor: Actor; id: string }[];
  recordIds: string[];
}

/** Two people with the same records on their phones, each with two accounts. */
async function aWorld(): Promise<World> {
  scenario = await openScenario({}, debianDatabase);
  const [alice, bob] = [await scenario.user('Alice'), await scenario.user('Bob')];
  for (let n = 0; n < PEOPLE; n += 1)
    scenario.phone.put(
      `p${n}.vcf`,
      vcard(`P-${n}`, `N:Person${n};P;;;`, `FN:P Person${n}`, `TEL;TYPE=CELL:333${n}000`),
    );
  const first = await scenario.connect(alice);
  await scenario.sync(alice, first);
  await scenario.importAll(alice, first);
  const accounts = [{ actor: alice, id: first }];
  const found = await scenario.db.execute<{ id: string }>('select id from record order by id');
  const recordIds = found.rows.map(({ id }) => id);
  await flagRecords(scenario.db, bob, { ids: recordIds, flagged: true, approved: true });
  accounts.push({ actor: bob, id: await scenario.connect(bob, {}, 'icloud', 'bob') });
  for (const { actor, id } of accounts) await settle(actor, id);
  return { alice, bob, accounts, recordIds };
}

/** Runs the account and lets go on what waits. */
async function settle(actor: Actor, id: string): Promise<void> {
  await runAccount(scenario.deps, id, new AbortController().signal);
  const { waiting } = await getAccount(scenario.db, actor, id);
  if (waiting) await approveRun(scenario.db, actor, { id: waiting.runId });
}

test('2,000 edits beside running syncs, and nobody hears of a deadlock', async () => {
  const { alice, bob, accounts, recordIds } = await aWorld();
  const { db } = scenario;
  let edits = 0;
  let ended = false;

  const edit = async (roll: ReturnType<typeof dice>, actor: Actor): Promise<void> => {
    const id = recordIds[roll(PEOPLE)]!;
    switch (roll(20)) {
      case 0:
        await flagRecords(db, actor, {
          ids: recordIds.filter(() => roll(3) === 0).reverse(),
          flagged: roll(2) === 0,
          keepCard: true,
        });
        return;
      case 1: {
        const account = accounts.find((one) => one.actor === actor)!;
        await updateAccount(scenario.deps, actor, {
          id: account.id,
          settings: { conflicts: roll(2) === 0 ? 'crm' : 'book' },
        });
        return;
      }
      default:
        await updateRecord(db, actor, {
          id,
          values: { mobile: `333${roll(1_000_000)}`, companyName: `Firm ${roll(5)}` },
        });
    }
  };
  const writer = async (seed: number): Promise<void> => {
    const roll = dice(seed);
    while (edits < EDITS) {
      edits += 1;
      await edit(roll, seed % 2 === 0 ? alice : bob);
    }
  };
  const runner = async ({ actor, id }: (typeof accounts)[number]): Promise<number> => {
    let runs = 0;
    for (; !ended; runs += 1) {
      await runAccount(scenario.deps, id, new AbortController().signal);
      const { waiting } = await getAccount(db, actor, id);
      const decide = runs % 2 === 0 ? approveRun : discardRun;
      if (waiting) await decide(db, actor, { id: waiting.runId }).catch(nothingWaits);
    }
    return runs;
  };

  const runs = accounts.map(runner);
  const writers = Array.from({ length: WRITERS }, (_, n) => writer(n + 1));
  await Promise.all(writers).finally(() => {
    ended = true;
  });
  expect(await Promise.all(runs)).not.toContain(0);
  const { rows } = await db.execute<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  console.log(`${EDITS} edits, ${await Promise.all(runs)} runs, ${rows[0]!.deadlocks} deadlocks done again`);
});

/** Somebody decided, or the run has nothing to ask any more. */
function nothingWaits(error: unknown): void {
  if (!['nothing-waits', 'plan-changed'].includes((error as { code: string }).code)) throw error;
}
