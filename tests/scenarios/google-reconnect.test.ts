// A sign-in that ends costs nothing: edits wait, signing in again goes on with the same account and the same links, and
// nothing is made twice; also after disconnecting.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { disconnectAccount } from '../../src/accounts/disconnect/start-disconnect.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { SignInFailed } from '../../src/accounts/sign-in/finish-sign-in.ts';
import { approveRun } from '../../src/plans/decide-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

const MINUTES = 60_000;

/** A contact of Anna's phone that is imported, and a record of hers that became one. */
async function inStep() {
  scenario = await openGoogleScenario();
  const anna = await scenario.user('Anna');
  const name = scenario.phone.create({
    names: [{ givenName: 'Lucía', familyName: 'Ruiz' }],
    phoneNumbers: [{ value: '348 1', type: 'mobile' }],
  }).resourceName;
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  await createRecord(scenario.db, anna, { kind: 'contact', values: { lastName: 'Verdi' }, flagged: true });
  await scenario.sync(anna, account);
  scenario.advance(20 * MINUTES);
  await scenario.sync(anna, account);
  expect(scenario.phone.count()).toBe(2);
  return { anna, account, name };
}

const links = async () =>
  (
    await scenario.db.execute<{ id: string }>(
      sql`select id, record_id, card_id, marker from link where state <> 'closed' order by id`,
    )
  ).rows;

async function editBoth(anna: Actor, name: string): Promise<string> {
  const { id } = await scenario.recordNamed(anna, 'Lucía Ruiz');
  await updateRecord(scenario.db, anna, { id, values: { title: 'Directora' } });
  scenario.phone.edit(name, { phoneNumbers: [{ value: '349 2', type: 'mobile' }] });
  return id;
}

test('the sign-in ends at Google; signed in again, edits of both sides arrive over the same links', async () => {
  const { anna, account, name } = await inStep();
  const before = await links();
  scenario.google.endAccess('anna@gmail.example');
  const id = await editBoth(anna, name);
  expect(await scenario.sync(anna, account)).toMatchObject({
    state: 'failed',
    error: { code: 'sign-in-ended' },
  });
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({
    health: 'sign-in-needed',
    problem: { code: 'sign-in-ended' },
    nextCheckAt: null,
  });

  expect(await scenario.signInAgain(anna, account)).toBe(account);
  scenario.advance(20 * MINUTES);
  expect(await scenario.sync(anna, account)).toMatchObject({ state: 'done' });
  expect(await links()).toEqual(before);
  expect(scenario.phone.count()).toBe(2);
  expect(await scenario.count('record')).toBe(2);
  expect((await scenario.record(anna, id)).values.mobile).toBe('349 2');
  expect(scenario.phone.get(name)!.organizations?.[0]?.title).toBe('Directora');
  expect(await getAccount(scenario.db, anna, account)).toMatchObject({ health: 'fresh', problem: null });
});

test('a token that dies in the middle is renewed without anybody noticing', async () => {
  const { anna, account, name } = await inStep();
  const id = await editBoth(anna, name);
  scenario.google.expireAccessTokens('anna@gmail.example');
  scenario.advance(20 * MINUTES);
  expect(await scenario.sync(anna, account)).toMatchObject({ state: 'done', error: null });
  expect((await scenario.record(anna, id)).values.mobile).toBe('349 2');
});

test('another identity coming back changes nothing of the account', async () => {
  const { anna, account } = await inStep();
  const rows = async () => (await scenario.db.execute(sql`select * from account`)).rows;
  const before = [await rows(), await links()];
  const failed = await scenario.signInAgain(anna, account, { user: 'bruno@gmail.example' }).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(SignInFailed);
  expect(failed).toMatchObject({ reason: { code: 'other-account' }, accountId: account });
  expect([await rows(), await links()]).toEqual(before);
});

test('disconnected and connected again, the same cards take their links up and none is made twice', async () => {
  const { anna, account, name } = await inStep();
  await disconnectAccount(scenario.db, anna, { id: account, cards: 'keep' });
  const id = await editBoth(anna, name);
  const again = await scenario.connect(anna);
  expect(again).not.toBe(account);
  scenario.advance(20 * MINUTES);
  await scenario.sync(anna, again);
  const waiting = await scenario.db.execute<{ id: string }>(sql`select id from run where state = 'waiting'`);
  for (const { id: run } of waiting.rows) await approveRun(scenario.db, anna, { id: run });
  await scenario.sync(anna, again);
  expect(scenario.phone.count()).toBe(2);
  expect(await scenario.count('record')).toBe(2);
  expect((await scenario.queue(anna, again)).total).toBe(0);
  expect((await scenario.record(anna, id)).values.mobile).toBe('349 2');
  expect(scenario.phone.get(name)!.organizations?.[0]?.title).toBe('Directora');
});
