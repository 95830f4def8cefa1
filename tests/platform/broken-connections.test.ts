// Connections break and PostgreSQL is killed under people who write: nothing acknowledged is lost, every failed request
// says so in a sentence, the process lives on, and everybody writes again.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { skipWithout } from '../not-applicable.ts';
import { aPerson } from './a-person.ts';
import { startDebianPostgres, whyNoPostgres } from './debian-postgres.ts';
import { aFolder, cleanUp, postmasterOf, serve } from './rubrica-process.ts';

const WRITERS = 4;
const ROUNDS = 10;

afterEach(cleanUp);

interface Database {
  env: Record<string, string>;
  url: string;
  postmaster(): number;
  /** Whoever looks after it notices that it was killed. */
  revive(): Promise<void>;
}

/** Asks once it can be asked. */
async function ask(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return (await client.query(text, values)).rows;
    } catch {
      await pause(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

const BACKENDS = `pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;

async function breakAgainAndAgain({ env, url, postmaster, revive }: Database): Promise<void> {
  const { server, url: at } = await serve(env);
  const headers = await aPerson(url);
  const acknowledged: string[] = [];
  const written = Array.from({ length: WRITERS }, () => 0);
  const refusals = new Set<string>();
  let going = true;
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; going; n += 1) {
      const answer = await fetch(`${at}/api/v1/records`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ kind: 'contact', values: { lastName: `Writer ${writer}`, title: `${n}` } }),
      });
      const body = (await answer.json()) as { id: string; code?: string; detail?: string };
      if (answer.status === 201) {
        acknowledged.push(body.id);
        written[writer]! += 1;
      } else {
        refusals.add(`${answer.status} ${body.code}`);
        await pause(20);
      }
    }
  };
  const writing = Array.from({ length: WRITERS }, (_, writer) => write(writer));
  const allWrite = async (): Promise<void> => {
    const before = [...written];
    await expect.poll(() => written.every((count, writer) => count > before[writer]! + 2)).toBe(true);
  };
  await allWrite();
  const ways: (() => Promise<void>)[] = [
    async () => void (await ask(url, `select pg_terminate_backend(pid) from ${BACKENDS}`)),
    async () => {
      process.kill(postmaster(), 'SIGKILL');
      await revive();
    },
    async () => {
      const [victim] = await ask(url, `select pid from ${BACKENDS} and datname = current_database() limit 1`);
      process.kill(victim!.pid as number, 'SIGKILL');
    },
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    await ways[round % ways.length]!();
    await allWrite();
    expect(server.child.exitCode).toBe(null);
  }
  going = false;
  await Promise.all(writing);

  const [found] = await ask(url, 'select count(*)::int as n from record where id = any($1::uuid[])', [
    acknowledged,
  ]);
  expect(found!.n).toBe(acknowledged.length);
  expect([...refusals]).toEqual(['503 database-away']);
  await expect.poll(async () => (await fetch(`${at}/health`)).status).toBe(200);
  await expect
    .poll(
      async () =>
        (
          await ask(
            url,
            `select count(*)::int as n from ${BACKENDS} and application_name = 'rubrica listener'`,
          )
        )[0]!.n,
    )
    .toBe(1);
}

test('embedded, ten times', async () => {
  const data = `${aFolder()}/data`;
  // The address is known before the first start.
  await breakAgainAndAgain({
    env: { RUBRICA_DATA: data },
    url: `postgres://rubrica@/rubrica?host=${encodeURIComponent(`${data}/database/socket`)}`,
    postmaster: () => postmasterOf(data),
    revive: async () => {},
  });
});

test('on another PostgreSQL, ten times', async ({ skip }) => {
  skipWithout(skip, whyNoPostgres());
  const postgres = await startDebianPostgres();
  try {
    await breakAgainAndAgain({
      env: {
        DATABASE_URL: postgres.url,
        RUBRICA_SECRET_KEY: randomBytes(32).toString('base64'),
        RUBRICA_DATA: `${aFolder()}/data`,
      },
      url: postgres.url,
      postmaster: postgres.pid,
      revive: postgres.start,
    });
  } finally {
    await cleanUp();
    await postgres.stop();
  }
});
