import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/http/contract/contract.ts';
import type { Person } from './add-person.ts';
import { type AddressBook, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

const CARDS = {
  '1-anna':
    'N:Bianchi;Anna;;;\nFN:Anna Bianchi\nORG:Acme S.r.l.\nTITLE:Buyer\nTEL;TYPE=CELL:+39 348 1234567\nEMAIL;TYPE=WORK:anna@acme.example\nADR;TYPE=WORK:;;Via Manzoni 12;Milano;MI;20121;Italia\nitem1.X-ABRELATEDNAMES:Luca Neri\nitem1.X-ABLabel:_$!<Spouse>!$_\nX-TAVOLO:12',
  '2-bakery': 'N:;;;;\nFN:Panificio Santoro\nORG:Panificio Santoro\nX-ABSHOWAS:COMPANY',
  '3-marco': 'N:Rossi;Marco;;;\nFN:Marco Rossi\nEMAIL;TYPE=HOME:marco@example.it',
  '4-lucia': 'N:Ruiz;Lucía;;;\nFN:Lucía Ruiz\nORG:Ferretería El Clavo',
  '5-misaki': 'N:山田;美咲;;;\nFN:山田美咲',
  '6-mario': 'N:Rossi;Mario;;;\nFN:Mario Rossi',
};
const NAMES = ['Anna Bianchi', 'Panificio Santoro', 'Marco Rossi', 'Lucía Ruiz', '山田美咲', 'Mario Rossi'];

type Queue = Answer<'listQueue'>;

/** The server may be busy; nothing here is about speed. */

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());
beforeEach(() => fill(rubrica.sandbox, CARDS));

const queueOf = (person: Person, id: string) => person.ask<Queue>('GET', `/accounts/${id}/queue?limit=100`);

/** What was decided, by the card's name. */
async function decisions(person: Person, id: string): Promise<Record<string, string>> {
  const { items } = await queueOf(person, id);
  return Object.fromEntries(
    items
      .filter(({ state }) => state !== 'pending')
      .map(({ displayName, state, kind, recordId }) => [
        displayName,
        state === 'ready' ? (recordId ? 'merge' : kind!) : state,
      ]),
  );
}

/** Somebody whose queue holds the cards, with the queue open. */
async function openQueue(options: Parameters<AddressBook['person']>[0] = {}) {
  const person = await rubrica.person(options);
  const id = await connect(person);
  await person.page.goto('/queue');
  await person.page.getByRole('row').first().waitFor();
  const { page } = person;
  return {
    ...person,
    person,
    id,
    row: (name: string) => page.getByRole('row').filter({ hasText: name }),
    /** The name of the card that is looked at. */
    current: () => page.locator('[aria-current=true] [dir=auto]').first().textContent(),
    bar: page.getByRole('region', { name: 'What is decided' }),
  };
}

describe('by keyboard', () => {
  test('a key decides and moves on, in the order the cards came', async () => {
    const { page, person, id, bar, current } = await openQueue();
    const order = (await queueOf(person, id)).items.map((item) => item.displayName);
    expect(order.toSorted()).toEqual(NAMES.toSorted());
    expect(await current()).toBe(order[0]);
    for (const key of ['p', 'c', 'l', 'x']) await page.keyboard.press(key);
    await bar.getByText('4 of 6 decided: 1 contact, 1 company, 1 lead, 1 ignored').waitFor();
    expect(await current()).toBe(order[4]);
    await expect
      .poll(() => decisions(person, id))
      .toEqual({
        [order[0]!]: 'contact',
        [order[1]!]: 'company',
        [order[2]!]: 'lead',
        [order[3]!]: 'ignored',
      });
    await expectAccessible(page);
  });

  test('Enter takes the suggestion: a card of a company becomes one', async () => {
    const { page, person, id, row, current } = await openQueue();
    await row('Panificio Santoro').click();
    await page.keyboard.press('Enter');
    await expect.poll(() => decisions(person, id)).toEqual({ 'Panificio Santoro': 'company' });
    expect(await current()).not.toBe('Panificio Santoro');
  });

  test('u takes decisions back, the last one first, and looks at the card again', async () => {
    const { page, person, id, current, bar } = await openQueue();
    const first = await current();
    await page.keyboard.press('p');
    const second = await current();
    await page.keyboard.press('x');
    await page.keyboard.press('u');
    await bar.getByText('1 of 6 decided: 1 contact').waitFor();
    expect(await current()).toBe(second);
    await page.keyboard.press('u');
    await bar.getByText('6 cards wait for your decision').waitFor();
    expect(await current()).toBe(first);
    await expect.poll(() => decisions(person, id)).toEqual({});
  });

  test('keys are text while somebody searches', async () => {
    const { page, person, id, row } = await openQueue();
    await page.keyboard.press('/');
    await page.keyboard.type('clavo');
    await expect.poll(() => page.getByRole('row').count()).toBe(1);
    await row('Lucía Ruiz').waitFor();
    expect(await decisions(person, id)).toEqual({});
  });

  test('g and c goes to the contacts and decides nothing', async () => {
    const { page, person, id } = await openQueue();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL('**/contacts');
    expect(await decisions(person, id)).toEqual({});
  });
});

