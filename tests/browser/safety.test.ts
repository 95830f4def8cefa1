// What keeps contacts safe, as people see it: holds, plans, undo, conflicts, the trash, and “why”.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/http/contract/contract.ts';
import type { Person } from './add-person.ts';
import { type AddressBook, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

const PEOPLE = Array.from({ length: 24 }, (_, index) => `Person${String(index + 1).padStart(2, '0')}`);
const CARDS = Object.fromEntries(
  PEOPLE.map((name, index) => [
    name.toLowerCase(),
    `N:Rossi;${name};;;\nFN:${name} Rossi\nTEL;TYPE=CELL:+39 348 12345${String(index).padStart(2, '0')}`,
  ]),
);

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());
beforeEach(() => fill(rubrica.sandbox, CARDS));
/** The next test begins with the same people on the phone: who is in Rubrica already would be merged. */
const imported: { person: Person; ids: string[] }[] = [];
afterEach(async () => {
  // What a test that failed left behind would fail the next one as well.
  rubrica.sandbox.faults.clear();
  for (const { person, ids } of imported.splice(0)) {
    const { items } = await person.ask<Answer<'listAccounts'>>('GET', '/accounts');
    for (const account of items)
      await person.ask('DELETE', `/accounts/${account.id}`, { cards: 'keep' }).catch(() => {});
    await person.ask('POST', '/records/delete', { ids }).catch(() => {});
  }
});

const accountOf = (person: Person, id: string) => person.ask<Answer<'getAccount'>>('GET', `/accounts/${id}`);
const cards = () => rubrica.sandbox.book().count();
const cardOf = (name: string) =>
  rubrica.sandbox
    .book()
    .list()
    .map(({ href }) => rubrica.sandbox.book().get(href)!)
    .find(({ vcard }) => vcard.includes(`FN:${name} Rossi`));

const connect = (person: Person, settings = {}) =>
  person.ask<{ id: string }>('POST', '/accounts', {
    provider: 'icloud',
    username: 'alice',
    password: 's3cret',
    settings,
  });

/** Somebody whose whole address book is imported. */
async function importAll(settings = {}) {
  const person = await rubrica.person();
  const { id } = await connect(person, settings);
  const totals = async () => (await accountOf(person, id)).totals;
  await expect.poll(totals).toMatchObject({ pending: PEOPLE.length });
  await person.ask('PATCH', `/accounts/${id}/queue`, { filter: {}, set: { kind: 'contact' } });
  await person.ask('POST', `/accounts/${id}/queue/import`);
  await expect.poll(totals).toMatchObject({ linked: PEOPLE.length, pending: 0, ready: 0 });
  const { items } = await person.ask<Answer<'listRecords'>>('GET', '/records?flagged=true&limit=100');
  imported.push({ person, ids: items.map((record) => record.id) });
  const recordOf = (name: string) => items.find(({ values }) => values.firstName === name)!;
  return { person, id, page: person.page, records: items, recordOf };
}

/** Turns Sync mobile off for the first `count` records behind the guard's back, and waits for the hold. */
async function holdDeletions({ person, id, records }: Awaited<ReturnType<typeof importAll>>, count: number) {
  const ids = records.slice(0, count).map((record) => record.id);
  await person.ask('POST', '/records/flag', { ids, flagged: false });
  await expect
    .poll(async () => (await accountOf(person, id)).waiting?.classes)
    .toEqual({ 'card-deletions': count });
}

