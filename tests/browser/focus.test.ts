// The focus stays where somebody is: on what was busy, beside what went away, on the heading of the next page. Keys of one
// letter can be switched off.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillWorld } from './full-world.ts';
import { type AddressBook, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') || activeElement?.textContent?.trim();
  });

test('a page that is gone to by keyboard begins at its heading', async () => {
  const { page, ask } = await rubrica.person();
  await ask('POST', '/records', { kind: 'company', values: { name: 'Acme S.r.l.' } });
  await page.goto('/');
  await page.locator('main a[href="/companies"]').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('main [data-index]').first().waitFor();
  await expect.poll(() => focused(page)).toMatch(/^Companies/);
  // And Tab goes on from there.
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('a button that was busy has it again, and one that is gone gives it to what stands beside it', async () => {
  const { page, ask } = await rubrica.person();
  const ids = await Promise.all(
    ['Adami', 'Bruni', 'Conti'].map((lastName) =>
      ask<{ id: string }>('POST', '/records', { kind: 'contact', values: { lastName } }),
    ),
  );
  await ask('POST', '/records/delete', { ids: ids.map(({ id }) => id) });
  await page.goto('/trash');
  const rows = page.locator('main [data-index]');
  await expect.poll(() => rows.count()).toBe(3);
  await rows.first().getByRole('button', { name: 'Restore' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => rows.count()).toBe(2);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('main [data-index]') !== null))
    .toBe(true);

  await page.goto('/profile');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Person Renamed');
  await page.keyboard.press('Tab');
  const save = page.getByRole('button', { name: 'Save' }).first();
  await save.focus();
  await page.keyboard.press('Enter');
  // It cannot be pressed again before something else is typed.
  await expect.poll(() => save.isDisabled()).toBe(true);
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('keys of one letter are switched off in their list, and go on once they are on again', async () => {
  const { page } = await rubrica.person();
  await page.goto('/');
  await page.locator('h1').waitFor();
  await page.keyboard.press('?');
  const letters = page.getByRole('switch', { name: 'Keys of one letter' });
  await letters.waitFor();
  await expectAccessible(page);
  await letters.click();
  await page.keyboard.press('Escape');
  await letters.waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('INPUT');
  expect(new URL(page.url()).pathname).toBe('/');
  // By their names everything is still there.
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('keyboard');
  await page.getByRole('dialog').getByRole('option', { name: 'Keyboard' }).click();
  await letters.click();
  await page.keyboard.press('Escape');
  await letters.waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL('**/contacts');
});

test('in a plan the decision is reached before its changes', async () => {
  const world = await fillWorld(rubrica);
  const { page } = world.person;
  await page.goto(`/accounts/${world.account}/plan/${world.plan}`);
  await page.locator('main ol li').first().waitFor();
  const order = await page
    .locator('main button, main ol a')
    .evaluateAll((all) => all.map((each) => (each.closest('ol') ? 'change' : each.textContent)));
  expect(order.indexOf('Delete the cards')).toBeGreaterThanOrEqual(0);
  expect(order.indexOf('Delete the cards')).toBeLessThan(order.indexOf('change'));
});
