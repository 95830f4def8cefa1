// Cards alike, what cards are told apart by, and rules, as people meet them in the queue.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/http/contract/contract.ts';
import type { Person } from './add-person.ts';
import { type AddressBook, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

const CARDS = {
  '1-anna':
    'N:Bianchi;Anna;;;\nFN:Anna Bianchi\nORG:Acme S.r.l.\nEMAIL:anna@acme.example\nCATEGORIES:Clienti',
  '2-anna': 'N:Bianchi;Anna;;;\nFN:Anna Bianchi\nEMAIL:anna@acme.example\nNOTE:The other one',
  '3-bakery': 'N:;;;;\nFN:Panificio Santoro\nORG:Panificio Santoro\nX-ABSHOWAS:COMPANY\nCATEGORIES:Clienti',
  '4-marco': 'N:Rossi;Marco;;;\nFN:Marco Rossi\nEMAIL:marco@fiera.example',
  '5-lucia': 'N:Ruiz;Lucía;;;\nFN:Lucía Ruiz\nEMAIL:lucia@fiera.example',
};

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());
beforeEach(() => fill(rubrica.sandbox, CARDS));

async function openQueue(options: Parameters<AddressBook['person']>[0] = {}) {
  const person = await rubrica.person(options);
  const id = await connect(person);
  const { page } = person;
  await page.goto('/queue');
  await page.getByRole('row').first().waitFor();
  return { ...person, person, id, row: (name: string) => page.getByRole('row').filter({ hasText: name }) };
}

/** What was decided, by the card’s name; those alike under their notes. */
async function decisions({ ask }: Person, id: string): Promise<string[]> {
  const { items } = await ask<Answer<'listQueue'>>('GET', `/accounts/${id}/queue?limit=100`);
  return items
    .filter(({ state }) => state !== 'pending')
    .map((item) => `${item.displayName}: ${item.state === 'ready' ? item.kind : item.state}`)
    .toSorted();
}

/** In the page: a key as soon as the one before has been heard. */
async function pressAll(keys: string[]): Promise<void> {
  for (const key of keys) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await new Promise((heard) => setTimeout(heard));
  }
}

