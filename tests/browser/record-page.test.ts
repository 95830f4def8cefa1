// The page of a record as people work with it: notes, the timeline, and no empty half, in three languages.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../src/http/contract/contract.ts';
import { LANGUAGES, type Language } from '../../src/languages.ts';
import type { Person } from './add-person.ts';
import { type AddressBook, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';
import { faultsOf } from './screens.ts';

let book: AddressBook;
let anna: Person;
beforeAll(async () => {
  book = await openAddressBook();
});
afterAll(() => book?.close());
beforeEach(async () => {
  anna = await book.person({ role: 'administrator' });
});

const make = (kind: string, values: Record<string, string>, more: object = {}) =>
  anna.ask<Answer<'createRecord'>>('POST', '/records', { kind, values, ...more });

const TITLES: Record<Language, string> = { en: 'Timeline', it: 'Cronologia', es: 'Historial' };
const timelineOf = (page: Page, language: Language = 'en') =>
  page.getByRole('region', { name: TITLES[language] });

/** What moved by itself since the page began, as a browser counts it. */
const SHIFTS = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})`;

test('a note keeps its lines and links what is a link; its author changes it, deletes it and takes that back', async () => {
  const { id } = await make('contact', { firstName: 'Ada', lastName: 'Conti' });
  const { page } = anna;
  await page.goto(`${book.url}/records/${id}`);
  const timeline = timelineOf(page);
  await timeline
    .getByRole('textbox', { name: 'Write a note…' })
    .fill('Called.\nSee www.acme.it, javascript:alert(1)');
  await page.keyboard.press('Control+Enter');
  const note = timeline.locator('li', { hasText: 'Called.' });
  await note.waitFor();
  expect(
    await note.getByRole('link').evaluateAll((links) => links.map((a) => (a as HTMLAnchorElement).href)),
  ).toEqual(['https://www.acme.it/']);
  expect(await timeline.getByRole('textbox').inputValue()).toBe('');
  await expectAccessible(page);

  await note.getByRole('button', { name: 'Edit the note' }).click();
  await timeline.getByRole('textbox', { name: 'Note', exact: true }).fill('Called twice.');
  await timeline.getByRole('button', { name: 'Save note' }).click();
  await timeline.getByText('Called twice.').waitFor();
  await timeline.getByText('edited').waitFor();
  await timeline.getByRole('button', { name: 'Delete the note' }).click();
  await timeline.getByText('Called twice.').waitFor({ state: 'detached' });
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await timeline.getByText('Called twice.').waitFor();
  expect(await anna.ask('GET', `/records/${id}/notes`)).toMatchObject({ total: 1 });
});

test('the timeline is one stream of edits, cards and notes, and shows each alone', async () => {
  fill(book.sandbox, {});
  const account = await connect(anna);
  const { id } = await make(
    'contact',
    { firstName: 'Bea', lastName: 'Neri', phone: '02 1' },
    { flagged: true },
  );
  await expect
    .poll(() => anna.ask<Answer<'getRecord'>>('GET', `/records/${id}`))
    .toMatchObject({ links: [{ state: 'active', accountId: account }] });
  await anna.ask('POST', `/records/${id}/notes`, { text: 'Met at the fair' });
  const { page } = anna;
  await page.goto(`${book.url}/records/${id}`);
  const timeline = timelineOf(page);
  await timeline.getByText('Today').waitFor();
  const types = () =>
    timeline.locator('li').evaluateAll((all) => all.map((li) => li.getAttribute('data-type')));
  await timeline.getByText('Card made').waitFor();
  expect((await types()).toSorted()).toEqual(['act', 'act', 'act', 'card', 'flag', 'note']);
  await timeline.getByText('Notes', { exact: true }).click();
  await expect.poll(types).toEqual(['note']);
  await timeline.getByText('Sync', { exact: true }).click();
  await expect.poll(types).toEqual(expect.arrayContaining(['card', 'flag']));
  await timeline.getByText('Edits', { exact: true }).click();
  await expect.poll(types).toEqual(['act', 'act', 'act']);
  await expectAccessible(page);
});

test('a number is called, an address is found on a map and copied, and a phone takes the record from a code', async () => {
  const { id } = await make('contact', {
    ...{ firstName: 'Ada', lastName: 'Conti', mobile: '+39 348 1234567', email: 'ada@conti.example' },
    ...{ 'mailing.street': 'Via Po 1', 'mailing.city': 'Torino' },
  });
  anna = await book.person({ permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = anna;
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(book.url)) outside.push(request.url());
  });
  await page.goto(`${book.url}/records/${id}`);
  const hrefOf = (name: string) => page.getByRole('link', { name }).getAttribute('href');
  expect(await hrefOf('Call +39 348 1234567')).toBe('tel:+393481234567');
  expect(await hrefOf('Write to ada@conti.example')).toBe('mailto:ada@conti.example');
  expect(await hrefOf('Show on a map: Via Po 1, Torino')).toBe(
    'https://www.openstreetmap.org/search?query=Via%20Po%201%2C%20Torino',
  );
  await page.getByRole('button', { name: 'Copy Via Po 1, Torino' }).click();
  await page.getByRole('button', { name: 'Copied: Via Po 1, Torino' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Via Po 1\nTorino');

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'QR code' }).click();
  const code = page.getByRole('img', { name: 'QR code with the card of Ada Conti' });
  await code.waitFor();
  const text = await code.getAttribute('data-text');
  expect(text).toContain('TEL;TYPE=CELL:+39 348 1234567');
  await page.getByText('In it: First name, Last name, Email, Mobile, Postal address.').waitFor();
  await expectAccessible(page);
  if (process.env.RUBRICA_PICTURES) await page.screenshot({ path: `${process.env.RUBRICA_PICTURES}/qr.png` });
  expect(outside).toEqual([]);
});

test('a value of the card without a field gets a free one, or one that is made for it', async () => {
  fill(book.sandbox, {
    nina: 'N:Gallo;Nina;;;\nFN:Nina Gallo\nTEL;TYPE=CELL:333 1\nitem1.TEL:081 9\nitem1.X-ABLabel:Citofono\nitem2.TEL:081 8\nitem2.X-ABLabel:Segreteria',
  });
  const account = await connect(anna);
  await anna.ask('PATCH', `/accounts/${account}/queue`, { filter: {}, set: { kind: 'contact' } });
  await anna.ask('POST', `/accounts/${account}/queue/import`);
  const found = () => anna.ask<Answer<'listRecords'>>('GET', '/records?q=Nina%20Gallo');
  await expect.poll(found).toMatchObject({ total: 1 });
  const { id } = (await found()).items[0]!;
  const record = () => anna.ask<Answer<'getRecord'>>('GET', `/records/${id}`);
  const also = async () => (await record()).links[0]!.alsoOnCard.map(({ value }) => value);
  // One of the two is the other phone already.
  await expect.poll(also).toHaveLength(1);
  const [left] = await also();
  const { page } = anna;
  await page.goto(`${book.url}/records/${id}`);
  await page.getByRole('button', { name: `Give it a field… ${left}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Home phone' }).check();
  await expectAccessible(page);
  if (process.env.RUBRICA_PICTURES)
    await page.screenshot({ path: `${process.env.RUBRICA_PICTURES}/give.png` });
  await dialog.getByRole('button', { name: 'Give it the field' }).click();
  await page.getByRole('button', { name: `Home phone, edit: ${left}` }).waitFor();
  await expect.poll(also).toEqual([]);
  expect((await record()).values).toMatchObject({ homePhone: left });

  await anna.ask('PATCH', `/records/${id}`, { values: { description: 'kept' } });
  const vcard = () => book.sandbox.book().get('nina.vcf')!.vcard;
  const { href } = book.sandbox.book().list()[0]!;
  book.sandbox.book().edit(href, (text) => text.replace('END:VCARD', 'NICKNAME:Ninetta\r\nEND:VCARD'));
  await anna.ask('POST', `/accounts/${account}/sync`, {});
  await expect.poll(also).toEqual(['Ninetta']);
  await page.getByRole('button', { name: 'Give it a field… Ninetta' }).click();
  await dialog.getByRole('radio', { name: 'A new field for it' }).check();
  await dialog.getByRole('textbox', { name: 'Name of the field' }).fill('Called');
  await dialog.getByRole('button', { name: 'Give it the field' }).click();
  await page.getByRole('button', { name: 'Called, edit: Ninetta' }).waitFor();
  expect((await record()).values).toMatchObject({ 'custom.called': 'Ninetta' });
  await expect.poll(also).toEqual([]);
  expect(vcard().split('Ninetta')).toHaveLength(2);
});

