// Layout Studio in a browser: fields added, moved by keys and by hand, switched off and on with what waits for them, deleted and
// brought back; Sync mobile hidden and said so; in three languages, from 360 pixels on, in light and dark.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/languages.ts';
import type { Person } from './add-person.ts';
import { type AddressBook, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';
import { faultsOf, rawWordsOn, resize } from './screens.ts';

let rubrica: AddressBook;
let boss: Person;
beforeAll(async () => {
  rubrica = await openAddressBook();
  boss = await rubrica.person({ role: 'administrator' });
});
afterAll(() => rubrica?.close());
beforeEach(() => fill(rubrica.sandbox, { anna: 'N:Bianchi;Anna;;;\nFN:Anna Bianchi\nNICKNAME:Nina' }));

interface FieldRow {
  id: string;
  key: string;
  section: string;
  active: boolean;
}
const fieldsOf = async (kind = 'contact') =>
  (await boss.ask<{ items: FieldRow[] }>('GET', `/fields?kind=${kind}`)).items;
const keysIn = async (section: string, kind = 'contact') =>
  (await fieldsOf(kind)).filter((field) => field.section === section).map(({ key }) => key);
const field = async (key: string, kind = 'contact') => (await fieldsOf(kind)).find((one) => one.key === key)!;

/** Kept where somebody wants to look at them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.RUBRICA_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test('from a record’s page: a section is added, moved, named, filled, deleted and brought back', async () => {
  const { page } = boss;
  const { id } = await boss.ask<{ id: string }>('POST', '/records', {
    kind: 'lead',
    values: { lastName: 'Ferri', source: 'Fair' },
  });
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Edit layout' }).click();
  await page.getByRole('link', { name: 'Ferri' }).waitFor();
  await page.getByRole('button', { name: 'Add section' }).click();
  const dialog = page.getByRole('dialog', { name: 'A new section' });
  await dialog.getByLabel('English').fill('Deal');
  await dialog.getByLabel('Italian').fill('Trattativa');
  await dialog.getByRole('button', { name: 'Add section' }).click();
  await page.getByText('Section added: Deal').waitFor();
  await page.getByRole('button', { name: 'Move section Deal up' }).click();
  await page.getByText('Deal: section 5 of 6').waitFor();
  await picture(page, 'sections');

  await page.getByRole('button', { name: 'Edit Source' }).click();
  await page.getByRole('combobox', { name: 'Section' }).click();
  await page.getByRole('option', { name: 'Deal' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('region', { name: 'Deal' }).getByRole('button', { name: 'Edit Source' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Ferri' }).click();
  const deal = page.getByRole('main').getByRole('region', { name: 'Deal' });
  await deal.getByRole('button', { name: 'Source, edit: Fair' }).waitFor();

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Edit layout' }).click();
  await page.getByRole('button', { name: 'Rename or delete Deal' }).click();
  const edit = page.getByRole('dialog', { name: 'Deal' });
  await edit.getByLabel('English').fill('Business');
  await edit.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Rename or delete Business' }).click();
  const last = page.getByRole('dialog', { name: 'Business' });
  await last.getByRole('combobox', { name: 'Its fields go to' }).click();
  await page.getByRole('option', { name: 'Work' }).click();
  await expectAccessible(page);
  await picture(page, 'section-dialog');
  await last.getByRole('button', { name: 'Delete section' }).click();
  await page.getByRole('region', { name: 'Work' }).getByRole('button', { name: 'Edit Source' }).waitFor();
  expect(await keysIn('work', 'lead')).toContain('source');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('region', { name: 'Business' }).getByRole('button', { name: 'Edit Source' }).waitFor();
  // The tests that follow know the kind as it comes.
  const { sections } = await boss.ask<{ sections: { id: string; custom: boolean }[] }>(
    'GET',
    '/fields?kind=lead',
  );
  await boss.ask('DELETE', `/sections/${sections.find(({ custom }) => custom)!.id}`, { into: 'work' });
});

test('a field is added, filled on the page of a record, shown in a list, deleted and brought back', async () => {
  const { page } = boss;
  await page.goto('/settings/layout');
  await page.getByRole('heading', { name: 'Layout Studio' }).waitFor();
  await page.getByRole('button', { name: 'Add field' }).click();
  const sheet = page.getByRole('dialog', { name: 'New field' });
  await sheet.getByLabel('English').fill('Customer tier');
  await sheet.getByLabel('Italian').fill('Fascia cliente');
  expect(await sheet.getByLabel('Key').inputValue()).toBe('customer-tier');
  await sheet.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Choice' }).click();
  await sheet.getByLabel('Choices').fill('Gold');
  await page.keyboard.press('Enter');
  await sheet.getByLabel('Choices').fill('Iron');
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await picture(page, 'sheet-new');
  await sheet.getByRole('button', { name: 'Add field' }).click();
  await page.getByText('Field added: Customer tier').waitFor();
  expect(await field('custom.customer-tier')).toMatchObject({
    label: { en: 'Customer tier', it: 'Fascia cliente', es: 'Customer tier' },
    options: ['Gold', 'Iron'],
  });
  await page.getByRole('button', { name: 'Edit Customer tier' }).waitFor();

  const { id } = await boss.ask<{ id: string }>('POST', '/records', {
    kind: 'contact',
    values: { lastName: 'Verdi' },
  });
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: 'Add: Customer tier' }).click();
  await page.getByRole('combobox', { name: 'Customer tier' }).click();
  await page.getByRole('option', { name: 'Gold' }).click();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Customer tier, edit: Gold' }).waitFor();
  await expectAccessible(page);
  await page.goto('/contacts');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Customer tier' }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /Verdi/ }).getByText('Gold').waitFor();

  await page.goto('/settings/layout');
  await page.getByRole('button', { name: 'Edit Customer tier' }).click();
  await page.getByRole('button', { name: 'Delete field' }).click();
  const ask = page.getByRole('dialog', { name: 'Delete Customer tier?' });
  await ask.getByText('1 record no longer shows its value, and keeps it.').waitFor();
  await expectAccessible(page);
  await picture(page, 'delete');
  await ask.getByRole('button', { name: 'Delete field' }).click();
  await page.getByRole('button', { name: 'Restore Customer tier' }).waitFor();
  expect(await field('custom.customer-tier')).toBeUndefined();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone: Field deleted: Customer tier').waitFor();
  expect(await boss.ask('GET', `/records/${id}`)).toMatchObject({
    values: { 'custom.customer-tier': 'Gold' },
  });
});

test('fields move by keys and by hand, which is said, and the last move is taken back', async () => {
  const { page } = boss;
  const before = await keysIn('name', 'lead');
  expect(before.slice(0, 3)).toEqual(['salutation', 'firstName', 'lastName']);
  // As high as all of it: what is dragged and where it goes are in sight together.
  await resize(page, [1280, 1500]);
  await page.goto('/settings/layout?kind=lead');
  const handle = page.getByRole('button', { name: 'Move Last name', exact: true });
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('status').getByText('Last name: place 2 of 4 in Name').waitFor();
  expect((await keysIn('name', 'lead')).slice(0, 3)).toEqual(['salutation', 'lastName', 'firstName']);
  expect(await handle.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => keysIn('name', 'lead')).toEqual(before);

  // Keys and clicks before anything is drawn anew: each counts.
  await handle.focus();
  await handle.evaluate((element) => {
    for (let at = 0; at < 2; at++)
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
  });
  await page.getByRole('status').getByText('Last name: place 1 of 4 in Name').waitFor();
  await expect
    .poll(() => keysIn('name', 'lead'))
    .toEqual([before[2], before[0], before[1], ...before.slice(3)]);
  for (let at = 0; at < 2; at++) await page.keyboard.press('ArrowDown');
  await expect.poll(() => keysIn('name', 'lead')).toEqual(before);
  const sections = async () =>
    (await boss.ask<{ sections: { key: string }[] }>('GET', '/fields?kind=lead')).sections.map(
      ({ key }) => key,
    );
  const inOrder = await sections();
  const twice = (element: Element) => {
    for (let at = 0; at < 2; at++) (element as HTMLElement).click();
  };
  const heads = page.locator('[data-studio] section');
  await heads
    .last()
    .getByRole('button', { name: /^Move section .* up$/ })
    .evaluate(twice);
  await expect.poll(sections).toEqual(inOrder.toSpliced(-3, 0, inOrder.at(-1)!).slice(0, -1));
  await heads
    .nth(-3)
    .getByRole('button', { name: /^Move section .* down$/ })
    .evaluate(twice);
  await expect.poll(sections).toEqual(inOrder);

  await page.getByRole('button', { name: 'Move Birthday down', exact: true }).click();
  await page.getByRole('status').getByText('Birthday: place 1 of 5 in Work').waitFor();
  expect((await keysIn('work', 'lead'))[0]).toBe('birthday');

  const row = (key: string) => page.locator(`[data-row="${key}"]`);
  await row('birthday').dragTo(row('lastName'), { targetPosition: { x: 60, y: 32 } });
  await page.getByRole('status').getByText('Birthday: place 4 of 4 in Name').waitFor();
  expect(await keysIn('name', 'lead')).toEqual(before);
  await row('mailing').dragTo(row('salutation'), { targetPosition: { x: 60, y: 4 } });
  await page.getByRole('status').getByText('Postal address: place 1 of 5 in Name').waitFor();
  expect((await keysIn('name', 'lead'))[0]).toBe('mailing.street');
  await page.getByRole('region', { name: 'Postal address' }).getByText('No field here').waitFor();
  await expectAccessible(page);
  await row('mailing').dragTo(page.getByText('No field here'));
  await expect.poll(() => keysIn('mailing', 'lead')).toHaveLength(6);
  await resize(page, [1280, 800]);
});

test('what is switched off says what waits for it, and what switching it on will do, before it does', async () => {
  const { page, ask } = boss;
  const account = await connect(boss);
  await ask('PATCH', `/accounts/${account}/queue`, { filter: {}, set: { kind: 'contact' } });
  await ask('POST', `/accounts/${account}/queue/import`);
  await expect.poll(() => ask('GET', `/accounts/${account}`)).toMatchObject({ totals: { linked: 1 } });
  await page.goto('/settings/layout');
  const tray = page.getByRole('region', { name: 'Switched off' });
  await tray.getByRole('listitem').filter({ hasText: 'Nickname' }).getByText('1 value waiting').waitFor();
  await picture(page, 'studio');
  await tray.getByRole('button', { name: 'Switch on Nickname' }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch on Nickname?' });
  await dialog.getByText('1 record gets a value from its card.').waitFor();
  await dialog.getByText('Anna Bianchi').waitFor();
  await expectAccessible(page);
  await picture(page, 'switch-on');
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('status').getByText('Switched on: Nickname').waitFor();
  await expect
    .poll(() => ask('GET', '/records?q=Bianchi'))
    .toMatchObject({ items: [{ values: { nickname: 'Nina' } }] });

  await page.getByRole('button', { name: 'Edit Nickname' }).click();
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('dialog').getByText('1 record keeps its value aside.').waitFor();
  await page.getByRole('dialog').getByText('1 external account no longer reads or writes it.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await tray.getByRole('listitem').filter({ hasText: 'Nickname' }).getByText('1 value waiting').waitFor();
});

test('Sync mobile is hidden, goes on, says so where it matters, and is shown again in one click', async () => {
  const { page, ask } = boss;
  const { id } = await ask<{ id: string }>('POST', '/records', {
    kind: 'lead',
    values: { lastName: 'Neri' },
    flagged: true,
  });
  await page.goto('/settings/layout?kind=lead');
  await page.getByRole('switch', { name: 'Show Sync mobile' }).press(' ');
  await page.getByText('Hidden, still syncing 1 lead.').waitFor();
  await page.goto('/leads');
  await page.getByRole('row', { name: /Neri/ }).waitFor();
  expect(await page.getByRole('switch').count()).toBe(0);
  const account = await connect(boss).catch(
    async () => (await ask<{ items: { id: string }[] }>('GET', '/accounts')).items[0]!.id,
  );
  const words = 'Sync mobile is hidden for leads, and still syncs 1 of yours.';
  await page.goto(`/accounts/${account}`);
  await page.getByText(words).waitFor();
  await expectAccessible(page);
  await page.goto(`/records/${id}`);
  const panel = page.getByRole('region', { name: 'Sync mobile' });
  await panel.getByText(words).waitFor();
  expect(await page.getByRole('switch').count()).toBe(0);
  await expectAccessible(page);
  await picture(page, 'hidden-on-record');
  await panel.getByRole('button', { name: 'Show it again' }).click();
  await panel.getByRole('switch', { name: 'Sync mobile' }).waitFor();
  expect(await field('syncMobile', 'lead')).toMatchObject({ visible: true });
});

test('who is no administrator is told whose page it is', async () => {
  const { page } = await rubrica.person();
  await page.goto('/settings/layout');
  await page.getByText('They decide which fields records have here.').waitFor();
  await expectAccessible(page);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('nothing is cut, raw or out of reach, whatever the size and the light', async () => {
    const { page } = await rubrica.person({ role: 'administrator', locale: language });
    await page.goto('/settings/layout');
    await page.locator('[data-tray] li').first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const size of [
        [360, 740],
        [768, 1024],
        [1280, 800],
        [1920, 1080],
      ] as const) {
        await resize(page, size);
        expect([size, await faultsOf(page)]).toEqual([size, []]);
        await picture(page, `studio-${language}-${colorScheme}-${size[0]}`);
      }
      expect(await rawWordsOn(page)).toEqual([]);
      await expectAccessible(page);
    }
    await page.locator('[data-row="birthday"] button').nth(1).click();
    await page.getByRole('dialog').locator('form').waitFor();
    await resize(page, [360, 740]);
    expect(await faultsOf(page)).toEqual([]);
    await expectAccessible(page);
    await picture(page, `sheet-${language}-360`);
  });
});
