// Folders that are made, renamed and deleted after the account was connected: nobody signs in again for them.
import { afterEach, expect, test } from 'vitest';
import { GraphError } from '../../sandbox/microsoft/graph-error.ts';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { listGroups } from '../../src/accounts/groups/list-groups.ts';
import { listRuns } from '../../src/accounts/runs/list-runs.ts';
import { updateAccount } from '../../src/accounts/update-account.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import type { AccountSettings } from '../../src/sync/model.ts';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';

let scenario: MicrosoftScenario;
afterEach(() => scenario.close());

async function connected(settings: Partial<AccountSettings> = {}) {
  scenario = await openMicrosoftScenario();
  scenario.phone.create({ givenName: 'Anna', surname: 'Verdi' });
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna, settings);
  await scenario.sync(anna, account);
  return { anna, account };
}

const queued = async (anna: Actor, account: string) =>
  (await scenario.queue(anna, account)).items.map(({ displayName }) => displayName).sort();
const groups = async (anna: Actor, account: string) =>
  (await listGroups(scenario.db, anna, account)).items.map(({ name, cards }) => [name, cards]);

test('a folder that is made later is synced with the next run, and followed by its id when it is renamed', async () => {
  const { anna, account } = await connected();
  const { id } = scenario.phone.createFolder('Clients');
  const rossi = scenario.phone.create({ givenName: 'Bruno', surname: 'Rossi' }, 'Clients');
  await scenario.sync(anna, account);
  expect(await queued(anna, account)).toEqual(['Anna Verdi', 'Bruno Rossi']);
  expect(await groups(anna, account)).toEqual([
    ['Clients', 1],
    ['Contacts', 1],
  ]);
  await scenario.importAll(anna, account);

  scenario.phone.renameFolder('Clients', 'Customers');
  scenario.advance(60_000);
  await scenario.sync(anna, account);
  expect(await groups(anna, account)).toEqual([
    ['Contacts', 1],
    ['Customers', 1],
  ]);
  const { books, totals } = await getAccount(scenario.db, anna, account);
  expect([books.map(({ name }) => name), totals]).toMatchObject([['Contacts', 'Customers'], { linked: 2 }]);
  // It is the same folder: what is edited here reaches the contact in it.
  const record = await scenario.recordNamed(anna, 'Bruno Rossi');
  await updateRecord(scenario.db, anna, { id: record.id, values: { title: 'Captain' } });
  await scenario.sync(anna, account);
  expect(scenario.phone.get(rossi.id)).toMatchObject({ jobTitle: 'Captain', parentFolderId: id });
});

test('where groups are chosen, a new folder is one to choose, and nothing of it moves before', async () => {
  const { anna, account } = await connected({
    scope: { mode: 'groups', include: ['Friends'], exclude: [] },
  });
  scenario.phone.createFolder('Clients');
  scenario.phone.create({ givenName: 'Bruno', surname: 'Rossi' }, 'Clients');
  await scenario.sync(anna, account);
  expect(await queued(anna, account)).toEqual([]);
  const { items } = await listGroups(scenario.db, anna, account);
  expect(items.find(({ name }) => name === 'Clients')).toMatchObject({ cards: 1, use: null, exists: true });
});

test('new contacts go into the chosen folder, also when the answer to their creation was lost and another was chosen since', async () => {
  const { anna, account } = await connected();
  const [clients, suppliers] = ['Clients', 'Suppliers'].map((name) => scenario.phone.createFolder(name).id);
  await scenario.sync(anna, account);
  const only = (folder: string) => ({ scope: { mode: 'groups' as const, include: [folder], exclude: [] } });
  const add = (lastName: string) =>
    createRecord(scenario.db, anna, { kind: 'contact', values: { lastName }, flagged: true });
  const choose = async (settings: Partial<AccountSettings>) => {
    await updateAccount(scenario.deps, anna, { id: account, settings });
    await scenario.sync(anna, account);
  };
  const lying = (folder: string) =>
    scenario.phone.list(folder).map(({ surname, categories }) => [surname, categories]);
  await choose(only(clients!));
  await add('Rossi');
  await scenario.sync(anna, account);
  expect(lying('Clients')).toEqual([['Rossi', []]]);
  const { links } = await scenario.recordNamed(anna, 'Rossi');
  expect(links).toMatchObject([{ state: 'active', reason: null }]);

  scenario.microsoft.faults.cut(1, 'after', { kind: 'contacts.create' });
  await add('Neri');
  await scenario.sync(anna, account);
  await choose(only(suppliers!));
  scenario.advance(10 * 60_000);
  await scenario.sync(anna, account);
  expect([lying('Clients').length, lying('Suppliers')]).toEqual([2, []]);
  await add('Bruni');
  await scenario.sync(anna, account);
  expect(lying('Suppliers')).toEqual([['Bruni', []]]);
  // A folder for new contacts, whatever is synced.
  await choose({ scope: { mode: 'all', include: [], exclude: [] }, targetGroup: clients! });
  await add('Gallo');
  await scenario.sync(anna, account);
  expect(lying('Clients')[2]).toEqual(['Gallo', []]);
  expect(lying('contacts')).toEqual([['Verdi', []]]);
  // All but the default folder: nothing is made where nothing is synced, and what is in doubt stays where it was sent.
  const all = { mode: 'all' as const, include: [], exclude: [] };
  await choose({ scope: all, targetGroup: null });
  scenario.microsoft.faults.cut(1, 'after', { kind: 'contacts.create' });
  await add('Sala');
  await scenario.sync(anna, account);
  const [contacts] = scenario.phone.list();
  await choose({ scope: { ...all, exclude: [contacts!.parentFolderId!] } });
  await add('Villa');
  scenario.advance(10 * 60_000);
  await scenario.sync(anna, account);
  expect(lying('contacts').map(([name]) => name)).toEqual(['Verdi', 'Sala']);
  expect(lying('Clients').at(-1)).toEqual(['Villa', []]);
  await choose({ scope: all });
  const { rows } = await scenario.db.execute("select 1 from link where state <> 'active'");
  expect(rows).toEqual([]);
});

