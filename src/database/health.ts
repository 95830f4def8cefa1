// Whether the database does what people need of it: it answers, takes a change, and has room. Asking costs a few
// milliseconds, and is done at most once a second however many ask.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { AppError } from '../errors.ts';
import { databaseProblem } from './database-problem.ts';

const FRESH_MS = 1_000;
const ANSWER_MS = 5_000;

/** What is wrong; null when all is well. */
export type Health = () => Promise<AppError | null>;

/** Tries `pool`; answers within five seconds, whatever the database does. */
export function databaseHealth(pool: pg.Pool): Health {
  let last: { at: number; answer: Promise<AppError | null> } | null = null;
  return () => {
    if (!last || Date.now() - last.at > FRESH_MS) last = { at: Date.now(), answer: ask(pool) };
    return last.answer;
  };
}

async function ask(pool: pg.Pool): Promise<AppError | null> {
  const late = delay(ANSWER_MS, undefined, { ref: false }).then(() => new AppError('database-away'));
  const tried = tryWrite(pool).then(
    () => null,
    (error) => databaseProblem(error) ?? new AppError('internal', undefined, { cause: error }),
  );
  return Promise.race([tried, late]);
}

async function tryWrite(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query('begin');
    // The row alone would find room on its page while the disk is full: a sort that does not fit into memory wants some.
    await client.query("select set_config('work_mem', '64kB', true)");
    await client.query(
      "select count(*) from (select n from generate_series(1, 2000) as n order by md5(n::text) || repeat('x', 100) offset 0) as sorted",
    );
    await client.query(
      'insert into pulse (id, at) values (1, now()) on conflict (id) do update set at = excluded.at',
    );
    await client.query('commit');
    failed = false;
  } finally {
    // Half-way through a transaction it is of no use to anybody else.
    client.release(failed);
  }
}
