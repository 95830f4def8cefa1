// A worker killed without warning fifty times in all, while it downloads, imports, writes, carries out what was approved, undoes
// and disconnects: at the end of each of these both sides are what they are in the same history without a kill. Against the
// embedded database, which is killed with it now and then, and against a PostgreSQL that is not ours.
import { afterEach, expect, test } from 'vitest';
import { skipWithout } from '../not-applicable.ts';
import { whyNoPostgres } from './debian-postgres.ts';
import { embedded, external, type Killable, unharmed } from './killed/databases.ts';
import { CARDS, EDITED, type End, history, MADE, TAKEN_OFF } from './killed/history.ts';
import { cleanUp } from './rubrica-process.ts';

afterEach(cleanUp);

let lived: Promise<End[]> | undefined;

/** The history without a kill is what it is meant to be. */
function expectWhole([pull, , push, approve, undo, disconnect]: End[]): void {
  const count = ({ sides }: End, ...words: string[]): number =>
    sides.filter((line) => words.every((word) => line.includes(word))).length;
  const onPhone = [pull!, push!, approve!, undo!, disconnect!].map((end) => count(end, 'on the phone'));
  expect(onPhone).toEqual([CARDS, CARDS + MADE, CARDS + MADE - TAKEN_OFF, CARDS + MADE, CARDS - TAKEN_OFF]);
  expect(count(push!, 'on the phone', 'TITLE:Direttrice')).toBe(EDITED);
  expect([count(push!, 'conflict '), count(push!, 'change ', '"before":"', '"actor":"sync"')]).toEqual([
    0, 0,
  ]);
}

async function killedAgainAndAgain(database: Killable): Promise<void> {
  // Lived once for both.
  lived ??= history(unharmed, null);
  const oracle = await lived;
  expectWhole(oracle);
  const ends = await history(database, oracle);
  for (const [index, { name, sides, kills, asked, rewritten }] of ends.entries()) {
    expect.soft(sides, name).toEqual(oracle[index]!.sides);
    expect.soft([name, kills, rewritten]).toEqual([name, asked, 0]);
  }
  expect(ends.reduce((sum, { kills }) => sum + kills, 0)).toBe(25);
}

test('killed twenty-five times, it ends as if it had never been', () => killedAgainAndAgain(embedded()));

const reason = whyNoPostgres();
test('and as often on another PostgreSQL', async ({ skip }) => {
  skipWithout(skip, reason);
  await killedAgainAndAgain(external());
});