describe('by keyboard', () => {
  test('after a click Enter takes what wears its sign, not what was clicked', async () => {
    const { page, person, id, row } = await openQueue();
    await row('Marco Rossi').click();
    const panel = page.getByRole('region', { name: 'What is it?' });
    await panel.getByRole('button', { name: 'Lead' }).click();
    await panel.getByText('Suggested: Contact.', { exact: false }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => decisions(person, id)).toEqual(['Lucía Ruiz: contact', 'Marco Rossi: lead']);
  });

  test('each key decides its card, however fast they come and while further cards are on their way', async () => {
    const many = Array.from({ length: 240 }, (_, n) => [`n${n}`, `N:Nuovo;Nome ${n};;;\nFN:Nome ${n} Nuovo`]);
    fill(rubrica.sandbox, Object.fromEntries(many));
    const { page, person, id } = await openQueue();
    const read = async () =>
      (await person.ask<Answer<'listQueue'>>('GET', `/accounts/${id}/queue?limit=500`)).items;
    const keys = { p: 'contact', c: 'company', l: 'lead', x: 'ignored' };
    const pressed = (await read()).map((item, at) => [item.id, Object.keys(keys)[at % 4]!] as const);
    let calls = 0;
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(`**/accounts/${id}/queue`, async (route) => {
      calls += 1;
      await held;
      await route.continue();
    });
    await page.evaluate(
      pressAll,
      pressed.map(([, key]) => key),
    );
    const decided = pressed.map(([item, key]) => [item, keys[key as keyof typeof keys]]);
    // What was said while the first call was under way goes in one call a kind.
    expect(calls).toBe(1);
    answer();
    await expect
      .poll(async () =>
        (await read()).map((item) => [item.id, item.state === 'ready' ? item.kind : item.state]),
      )
      .toEqual(decided);
    expect(calls).toBe(1 + Object.keys(keys).length);
  });

  test('a key pressed before there is a card waits for the first one', async () => {
    const { page, person, id } = await openQueue();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const asked = page.waitForRequest(/queue\?.*limit=100/);
    await page.route(/queue\?.*limit=100/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/queue');
    await asked;
    await page.keyboard.press('x');
    answer();
    const first = page.locator('[data-row="0"]');
    await first.waitFor();
    await expect
      .poll(async () => (await decisions(person, id)).map((each) => each.replace(/^.*: /, '')))
      .toEqual(['ignored']);
  });

  test('shift draws a range from the card one is at, and drawn back it lets go', async () => {
    const { page, person, id } = await openQueue();
    for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp'])
      await page.keyboard.press(key);
    await page.getByRole('heading', { name: '3 selected' }).waitFor();
    await page.keyboard.press('Shift+End');
    await page.getByRole('heading', { name: '5 selected' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('x');
    await expect.poll(() => decisions(person, id)).toHaveLength(2);
  });

  test('i ignores a card until it changes, b brings the company along', async () => {
    const { page, person, id, row } = await openQueue();
    await row('Marco Rossi').click();
    await page.keyboard.press('i');
    await row('Acme S.r.l.').click();
    await page.keyboard.press('b');
    await expect
      .poll(async () => {
        const { items } = await person.ask<Answer<'listQueue'>>('GET', `/accounts/${id}/queue?limit=9`);
        return [items.some(({ untilChanged }) => untilChanged), items.some(({ withCompany }) => withCompany)];
      })
      .toEqual([true, true]);
    await page.getByRole('button', { name: /^Ignored/ }).click();
    await page.getByText('This card comes back to the queue as soon as somebody changes it.').waitFor();
    await expectAccessible(page);
  });
});

describe('cards alike', () => {
  test('are decided once, and taken back once', async () => {
    const { page, person, id, row } = await openQueue();
    await row('Acme S.r.l.').click();
    const alike = page.getByRole('region', { name: '2 cards of one person?' });
    await expectAccessible(page);
    await alike.getByRole('button', { name: 'One person: this card' }).click();
    await expect
      .poll(() => decisions(person, id))
      .toEqual(['Anna Bianchi: contact', 'Anna Bianchi: ignored']);
    await page.getByRole('region', { name: 'What is decided' }).getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => decisions(person, id)).toEqual([]);
  });

  test('that are two people are told apart for ever', async () => {
    const { page, row } = await openQueue();
    await row('Acme S.r.l.').click();
    await page.getByRole('button', { name: 'They are different' }).click();
    await expect.poll(() => page.getByRole('region', { name: '2 cards of one person?' }).count()).toBe(0);
    await page.reload();
    await row('Acme S.r.l.').click();
    await page.getByRole('heading', { name: 'Anna Bianchi' }).waitFor();
    expect(await page.getByRole('region', { name: '2 cards of one person?' }).count()).toBe(0);
  });
});

describe('rules', () => {
  test('what was decided by a filter becomes a rule, which decides the next card that comes', async () => {
    const { page, person, id, row } = await openQueue();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('combobox', { name: 'Email domain' }).click();
    await page.getByRole('option', { name: 'fiera.example (2)' }).click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await row('Marco Rossi').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Select all 2' }).click();
    const { promise: mayArrive, resolve: letArrive } = Promise.withResolvers<void>();
    await page.route(`**/accounts/${id}/queue`, async (route) => {
      if (route.request().method() === 'PATCH') await mayArrive;
      await route.continue();
    });
    await page.keyboard.press('l');
    await page.getByText('Always do this for Email domain: fiera.example?').waitFor();
    await page.getByRole('button', { name: 'Make it a rule' }).click();
    const dialog = page.getByRole('dialog');
    // Seen before the decision is stored, and once it is.
    await dialog.getByText('Catches 2 waiting cards now.', { exact: false }).waitFor();
    letArrive();
    await dialog.getByText('Catches 0 waiting cards now.', { exact: false }).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    rubrica.sandbox
      .book()
      .put(
        'new.vcf',
        'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:new\r\nN:Neri;Ugo;;;\r\nFN:Ugo Neri\r\nEMAIL:ugo@fiera.example\r\nEND:VCARD\r\n',
      );
    await person.ask('POST', `/accounts/${id}/sync`);
    await expect
      .poll(() => decisions(person, id))
      .toEqual(['Lucía Ruiz: lead', 'Marco Rossi: lead', 'Ugo Neri: lead']);
  });

  test('are made, seen beforehand, put in order, used, taken back, switched off and deleted on their page', async () => {
    const { page, person, id } = await openQueue();
    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('heading', { name: 'No rules yet' }).waitFor();
    await expectAccessible(page);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'New rule' }).click();
    await dialog.getByRole('combobox', { name: 'Group' }).click();
    await dialog.getByRole('option', { name: 'Clienti (2)' }).click();
    await dialog.getByText('Catches 2 waiting cards now.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'New rule' }).click();
    await dialog.getByRole('combobox', { name: 'Person' }).click();
    await dialog.getByRole('option', { name: 'Names no person' }).click();
    await dialog.getByRole('combobox', { name: 'What becomes of them' }).click();
    await dialog.getByRole('option', { name: 'Company', exact: true }).click();
    await dialog.getByText('Catches 1 waiting card now.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    const rules = page.getByRole('list', { name: 'Rules' }).getByRole('listitem');
    await page.getByRole('button', { name: 'Try earlier: Names no person' }).click();
    await expect.poll(() => rules.first().textContent()).toContain('Names no person');
    await expectAccessible(page);
    for (const name of ['Names no person', 'Group: Clienti'])
      await page.getByRole('button', { name: `Decide the waiting cards: ${name}` }).click();
    await expect
      .poll(() => decisions(person, id))
      .toEqual(['Anna Bianchi: contact', 'Panificio Santoro: company']);
    await rules.first().getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => decisions(person, id)).toEqual(['Anna Bianchi: contact']);
    await page.getByRole('switch', { name: 'Rule in use: Names no person' }).press('Space');
    await expect
      .poll(() => person.ask<Answer<'listRules'>>('GET', `/accounts/${id}/rules`))
      .toMatchObject({
        items: [
          { active: false, position: 1 },
          { active: true, position: 2 },
        ],
      });
    await page.getByRole('button', { name: 'Delete: Names no person' }).click();
    await dialog.getByRole('button', { name: 'Delete the rule' }).click();
    await expect.poll(() => rules.count()).toBe(1);
  });
});

test('an import ends in a sentence, with the way to what it did and the way back', async () => {
  const { page, person, id, row } = await openQueue();
  await row('Marco Rossi').click();
  await page.keyboard.press('p');
  const bar = page.getByRole('region', { name: 'What is decided' });
  await bar.getByRole('button', { name: 'Import all 1' }).click();
  await bar.getByText('Imported: 1 new record.', { exact: false }).waitFor();
  await bar.getByRole('link', { name: 'See what it did' }).waitFor();
  await expectAccessible(page);
  await bar.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => decisions(person, id)).toEqual([]);
  expect(await person.ask('GET', '/records?owner=me')).toMatchObject({ total: 0 });
});

test('on a phone of 360 px nothing of the queue and its rules is cut', async () => {
  const { page, id, row } = await openQueue({ viewport: { width: 360, height: 740 }, locale: 'it' });
  await row('Acme S.r.l.').click();
  await page.getByRole('button', { name: 'Ignora finché non cambia' }).waitFor();
  const cut = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('button, a')]
        .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
        .map(({ textContent }) => textContent),
    );
  expect(await cut()).toEqual([]);
  await expectAccessible(page);
  await page.goto(`/accounts/${id}/rules`);
  await page.getByRole('button', { name: 'Nuova regola' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Gruppo' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await expectAccessible(page);
});
