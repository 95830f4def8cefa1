// Duplicates and names of companies in the browser: found, decided by mouse and by keyboard, and taken back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
});
afterAll(() => rubrica.close());

const make = (kind: 'company' | 'contact' | 'lead', values: Record<string, string>) =>
  rubrica.call('createRecord', { body: { kind, values } });
const home = () => rubrica.call('getHome', {});
const get = (id: string) => rubrica.call('getRecord', { params: { id } });

test('pairs are merged by keyboard and together, said to be two, and each is taken back by one click', async () => {
  const twice = async (firstName: string, more = {}) => {
    const values = { firstName, lastName: 'Conti', email: `${firstName}@conti.example` };
    return [
      await make('contact', { ...values, title: 'CTO' }),
      await make('contact', { ...values, ...more }),
    ];
  };
  await twice('Ada', { mobile: '+39 348 1234567' });
  await twice('Bice');
  await twice('Carla');
  const page = await rubrica.visitSignedIn();
  await page.goto('/duplicates');
  const pairs = page.locator('[data-pair]');
  await pairs.nth(2).waitFor();
  await expectAccessible(page);

  await page.keyboard.press('m');
  await page.getByText(/is one record now/).waitFor();
  await expect.poll(() => pairs.count()).toBe(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => pairs.count()).toBe(3);

  await page.keyboard.press('ArrowDown');
  const second = await page.locator('[data-pair][data-current]').getAttribute('data-pair');
  await page.keyboard.press('x');
  await page.getByText(/stay two/).waitFor();
  await expect.poll(() => pairs.count()).toBe(2);
  expect(await page.locator(`[data-pair="${second}"]`).count()).toBe(0);

  await page.getByRole('button', { name: 'Merge 2 certain pairs' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Merge 2 certain pairs' }).click();
  await page.getByText('2 pairs were merged.').waitFor();
  await page.getByRole('heading', { name: 'No duplicates' }).waitFor();
  await page.getByText('2 pairs were merged.').locator('..').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => pairs.count()).toBe(2);

  await pairs.first().getByRole('button', { name: 'Compare…' }).click();
  await page.getByRole('dialog').getByRole('radiogroup').first().waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
  await expect.poll(() => pairs.count()).toBe(1);
  expect(page.url()).toContain('/duplicates');
});

test('who makes a record is shown whom it is like, and makes it all the same or not', async () => {
  const there = await make('contact', { firstName: 'Dora', lastName: 'Galli', email: 'dora@galli.example' });
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts?new=true');
  await page.getByRole('textbox', { name: 'First name' }).fill('Dora');
  await page.getByRole('textbox', { name: 'Last name' }).fill('Galli');
  await page.getByRole('dialog').getByRole('button', { name: 'Add contact' }).click();
  const notice = page.getByRole('alert', { name: 'Somebody like this is here already' });
  await notice.getByRole('link', { name: 'Dora Galli' }).waitFor();
  await expectAccessible(page);
  const before = (await home()).contacts;
  await notice.getByRole('button', { name: 'It is somebody else: create' }).click();
  await page.getByRole('heading', { name: 'Dora Galli' }).waitFor();
  expect((await home()).contacts).toBe(before + 1);
  expect(page.url()).not.toContain(there.id);
});

test('a name of a company is made one, given to one that is here, or left, each from the list of companies and back', async () => {
  const acme = await make('company', { name: 'Acme S.r.l.' });
  const person = (companyName: string) =>
    make('contact', { firstName: 'Eva', lastName: companyName, companyName });
  const [beta, gamma] = [await person('Beta'), await person('Gamma Italia')];
  await person('Freelance');
  const page = await rubrica.visitSignedIn();
  await page.goto('/companies');
  await page.getByRole('link', { name: '3 names wait' }).click();
  const name = (text: string) => page.locator('[data-name]', { hasText: text });
  await name('Beta').waitFor();
  await expectAccessible(page);

  await name('Beta').getByRole('button', { name: 'Create the company' }).click();
  await page.getByText('Beta was created, with 1 person.').waitFor();
  await expect.poll(() => name('Beta').count()).toBe(0);
  expect((await get(beta.id)).companyName).toBe('Beta');

  await name('Gamma').getByRole('button', { name: 'It is another one…' }).click();
  await page.getByRole('searchbox', { name: 'Search records' }).fill('Acme');
  await page.getByRole('dialog').getByRole('button', { name: /Acme/ }).click();
  await page.getByText('1 person is linked now.').waitFor();
  await expect.poll(async () => (await get(acme.id)).values.aliases).toBe('Gamma Italia');
  expect((await get(gamma.id)).companyId).toBe(acme.id);
  await page.getByText('1 person is linked now.').locator('..').getByRole('button', { name: 'Undo' }).click();
  await name('Gamma').waitFor();
  expect((await get(acme.id)).values.aliases).toBeUndefined();

  await name('Freelance').getByRole('button', { name: 'Leave as text' }).click();
  await expect.poll(() => name('Freelance').count()).toBe(0);
  await page.getByRole('tab', { name: 'Left as text' }).click();
  await name('Freelance').getByRole('button', { name: 'Ask again' }).click();
  await page.getByRole('heading', { name: 'Nothing was left' }).waitFor();
  await page.goto('/');
  await page.getByRole('link', { name: /2 company names wait for their companies/ }).waitFor();
});

test('what else a company is called stands on its page, and is edited there', async () => {
  const { id } = await make('company', { name: 'International Business Machines' });
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: /Also called/ }).click();
  await page.getByRole('textbox', { name: 'Also called' }).fill('IBM\nIBM Italia');
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await get(id)).values.aliases).toBe('IBM\nIBM Italia');
});
