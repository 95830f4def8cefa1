// Lists people work in: filters, orders, columns, views, labels and changes of many records, by pointer and by keyboard.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personAdder } from './add-person.ts';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
const PEOPLE: Record<string, string>[] = [
  { firstName: 'Anna', lastName: 'Alba', 'mailing.city': 'Torino', email: 'anna@alba.example' },
  { firstName: 'Bruno', lastName: 'Berti', 'mailing.city': 'Roma', title: 'Buyer' },
  { firstName: 'Carla', lastName: 'Conti', 'mailing.city': 'Torino', title: 'Director' },
  { firstName: 'Dario', lastName: 'Danti', 'mailing.city': 'Napoli', title: 'Buyer' },
  { firstName: 'Elena', lastName: 'Elia', 'mailing.city': 'torino', title: 'Accountant' },
];
beforeAll(async () => {
  rubrica = await openRubrica();
  for (const values of PEOPLE) await rubrica.call('createRecord', { body: { kind: 'contact', values } });
});
afterAll(() => rubrica.close());

const names = (page: Page) =>
  page.getByRole('table', { name: 'Contacts' }).locator('[data-index] a').allInnerTexts();
/** Waits until the list shows these, in this order. */
const showing = (page: Page, ...wanted: string[]) =>
  page.waitForFunction(
    (all) =>
      JSON.stringify(
        [...document.querySelectorAll<HTMLElement>('[data-index] a')].map((one) =>
          one.innerText.trim().split('\n').at(-1),
        ),
      ) === all,
    JSON.stringify(wanted),
  );

