// Changes that Microsoft tells of as they happen: a hint makes an account due, and nothing more. Without it, or with one that is
// forged, accounts are checked in turn.
import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { hashSecret } from '../../src/access/secret-token.ts';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { endingGrant } from '../../src/accounts/sign-in/end-grant.ts';
import { syncNow } from '../../src/accounts/sync-now.ts';
import { updateAccount } from '../../src/accounts/update-account.ts';
import { reviewEverything } from '../../src/database/copies.ts';
import { createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { updateProvider } from '../../src/provider-settings/update-provider.ts';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let scenario: MicrosoftScenario;
let close: () => Promise<void>;
afterEach(async () => {
  await close();
  await scenario.close();
});

/** A Rubrica that Microsoft can reach, with an account that was synced, and a contact that is linked. */
async function connected() {
  scenario = await openMicrosoftScenario();
  const { deps } = scenario;
  const server = createServer({
    ...deps,
    pool: scenario.pool,
    providers: scenario.providers,
    sessionSecret: randomBytes(32).toString('hex'),
    config: { url: 'http://127.0.0.1:9', version: '0.0.0-test', database: 'embedded', allowedHosts: [] },
    log: createLog({ level: 'error', readable: false, write: () => {} }),
    listenToEvents: () => () => {},
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  close = () => server.close();
  const address = `${url}/api/v1/notifications/microsoft`;
  deps.notificationAddress = () => address;
  const { id } = scenario.phone.create({ givenName: 'Anna', surname: 'Verdi' });
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  await work(account);
  return { anna, account, contact: id, address };
}

/** As a worker does when the account is due. */
const work = (account: string) => runAccount(scenario.deps, account, new AbortController().signal);

async function dueAfter(what: () => void): Promise<boolean> {
  what();
  await scenario.microsoft.subscriptions.settled();
  const { rows } = await scenario.db.execute<{ due: boolean }>(
    sql`select coalesce(next_run_at <= now(), false) as due from account`,
  );
  return rows[0]!.due;
}

const edit = (contact: string, jobTitle: string) => () => void scenario.phone.edit(contact, { jobTitle });
const titleOf = async (actor: Actor) => (await scenario.recordNamed(actor, 'Anna Verdi')).values.title;
const subscriptions = () => scenario.microsoft.subscriptions.all();
const isWatched = async (actor: Actor, account: string) =>
  (await getAccount(scenario.db, actor, account)).watched;
const runs = () => scenario.count('run');

test('an edit in Outlook makes the account due at once, a burst of them once; no secret is kept in clear', async () => {
  const { anna, account, contact } = await connected();
  expect(await isWatched(anna, account)).toBe(true);
  expect(subscriptions()).toHaveLength(1);
  const clientState = subscriptions()[0]!.clientState!;
  const { rows } = await scenario.db.execute(sql`select secret_hash from subscription`);
  expect([rows, clientState.length]).toEqual([[{ secret_hash: hashSecret(clientState) }], 43]);
  expect(await dueAfter(() => {})).toBe(false);

  expect(await dueAfter(edit(contact, 'Captain'))).toBe(true);
  await work(account);
  expect(await titleOf(anna)).toBe('Captain');
  expect(await dueAfter(() => {})).toBe(false);

  const before = await runs();
  for (let n = 1; n <= 30; n += 1) edit(contact, `Captain ${n}`)();
  expect(await dueAfter(() => {})).toBe(true);
  await work(account);
  expect([await titleOf(anna), await runs()]).toEqual(['Captain 30', before + 1]);
  expect(await dueAfter(() => {})).toBe(false);
});

test('what changed after the listing and before the wish nobody told of: a new wish is followed by one more run', async () => {
  const { account } = await connected();
  await scenario.db.execute(sql`delete from subscription`);
  await work(account);
  expect(await dueAfter(() => {})).toBe(true);
  await work(account);
  expect(await dueAfter(() => {})).toBe(false);
});

test('a subscription is renewed before what was granted ends, and one that is gone is asked for anew', async () => {
  const { anna, account, contact } = await connected();
  scenario.microsoft.behaviour.subscriptions.grantedMinutes = 60;
  scenario.advance(36 * HOUR_MS);
  await work(account);
  const { id, expiresAt } = subscriptions()[0]!;
  const { rows } = await scenario.db.execute<{ soon: boolean }>(
    sql`select next_run_at < to_timestamp(${expiresAt / 1000}) - interval '25 minutes' as soon from account`,
  );
  expect(rows).toEqual([{ soon: true }]);
  scenario.advance(31 * MINUTE_MS);
  await work(account);
  const [renewed] = subscriptions();
  expect([renewed!.id, renewed!.expiresAt]).toEqual([id, expect.any(Number)]);
  expect(renewed!.expiresAt).toBeGreaterThan(expiresAt);
  // Nobody looked for longer than it lasts.
  scenario.advance(3 * HOUR_MS);
  expect(subscriptions()).toEqual([]);
  await work(account);
  expect(subscriptions()).toHaveLength(1);
  expect(await dueAfter(edit(contact, 'Captain'))).toBe(true);
  await work(account);
  expect(await titleOf(anna)).toBe('Captain');
});

test('what Microsoft says of the subscription itself is seen to by the next run', async () => {
  const { account, contact } = await connected();
  const tell = (event: 'missed' | 'reauthorizationRequired' | 'subscriptionRemoved') => () =>
    scenario.microsoft.subscriptions.lifecycle(subscriptions()[0]!, event);
  const [first] = subscriptions();
  expect(await dueAfter(tell('missed'))).toBe(true);
  await work(account);
  expect(await dueAfter(tell('reauthorizationRequired'))).toBe(true);
  expect(subscriptions()[0]!.paused).toBe(true);
  await work(account);
  expect(subscriptions()).toMatchObject([{ id: first!.id, paused: false }]);
  expect(await dueAfter(tell('subscriptionRemoved'))).toBe(true);
  expect(await scenario.count('subscription')).toBe(0);
  await work(account);
  await work(account);
  expect(subscriptions()).toHaveLength(1);
  expect(await dueAfter(edit(contact, 'Captain'))).toBe(true);
});

test('what is forged or about nothing is answered as what is true is, and changes nothing', async () => {
  const { contact, address } = await connected();
  const [one] = subscriptions();
  const send = async (value: unknown) => {
    const body = JSON.stringify({ value });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(address, { method: 'POST', headers, body });
    return [answer.status, await answer.text(), answer.headers.get('content-type')];
  };
  const accepted = [202, '', null];
  const forged = [
    { subscriptionId: one!.id, clientState: 'guessed', changeType: 'updated' },
    { subscriptionId: one!.id, clientState: '', lifecycleEvent: 'subscriptionRemoved' },
    { subscriptionId: one!.id, changeType: 'updated' },
    { subscriptionId: randomBytes(8).toString('hex'), clientState: one!.clientState },
    { subscriptionId: one!.id, clientState: hashSecret(one!.clientState!) },
  ];
  for (const value of [...forged.map((each) => [each]), forged, [], null, 'text'])
    expect(await send(value)).toEqual(accepted);
  expect([await dueAfter(() => {}), await scenario.count('subscription')]).toEqual([false, 1]);
  const real = { subscriptionId: one!.id, clientState: one!.clientState, changeType: 'updated' };
  expect(await send([...forged, real])).toEqual(accepted);
  expect(await dueAfter(() => {})).toBe(true);
  // Of another provider it is nothing.
  expect((await fetch(address.replace('microsoft', 'google'), { method: 'POST' })).status).toBe(404);
  expect(await dueAfter(edit(contact, 'Captain'))).toBe(true);
});

test('an account that waits after a failure is not hurried, and goes on when its time has come', async () => {
  const { anna, account, contact } = await connected();
  scenario.microsoft.faults.serverError(1000, { kind: 'contacts.delta' });
  await work(account);
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({ state: 'failing' });
  expect(await dueAfter(edit(contact, 'Captain'))).toBe(false);
  scenario.microsoft.faults.clear();
  await work(account);
  expect(await titleOf(anna)).toBe('Captain');
});

test('paused, switched off or disconnected, an account is told of nothing any more; resumed, it is again', async () => {
  const { anna, account, contact } = await connected();
  const { deps } = scenario;
  const [paused] = subscriptions();
  await updateAccount(deps, anna, { id: account, settings: { paused: true } });
  expect([subscriptions(), await isWatched(anna, account)]).toEqual([[], false]);
  // One that was on its way when the account was paused.
  scenario.microsoft.subscriptions.send(paused!, { changeType: 'updated' });
  expect(await dueAfter(edit(contact, 'Captain'))).toBe(false);
  await updateAccount(deps, anna, { id: account, settings: { paused: false } });
  await work(account);
  expect([subscriptions().length, await isWatched(anna, account)]).toEqual([1, true]);

  const boss = await scenario.user('Boss', 'administrator');
  const settings = { ...deps, url: 'http://127.0.0.1:9' };
  await updateProvider(settings, boss, { id: 'microsoft', enabled: false });
  await work(account);
  expect([subscriptions(), await isWatched(anna, account)]).toEqual([[], false]);
  await updateProvider(settings, boss, { id: 'microsoft', enabled: true });
  await work(account);
  expect(subscriptions()).toHaveLength(1);

  scenario.advance(2 * HOUR_MS);
  await endingGrant(deps, account, () =>
    disconnectAccount(scenario.db, anna, { id: account, cards: 'keep' }),
  );
  expect([subscriptions(), await scenario.count('subscription')]).toEqual([[], 0]);
});

test('an account that is paused while its run goes on stays paused, and asks to be told of nothing', async () => {
  const { anna, account } = await connected();
  const { deps } = scenario;
  scenario.phone.createFolder('Clients');
  await syncNow(deps.db, anna, { id: account, full: false });
  const { createIo } = deps;
  let isPaused = false;
  deps.createIo = (...options) => {
    const io = createIo(...options);
    const fetch: typeof io.fetch = async (request) => {
      if (!isPaused) {
        isPaused = true;
        await updateAccount({ ...deps, createIo }, anna, { id: account, settings: { paused: true } });
      }
      return io.fetch(request);
    };
    return { ...io, fetch };
  };
  await work(account);
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({ state: 'paused', watched: false });
  expect(subscriptions()).toEqual([]);
});

test('a process that died before it wrote down what it had asked for: the next run asks anew', async () => {
  const { account, contact } = await connected();
  const [lost] = subscriptions();
  await scenario.db.execute(sql`delete from subscription`);
  expect(await dueAfter(edit(contact, 'Captain'))).toBe(false);
  await work(account);
  await work(account);
  expect(subscriptions()).toHaveLength(1);
  expect(subscriptions()[0]!.id).not.toBe(lost!.id);
  expect(await dueAfter(edit(contact, 'Major'))).toBe(true);
});

test('where Microsoft cannot reach this Rubrica it is checked in turn, and asks again after an hour', async () => {
  const { anna, account, contact, address } = await connected();
  scenario.deps.notificationAddress = () => 'http://127.0.0.1:1/';
  const asked = () => scenario.microsoft.requests.byKind['subscriptions.create'] ?? 0;
  const before = asked();
  for (let n = 0; n < 3; n += 1) await work(account);
  expect([asked() - before, await isWatched(anna, account)]).toEqual([1, false]);
  expect(await dueAfter(edit(contact, 'Captain'))).toBe(false);
  await work(account);
  expect(await titleOf(anna)).toBe('Captain');
  scenario.advance(61 * MINUTE_MS);
  await work(account);
  expect(asked() - before).toBe(2);
  scenario.deps.notificationAddress = () => address;
  await work(account);
  expect([subscriptions().length, await isWatched(anna, account)]).toEqual([1, true]);
});

test('every folder is watched, also one that is made later', async () => {
  const { anna, account } = await connected();
  scenario.phone.createFolder('Clients');
  scenario.advance(61 * MINUTE_MS);
  await work(account);
  expect([subscriptions().length, await isWatched(anna, account)]).toEqual([2, true]);
  await work(account);
  expect(await dueAfter(() => void scenario.phone.create({ givenName: 'Bruno' }, 'Clients'))).toBe(true);
  await work(account);
  expect((await scenario.queue(anna, account)).items.map(({ displayName }) => displayName)).toContain(
    'Bruno',
  );
});

test('a copy of the database leaves what the original is told of alone', async () => {
  const { anna, account } = await connected();
  const [original] = subscriptions();
  await reviewEverything(scenario.db);
  scenario.deps.notificationAddress = () => 'http://127.0.0.1:1/copy';
  await work(account);
  expect(subscriptions()).toEqual([original]);
  expect(await isWatched(anna, account)).toBe(false);
});
