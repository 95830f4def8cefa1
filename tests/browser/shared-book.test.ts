// Two people have connected the same address book: who waits for the card that is being made for the other is told so, gets that
// one, and is told who else has the book before anything is deleted there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AddressBook, connect, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';
import { faultsOf, rawWordsOn } from './screens.ts';

let book: AddressBook;
beforeAll(async () => {
  book = await openAddressBook();
});
afterAll(() => book.close());

const WORDS = {
  en: 'A colleague’s account of the same address book is making or deleting this very card',
  it: 'L’account di un collega collegato alla stessa rubrica esterna sta creando o eliminando proprio questa voce',
  es: 'La cuenta de un colega, conectada a la misma agenda, está creando o eliminando esta misma tarjeta',
};

const SCREENS = [
  [1280, 'light'],
  [390, 'dark'],
] as const;

test('who waits for the card that is being made for the other reads why, and who else has the book', async () => {
  const [anna, bruno] = [await book.person(), await book.person()];
  const [hers, his] = [await connect(anna), await connect(bruno)];
  const { id } = await anna.ask<{ id: string }>('POST', '/records', {
    kind: 'contact',
    values: { lastName: 'Bianchi' },
  });
  // Her card is sent, and then the address book falls silent: nobody knows whether it is there.
  book.sandbox.faults.cut(1, 'after', { kind: 'put' });
  const sent = book.sandbox.faults.add({
    effect: { answer: { status: 503 } },
    times: 1000,
    when: () => book.sandbox.book().count() > 0,
  });
  await anna.ask('PUT', `/records/${id}/flag`);
  await expect.poll(() => sent.struck).toBeGreaterThan(0);
  await anna.ask('PATCH', `/accounts/${hers}`, { settings: { paused: true } });
  book.sandbox.faults.clear();
  await bruno.ask('PUT', `/records/${id}/flag`);
  const { page } = bruno;
  for (const [language, words] of Object.entries(WORDS))
    for (const [width, colorScheme] of SCREENS) {
      await page.addInitScript((spoken) => localStorage.setItem('rubrica.language', spoken), language);
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      for (const path of [`/records/${id}`, `/accounts/${his}`]) {
        await page.goto(path);
        await page
          .getByText(path.startsWith('/records') ? words : 'Person 1')
          .first()
          .waitFor();
        const where = `${language} ${width} ${colorScheme} ${path}`;
        expect(await faultsOf(page), where).toEqual([]);
        expect(await rawWordsOn(page), where).toEqual([]);
        await expectAccessible(page);
      }
    }
  expect(book.sandbox.book().count()).toBe(1);
});
