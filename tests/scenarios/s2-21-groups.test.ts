// S2.21: all cards or those of chosen groups; leaving the choice ends the sync of a card and deletes nothing.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { listGroups } from '../../src/accounts/groups/list-groups.ts';
import { testAccount } from '../../src/accounts/test-account.ts';
import { updateAccount } from '../../src/accounts/update-account.ts';
import { discardRun } from '../../src/plans/decide-run.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import type { AccountSettings } from '../../src/sync/model.ts';
import { syncApproving } from './mapping-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const only = (...include: string[]): AccountSettings['scope'] => ({ mode: 'groups', include, exclude: [] });
const person = (uid: string, name: string, ...lines: string[]): string =>
  vcard(uid, `N:${name};Anna;;;`, `FN:Anna ${name}`, 'TEL;type=CELL:348 1', ...lines);
const groupCard = (name: string, ...members: string[]): string =>
  vcard(
    'G-1',
    `N:${name};;;;`,
    `FN:${name}`,
    'X-ADDRESSBOOKSERVER-KIND:group',
    ...members.map((uid) => `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:${uid}`),
  );

/** Bianchi is a client, Rossi a client and a friend, Verdi a friend. */
async function connected(settings: Partial<AccountSettings> = {}) {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('bianchi.vcf', person('C-1', 'Bianchi', 'CATEGORIES:Clients'));
  scenario.phone.put('rossi.vcf', person('C-2', 'Rossi', 'CATEGORIES:Clients,Friends'));
  scenario.phone.put('verdi.vcf', person('C-3', 'Verdi', 'CATEGORIES:Friends'));
  const account = await scenario.connect(alice, settings);
  await scenario.sync(alice, account);
  return { alice, account };
}

const queued = async (alice: Actor, account: string) =>
  (await scenario.queue(alice, account)).items
    .filter(({ state }) => state === 'pending')
    .map(({ displayName }) => displayName)
    .sort();
async function choose(alice: Actor, account: string, scope: AccountSettings['scope']) {
  await updateAccount(scenario.deps, alice, { id: account, settings: { scope } });
  await syncApproving(scenario, alice, account);
}
const texts = () =>
  scenario.phone
    .list()
    .map(({ href }) => scenario.phone.get(href)!.vcard)
    .sort();

test('only cards of chosen groups wait in the queue, and none of a group that is left out', async () => {
  const { alice, account } = await connected({ scope: { ...only('Clients'), exclude: ['Friends'] } });
  expect(await queued(alice, account)).toEqual(['Anna Bianchi']);
  await choose(alice, account, only('Clients', 'Friends'));
  expect(await queued(alice, account)).toEqual(['Anna Bianchi', 'Anna Rossi', 'Anna Verdi']);
  await choose(alice, account, { mode: 'all', include: [], exclude: ['Friends'] });
  expect(await queued(alice, account)).toEqual(['Anna Bianchi']);
  const run = await scenario.sync(alice, account, { full: true });
  expect(run.counts).toMatchObject({ remoteTotal: 3, pending: 1, outOfScope: 2 });
});

test('groups chosen while connecting are the very ones that were found', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('verdi.vcf', person('C-3', 'Verdi'));
  scenario.phone.put('bianchi.vcf', person('C-1', 'Bianchi', 'CATEGORIES:Clients'));
  scenario.phone.put('group.vcf', groupCard('Famiglia', 'C-3'));
  const login = { provider: 'icloud', username: 'alice', password: 's3cret' };
  const { groups } = await testAccount(scenario.deps, alice, login);
  const family = groups.find(({ name }) => name === 'Famiglia')!;
  const account = await scenario.connect(alice, { scope: only(family.id!) });
  await scenario.sync(alice, account);
  expect(await queued(alice, account)).toEqual(['Anna Verdi']);
  expect((await listGroups(scenario.db, alice, account)).items).toMatchObject([
    { name: 'Clients', use: null },
    { name: 'Famiglia', use: 'include', exists: true },
  ]);
});

test('clients, friends, clients again: nothing is deleted, nothing is made twice, edits meanwhile come after', async () => {
  const { alice, account } = await connected({ scope: only('Clients') });
  await scenario.importAll(alice, account);
  const before = texts();
  await choose(alice, account, only('Friends'));
  const bianchi = (await scenario.recordNamed(alice, 'Anna Bianchi')).id;
  await updateRecord(scenario.db, alice, { id: bianchi, values: { mobile: '349 9' } });
  scenario.phone.edit('rossi.vcf', (text) => text.replace('348 1', '347 7'));
  await scenario.sync(alice, account);
  expect(scenario.phone.get('bianchi.vcf')!.vcard).toContain('348 1');
  expect((await scenario.recordNamed(alice, 'Anna Rossi')).values.mobile).toBe('347 7');
  expect(await scenario.count('record')).toBe(2);
  await choose(alice, account, only('Clients'));
  expect(scenario.phone.count()).toBe(3);
  expect(await scenario.count('record')).toBe(2);
  expect(await scenario.count('trash')).toBe(0);
  expect(scenario.phone.get('bianchi.vcf')!.vcard).toContain('349 9');
  expect(texts().filter((text) => !before.includes(text))).toHaveLength(2);
  const links = await scenario.db.execute(sql`select 1 from link where state <> 'active'`);
  expect(links.rows).toEqual([]);
});