describe('in bulk', () => {
  test('everything a search finds becomes one type in one step, and is taken back in one', async () => {
    const { page, person, id, row, bar } = await openQueue();
    await page.getByLabel('Search the queue', { exact: false }).fill('rossi');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await row('Marco Rossi').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Select all 2' }).click();
    await expectAccessible(page);
    await page
      .getByRole('region', { name: 'What are these 2?' })
      .getByRole('button', { name: 'Lead' })
      .click();
    await expect.poll(() => decisions(person, id)).toEqual({ 'Marco Rossi': 'lead', 'Mario Rossi': 'lead' });
    await bar.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => decisions(person, id)).toEqual({});
  });

  test('the suggestions are used for all of them at once', async () => {
    const { page, person, id, bar } = await openQueue();
    await page.getByRole('button', { name: 'Use the suggestions for all 6' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('6 new').waitFor();
    await dialog.getByRole('button', { name: 'Decide 6 cards' }).click();
    await page.getByRole('heading', { name: 'Everything is decided' }).waitFor();
    await expect.poll(() => bar.getByRole('button', { name: 'Import all 6' }).isEnabled()).toBe(true);
    await expectAccessible(page);
    const all = await decisions(person, id);
    expect(all).toMatchObject({ 'Panificio Santoro': 'company', 'Anna Bianchi': 'contact' });
    expect(Object.keys(all)).toHaveLength(6);
  });

  test('ignored cards are out of the way and can be put back', async () => {
    const { page, person, id, row } = await openQueue();
    await row('Mario Rossi').click();
    await page.keyboard.press('x');
    await page.getByRole('button', { name: /^Ignored/ }).click();
    await row('Mario Rossi').click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Put back into the queue' }).click();
    await page.getByRole('heading', { name: 'Nothing is ignored' }).waitFor();
    await expect.poll(() => decisions(person, id)).toEqual({});
  });
});

describe('importing', () => {
  test('Import all is off while nothing is typed, says how many are, and takes exactly those', async () => {
    const { page, person, row, bar } = await openQueue();
    expect(await bar.getByRole('button', { name: 'Import all' }).isDisabled()).toBe(true);
    await row('Anna Bianchi').click();
    await page.keyboard.press('p');
    // The import waits for what was decided the moment before, however long that is on its way.
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    await page.route(/\/queue$/, async (route) => {
      if (route.request().method() === 'PATCH') await held;
      await route.continue();
    });
    await row('Panificio Santoro').click();
    await page.keyboard.press('c');
    await bar.getByRole('button', { name: 'Import all 2' }).click();
    letGo();
    await page.getByRole('button', { name: 'Imported 2' }).waitFor();
    const records = await person.ask<{ items: { displayName: string; kind: string; flagged: boolean }[] }>(
      'GET',
      '/records?owner=me',
    );
    expect(records.items.map(({ displayName, kind, flagged }) => [displayName, kind, flagged])).toEqual([
      ['Anna Bianchi', 'contact', true],
      ['Panificio Santoro', 'company', true],
    ]);
    await bar.getByText('4 cards wait for your decision').waitFor();
    await page.getByRole('button', { name: 'Imported 2' }).click();
    await row('Anna Bianchi').waitFor();
    await expectAccessible(page);
  });

  test('a card that is in Rubrica already is shown beside its record and merged into it', async () => {
    fill(rubrica.sandbox, {
      vera: 'N:Neri;Vera;;;\nFN:Vera Neri\nTITLE:Buyer\nTEL;TYPE=CELL:+39 347 7654321\nEMAIL;TYPE=WORK:vera@acme.example',
    });
    const person = await rubrica.person();
    const record = await person.ask<{ id: string }>('POST', '/records', {
      kind: 'contact',
      values: { firstName: 'Vera', lastName: 'Neri', mobile: '347 7654321', title: 'Head buyer' },
    });
    const id = await connect(person);
    const { page } = person;
    await page.goto('/queue');
    await page.getByRole('row').filter({ hasText: 'Match' }).click();
    const table = page.getByRole('table', { name: 'Values of the record and of the card' });
    await table
      .getByRole('row')
      .filter({ hasText: '347 7654321' })
      .getByText('The same on both sides')
      .waitFor();
    const title = table.getByRole('row').filter({ hasText: 'Head buyer' });
    await title.getByText('Each side keeps its own value').waitFor();
    await page.getByRole('radio', { name: 'All from the record' }).check();
    await title.getByText('The record’s value goes onto the card').waitFor();
    await title.getByText('Buyer', { exact: true }).click();
    await title.getByText('The card’s value goes into the record').waitFor();
    await table
      .getByRole('row')
      .filter({ hasText: 'vera@acme.example' })
      .getByText('Only on the card')
      .waitFor();
    await expectAccessible(page);

    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Vera Neri' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Link the two' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect.poll(() => decisions(person, id)).toEqual({ 'Vera Neri': 'merge' });
    await page.getByRole('button', { name: 'Import all 1' }).click();
    await expect
      .poll(() => person.ask('GET', `/records/${record.id}`))
      .toMatchObject({ links: [{ accountId: id }], values: { email: 'vera@acme.example', title: 'Buyer' } });
    expect(await person.ask('GET', '/conflicts')).toMatchObject({ total: 0 });
    expect(await person.ask('GET', '/records?kind=contact&owner=me')).toMatchObject({ total: 1 });
  });

  test('what could not be imported says why and can be decided anew', async () => {
    fill(rubrica.sandbox, { ugo: 'N:Verdi;Ugo;;;\nFN:Ugo Verdi\nTEL;TYPE=CELL:+39 346 1112223' });
    const person = await rubrica.person();
    const record = await person.ask<{ id: string }>('POST', '/records', {
      kind: 'contact',
      values: { firstName: 'Ugo', mobile: '346 1112223' },
    });
    const id = await connect(person);
    const { page } = person;
    await page.goto(`/accounts/${id}/queue`);
    await page.getByRole('row').filter({ hasText: 'Match' }).click();
    await page.getByRole('button', { name: 'Merge into Ugo' }).click();
    await expect.poll(() => decisions(person, id)).toEqual({ 'Ugo Verdi': 'merge' });
    await person.ask('DELETE', `/records/${record.id}`);
    await page.getByRole('button', { name: 'Import all 1' }).click();
    await page.getByRole('button', { name: /1 card could not be imported/ }).click();
    await page.getByText('The record it should merge into is gone.', { exact: false }).first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Import all 1' }).click();
    await page.getByRole('button', { name: 'Imported 1' }).waitFor();
    expect(await decisions(person, id)).toEqual({ 'Ugo Verdi': 'imported' });
  });
});

describe('photos', () => {
  test('a photo inside the card is its face; one that is only an address leaves the initials', async () => {
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    fill(rubrica.sandbox, {
      inside: `N:Sole;Ada;;;\nFN:Ada Sole\nPHOTO;ENCODING=b;TYPE=PNG:${pixel}`,
      outside: 'N:Luna;Ivo;;;\nFN:Ivo Luna\nPHOTO;VALUE=uri:https://photos.example/ivo.jpg',
    });
    const { page, row } = await openQueue();
    const photo = row('Ada Sole').locator('img');
    await photo.waitFor();
    expect(
      await photo.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(1);
    await row('Ivo Luna').locator('[data-initials=IL]').waitFor();
    await expect.poll(() => row('Ivo Luna').locator('img').count()).toBe(0);
    await expectAccessible(page);
  });
});

describe('on a phone', () => {
  test('a tap opens the card, the thumb decides, the next card follows', async () => {
    const { page, person, id, row } = await openQueue({
      viewport: { width: 390, height: 844 },
      locale: 'it',
    });
    await expectAccessible(page);
    await row('Anna Bianchi').click();
    await page.getByRole('heading', { name: 'Anna Bianchi' }).waitFor();
    await page.getByRole('definition').filter({ hasText: 'Via Manzoni 12' }).waitFor();
    // What no field takes is seen as well, under its label or the card's own name for it.
    await page.getByText('Coniuge').waitFor();
    await page.getByRole('definition').filter({ hasText: 'Luca Neri' }).waitFor();
    await page.getByText('X-TAVOLO').waitFor();
    await expectAccessible(page);
    const choice = page.getByRole('button', { name: 'Contatto', exact: true });
    const box = (await choice.boundingBox())!;
    expect(box.y).toBeGreaterThan(600);
    expect(box.height).toBeGreaterThanOrEqual(44);
    await choice.click();
    await expect
      .poll(() => page.getByRole('heading', { level: 2 }).first().textContent())
      .not.toBe('Anna Bianchi');
    await expect.poll(() => decisions(person, id)).toEqual({ 'Anna Bianchi': 'contact' });
    await page.getByRole('button', { name: 'Torna all’elenco' }).click();
    await page.getByText('1 di 6 decise').waitFor();
  });
});
