// Help stands beside the control it is about, by mouse and by keyboard; what people say of it reaches administrators.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AddressBook, connect, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());

test('the mark beside Sync mobile says what it does, leads on, and takes an answer, which administrators read', async () => {
  const { page, ask } = await rubrica.person();
  const { id } = await ask<{ id: string }>('POST', '/records', {
    kind: 'contact',
    values: { lastName: 'Neri' },
  });
  await page.goto(`/records/${id}`);
  const mark = page.getByRole('button', { name: 'Help: Sync mobile' });
  await mark.focus();
  await page.keyboard.press('Enter');
  const help = page.getByRole('dialog', { name: 'Help: Sync mobile' });
  await help.getByText('edits travel both ways').waitFor();
  await expectAccessible(page);
  // Escape leads back to where one was.
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  expect(await mark.evaluate((element) => element === document.activeElement)).toBe(true);

  await mark.click();
  await help.getByRole('button', { name: 'No', exact: true }).click();
  const missing = help.getByRole('textbox', { name: 'What did you want to know?' });
  await missing.waitFor();
  expect(await missing.evaluate((element) => element === document.activeElement)).toBe(true);
  await expectAccessible(page);
  await page.keyboard.type('Does my boss see it?');
  await help.getByRole('button', { name: 'Send' }).click();
  await help.getByText('Thank you. Administrators read it.').waitFor();
  await help.getByRole('link', { name: 'Read more' }).click();
  await page.waitForURL('**/help#sync-mobile');
  const read = page.locator('[data-topic="sync-mobile"]');
  await read.getByText('Everybody has a switch of their own.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('sync-mobile');
  expect(await page.getByText('Does my boss see it?').count()).toBe(0);
  await page.locator('[data-topic="trash"]').getByRole('button', { name: 'Yes' }).click();
  await page.locator('[data-topic="trash"]').getByText('Good to know.').waitFor();

  const { page: theirs } = await rubrica.person({ role: 'administrator' });
  await theirs.goto('/help');
  const said = theirs.locator('[data-topic="sync-mobile"]');
  await said.getByText('did not help 1').waitFor();
  await said.getByText('Does my boss see it?').waitFor();
  await theirs.locator('[data-topic="trash"]').getByText('helped 1 person').waitFor();
  await expectAccessible(theirs);
});

test('each place has its help, and none of it is cut on a phone', async () => {
  const { page, ask } = await rubrica.person({
    role: 'administrator',
    locale: 'es-MX',
    viewport: { width: 360, height: 640 },
  });
  const account = await connect({ page, ask });
  const places: [path: string, topics: number][] = [
    ['/accounts', 1],
    ['/conflicts', 1],
    ['/duplicates', 1],
    ['/company-names', 1],
    ['/trash', 1],
    ['/settings/layout', 1],
    [`/accounts/${account}/rules`, 1],
    [`/accounts/${account}/groups`, 1],
    [`/accounts/${account}/mapping`, 1],
    [`/accounts/${account}/settings`, 4],
  ];
  for (const [path, topics] of places) {
    await page.goto(path);
    const marks = page.locator('main [data-help]');
    await expect.poll(() => marks.count(), { message: path }).toBe(topics);
    for (const mark of await marks.all()) {
      await mark.click();
      const help = page.getByRole('dialog');
      const { x, width } = (await help.boundingBox())!;
      expect([path, x >= 0, x + width <= 360]).toEqual([path, true, true]);
      expect(await help.locator('p').first().textContent()).toMatch(/\p{L}.*[.]/u);
      await page.keyboard.press('Escape');
      await help.waitFor({ state: 'hidden' });
    }
  }
});
