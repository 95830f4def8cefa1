// Labels on a screen of their own: counted, renamed, recolored, merged and deleted, each taken back by a click.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
let ids: Record<string, string> = {};
beforeAll(async () => {
  rubrica = await openRubrica();
  const names = ['Clients', 'Customers', 'Fair 2026'];
  const labels = await Promise.all(
    names.map((name) => rubrica.call('createLabel', { body: { name, color: 'blue' } })),
  );
  ids = Object.fromEntries(labels.map(({ id, name }) => [name, id]));
  const put = async (kind: 'company' | 'contact', values: Record<string, string>, ...names: string[]) => {
    const { id } = await rubrica.call('createRecord', { body: { kind, values } });
    await rubrica.call('updateRecord', { params: { id }, body: { labels: names.map((name) => ids[name]!) } });
  };
  await put('contact', { firstName: 'Anna', lastName: 'Alba' }, 'Clients');
  await put('contact', { firstName: 'Bruno', lastName: 'Berti' }, 'Customers');
  await put('company', { name: 'Conti S.r.l.' }, 'Customers');
});
afterAll(() => rubrica.close());

const counted = async () =>
  Object.fromEntries(
    (await rubrica.call('listLabels', {})).items.map(({ name, records }) => [name, records]),
  );

test('a label says what has it, and leads there', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  await page.getByRole('button', { name: 'Import, export, labels' }).click();
  await page.getByRole('menuitem', { name: 'Manage labels' }).click();
  const row = page.locator(`[data-label="${ids.Customers}"]`);
  await row.getByRole('link', { name: '1 company' }).waitFor();
  await page.locator(`[data-label="${ids['Fair 2026']}"]`).getByText('On no record').waitFor();
  await expectAccessible(page);
  await row.getByRole('link', { name: '1 contact' }).click();
  await page.getByRole('link', { name: 'Bruno Berti' }).waitFor();
  expect(await page.getByRole('link', { name: 'Anna Alba' }).count()).toBe(0);
});

test('a label gets another name and color; the name of another one is refused as it is typed', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/labels');
  await page.getByRole('button', { name: 'What to do with Fair 2026' }).click();
  await page.getByRole('menuitem', { name: 'Rename or recolor' }).click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('clients');
  await page.getByText('Another label has this name; you can merge the two.').waitFor();
  await expectAccessible(page);
  await name.fill('Fair 2027');
  await page.getByRole('radio', { name: 'Red' }).check({ force: true });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('[data-color="red"]', { hasText: 'Fair 2027' }).waitFor();
  await page.getByRole('button', { name: 'New label' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Friends');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Labels' }).getByText('Friends').waitFor();
});

test('two labels become one, and one is deleted; each comes back by a click', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/labels');
  await page.getByRole('button', { name: 'What to do with Customers' }).click();
  await page.getByRole('menuitem', { name: 'Merge into another…' }).click();
  await page.getByRole('combobox', { name: 'Label that stays' }).click();
  await page.getByRole('option', { name: 'Clients' }).click();
  await page.getByText('2 records get Clients instead of Customers, which is deleted.').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Merge labels' }).click();
  await page.getByText('Customers was merged into Clients.').waitFor();
  expect(await counted()).toMatchObject({ Clients: 3 });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(counted).toMatchObject({ Clients: 1, Customers: 2 });

  await page.getByRole('button', { name: 'What to do with Clients' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByText('Clients was deleted, and is off 1 record.').waitFor();
  expect(await counted()).not.toHaveProperty('Clients');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(counted).toMatchObject({ Clients: 1 });
});