describe('a hold', () => {
  test('is told on the start page, the accounts and the account, and discarding it keeps every card', async () => {
    const opened = await importAll();
    const { page, person, id, records } = opened;
    await holdDeletions(opened, 12);
    for (const path of ['/accounts', `/accounts/${id}`, '/']) {
      await page.goto(path);
      await page.getByText('12 cards would be deleted. Nothing was done.').waitFor();
      await expectAccessible(page);
    }
    await page.getByRole('link', { name: 'Look at the 12 deletions' }).click();
    await page.getByRole('heading', { name: /What would be done/ }).waitFor();
    await page
      .getByText('12 other cards linked in this account stay as they are', { exact: false })
      .waitFor();
    await expectAccessible(page);

    await page.getByLabel('Find a record in this plan').fill(records[3]!.displayName);
    await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
    await page.getByLabel('Find a record in this plan').fill('');

    await page.getByRole('button', { name: 'Keep the cards' }).click();
    const dialog = page.getByRole('dialog', { name: 'Not carry out 12 changes?' });
    await dialog
      .getByText('12 cards stay in iCloud and Sync mobile is on for their records again.', { exact: false })
      .waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Keep the cards' }).click();
    await page.getByText('12 changes are discarded.').waitFor();
    await expect.poll(async () => (await accountOf(person, id)).waiting).toBeNull();
    const { total } = await person.ask<Answer<'listRecords'>>('GET', '/records?flagged=true');
    expect([cards(), total]).toEqual([PEOPLE.length, PEOPLE.length]);
  });

  test('approved deletes those cards; each is put back from the trash as it was', async () => {
    const opened = await importAll();
    const { page, person, id, records } = opened;
    const name = records[0]!.values.firstName!;
    const before = cardOf(name)!.vcard;
    await holdDeletions(opened, 12);
    await page.goto(`/accounts/${id}`);
    await page.getByRole('link', { name: 'Look at the 12 deletions' }).click();
    await page.getByRole('button', { name: 'Delete the cards' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('12 cards are deleted from iCloud.', { exact: false }).waitFor();
    expect(cards()).toBe(PEOPLE.length);
    await dialog.getByRole('button', { name: 'Delete the cards' }).click();
    await expect.poll(cards).toBe(PEOPLE.length - 12);

    await page.goto('/trash');
    await page.getByRole('tab', { name: 'Deleted cards 12' }).click();
    const row = page.getByRole('row').filter({ hasText: `${name} Rossi` });
    await row.getByText('Taken off the phone').waitFor();
    await expectAccessible(page);
    await row.getByRole('button', { name: `Put back: ${name} Rossi` }).click();
    await row.getByText('Back', { exact: true }).waitFor();
    await expect.poll(() => cardOf(name) !== undefined).toBe(true);
    const lines = (vcard: string) => vcard.split('\r\n').filter((line) => /^(N|FN|TEL)/.test(line));
    expect(lines(cardOf(name)!.vcard)).toEqual(lines(before));
    expect((await accountOf(person, id)).waiting).toBeNull();
  });
});

test('a finished run shows both sides; a change is taken back on the phone too, and what was changed since is left', async () => {
  const { page, person, id, recordOf } = await importAll();
  const [first, second] = [recordOf('Person01'), recordOf('Person02')];
  for (const { id: recordId } of [first, second])
    await person.ask('PATCH', `/records/${recordId}`, { values: { title: 'Buyer' } });
  for (const name of ['Person01', 'Person02'])
    await expect.poll(() => cardOf(name)!.vcard).toContain('TITLE:Buyer');
  const runOf = async (recordName: string) => {
    const { items } = await person.ask<Answer<'listRuns'>>('GET', `/accounts/${id}/runs`);
    for (const run of items.filter(({ counts }) => counts.pushed > 0)) {
      const plan = await person.ask<Answer<'getPlan'>>('GET', `/runs/${run.id}/plan`);
      if (plan.items.some((action) => action.recordName === recordName)) return run.id;
    }
    throw new Error('no run wrote it');
  };
  await expect.poll(() => accountOf(person, id)).toMatchObject({ run: { state: 'done' } });

  await page.goto(`/accounts/${id}/plan/${await runOf('Person01 Rossi')}`);
  const change = page.getByRole('article').filter({ hasText: 'Person01 Rossi' });
  await change.getByRole('row', { name: 'Job title Buyer goes to the card Buyer' }).waitFor();
  await expectAccessible(page);
  await change.getByRole('button', { name: 'Undo: Person01 Rossi' }).click();
  await change.getByText('undone').waitFor();
  await expect.poll(() => cardOf('Person01')!.vcard).not.toContain('TITLE:Buyer');

  await person.ask('PATCH', `/records/${second.id}`, { values: { title: 'Head of Purchasing' } });
  await page.goto(`/accounts/${id}/plan/${await runOf('Person02 Rossi')}`);
  await page.getByRole('button', { name: 'Undo this run' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo this run' }).click();
  await page.getByText('1 change was left as it is:').waitFor();
  await page.getByText('Person02 Rossi: changed since then').waitFor();
  await expectAccessible(page);
  const { values } = await person.ask<Answer<'getRecord'>>('GET', `/records/${second.id}`);
  expect(values.title).toBe('Head of Purchasing');
});

test('every run of the account leads to what it did', async () => {
  const { page, id } = await importAll();
  await page.goto(`/accounts/${id}/runs`);
  await page.getByRole('button', { expanded: false }).filter({ hasText: 'import' }).first().click();
  await page.getByRole('link', { name: 'What this run did, and undo' }).click();
  await page.getByRole('heading', { name: `What this run did${PEOPLE.length}` }).waitFor();
  await page.getByText('Imported from the card').first().waitFor();
});

test('conflicts are decided by keyboard, and again afterwards', async () => {
  const { page, person, id, recordOf } = await importAll({ conflicts: 'ask' });
  const ids = ['Person03', 'Person04'].map((name) => recordOf(name).id);
  await person.ask('PATCH', `/accounts/${id}`, { settings: { paused: true } });
  for (const [index, name] of ['Person03', 'Person04'].entries()) {
    rubrica.sandbox
      .book()
      .edit(cardOf(name)!.href, (vcard) => vcard.replace(/\+39 348[ \d]+/, '+39 333 0000001'));
    await person.ask('PATCH', `/records/${ids[index]}`, { values: { mobile: '+39 347 9999999' } });
  }
  await person.ask('PATCH', `/accounts/${id}`, { settings: { paused: false } });
  await person.ask('POST', `/accounts/${id}/sync`, {});
  await expect.poll(() => person.ask('GET', '/home')).toMatchObject({ conflicts: 2 });

  await page.goto(`/records/${ids[0]}`);
  await page.getByRole('link', { name: /1 field says something else in your address book/ }).click();
  await page.getByText('Only those of one record.').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => page.getByRole('listitem').count()).toBe(2);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Conflicts 2' }).waitFor();
  await expectAccessible(page);
  const current = () => page.locator('[data-conflict][aria-current]').getByRole('link').textContent();
  const top = await current();
  await page.keyboard.press('ArrowDown');
  await expect.poll(current).not.toBe(top);
  const chosen = (await current())!;
  await page.keyboard.press('2');
  await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
  const record = recordOf(chosen.split(' ')[0]!);
  const mobile = async () =>
    (await person.ask<Answer<'getRecord'>>('GET', `/records/${record.id}`)).values.mobile;
  await expect.poll(mobile).toBe('+39 333 0000001');

  await page.getByRole('tab', { name: 'Decided' }).click();
  const decided = page.getByRole('listitem').filter({ hasText: chosen });
  await decided.getByText('Kept').waitFor();
  await expectAccessible(page);
  await decided.getByRole('button', { name: /In Rubrica/ }).click();
  await expect.poll(mobile).toBe('+39 347 9999999');
  await expect.poll(() => cardOf(chosen.split(' ')[0]!)!.vcard).toContain('9999999');
});

test('another value than both is typed after 3', async () => {
  const { page, person, id, recordOf } = await importAll({ conflicts: 'ask' });
  const record = recordOf('Person05');
  await person.ask('PATCH', `/accounts/${id}`, { settings: { paused: true } });
  rubrica.sandbox
    .book()
    .edit(cardOf('Person05')!.href, (vcard) => vcard.replace(/\+39 348[ \d]+/, '+39 333 0000001'));
  await person.ask('PATCH', `/records/${record.id}`, { values: { mobile: '+39 347 9999999' } });
  await person.ask('PATCH', `/accounts/${id}`, { settings: { paused: false } });
  await person.ask('POST', `/accounts/${id}/sync`, {});
  await expect.poll(() => person.ask('GET', '/home')).toMatchObject({ conflicts: 1 });
  await page.goto('/conflicts');
  await page.getByRole('listitem').waitFor();
  await page.keyboard.press('3');
  await page.keyboard.type('+39 320 7654321');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nothing to decide' }).waitFor();
  await expect.poll(() => cardOf('Person05')!.vcard).toContain('7654321');
});

test('a refused card says why in the server’s words, on the record and the account, and is tried again', async () => {
  const { page, person, id, recordOf } = await importAll();
  const record = recordOf('Person06');
  const fault = rubrica.sandbox.faults.add({
    effect: { answer: { status: 403, body: 'Notes are not welcome here.' } },
    kind: 'put',
    times: 50,
  });
  await person.ask('PATCH', `/records/${record.id}`, { values: { description: 'Met in Bologna' } });
  await expect
    .poll(() => person.ask('GET', `/accounts/${id}/held`))
    .toMatchObject({ total: 1, items: [{ code: 'refused' }] });
  await page.goto(`/accounts/${id}`);
  const held = page.getByRole('region', { name: 'Cards that wait' });
  await held.getByText('Notes are not welcome here.', { exact: false }).waitFor();
  await expectAccessible(page);
  await held.getByRole('link', { name: 'Person06 Rossi' }).click();
  const why = page.getByRole('region', { name: 'Why is this on my phone?' });
  await why.getByText('Notes are not welcome here.', { exact: false }).waitFor();
  await expectAccessible(page);
  fault.cancel();
  await why.getByRole('button', { name: 'Try again now' }).click();
  await expect.poll(() => cardOf('Person06')!.vcard).toContain('Met in Bologna');
  await expect.poll(() => person.ask('GET', `/accounts/${id}/held`)).toMatchObject({ total: 0 });
});

test('Sync mobile of a selection says how many cards go, and once said the guard does not ask again', async () => {
  const { page, person, id } = await importAll();
  await page.goto('/contacts?flagged=true');
  await page.getByRole('checkbox', { name: 'Select everything' }).check();
  await page.getByRole('button', { name: 'Sync mobile off' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByText(
      `Sync mobile goes off for ${PEOPLE.length} records. ${PEOPLE.length} cards will be deleted from your accounts.`,
    )
    .waitFor();
  const affected = dialog.getByRole('list', { name: 'Records concerned' }).getByRole('listitem');
  expect(await affected.count()).toBe(PEOPLE.length);
  await affected.filter({ hasText: 'Person24 Rossi' }).getByText('iCloud').waitFor();
  await expectAccessible(page);
  expect(cards()).toBe(PEOPLE.length);
  await dialog.getByRole('button', { name: `Delete ${PEOPLE.length} cards` }).click();
  await expect.poll(cards).toBe(0);
  expect((await accountOf(person, id)).waiting).toBeNull();
});

test('disconnecting shows every card that would go, with its values, and removes those only once approved', async () => {
  const { page, person, id } = await importAll();
  await person.ask('POST', '/records', {
    kind: 'contact',
    values: { lastName: 'Verdi', email: 'verdi@example.org' },
    flagged: true,
  });
  await expect.poll(cards).toBe(PEOPLE.length + 1);
  await page.goto(`/accounts/${id}/settings`);
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await page.getByLabel('Remove the cards that Rubrica created').check();
  await page.getByRole('button', { name: 'Show what would happen' }).click();
  await page.getByRole('button', { name: `Cards that stay ${PEOPLE.length}` }).waitFor();
  await page.getByRole('button', { name: 'Cards removed 1' }).click();
  const gone = page.getByRole('article').filter({ hasText: 'Verdi' });
  await gone.getByText('Remove the card').waitFor();
  await gone.getByRole('row', { name: /verdi@example.org/ }).waitFor();
  await expectAccessible(page);
  expect(cards()).toBe(PEOPLE.length + 1);
  await page.getByRole('button', { name: 'Remove 1 card and disconnect' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect iCloud?' });
  await dialog.getByText('1 card is removed from iCloud.', { exact: false }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Remove 1 card and disconnect' }).click();
  await expect.poll(cards).toBe(PEOPLE.length);
  await expect.poll(() => person.ask('GET', '/accounts')).toMatchObject({ total: 0 });
});

test('discarding what a change of direction would do brings the direction back', async () => {
  const { page, person, id, recordOf } = await importAll({ direction: 'in' });
  await person.ask('PATCH', `/records/${recordOf('Person07').id}`, { values: { title: 'Buyer' } });
  await page.goto(`/accounts/${id}/settings`);
  await page.getByLabel('Both ways').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByText('Discarding brings the old settings back.', { exact: false }).waitFor();
  await page.getByRole('link', { name: 'Look at the change' }).click();
  await page.getByRole('row', { name: 'Job title Buyer goes to the card Buyer' }).waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  const dialog = page.getByRole('dialog', { name: 'Discard the change of settings?' });
  await dialog.getByText('The settings of iCloud are again what they were.', { exact: false }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('The settings are what they were.').waitFor();
  expect(await accountOf(person, id)).toMatchObject({ waiting: null, settings: { direction: 'in' } });
  expect(cardOf('Person07')!.vcard).not.toContain('Buyer');
});

test('a first sync that is discarded empties nothing, and the record names what stays on one side', async () => {
  const { page, person, id, recordOf } = await importAll();
  await person.ask('DELETE', `/accounts/${id}`, { cards: 'keep' });
  const record = recordOf('Person09').id;
  await person.ask('PATCH', `/records/${record}`, { values: { title: 'Buyer' } });
  const { id: again } = await connect(person);
  await expect
    .poll(async () => (await accountOf(person, again)).waiting?.classes)
    .toEqual({ 'card-updates': 1 });
  await page.goto(`/accounts/${again}`);
  await page.getByRole('link', { name: 'Look at the change' }).click();
  await page.getByRole('button', { name: 'Leave the cards' }).click();
  const dialog = page.getByRole('dialog', { name: 'Not carry out 1 change?' });
  await dialog.getByText('A value that only one side has stays there alone', { exact: false }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Leave the cards' }).click();
  await page.getByText('1 change is discarded.').waitFor();
  await page.goto(`/records/${record}`);
  const why = page.getByRole('region', { name: 'Why is this on my phone?' });
  await why.getByText('On one side only', { exact: false }).filter({ hasText: 'Job title' }).waitFor();
  await expectAccessible(page);
  expect(await person.ask('GET', `/records/${record}`)).toMatchObject({ values: { title: 'Buyer' } });
  expect(cardOf('Person09')!.vcard).not.toContain('Buyer');
});