test('merged on its page, the second card on the phone stays or goes as somebody says', async () => {
  fill(book.sandbox, {});
  const account = await connect(anna);
  const pair = [
    await make(
      'contact',
      { firstName: 'Rita', lastName: 'Levi', email: 'rita@levi.example' },
      { flagged: true },
    ),
    await make('contact', { firstName: 'Rita', lastName: 'Levi M.', phone: '06 1' }, { flagged: true }),
  ];
  const cards = () => book.sandbox.book().count();
  await expect.poll(cards).toBe(2);
  for (const { id } of pair)
    await expect
      .poll(() => anna.ask<Answer<'getRecord'>>('GET', `/records/${id}`))
      .toMatchObject({ links: [{ state: 'active', pending: false, accountId: account }] });
  const { page } = anna;
  await page.goto(`${book.url}/records/${pair[0]!.id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Merge with…' }).click();
  await page.getByRole('searchbox', { name: 'Search records' }).fill('Levi M.');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Levi M\./ }).click();
  await dialog.getByText('stays in the address book as it is').waitFor();
  await dialog.getByRole('checkbox', { name: 'Also delete the second card in my address book' }).check();
  await dialog.getByText('is deleted in the address book').waitFor();
  await expectAccessible(page);
  if (process.env.RUBRICA_PICTURES)
    await page.screenshot({ path: `${process.env.RUBRICA_PICTURES}/merge.png` });
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByText('1 second card is deleted by the next sync.').waitFor();
  await expect.poll(cards).toBe(1);
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect
    .poll(() => anna.ask<Answer<'getRecord'>>('GET', `/records/${pair[1]!.id}`))
    .toMatchObject({ deletedAt: null });
});

const SIZES = [
  [390, 844],
  [768, 1024],
  [1280, 800],
  [1920, 1080],
] as const;

test.each(LANGUAGES)('in %s nothing is cut, nothing jumps, and no half is empty', async (language) => {
  anna = await book.person({ role: 'administrator', locale: language });
  const company = await make('company', { name: 'Officine Meccaniche Castelli & Figli di Giovanni S.n.c.' });
  const at = { companyId: company.id };
  const { id } = await make(
    'contact',
    {
      ...{ firstName: 'Massimiliano', lastName: 'Castelli', title: 'Responsabile degli acquisti' },
      ...{ email: 'massimiliano.castelli@officine-castelli.example', mobile: '+39 348 7654310' },
      ...{ 'mailing.street': 'Via Manzoni 12', 'mailing.city': 'Milano', 'mailing.postalCode': '20121' },
    },
    at,
  );
  for (const firstName of ['Carla', 'Bruno', 'Elena'])
    await make('contact', { firstName, lastName: 'Rossi' }, at);
  await anna.ask('POST', `/records/${id}/notes`, {
    text: 'Richiamare a settembre per il preventivo.\nhttps://officine-castelli.example/contatti',
  });
  await anna.ask('PATCH', `/records/${id}`, { values: { mobile: '+39 348 7654311' } });
  const { page } = anna;
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const one of [id, company.id]) {
      await page.goto(`${book.url}/records/${one}`);
      await timelineOf(page, language).locator('li').first().waitFor();
      await page.locator('main h2').nth(2).waitFor();
      expect(await page.evaluate(SHIFTS), `${one} at ${width}`).toBeLessThan(0.1);
      expect(await faultsOf(page), `${one} at ${width}`).toEqual([]);
      if (process.env.RUBRICA_PICTURES)
        for (const scheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          const name = `${one === id ? 'contact' : 'company'}-${language}-${width}-${scheme}`;
          await page.screenshot({ path: `${process.env.RUBRICA_PICTURES}/${name}.png`, fullPage: false });
          await page.evaluate(`document.querySelector('#main').scrollTo(0, 700)`);
          await page.screenshot({ path: `${process.env.RUBRICA_PICTURES}/${name}-down.png` });
          await page.evaluate(`document.querySelector('#main').scrollTo(0, 0)`);
        }
    }
  }
  await expectAccessible(page);
});

test('a record is given to a colleague on its page, and back by a click', async () => {
  const { id, ownerId } = await make('contact', { firstName: 'Ida', lastName: 'Oro' });
  const { name } = await anna.ask<Answer<'getMe'>>('GET', '/me');
  const colleague = await book.person();
  const { id: colleagueId, name: theirs } = await colleague.ask<Answer<'getMe'>>('GET', '/me');
  const owner = async () => (await anna.ask<Answer<'getRecord'>>('GET', `/records/${id}`)).ownerId;
  const { page } = anna;
  await page.goto(`/records/${id}`);
  const choice = page.getByRole('region', { name: 'About' }).getByRole('combobox', { name: 'Owner' });
  await expect.poll(() => choice.inputValue()).toBe(name);
  await choice.click();
  await page.getByRole('option', { name: theirs, exact: true }).click();
  await expect.poll(owner).toBe(colleagueId);
  await page.getByText(`${theirs} looks after this record now.`).waitFor();
  await expectAccessible(page);
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(owner).toBe(ownerId);
});
