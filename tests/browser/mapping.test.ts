import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person } from './add-person.ts';
import { type AddressBook, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

const office = (name: string, number: string) =>
  `N:${name};Anna;;;\nFN:Anna ${name}\nTEL;TYPE=CELL:348 ${number}\nitem1.TEL:02 ${number}\nitem1.X-ABLabel:Ufficio 2`;
const CARDS = { one: office('Bianchi', '1'), two: office('Rossi', '2'), three: office('Verdi', '3') };

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());
beforeEach(() => fill(rubrica.sandbox, CARDS));

async function imported(person: Person): Promise<string> {
  const id = await connect(person);
  await person.ask('PATCH', `/accounts/${id}/queue`, {
    filter: { state: 'pending' },
    set: { kind: 'contact' },
  });
  await person.ask('POST', `/accounts/${id}/queue/import`);
  await expect
    .poll(() => person.ask('GET', `/accounts/${id}`))
    .toMatchObject({ totals: { linked: 3 }, run: { state: 'done' } });
  return id;
}

test('the labels found are shown where they go, and the proposal is tried before it is saved', async () => {
  const person = await rubrica.person();
  const id = await imported(person);
  const { page } = person;
  await page.goto(`/accounts/${id}`);
  await page.getByRole('tab', { name: 'Mapping' }).click();
  const phones = page.getByRole('region', { name: 'Phones', exact: true });
  await phones
    .getByRole('listitem')
    .filter({ hasText: 'on 3 cards' })
    .filter({ hasText: 'goes to Other phone' })
    .waitFor();
  await page.getByRole('region', { name: 'Try it with one contact' }).getByText('Ufficio 2').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use the proposal' }).click();
  await phones.getByText('changed').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save and make the plan' }).click();
  await page.getByText('nothing is written before you approve it').first().waitFor();
  expect(await person.ask('GET', `/accounts/${id}/mapping`)).toMatchObject({
    kinds: [{ kind: 'contact', proposal: [] }, {}, {}],
  });
});

test('a label typed by hand shows at once on both sides, and what would be written waits as a plan', async () => {
  const person = await rubrica.person();
  const id = await imported(person);
  const { page } = person;
  await page.goto(`/accounts/${id}/mapping`);
  await page.getByRole('combobox', { name: 'Direction of Other phone' }).click();
  await page.getByRole('option', { name: 'Not synced' }).click();
  const look = page.getByRole('region', { name: 'Try it with one contact' });
  await look.getByRole('heading', { name: 'Also on this card, without a field' }).waitFor();
  await page.getByLabel('Labels for Home phone').first().fill('Ufficio 2');
  await page.keyboard.press('Enter');
  await look.getByText('goes to Home phone').waitFor();
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save and make the plan' }).click();
  await page.getByRole('link', { name: 'Look at the plan' }).click();
  await page.getByRole('table').first().getByText('Home phone').waitFor();
  await expectAccessible(page);
});

test('somebody else is looked at by searching', async () => {
  const person = await rubrica.person();
  const id = await imported(person);
  const { page } = person;
  await page.goto(`/accounts/${id}/mapping`);
  const look = page.getByRole('region', { name: 'Try it with one contact' });
  await look.getByRole('combobox', { name: 'Search a contact' }).fill('Verdi');
  await page.getByRole('option', { name: 'Anna Verdi' }).first().click();
  await look.getByText('348 3').first().waitFor();
});

test('a place taken twice is said beside the field, and nothing is saved', async () => {
  const person = await rubrica.person();
  const id = await imported(person);
  const { page } = person;
  await page.goto(`/accounts/${id}/mapping`);
  await page.getByRole('combobox', { name: 'Place of Department' }).click();
  await page.getByRole('option', { name: 'Job title' }).click();
  await page.getByRole('button', { name: 'Save and make the plan' }).click();
  await page.getByText('Another field stands there already.').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back to the default for Department' }).click();
  await page.getByText('Another field stands there already.').waitFor({ state: 'detached' });
});
