// What ends a sign-in with Microsoft and what does not: the person's own affairs, and those of the installation.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { endingGrant } from '../../src/accounts/sign-in/end-grant.ts';
import { listProviders } from '../../src/provider-settings/list-providers.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { MICROSOFT_CLIENT } from '../microsoft-account.ts';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';
import { redirectUriOf } from './open-sign-in-scenario.ts';

let scenario: MicrosoftScenario;
afterEach(() => scenario.close());

const HOUR_MS = 3_600_000;
const ANNA = 'anna@contoso.example';

async function connected(options: Parameters<typeof openMicrosoftScenario>[0] = {}) {
  scenario = await openMicrosoftScenario(options);
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await createRecord(scenario.db, anna, { kind: 'contact', values: { lastName: 'Verdi' }, flagged: true });
  return { anna, account };
}

test('a secret that has expired ends nobody’s sign-in: accounts wait, and go on once it is right', async () => {
  const app = { ...MICROSOFT_CLIENT, redirectUris: [redirectUriOf('microsoft')], secretExpired: false };
  const { anna, account } = await connected({ apps: [app] });
  app.secretExpired = true;
  scenario.advance(2 * HOUR_MS);
  expect(await scenario.sync(anna, account)).toMatchObject({ error: { code: 'client-refused' } });
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({ state: 'failing' });
  const chief = await scenario.user('Chief', 'administrator');
  const told = async (actor: Actor) => {
    const deps = { ...scenario.deps, url: 'https://crm.example' };
    const { items } = await listProviders(deps, actor, [scenario.providers.get('microsoft')!]);
    return items[0]!.configuration;
  };
  expect([await told(chief), await told(anna)]).toMatchObject([{ accounts: 1, refused: 1 }, null]);
  app.secretExpired = false;
  expect(await scenario.sync(anna, account)).toMatchObject({ state: 'done' });
  expect(await told(chief)).toMatchObject({ accounts: 1, refused: 0 });
  expect(scenario.phone.count()).toBe(1);
});

test('a grant that was taken back is the person’s: one signs in again, and everything goes on', async () => {
  const { anna, account } = await connected();
  scenario.microsoft.revoke(ANNA);
  expect(await scenario.sync(anna, account)).toMatchObject({ error: { code: 'sign-in-ended' } });
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({ state: 'sign-in-needed' });
  await scenario.signInAgain(anna, account);
  expect(await scenario.sync(anna, account)).toMatchObject({ state: 'done' });
  expect(scenario.phone.count()).toBe(1);
});

test('somebody else’s account is no sign-in of this one', async () => {
  const { anna, account } = await connected();
  const other = scenario.signInAgain(anna, account, { user: 'bruno@contoso.example' });
  await expect(other).rejects.toMatchObject({ reason: { code: 'other-account' } });
});

test('a licence that goes and comes back: the account says what is missing, and goes on by itself', async () => {
  const { anna, account } = await connected();
  scenario.microsoft.setMailbox(ANNA, false);
  expect(await scenario.sync(anna, account)).toMatchObject({ error: { code: 'no-address-book' } });
  scenario.microsoft.setMailbox(ANNA, true);
  expect(await scenario.sync(anna, account)).toMatchObject({ state: 'done' });
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({ state: 'active', problem: null });
});

test.each([
  ['access_denied', 'sign-in-declined'],
  ['consent_required', 'sign-in-declined'],
  ['subcode', 'sign-in-declined'],
] as const)(
  'whoever presses Cancel (%s) is told that they did, and nothing is connected',
  async (cancelForm, code) => {
    scenario = await openMicrosoftScenario({ behaviour: { cancelForm } });
    const anna = await scenario.user('Anna');
    const declined = scenario.connect(anna, {}, { cancel: true });
    await expect(declined).rejects.toMatchObject({ reason: { code } });
    expect(await scenario.count('account')).toBe(0);
  },
);

test('disconnecting erases what opened the account, though Microsoft has no way to end it there', async () => {
  const { anna, account } = await connected();
  await endingGrant(scenario.deps, account, () =>
    disconnectAccount(scenario.db, anna, { id: account, cards: 'keep' }),
  );
  const { rows } = await scenario.db.execute(sql`select credentials from account`);
  expect(rows).toEqual([{ credentials: null }]);
});
