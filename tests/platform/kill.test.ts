// A worker killed without warning fifty times, while it downloads, imports, writes, carries out what was approved, undoes
// and disconnects: at the end of each of these both sides are what they are in the same history without a kill. Against the
// embedded database, which is killed with it now and then, and against a PostgreSQL that is not ours.
import { afterEach, expect, test } from 'vitest';
import { skipWithout } from '../not-applicable.ts';
import { whyNoPostgres } from './debian-postgres.ts';
import { embedded, external, type Killable, unharmed } from './killed/databases.ts';
import { type End, history } from './killed/history.ts';
import { cleanUp } from './rubrica-process.ts';

afterEach(cleanUp);

let lived: Promise<End[]> | undefined;

async function killedAgainAndAgain(database: Killable): Promise<void> {
  // Lived once for both.
  lived ??= history(unharmed, null);
  const oracle = await lived;
  const ends = await history(database, oracle);
  for (const [index, end] of ends.entries()) {
    expect.soft(end.sides, end.name).toEqual(oracle[index]!.sides);
    expect.soft([end.name, end.kills]).toEqual([end.name, end.asked]);
  }
  expect(ends.reduce((sum, { kills }) => sum + kills, 0)).toBe(50);
}

test('killed fifty times, it ends as if it had never been', () => killedAgainAndAgain(embedded()));

const reason = whyNoPostgres();
test('the same on another PostgreSQL', async ({ skip }) => {
  skipWithout(skip, reason);
  await killedAgainAndAgain(external());
});