test('a change of groups that is discarded is taken back whole: who came in waits no more, who left is synced again', async () => {
  const { alice, account } = await connected({ scope: only('Clients') });
  await scenario.importAll(alice, account);
  await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Neri' }, flagged: true });
  await updateAccount(scenario.deps, alice, { id: account, settings: { scope: only('Friends') } });
  await scenario.sync(alice, account);
  expect(await queued(alice, account)).toEqual(['Anna Verdi']);
  const { waiting } = await getAccount(scenario.db, alice, account);
  expect(waiting).toMatchObject({ reason: 'settings', classes: { 'card-creations': 1 } });
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  expect(await queued(alice, account)).toEqual([]);
  await scenario.sync(alice, account);
  expect((await getAccount(scenario.db, alice, account)).settings.scope).toEqual(only('Clients'));
  expect((await scenario.recordNamed(alice, 'Anna Bianchi')).links).toMatchObject([{ state: 'active' }]);
});

test('outside, a record says so, with the groups as the reason', async () => {
  const { alice, account } = await connected();
  await scenario.importAll(alice, account);
  await choose(alice, account, only('Friends'));
  const { id, links } = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect(links).toMatchObject([{ state: 'held', reason: 'out-of-scope' }]);
  const { accounts } = await explainRecord(scenario.db, alice, id);
  expect(accounts[0]!.onPhone).toBe(true);
  expect(accounts[0]!.reasons).toContainEqual(
    expect.objectContaining({ check: 'scope', ok: false, code: 'out-of-scope' }),
  );
  expect(accounts[0]!.reasons.some(({ check }) => check === 'hold')).toBe(false);
});

test('a group card is followed by its id when it is renamed', async () => {
  const { alice, account } = await connected();
  scenario.phone.put('group.vcf', groupCard('Famiglia', 'C-3'));
  await scenario.sync(alice, account);
  const { items } = await listGroups(scenario.db, alice, account);
  const family = items.find(({ name }) => name === 'Famiglia')!;
  expect(family).toMatchObject({ type: 'list', cards: 1 });
  await choose(alice, account, only(family.id));
  expect(await queued(alice, account)).toEqual(['Anna Verdi']);
  scenario.phone.edit('group.vcf', (text) => text.replaceAll('Famiglia', 'Parenti'));
  await scenario.sync(alice, account);
  expect((await listGroups(scenario.db, alice, account)).items).toContainEqual(
    expect.objectContaining({ id: family.id, name: 'Parenti', use: 'include' }),
  );
  expect(await queued(alice, account)).toEqual(['Anna Verdi']);
});

test('a chosen group that is removed is told by its name; its cards rest, and nothing is deleted', async () => {
  const { alice, account } = await connected();
  scenario.phone.put('group.vcf', groupCard('Famiglia', 'C-3'));
  await scenario.sync(alice, account);
  const { items } = await listGroups(scenario.db, alice, account);
  await choose(alice, account, only(items.find(({ name }) => name === 'Famiglia')!.id));
  await scenario.importAll(alice, account);
  const { id } = await scenario.recordNamed(alice, 'Anna Verdi');
  scenario.phone.remove('group.vcf');
  await scenario.sync(alice, account);
  expect((await listGroups(scenario.db, alice, account)).items).toContainEqual(
    expect.objectContaining({ name: 'Famiglia', exists: false, use: 'include' }),
  );
  const { accounts } = await explainRecord(scenario.db, alice, id);
  expect(accounts[0]!.reasons).toContainEqual(
    expect.objectContaining({ check: 'scope', code: 'group-gone', detail: 'Famiglia' }),
  );
  expect(scenario.phone.count()).toBe(3);
  expect((await getAccount(scenario.db, alice, account)).totals).toMatchObject({
    cards: 3,
    linked: 0,
    outOfScope: 3,
  });
  expect(await scenario.count('trash')).toBe(0);
});

test('a card made here goes into the chosen group, and stays in what is synced', async () => {
  const { alice, account } = await connected({ scope: only('Clients'), targetGroup: 'Clients' });
  await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Neri' }, flagged: true });
  await scenario.sync(alice, account);
  const made = scenario.phone
    .list()
    .map(({ href }) => scenario.phone.get(href)!.vcard)
    .find((text) => text.includes('Neri'))!;
  expect(made).toContain('CATEGORIES:Clients');
  const { links } = await scenario.recordNamed(alice, 'Neri');
  expect(links).toMatchObject([{ state: 'active', reason: null }]);
});