test('a folder that is deleted is named, its contacts rest, and its record is not touched', async () => {
  const { anna, account } = await connected();
  const { id } = scenario.phone.createFolder('Clients');
  scenario.phone.create({ givenName: 'Bruno', surname: 'Rossi' }, 'Clients');
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  scenario.phone.removeFolder('Clients');
  expect(await scenario.sync(anna, account)).toMatchObject({ state: 'done', counts: { deleted: 0 } });
  const { books } = await getAccount(scenario.db, anna, account);
  expect(books.map(({ name, problem }) => [name, problem?.code ?? null])).toEqual([
    ['Clients', 'one-book-gone'],
    ['Contacts', null],
  ]);
  expect(await scenario.recordNamed(anna, 'Bruno Rossi')).toMatchObject({ flagged: true });
  // Nobody can choose by it; whoever has chosen it is told.
  expect(await groups(anna, account)).toEqual([['Contacts', 1]]);
  const scope = { mode: 'groups' as const, include: [id], exclude: [] };
  await updateAccount(scenario.deps, anna, { id: account, settings: { scope } });
  const { items } = await listGroups(scenario.db, anna, account);
  expect(items.find((group) => group.id === id)).toMatchObject({ name: 'Clients', exists: false, cards: 0 });
});

test.each([
  ['names its trash', 0],
  ['does not say which folder its trash is', 1],
])(
  'a contact dragged into a folder made that moment is in it at once, in a mailbox that %s',
  async (_what, refusals) => {
    scenario = await openMicrosoftScenario({ behaviour: { deletedItemsReachable: true } });
    const isTrash = ({ path }: { path: string }) => path.includes('deleteditems');
    scenario.microsoft.faults.error(refusals, new GraphError(404, 'ErrorItemNotFound', 'No.'), {
      when: isTrash,
    });
    for (const givenName of ['Anna', 'Bruno']) scenario.phone.create({ givenName, surname: 'Verdi' });
    const user = await scenario.user('Anna');
    const account = await scenario.connect(user);
    await scenario.sync(user, account);
    await scenario.importAll(user, account);
    const inTurn = async () => {
      await scenario.run(account);
      return (await listRuns(scenario.db, user, { id: account, limit: 1 })).items[0]!;
    };
    const isDue = async () => {
      const { rows } = await scenario.db.execute<{ at: string }>('select next_run_at as at from account');
      return new Date(rows[0]!.at).getTime() <= scenario.deps.clock.now();
    };
    await inTurn();
    expect([await isDue(), (await inTurn()).requests.byKind]).toEqual([false, { 'contacts.delta': 1 }]);

    scenario.advance(5000);
    scenario.phone.createFolder('Clients');
    const [anna, bruno] = scenario.phone.list();
    scenario.phone.move(anna!.id, 'Clients');
    scenario.phone.remove(bruno!.id);
    const met = await inTurn();
    // One for each level of folders.
    expect(met).toMatchObject({ state: 'done', requests: { byKind: { 'folders.list': 2 } } });
    expect(await isDue()).toBe(true);
    // It was found with the contact: nobody looks for it again.
    expect((await inTurn()).requests.byKind).not.toHaveProperty('folders.list');
    expect(await groups(user, account)).toEqual([
      ['Clients', 1],
      ['Contacts', 0],
    ]);
    expect([await isDue(), (await inTurn()).requests.byKind]).toEqual([false, { 'contacts.delta': 2 }]);
    expect(await scenario.recordNamed(user, 'Anna Verdi')).toMatchObject({
      flagged: true,
      links: [{ state: 'active' }],
    });
    expect(await scenario.recordNamed(user, 'Bruno Verdi')).toMatchObject({ flagged: false });
  },
);
