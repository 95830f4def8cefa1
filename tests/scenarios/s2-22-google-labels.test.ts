// S2.22: all contacts of Google, or those of its own groups and of labels people made; a label is followed by its id.
import { afterEach, expect, test } from 'vitest';
import { listGroups } from '../../src/accounts/groups/list-groups.ts';
import { updateAccount } from '../../src/accounts/update-account.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { syncApproving } from './mapping-of.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

/** Ada is a client, Ivo starred, Eva neither. */
async function connected() {
  scenario = await openGoogleScenario();
  const anna = await scenario.user('Anna');
  const clients = scenario.phone.createGroup('Clients').resourceName;
  scenario.phone.create({ names: [{ givenName: 'Ada' }] }, ['Clients']);
  scenario.phone.star(scenario.phone.create({ names: [{ givenName: 'Ivo' }] }).resourceName);
  scenario.phone.create({ names: [{ givenName: 'Eva' }] });
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  const choose = async (include: string[], exclude: string[] = []) => {
    const scope = { mode: include.length > 0 ? ('groups' as const) : ('all' as const), include, exclude };
    await updateAccount(scenario.deps, anna, { id: account, settings: { scope } });
    await syncApproving(scenario, anna, account);
  };
  const queued = async () =>
    (await scenario.queue(anna, account)).items.map(({ displayName }) => displayName).sort();
  return { anna, account, clients, choose, queued };
}

test('Google’s own groups and one’s labels can be taken and left out', async () => {
  const { anna, account, clients, choose, queued } = await connected();
  const { items } = await listGroups(scenario.db, anna, account);
  expect(items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: clients, name: 'Clients', cards: 1 }),
      expect.objectContaining({ id: 'contactGroups/starred', cards: 1 }),
      expect.objectContaining({ id: 'contactGroups/myContacts', cards: 3 }),
    ]),
  );
  await choose([clients, 'contactGroups/starred']);
  expect(await queued()).toEqual(['Ada', 'Ivo']);
  await choose([], [clients]);
  expect(await queued()).toEqual(['Eva', 'Ivo']);
  await choose([]);
  expect(await queued()).toEqual(['Ada', 'Eva', 'Ivo']);
  expect(scenario.phone.count()).toBe(3);
});

test('a label renamed at Google stays chosen, and a contact made here gets it', async () => {
  const { anna, account, clients, choose } = await connected();
  await choose([clients]);
  scenario.phone.renameGroup('Clients', 'Best clients');
  await scenario.sync(anna, account, { full: true });
  const { items } = await listGroups(scenario.db, anna, account);
  expect(items.find(({ id }) => id === clients)).toMatchObject({ name: 'Best clients' });
  const { id } = await createRecord(scenario.db, anna, { kind: 'contact', values: { firstName: 'Leo' } });
  await setFlag(scenario.db, anna, { id, flagged: true });
  await scenario.sync(anna, account);
  const leo = scenario.phone.list().find(({ names }) => names?.[0]?.givenName === 'Leo')!;
  expect(
    leo.memberships!.map(({ contactGroupMembership }) => contactGroupMembership!.contactGroupResourceName),
  ).toContain(clients);
  expect((await scenario.record(anna, id)).links).toMatchObject([{ state: 'active', reason: null }]);
  await scenario.sync(anna, account);
  expect((await scenario.record(anna, id)).links).toMatchObject([{ state: 'active', reason: null }]);
});

test('a label deleted and made again with the same name stays chosen, and a contact made here gets it', async () => {
  const { anna, account, clients, choose, queued } = await connected();
  await choose([clients]);
  scenario.phone.removeGroup('Clients');
  await scenario.sync(anna, account, { full: true });
  expect(await queued()).toEqual([]);
  const again = scenario.phone.createGroup('Clients').resourceName;
  const ada = scenario.phone.list().find(({ names }) => names?.[0]?.givenName === 'Ada')!;
  scenario.phone.label(ada.resourceName, ['Clients']);
  await scenario.sync(anna, account, { full: true });
  expect(await queued()).toEqual(['Ada']);
  const { id } = await createRecord(scenario.db, anna, { kind: 'contact', values: { firstName: 'Leo' } });
  await setFlag(scenario.db, anna, { id, flagged: true });
  await scenario.sync(anna, account);
  const leo = scenario.phone.list().find(({ names }) => names?.[0]?.givenName === 'Leo')!;
  expect(
    leo.memberships!.map(({ contactGroupMembership }) => contactGroupMembership!.contactGroupResourceName),
  ).toContain(again);
});
