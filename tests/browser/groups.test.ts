import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person } from './add-person.ts';
import { type AddressBook, add, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

const CARDS = {
  anna: 'N:Bianchi;Anna;;;\nFN:Anna Bianchi\nCATEGORIES:Clients',
  marco: 'N:Rossi;Marco;;;\nFN:Marco Rossi\nCATEGORIES:Clients,Friends',
  lucia: 'N:Verdi;Lucia;;;\nFN:Lucia Verdi\nCATEGORIES:Friends',
};

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());
beforeEach(() => fill(rubrica.sandbox, CARDS));

const use = ({ page }: Person, group: string, what: string) =>
  page
    .getByRole('radiogroup', { name: `What becomes of ${group}` })
    .getByText(what, { exact: true })
    .click();

test('groups are taken and left out, with the count before it is saved', async () => {
  const person = await rubrica.person();
  const id = await connect(person);
  const { page } = person;
  await page.goto(`/accounts/${id}`);
  await page.getByRole('tab', { name: 'Groups' }).click();
  await page.getByText('3 of 3 cards are synced').waitFor();
  await page.getByRole('radio', { name: 'Only chosen groups' }).click();
  await page.getByText('No group is included, so no card is synced.').waitFor();
  await use(person, 'Clients', 'Include');
  await use(person, 'Friends', 'Exclude');
  await page.getByText('1 of 3 cards is synced').waitFor();
  await page.getByText('2 leave: they stay on the phone as they are.').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('a plan waits for you first').waitFor();
  expect(await person.ask('GET', `/accounts/${id}`)).toMatchObject({
    settings: { scope: { mode: 'groups', include: ['Clients'], exclude: ['Friends'] } },
    totals: { cards: 3, pending: 1, outOfScope: 2 },
  });
  expect(rubrica.sandbox.book().count()).toBe(3);
});

test('groups are chosen while connecting, so that nothing else comes into the queue', async () => {
  const person = await rubrica.person();
  const { page } = person;
  await page.goto('/accounts/new');
  await page.getByRole('radio', { name: /CardDAV/ }).click();
  await page.getByLabel('Email address or user name').fill('alice');
  await page.getByLabel('Server address').fill(rubrica.sandbox.url);
  await page.getByLabel('Password', { exact: true }).fill('s3cret');
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByRole('radio', { name: 'Only chosen groups' }).click();
  await use(person, 'Clients', 'Include');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('Marco Rossi').first().waitFor();
  const { items } = await person.ask<{ items: { id: string }[] }>('GET', '/accounts');
  expect(await person.ask('GET', `/accounts/${items[0]!.id}`)).toMatchObject({
    settings: { scope: { mode: 'groups', include: ['Clients'] } },
    totals: { cards: 3, pending: 2, outOfScope: 1 },
  });
});

test('a chosen group that is gone is named, and can be forgotten', async () => {
  const person = await rubrica.person();
  const id = await connect(person);
  const scope = { mode: 'groups', include: ['Clients', 'Dogs'], exclude: [] };
  await person.ask('PATCH', `/accounts/${id}`, { settings: { scope } });
  const { page } = person;
  await page.goto(`/accounts/${id}/groups`);
  await page.getByRole('alert').filter({ hasText: 'Dogs' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Forget the missing groups' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: 'Dogs' }).waitFor({ state: 'detached' });
  expect(await person.ask('GET', `/accounts/${id}`)).toMatchObject({
    settings: { scope: { include: ['Clients'] } },
  });
});

test('a label is tied to a group, what changes is shown first, and the tie is ended', async () => {
  const person = await rubrica.person();
  const id = await connect(person);
  const { page, ask } = person;
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ totals: { pending: 3 } });
  await ask('PATCH', `/accounts/${id}/queue`, { filter: {}, set: { kind: 'contact' } });
  await ask('POST', `/accounts/${id}/queue/import`);
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ totals: { linked: 3 } });
  await ask('POST', '/labels', { name: 'Key client' });
  await page.goto(`/accounts/${id}/groups`);
  const ties = page.getByRole('region', { name: 'Labels and groups' });
  await ties.getByRole('combobox', { name: 'Label' }).click();
  await page.getByRole('option', { name: 'Key client' }).click();
  await ties.getByRole('combobox', { name: 'Group' }).click();
  await page.getByRole('option', { name: 'Clients' }).click();
  await expectAccessible(page);
  await ties.getByRole('button', { name: 'Tie' }).click();
  await ties.locator('[data-tie="Clients"]').getByText('Key client').waitFor();
  const waiting = async () =>
    (await ask<{ waiting: { runId: string } | null }>('GET', `/accounts/${id}`)).waiting?.runId;
  await expect.poll(waiting).toBeTypeOf('string');
  await page.goto(`/accounts/${id}/plan/${await waiting()}`);
  await page.getByText('Label “Key client”').first().waitFor();
  await expectAccessible(page);
  await ask('POST', `/runs/${await waiting()}/approve`);
  const labelled = async () =>
    (await ask<{ items: { records: number }[] }>('GET', '/labels')).items.map(({ records }) => records);
  await expect.poll(labelled).toEqual([2]);
  await page.goto(`/accounts/${id}/groups`);
  await ties.getByRole('button', { name: 'Untie Key client from Clients' }).click();
  await page.getByText('Untied. Records and cards keep what they have.').waitFor();
  expect(await labelled()).toEqual([2]);
});

test('a tied group that was deleted and made anew is named, and one click ties the new one', async () => {
  const group = (name: string) => ({
    [name]: 'N:Choir;;;;\nFN:Choir\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:anna',
  });
  add(rubrica.sandbox, group('first'));
  const person = await rubrica.person();
  const id = await connect(person);
  const { page, ask } = person;
  const label = await ask<{ id: string }>('POST', '/labels', { name: 'Singers' });
  const groups = async () =>
    (
      await ask<{ items: { id: string; name: string; exists: boolean; labelId: string | null }[] }>(
        'GET',
        `/accounts/${id}/groups`,
      )
    ).items.filter(({ name }) => name === 'Choir');
  const [before] = await groups();
  await ask('PUT', `/accounts/${id}/labels/${label.id}`, { group: before!.id });
  rubrica.sandbox.book().remove('first.vcf');
  add(rubrica.sandbox, group('second'));
  await ask('POST', `/accounts/${id}/sync`);
  await expect
    .poll(async () => (await groups()).map(({ exists }) => exists).toSorted())
    .toEqual([false, true]);
  expect((await groups()).find(({ exists }) => exists)!.labelId).toBeNull();
  await page.goto(`/accounts/${id}/groups`);
  const ties = page.getByRole('region', { name: 'Labels and groups' });
  await ties.getByText('the group is gone: the tie rests').waitFor();
  await expectAccessible(page);
  await ties.getByRole('button', { name: 'Tie to the new “Choir”' }).click();
  await ties.getByText('the group is gone: the tie rests').waitFor({ state: 'detached' });
  expect(await groups()).toMatchObject([{ exists: true, labelId: label.id }]);
});
