import { setTimeout as delay } from 'node:timers/promises';
import { eq, or, sql } from 'drizzle-orm';
import { requestRun } from '../accounts/request-run.ts';
import type { App } from '../app.ts';
import { account, run } from '../database/schema.ts';
import { StartError } from '../start-error.ts';
import type { Command } from './command.ts';
import { listenForStop } from './until-stopped.ts';
import { withApp } from './with-app.ts';

const LOOK_EVERY_MS = 300;

export const syncAccount: Command = {
  takes: 'ACCOUNT',
  summary: 'Synchronise an account now and say what was done; ACCOUNT is its id, name or user name',
  arity: [1, 1],
  options: { full: { type: 'boolean' } },
  help: ['--full   list everything again instead of asking for changes'],
  run: (invocation) =>
    withApp(invocation, async (app) => {
      const { signal } = listenForStop();
      const accountId = await findAccount(app, invocation.arguments[0]!);
      const runId = await requestRun(app.database.db, accountId, 'user', {
        full: invocation.options.full === true,
      });
      const done = await seeThrough(app, accountId, runId, signal);
      const words = Object.entries(done.counts).map(([what, count]) => `${what} ${count}`);
      const problem = done.error ? `: ${done.error.code}, ${done.error.detail}` : '';
      invocation.answer(`${done.state}${problem}\n${words.join(', ')}`, { runId, ...done });
      return done.state === 'failed' ? 1 : 0;
    }),
};

/** Does the run here, unless another process got to it first. */
async function seeThrough({ database, perform }: App, accountId: string, runId: string, signal: AbortSignal) {
  for (;;) {
    await perform(accountId, signal).catch(() => {}); // the run says what happened
    const [row] = await database.db.select().from(run).where(eq(run.id, runId));
    if (!row) throw new StartError('The account was removed meanwhile.');
    if (row.state !== 'queued' && row.state !== 'running')
      return { state: row.state, counts: row.counts, error: row.error };
    if (signal.aborted) throw new StartError('Stopped; Rubrica goes on with the run when it is started.');
    await delay(LOOK_EVERY_MS);
  }
}

async function findAccount({ database }: App, word: string): Promise<string> {
  const named = or(
    eq(account.name, word),
    eq(account.username, word),
    sql`${account.id}::text = ${word.toLowerCase()}`,
  );
  const found = await database.db.select().from(account).where(named);
  const usable = found.filter(({ state }) => state === 'active' || state === 'failing');
  if (usable.length === 1) return usable[0]!.id;
  if (usable.length > 1) {
    throw new StartError(
      [
        'Several accounts are called that; use an id:',
        ...usable.map(({ id, name }) => `  ${id}  ${name}`),
      ].join('\n'),
    );
  }
  const [only] = found;
  throw new StartError(
    only ? `The account is ${only.state}; nothing was done.` : `There is no account ${word}.`,
  );
}
