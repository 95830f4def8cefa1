// What only a person can say: what a deletion on the phone means, and what a second card is; and who shares an address book.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/http/contract/contract.ts';
import { type AddressBook, add, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());

const CARDS = Object.fromEntries(
  ['Olga', 'Piero', 'Rosa', 'Ugo'].map((name, at) => [
    name.toLowerCase(),
    `N:Neri;${name};;;\nFN:${name} Neri\nEMAIL:${name}@neri.example\nTEL;TYPE=CELL:+39 348 765432${at}`,
  ]),
);

test('deletions on the phone wait and are answered, a second card is deleted, put back and kept apart, a shared book says so', async () => {
  fill(rubrica.sandbox, CARDS);
  const person = await rubrica.person();
  const { page, ask } = person;
  const account = await connect(person);
  const totals = async () => (await ask<Answer<'getAccount'>>('GET', `/accounts/${account}`)).totals;
  await expect.poll(totals).toMatchObject({ pending: 4 });
  await ask('PATCH', `/accounts/${account}`, { settings: { remoteDelete: 'ask' } });
  await ask('PATCH', `/accounts/${account}/queue`, { filter: {}, set: { kind: 'contact' } });
  await ask('POST', `/accounts/${account}/queue/import`);
  await expect.poll(totals).toMatchObject({ linked: 4 });

  const other = await rubrica.person();
  await connect(other);
  for (const name of ['olga', 'piero', 'rosa']) rubrica.sandbox.book().remove(`${name}.vcf`);
  add(rubrica.sandbox, {
    'ugo-2': 'N:Neri;Ugo;;;\nFN:Ugo Neri\nEMAIL:ugo@neri.example\nTEL;TYPE=CELL:+39 348 7654323',
  });
  await ask('POST', `/accounts/${account}/sync`, { full: true });
  await expect.poll(totals).toMatchObject({ held: 3, pending: 1 });

  // One by one, from the account.
  await page.goto(`/accounts/${account}`);
  await page.getByText('Also connected by Person 2').waitFor();
  const held = page.getByRole('region', { name: 'Cards that wait' });
  await held
    .getByRole('group', { name: 'Olga Neri' })
    .getByRole('button', { name: 'Put the card back' })
    .waitFor();
  await expectAccessible(page);
  await held
    .getByRole('group', { name: 'Olga Neri' })
    .getByRole('button', { name: 'Put the card back' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put the card back' }).click();
  const names = () =>
    rubrica.sandbox
      .book()
      .list()
      .map(({ href }) => /FN:(.*)\r/.exec(rubrica.sandbox.book().get(href)!.vcard)![1])
      .toSorted();
  await expect.poll(names).toEqual(['Olga Neri', 'Ugo Neri', 'Ugo Neri']);

  // All that wait, with their number.
  await held.getByText('All 2 cards deleted on the phone').waitFor();
  await held.getByRole('button', { name: 'Keep the records' }).click();
  await page
    .getByRole('dialog', { name: 'Keep 2 records' })
    .getByRole('button', { name: 'Keep the records' })
    .click();
  await held.waitFor({ state: 'detached' });
  const flagged = async () => (await ask<Answer<'listRecords'>>('GET', '/records?flagged=true')).total;
  await expect.poll(flagged).toBe(2);

  // Before a card is deleted in a book that somebody else has connected, it is said.
  const [ugo] = (await ask<Answer<'listRecords'>>('GET', '/records?q=ugo')).items;
  await page.goto(`/records/${ugo!.id}`);
  await page.getByRole('switch', { name: /Sync mobile/ }).click();
  await page.getByRole('dialog').getByText('is also connected by Person 2').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  // Nothing is offered that would be refused.
  await page.goto(`/accounts/${account}/queue`);
  const second = page.getByRole('region', { name: 'Second card of Ugo Neri' });
  await second.waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Merge into Ugo Neri' }).count()).toBe(0);
  await expectAccessible(page);
  await page.keyboard.press('m');
  await page.getByRole('dialog').getByRole('searchbox').fill('neri');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Piero Neri/ })
    .waitFor();
  expect(
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Ugo Neri/ })
      .count(),
  ).toBe(0);
  await page.keyboard.press('Escape');
  await second.getByRole('button', { name: 'Delete this card' }).click();
  const question = page.getByRole('dialog', { name: 'Delete the second card of “Ugo Neri”?' });
  await question.getByText('is also connected by Person 2').waitFor();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Delete this card' }).click();
  await expect.poll(names).toEqual(['Olga Neri', 'Ugo Neri']);
  await expect.poll(totals).toMatchObject({ pending: 0 });

  // It is put back as it was, and waits again.
  await page.goto('/trash?cards=true');
  await page.getByText('Second card, deleted from the queue').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Put back: Ugo Neri' }).click();
  await expect.poll(names).toEqual(['Olga Neri', 'Ugo Neri', 'Ugo Neri']);
  await expect.poll(totals).toMatchObject({ pending: 1 });
  await page.goto(`/accounts/${account}/queue`);
  await second.getByRole('button', { name: 'Keep it apart' }).click();
  await expect.poll(totals).toMatchObject({ ready: 1, pending: 0 });
});
