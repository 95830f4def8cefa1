// The start page says what waits, what it means and where one goes; whose birthday is near; what changed, by whom.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AddressBook, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());
beforeEach(() =>
  fill(rubrica.sandbox, {
    '1-anna': 'N:Bianchi;Anna;;;\nFN:Anna Bianchi\nEMAIL:anna@acme.example',
    '2-marco': 'N:Rossi;Marco;;;\nFN:Marco Rossi\nEMAIL:marco@acme.example',
  }),
);

test('cards wait by account, and it is live: decided, imported, nothing waits', async () => {
  const { page, ask } = await rubrica.person({ locale: 'en-GB' });
  const id = await connect({ page, ask });
  await page.goto('/');
  const waits = page.getByRole('region', { name: 'Waits for you' });
  const line = waits.getByRole('link', { name: /2 cards/ });
  await line.getByText('2 become records once you say what they are.').waitFor();
  await expectAccessible(page);
  await ask('PATCH', `/accounts/${id}/queue`, { filter: {}, set: { kind: 'contact' } });
  await line.getByText('are ready to be imported.').waitFor();
  await line.click();
  await page.waitForURL(`**/queue?account=${id}`);
  await ask('POST', `/accounts/${id}/queue/import`);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
  const changed = page.getByRole('region', { name: 'Changed last' });
  await changed.getByText('Anna Bianchi').or(changed.getByText('Marco Rossi')).first().waitFor();
  await expectAccessible(page);
});

test('birthdays of the next two weeks, in the person’s language, and who changed what', async () => {
  const { page, ask } = await rubrica.person({ locale: 'it-IT' });
  const day = new Intl.DateTimeFormat('sv-SE').format(new Date());
  const { id } = await ask<{ id: string }>('POST', '/records', {
    kind: 'contact',
    values: { firstName: 'Zoe', lastName: 'Verdi', birthday: `1990${day.slice(4)}` },
  });
  await ask('PATCH', `/records/${id}`, { values: { title: 'Direttrice' } });
  await page.goto('/');
  const birthdays = page.getByRole('region', { name: 'Compleanni' });
  await birthdays.getByRole('link', { name: /Zoe Verdi.*compie \d+ anni.*Oggi/ }).waitFor();
  const changed = page.getByRole('region', { name: 'Ultime modifiche' }).getByRole('link').first();
  await changed.getByText(/Person \d+ · \d valori modificati/).waitFor();
  expect(await changed.textContent()).toContain('Zoe Verdi');
  await changed.click();
  await page.getByRole('heading', { level: 1, name: 'Zoe Verdi' }).waitFor();
});