test('a filter is put together, stands in the address, and going back takes it away', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  await page.getByRole('link', { name: 'Anna Alba' }).waitFor();
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('combobox', { name: 'Field' }).fill('city');
  await page.getByRole('option', { name: 'Postal address · City' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('TORI');
  await showing(page, 'Anna Alba', 'Carla Conti', 'Elena Elia');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('combobox', { name: 'Field' }).last().fill('email');
  await page.getByRole('option', { name: 'Has an email' }).click();
  await showing(page, 'Anna Alba');
  await page.keyboard.press('Escape');
  const chips = page.getByRole('list', { name: 'Filters' });
  await chips.getByText('contains TORI').waitFor();
  expect(JSON.parse(new URL(page.url()).searchParams.get('filter')!)).toEqual([
    { field: 'mailing.city', op: 'contains', value: 'TORI' },
    { field: 'hasEmail', op: 'yes' },
  ]);
  await page.reload();
  await showing(page, 'Anna Alba');
  await chips.getByRole('button', { name: 'Remove the filter on Has an email' }).click();
  await showing(page, 'Anna Alba', 'Carla Conti', 'Elena Elia');
  await page.goBack();
  await showing(page, 'Anna Alba');
  await page.goBack();
  await showing(page, 'Anna Alba', 'Bruno Berti', 'Carla Conti', 'Dario Danti', 'Elena Elia');
});

test('a head sorts, with Shift by one more; a column is chosen, moved and made wider, and stays so', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  await page.getByRole('columnheader', { name: 'Email' }).waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Job title' }).check();
  await page.getByRole('columnheader', { name: 'Job title' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Move Job title' }).focus();
  for (let at = 0; at < 3; at++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Escape');
  const heads = page.getByRole('columnheader');
  const first = async () => (await heads.allInnerTexts()).map((text) => text.trim()).slice(1, 4);
  await expect.poll(first, { timeout: 20_000 }).toEqual(['Name', 'Job title', 'Company']);
  const title = page.getByRole('columnheader', { name: 'Job title' });
  const before = (await title.boundingBox())!.width;
  const edge = (await title.locator('[data-edge]').boundingBox())!;
  await page.mouse.move(edge.x + 4, edge.y + 8);
  await page.mouse.down();
  await page.mouse.move(edge.x + 64, edge.y + 8, { steps: 4 });
  await page.mouse.up();
  const dragged = (await title.boundingBox())!.width;
  expect(Math.round(dragged - before)).toBe(60);
  await title.getByRole('button').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(async () => Math.round((await title.boundingBox())!.width - dragged)).toBe(-16);

  await title.getByRole('button').click();
  await page
    .getByRole('columnheader', { name: 'Name' })
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await page
    .getByRole('columnheader', { name: 'Name' })
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await showing(page, 'Elena Elia', 'Dario Danti', 'Bruno Berti', 'Carla Conti', 'Anna Alba');
  await page.waitForURL('**sort=title*name*');
  await page.goto('/contacts');
  await title.waitFor();
  expect(Math.round((await title.boundingBox())!.width - dragged)).toBe(-16);
});

test('a view is kept, says when it was changed, and is shared with colleagues who cannot change it', async () => {
  const page = await rubrica.visitSignedIn();
  const filter = encodeURIComponent('[{"field":"mailing.city","op":"is","value":"Torino"}]');
  await page.goto(`/contacts?filter=${filter}`);
  await showing(page, 'Anna Alba', 'Carla Conti', 'Elena Elia');
  await page.getByText('No external account is connected yet.').waitFor();
  await page.getByRole('button', { name: 'Save as a new view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('In Turin');
  await page.getByRole('switch', { name: 'Share with everybody' }).check({ force: true });
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/view=[^&]*$/);
  await page.getByRole('list', { name: 'Views' }).getByRole('link', { name: 'In Turin' }).waitFor();
  await showing(page, 'Anna Alba', 'Carla Conti', 'Elena Elia');
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await page.getByText('Changed', { exact: true }).first().waitFor();
  await showing(page, 'Elena Elia', 'Carla Conti', 'Anna Alba');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByText('View saved.').last().waitFor();

  const { page: colleague } = await personAdder(rubrica)();
  await colleague.goto('/contacts');
  await colleague.getByRole('list', { name: 'Views' }).getByRole('link', { name: 'In Turin' }).click();
  await showing(colleague, 'Elena Elia', 'Carla Conti', 'Anna Alba');
  await colleague.getByRole('button', { name: 'View: In Turin' }).click();
  await colleague.getByRole('menuitemradio', { name: 'All contacts' }).waitFor();
  expect(await colleague.getByRole('menuitem', { name: 'Delete view' }).count()).toBe(0);
  await expectAccessible(colleague);

  await page.getByRole('button', { name: 'View: In Turin' }).click();
  await page.getByRole('menuitem', { name: 'Delete view' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete view' }).click();
  await page.getByText('View deleted.').waitFor();
  await showing(page, 'Anna Alba', 'Bruno Berti', 'Carla Conti', 'Dario Danti', 'Elena Elia');
});

test('rows are ticked as a range, get a new label together, and lose it by one click, however many parts that takes', async () => {
  const page = await rubrica.visitSignedIn();
  // As if two were thousands.
  const parts: string[] = [];
  let hold: Promise<void> | undefined;
  await page.route(/\/records\/bulk/, async (route) => {
    const body = route.request().postDataJSON() as { limit?: number };
    if (body.limit) parts.push(route.request().url().includes('undo') ? 'back' : 'there');
    if (parts.length > 1) await hold;
    await route.continue({ postData: JSON.stringify({ ...body, ...(body.limit && { limit: 2 }) }) });
  });
  await page.goto('/contacts');
  await page.getByRole('checkbox', { name: 'Select Bruno Berti' }).check();
  await page.getByRole('checkbox', { name: 'Select Dario Danti' }).click({ modifiers: ['Shift'] });
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByText('3 selected').waitFor();
  await page.getByRole('link', { name: 'Bruno Berti' }).focus();
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  await page.keyboard.press('Shift+ArrowDown');
  await bar.getByText('2 selected').waitFor();
  await page.keyboard.press('Control+a');
  await bar.getByText('5 selected').waitFor();
  await bar.getByRole('button', { name: 'Edit…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit everything selected' });
  await dialog.getByRole('combobox', { name: 'Labels' }).fill('Fair 2026');
  await page.getByRole('option', { name: 'New label “Fair 2026”' }).click();
  await dialog.getByText('5 records change.').waitFor();
  await dialog.getByText('No card on any phone changes.').waitFor();
  await expectAccessible(page);
  const labelled = async () => {
    const { items } = await rubrica.call('listLabels', {});
    return items.map(({ name, records }) => `${name} ${records}`);
  };
  // Cancelled on the way, it ends there, and says what is done.
  const { promise, resolve } = Promise.withResolvers<void>();
  hold = promise;
  await dialog.getByRole('button', { name: 'Change 5 records' }).click();
  await dialog.getByText('2 of 5 records').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  resolve();
  await page.getByText('4 records changed.').waitFor();
  expect(await labelled()).toEqual(['Fair 2026 4']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('4 records are as before.').waitFor();
  expect(await labelled()).toEqual(['Fair 2026 0']);
  expect(parts.splice(0)).toEqual(['there', 'there', 'back', 'back']);

  await bar.getByRole('button', { name: 'Edit…' }).click();
  await dialog.getByRole('combobox', { name: 'Labels' }).click();
  await page.getByRole('option', { name: 'Fair 2026' }).click();
  await dialog.getByRole('button', { name: 'Change 5 records' }).click();
  await page.getByText('5 records changed.').waitFor();
  expect(await labelled()).toEqual(['Fair 2026 5']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('5 records are as before.').waitFor();
  expect(await labelled()).toEqual(['Fair 2026 0']);
  expect(parts).toEqual(['there', 'there', 'there', 'back', 'back', 'back']);
});

test('a label is made on a record, shown in the list, and found by', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  await page.getByRole('link', { name: 'Carla Conti' }).click();
  await page.getByRole('button', { name: 'Add a label' }).click();
  await page.getByRole('combobox', { name: 'Labels' }).fill('Key client');
  await page.getByRole('option', { name: 'New label “Key client”' }).click();
  await page.getByRole('button', { name: 'Remove the label Key client' }).waitFor();
  await expectAccessible(page);
  await page.goto('/contacts');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('combobox', { name: 'Field' }).fill('label');
  await page.getByRole('option', { name: 'Label' }).click();
  await page.getByRole('combobox', { name: 'Value' }).click();
  await page.getByRole('option', { name: 'Key client' }).click();
  await showing(page, 'Carla Conti');
  await expectAccessible(page);
  expect(await names(page)).toHaveLength(1);
});
