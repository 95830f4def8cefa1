// What was granted at Google lives as long as the account does: disconnecting ends it there, whatever Google answers,
// and a provider that is switched off keeps it for later.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { endingGrant } from '../../src/accounts/sign-in/end-grant.ts';
import { updateProvider } from '../../src/provider-settings/update-provider.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

const DAY = 86_400_000;

async function connected(options: Parameters<typeof openGoogleScenario>[0] = {}) {
  scenario = await openGoogleScenario(options);
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  const disconnect = (cards: 'keep' | 'remove-created') =>
    endingGrant(scenario.deps, account, () => disconnectAccount(scenario.db, anna, { id: account, cards }));
  return { anna, account, disconnect };
}

const revocations = () => scenario.google.requests.byKind['oauth.revoke'] ?? 0;
const credentials = async () =>
  (await scenario.db.execute<{ credentials: string | null }>(sql`select credentials from account`)).rows;

test('disconnecting ends the grant at Google and erases what opened the account', async () => {
  const { disconnect } = await connected();
  await disconnect('keep');
  expect(revocations()).toBe(1);
  expect(scenario.google.requests.recent.at(-1)).toMatchObject({ kind: 'oauth.revoke', status: 200 });
  expect(await credentials()).toEqual([{ credentials: null }]);
});

test('Google not answering keeps nobody connected', async () => {
  const { disconnect } = await connected();
  scenario.google.faults.cut(9, 'before', { kind: 'oauth.revoke', when: () => true });
  await disconnect('keep');
  expect(await credentials()).toEqual([{ credentials: null }]);
});

test('cards of Rubrica’s are removed first: the grant ends with the run that removes the last', async () => {
  const { anna, account, disconnect } = await connected();
  await createRecord(scenario.db, anna, { kind: 'contact', values: { lastName: 'Verdi' }, flagged: true });
  await scenario.sync(anna, account);
  expect(scenario.phone.count()).toBe(1);
  await disconnect('remove-created');
  expect(revocations()).toBe(0);
  for (let pass = 0; pass < 3 && revocations() === 0; pass += 1) {
    scenario.advance(20 * 60_000);
    await runAccount(scenario.deps, account, new AbortController().signal);
  }
  expect(scenario.phone.count()).toBe(0);
  expect(revocations()).toBe(1);
  expect(await credentials()).toEqual([{ credentials: null }]);
});

test('a grant by which somebody’s account still lives is left alone', async () => {
  const { account } = await connected();
  const former = await scenario.user('Former');
  await scenario.db.execute(sql`update account set user_id = ${former.userId} where id = ${account}`);
  await scenario.db.execute(sql`update app_user set disabled_at = now() where id = ${former.userId}`);
  const bea = await scenario.user('Bea');
  const mine = await scenario.connect(bea);
  await endingGrant(scenario.deps, mine, () =>
    disconnectAccount(scenario.db, bea, { id: mine, cards: 'keep' }),
  );
  expect(revocations()).toBe(0);
});

test('switched off, Google’s accounts say so and wait; switched on, they go on where they were', async () => {
  const { anna, account } = await connected();
  const boss = await scenario.user('Boss', 'administrator');
  const deps = { ...scenario.deps, url: 'http://127.0.0.1:9' };
  await updateProvider(deps, boss, { id: 'google', enabled: false });
  expect(await scenario.sync(anna, account)).toMatchObject({
    state: 'failed',
    error: { code: 'provider-not-installed', title: expect.stringContaining('switched off') },
  });
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({
    state: 'paused',
    health: 'paused',
    problem: { code: 'provider-not-installed' },
  });
  await updateProvider(deps, boss, { id: 'google', enabled: true });
  expect(await scenario.sync(anna, account)).toMatchObject({ state: 'done' });
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({ state: 'active', problem: null });
});

test('contacts taken from the permission alone: one signs in again, and everything goes on', async () => {
  const { anna, account } = await connected();
  await createRecord(scenario.db, anna, { kind: 'contact', values: { lastName: 'Verdi' }, flagged: true });
  scenario.google.withdrawContacts('anna@gmail.example');
  expect(await scenario.sync(anna, account)).toMatchObject({ error: { code: 'contacts-withdrawn' } });
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({
    state: 'sign-in-needed',
    health: 'sign-in-needed',
    nextCheckAt: null,
    problem: { code: 'contacts-withdrawn' },
  });
  await scenario.signInAgain(anna, account);
  await scenario.sync(anna, account);
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({ state: 'active', problem: null });
  expect(scenario.phone.count()).toBe(1);
});

test('a client in Testing: the end of the sign-in is told from the first day, and then it is over', async () => {
  const { anna, account } = await connected({ testing: true });
  const { signInEndsAt } = await getAccount(scenario.db, anna, account);
  expect(Math.round((Date.parse(signInEndsAt!) - Date.now()) / DAY)).toBe(7);
  scenario.advance(3 * DAY);
  expect(await scenario.sync(anna, account)).toMatchObject({ state: 'done' });
  expect((await getAccount(scenario.db, anna, account)).signInEndsAt).toBe(signInEndsAt);
  scenario.advance(5 * DAY);
  expect(await scenario.sync(anna, account)).toMatchObject({ error: { code: 'sign-in-ended' } });
  await scenario.signInAgain(anna, account);
  const renewed = (await getAccount(scenario.db, anna, account)).signInEndsAt!;
  expect(Date.parse(renewed)).toBeGreaterThan(Date.parse(signInEndsAt!));
});
