// One address book of an account fails by itself: it is named, nothing in it is taken for deleted, the others go on, and it
// catches up when it answers again.
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import type { FaultEffect } from '../../sandbox/carddav/faults.ts';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const card = (name: string, phone: string) =>
  vcard(name, `FN:${name}`, `N:;${name};;;`, `TEL;TYPE=CELL:${phone}`);

/** An account of two books with a card in each, imported. */
async function twoBooks() {
  scenario = await openScenario({
    profile: 'standard',
    books: [
      { name: 'home', displayName: 'Home' },
      { name: 'team', displayName: 'Team' },
    ],
  });
  const home = scenario.sandbox.book('alice', 'home');
  const team = scenario.sandbox.book('alice', 'team');
  const ada = home.put('ada.vcf', card('Ada', '+39 333 0000001'));
  const bo = team.put('bo.vcf', card('Bo', '+39 333 0000002'));
  const alice = await scenario.user();
  const account = await scenario.connect(alice, {}, 'carddav');
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  const fails = (name: string, effect: FaultEffect) =>
    scenario.sandbox.faults.add({ effect, times: 1000, when: ({ path }) => path.includes(`/${name}/`) });
  return { alice, account, home, team, ada, bo, fails };
}

const accountOf = (actor: Actor, id: string) => getAccount(scenario.db, actor, id);
const mobileOf = async (actor: Actor, name: string) =>
  (await scenario.recordNamed(actor, name)).values.mobile;

const HTML: FaultEffect = {
  answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><form>Who are you?</form>' },
};

describe.each<[string, FaultEffect, string]>([
  ['is not there', { answer: { status: 404 } }, 'one-book-gone'],
  ['is gone for good', { answer: { status: 410 } }, 'one-book-gone'],
  ['is forbidden', { answer: { status: 403, body: 'Not for you.' } }, 'one-book-forbidden'],
  ['breaks', { answer: { status: 500, body: 'Internal error' } }, 'one-book-failing'],
  ['answers with a page', HTML, 'one-book-failing'],
  ['breaks off', { cut: 'middle' }, 'one-book-failing'],
])('a book that %s', (_, effect, code) => {
  test.each([['home', 'team'] as const, ['team', 'home'] as const])(
    '(%s) is named and waits; %s goes on both ways, and all is caught up afterwards',
    async (broken, sound) => {
      const { alice, account, fails, ...books } = await twoBooks();
      const names = { home: 'Ada', team: 'Bo' };
      const hrefs = { home: books.ada.href, team: books.bo.href };
      const fault = fails(broken, effect);
      books[sound].put(hrefs[sound], card(names[sound], '+39 333 1111111'));
      books[broken].put(hrefs[broken], card(names[broken], '+39 333 2222222'));
      for (const full of [false, true]) {
        const run = await scenario.sync(alice, account, { full });
        expect(run).toMatchObject({ state: 'done', error: null });
      }
      expect(await mobileOf(alice, names[sound])).toBe('+39 333 1111111');
      expect(await mobileOf(alice, names[broken])).not.toBe('+39 333 2222222');

      const { id } = await scenario.recordNamed(alice, names[broken]);
      await updateRecord(scenario.db, alice, { id, values: { description: 'Head of it all' } });
      await scenario.sync(alice, account);
      const seen = await accountOf(alice, account);
      expect(seen).toMatchObject({ state: 'active', problem: null, health: 'failing' });
      expect(seen.books.map(({ problem }) => problem?.code ?? null)).toEqual(
        broken === 'home' ? [code, null] : [null, code],
      );
      expect(seen.totals).toMatchObject({ cards: 2, linked: 2 });
      const { accounts } = await explainRecord(scenario.db, alice, id);
      expect(accounts[0]!.reasons).toContainEqual(
        expect.objectContaining({ code: 'book-failing', detail: broken === 'home' ? 'Home' : 'Team' }),
      );
      expect(await scenario.count('trash')).toBe(0);

      fault.cancel();
      await scenario.sync(alice, account);
      const healed = await accountOf(alice, account);
      expect([healed.health, ...healed.books.map(({ problem }) => problem)]).toEqual(['fresh', null, null]);
      expect(await mobileOf(alice, names[broken])).toBe('+39 333 2222222');
      expect(books[broken].get(hrefs[broken])!.vcard).toContain('Head of it all');
      expect([books.home.count(), books.team.count()]).toEqual([1, 1]);
    },
  );
});

test('a card that moved into a book that fails is not taken for deleted', async () => {
  const { alice, account, home, team, ada, fails } = await twoBooks();
  const fault = fails('team', { answer: { status: 500 } });
  const moved = home.get(ada.href)!.vcard;
  home.remove(ada.href);
  team.put('moved.vcf', moved);
  for (const full of [false, true, false]) await scenario.sync(alice, account, { full });
  const flags = () => scenario.db.execute(sql`select 1 from flag where "on"`);
  expect((await flags()).rowCount).toBe(2);
  fault.cancel();
  await scenario.sync(alice, account);
  expect((await flags()).rowCount).toBe(2);
  expect(await accountOf(alice, account)).toMatchObject({ totals: { cards: 2, linked: 2, pending: 0 } });
});

test('a card that was deleted is taken for that where the book that fails is not there at all', async () => {
  const { alice, account, home, ada, fails } = await twoBooks();
  fails('team', { answer: { status: 404 } });
  home.remove(ada.href);
  await scenario.sync(alice, account);
  expect((await scenario.db.execute(sql`select 1 from flag where "on"`)).rowCount).toBe(1);
});

test('new cards wait for the book they belong in', async () => {
  const { alice, account, home, team, fails } = await twoBooks();
  const [first] = (
    await scenario.db.execute<{ name: string }>(sql`select name from book order by id limit 1`)
  ).rows;
  const fault = fails(first!.name.toLowerCase(), { answer: { status: 500 } });
  const values = { firstName: 'Cy', lastName: 'Twombly', mobile: '+39 333 0000003' };
  await createRecord(scenario.db, alice, { kind: 'contact', values, flagged: true });
  await scenario.sync(alice, account);
  expect(home.count() + team.count()).toBe(2);
  fault.cancel();
  await scenario.sync(alice, account);
  expect((first!.name === 'Home' ? home : team).count()).toBe(2);
});

test('where every book fails, or the server asks for a rest or a sign-in, it is the account', async () => {
  const { alice, account } = await twoBooks();
  const all: [FaultEffect, string][] = [
    [{ answer: { status: 500 } }, 'book-unreachable'],
    [{ answer: { status: 404 } }, 'book-not-found'],
    [{ answer: { status: 429 } }, 'book-busy'],
  ];
  for (const [effect, code] of all) {
    const fault = scenario.sandbox.faults.add({ effect, times: 1000 });
    expect(await scenario.sync(alice, account)).toMatchObject({ state: 'failed', error: { code } });
    fault.cancel();
  }
  expect(await scenario.sync(alice, account)).toMatchObject({ state: 'done' });
  const { books, health } = await accountOf(alice, account);
  expect([health, ...books.map(({ problem }) => problem)]).toEqual(['fresh', null, null]);
});
