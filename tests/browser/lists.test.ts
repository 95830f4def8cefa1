import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

const PEOPLE = 700;
let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
  for (let at = 0; at < PEOPLE; at++)
    await rubrica.call('createRecord', {
      body: {
        kind: 'contact',
        values: { firstName: 'Anna', lastName: `Rossi ${String(at).padStart(3, '0')}` },
      },
    });
});
afterAll(() => rubrica.close());

test('a long list holds only the rows in sight, and shows any position it is scrolled to', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  const table = page.getByRole('table', { name: 'Contacts' });
  await page.getByRole('link', { name: 'Anna Rossi 000' }).waitFor();
  expect(await table.getAttribute('aria-rowcount')).toBe(String(PEOPLE + 1));
  expect(await table.locator('[data-index]').count()).toBeLessThan(60);
  await expectAccessible(page);

  await table.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await page.getByRole('link', { name: `Anna Rossi ${PEOPLE - 1}` }).waitFor();
});

test('typing searches, the address remembers it, and another search begins at its top', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  await page.getByRole('link', { name: 'Anna Rossi 000' }).waitFor();
  const table = page.getByRole('table', { name: 'Contacts' });
  await table.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await page.getByRole('link', { name: `Anna Rossi ${PEOPLE - 1}` }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('rossi 12');
  await page.getByRole('link', { name: 'Anna Rossi 012' }).waitFor();
  await page.waitForURL('**/contacts?q=rossi*12');
  expect(await table.evaluate((element) => element.scrollTop)).toBe(0);
  await page.reload();
  await page.getByRole('link', { name: 'Anna Rossi 012' }).waitFor();
  await page.getByRole('searchbox', { name: 'Search in Contacts' }).fill('nobody at all');
  await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await expectAccessible(page);
});

test('the list is walked by keyboard: arrows, Enter, g and a letter, and ? shows them all', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  await page.getByRole('link', { name: 'Anna Rossi 000' }).waitFor();
  await page.getByRole('table', { name: 'Contacts' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.locator('a:focus', { hasText: 'Anna Rossi 002' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Anna Rossi 002' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { level: 1, name: 'Companies' }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'detached' });
});

test('on a phone the rows are cards and every place is in reach of the thumb', async () => {
  const page = await rubrica.visitSignedIn({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  await page.goto('/contacts');
  await page.getByRole('link', { name: /Anna Rossi 000/ }).waitFor();
  await expectAccessible(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Companies' }).click();
  await page.getByRole('heading', { level: 1, name: 'Companies' }).waitFor();
});

test('what is selected moves to the trash together, and comes back from there', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts?q=rossi%20005');
  await page.getByRole('checkbox', { name: 'Select Anna Rossi 005' }).check();
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Move to trash' })
    .click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Move to trash' }).click();
  await page.getByText('1 record is in the trash.').waitFor();
  await page.goto('/trash');
  await page.getByRole('link', { name: 'Anna Rossi 005' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Anna Rossi 005 is back.').waitFor();
  await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  await expectAccessible(page);
});
