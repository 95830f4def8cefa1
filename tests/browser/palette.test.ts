// Ctrl K: everything by its name, by keyboard, on a phone, by permission, in the person's language.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personAdder } from './add-person.ts';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
  for (const [firstName, lastName] of [
    ['Anna', 'Bianchi'],
    ['Marco', 'Rossi'],
    ['Zoe', 'Verdi'],
  ])
    await rubrica.call('createRecord', {
      body: { kind: 'contact', values: { firstName: firstName!, lastName: lastName! } },
    });
});
afterAll(() => rubrica?.close());

const input = (page: Page) => page.getByRole('dialog').getByRole('combobox');
const option = (page: Page, name: string) => page.getByRole('dialog').getByRole('option', { name });
/** The line that Enter takes. */
const chosen = (page: Page) =>
  input(page).evaluate(
    (field) => document.getElementById(field.getAttribute('aria-activedescendant')!)?.textContent,
  );

test('a record is found anywhere, opened with Enter, and offered the next time before anything is typed', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/conflicts');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await option(page, 'Duplicates').waitFor();
  await expectAccessible(page);
  await page.keyboard.type('bianc');
  await option(page, 'Anna Bianchi').waitFor();
  await expect.poll(() => chosen(page)).toContain('Anna Bianchi');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Anna Bianchi' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);

  await page.keyboard.press('Control+k');
  await page
    .getByRole('group', { name: 'Seen last' })
    .getByRole('option', { name: 'Anna Bianchi' })
    .waitFor();
});

test('commands are done: the page’s own button, another kind of record, another language', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  const button = page.locator('#main [data-new]');
  await button.waitFor();
  await page.keyboard.press('Control+k');
  const own = page.getByRole('group', { name: 'On this page' }).getByRole('option');
  expect(await own.textContent()).toContain((await button.textContent())!);
  await page.keyboard.type('new le');
  await expect.poll(() => chosen(page)).toContain('New lead');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/leads?new=true');
  await page.getByRole('dialog', { name: 'New lead' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ital');
  await expect.poll(() => chosen(page)).toContain('Italiano');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Lead' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('etichet dupl');
  await page.getByText('Niente con «etichet dupl»').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('dupl');
  await expect.poll(() => chosen(page)).toContain('Duplicati');
  await rubrica.call('updateMe', { body: { language: 'en' } });
});

test('a saved view is found by its name, and shown', async () => {
  const page = await rubrica.visitSignedIn();
  const view = await rubrica.call('createView', {
    body: { kind: 'lead', name: 'Hot in Turin', columns: [{ key: 'email' }] },
  });
  await page.goto('/conflicts');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('hot tur');
  await page
    .getByRole('group', { name: 'Saved views' })
    .getByRole('option', { name: 'Hot in Turin' })
    .waitFor();
  await expect.poll(() => chosen(page)).toContain('Hot in Turin');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/leads?view=*${view.id}*`);
});

test('Escape leaves everything as it was, and the focus where it was', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  const search = page.locator('[data-page-search]');
  await search.fill('ros');
  await search.press('Control+k');
  await input(page).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await search.inputValue()).toBe('ros');
});

test('who may not do it is not offered it, and the list of keys names it', async () => {
  await rubrica.call('updateRoles', {
    body: { role: 'user', permissions: { 'accounts.connect': false, 'records.edit': false } },
  });
  const { page } = await personAdder(rubrica)();
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await option(page, 'Duplicates').waitFor();
  for (const name of ['New contact', 'Connect an account', 'Import a file', 'Users', 'Layout Studio'])
    expect(await option(page, name).count()).toBe(0);
  await page.keyboard.type('keyb');
  await expect.poll(() => chosen(page)).toContain('Keyboard');
  await page.keyboard.press('Enter');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await keys.getByText('Commands and records').waitFor();
  expect(await keys.getByText('Users').count()).toBe(0);
});

test('on a phone it fills the window and is reached by the thumb', async () => {
  const page = await rubrica.visitSignedIn({ viewport: { width: 360, height: 640 } });
  await page.goto('/');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Commands' }).click();
  await input(page).fill('zoe');
  await option(page, 'Zoe Verdi').click();
  await page.getByRole('heading', { level: 1, name: 'Zoe Verdi' }).waitFor();
});
