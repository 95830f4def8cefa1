// One of two address books of an account shuts its door: it is named with the way out, and the account goes on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AddressBook, connect, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';
import { faultsOf, rawWordsOn } from './screens.ts';

let book: AddressBook;
beforeAll(async () => {
  book = await openAddressBook([
    { name: 'home', displayName: 'Casa' },
    { name: 'team', displayName: 'Squadra' },
  ]);
});
afterAll(() => book.close());

const WORDS = {
  en: 'Squadra: This address book does not let Rubrica in any more.',
  it: 'Squadra: Questa rubrica esterna non fa più entrare Rubrica.',
  es: 'Squadra: Esta agenda ya no deja entrar a Rubrica.',
};

const SCREENS = [
  [1280, 'light'],
  [390, 'dark'],
] as const;

test('an address book that refuses is named on the account and in the list, until it lets Rubrica in again', async () => {
  const { page, ask } = await book.person();
  const id = await connect({ page, ask });
  const account = await ask<{ books: { name: string }[] }>('GET', `/accounts/${id}`);
  expect(account.books.map(({ name }) => name).sort()).toEqual(['Casa', 'Squadra']);
  book.sandbox.faults.add({
    effect: { answer: { status: 403, body: 'Not for you.' } },
    times: 1000,
    when: ({ path }) => path.includes('/team/'),
  });
  await ask('POST', `/accounts/${id}/sync`, {});
  for (const [language, words] of Object.entries(WORDS))
    for (const [width, colorScheme] of SCREENS) {
      await page.addInitScript((spoken) => localStorage.setItem('rubrica.language', spoken), language);
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      for (const path of [`/accounts/${id}`, '/accounts']) {
        await page.goto(path);
        await page.getByRole('alert').filter({ hasText: words }).waitFor();
        const where = `${language} ${width} ${colorScheme} ${path}`;
        expect(await faultsOf(page), where).toEqual([]);
        expect(await rawWordsOn(page), where).toEqual([]);
        await expectAccessible(page);
      }
    }
  book.sandbox.faults.clear();
  await ask('POST', `/accounts/${id}/sync`, {});
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
});
