// Something else answers where the address book was: a sign-in page, another person's account, nothing. Nothing is
// deleted on either side, and the account says what is wrong.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { FaultEffect } from '../../sandbox/carddav/faults.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { updateAccount } from '../../src/accounts/update-account.ts';
import { refusal } from '../refusal.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

async function linked(cards: number) {
  scenario = await openScenario({ cards, profile: 'standard' });
  const alice = await scenario.user();
  const account = await scenario.connect(alice, {}, 'carddav');
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  return { alice, account, before: contents() };
}

const contents = () => scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard);
const standing = async () =>
  (
    await scenario.db.execute(sql`select (select count(*)::int from record where deleted_at is null) as records,
      (select count(*)::int from flag where "on") as flags, (select count(*)::int from link where state = 'active') as links`)
  ).rows[0];

test.each<[string, FaultEffect, string]>([
  [
    'a sign-in page',
    {
      answer: {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<html><form>Welcome to our Wi-Fi</form>',
      },
    },
    'unexpected-answer',
  ],
  [
    'another server without that address',
    { answer: { status: 404, body: 'No such page.' } },
    'book-not-found',
  ],
  ['a server that lets nobody in', { answer: { status: 403, body: 'Not for you.' } }, 'provider-forbidden'],
])(
  '%s: nothing is deleted, the account says so, and goes on when the address book is back',
  async (_, effect, code) => {
    const { alice, account, before } = await linked(8);
    const fault = scenario.sandbox.faults.add({ effect, times: 1000 });
    for (const full of [false, true, false]) {
      const run = await scenario.sync(alice, account, { full });
      expect(run).toMatchObject({ state: 'failed', error: { code } });
    }
    expect(await standing()).toEqual({ records: 8, flags: 8, links: 8 });
    expect(await getAccount(scenario.db, alice, account)).toMatchObject({
      health: 'failing',
      problem: { code },
    });
    fault.cancel();
    scenario.advance(86_400_000);
    expect(await scenario.sync(alice, account)).toMatchObject({
      state: 'done',
      counts: { deleted: 0, pushed: 0 },
    });
    expect(contents()).toEqual(before);
    expect(await getAccount(scenario.db, alice, account)).toMatchObject({ health: 'fresh', problem: null });
  },
);

test('a password that opens another person’s account is refused: the connected one keeps its links', async () => {
  const { alice, account } = await linked(8);
  await scenario.db.execute(sql`update account set identity = 'somebody else' where id = ${account}`);
  const error = await refusal(updateAccount(scenario.deps, alice, { id: account, password: 's3cret' }));
  expect(error.code).toMatch(/sign-in-refused|other-account/);
  expect(await standing()).toEqual({ records: 8, flags: 8, links: 8 });
});

test('somebody else’s cards at the same address: what would follow waits, and no record is switched off', async () => {
  const { alice, account } = await linked(30);
  for (const { href } of scenario.phone.list()) scenario.phone.remove(href);
  scenario.sandbox.fill('alice', { cards: 30, seed: 99 });
  for (const full of [false, true, true]) await scenario.sync(alice, account, { full });
  expect(await standing()).toEqual({ records: 30, flags: 30, links: 30 });
  const { waiting } = await getAccount(scenario.db, alice, account);
  expect(waiting).toMatchObject({ reason: 'guard', classes: { 'record-unlinks': 30 } });
});
