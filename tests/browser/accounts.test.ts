import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import type { Person } from './add-person.ts';
import { type AddressBook, add, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

const CARDS = {
  anna: 'N:Bianchi;Anna;;;\nFN:Anna Bianchi\nORG:Acme S.r.l.\nTEL;TYPE=CELL:+39 348 1234567',
  marco: 'N:Rossi;Marco;;;\nFN:Marco Rossi\nEMAIL;TYPE=HOME:marco@example.it',
  bakery: 'N:;;;;\nFN:Panificio Santoro\nORG:Panificio Santoro\nX-ABSHOWAS:COMPANY',
};

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());
beforeEach(() => fill(rubrica.sandbox, CARDS));

/** The form for a CardDAV server, filled in but for the password. */
async function openForm({ page }: Person, url = rubrica.sandbox.url): Promise<void> {
  await page.goto('/accounts');
  await page.getByRole('link', { name: 'New sync account' }).first().click();
  await page.getByRole('radio', { name: /CardDAV/ }).click();
  await page.getByLabel('Email address or user name').fill('alice');
  await page.getByLabel('Server address').fill(url);
}

/** Where a server stood a moment ago. */
async function addressOfNothing(): Promise<string> {
  const sandbox = await startCardDavSandbox({ cards: 0 });
  await sandbox.stop();
  return sandbox.url;
}

describe('connecting', () => {
  test('without an account, the page invites to connect one', async () => {
    const { page } = await rubrica.person();
    await page.goto('/accounts');
    await page.getByRole('heading', { name: 'Your address book, in step with your records' }).waitFor();
    await expectAccessible(page);
    await page.goto('/queue');
    await page.getByRole('heading', { name: 'No address book is connected yet' }).waitFor();
    await expectAccessible(page);
  });

  test('a wrong password is explained beside the password, and nothing is connected', async () => {
    const person = await rubrica.person();
    await openForm(person);
    const field = person.page.getByLabel('Password', { exact: true });
    await field.fill('wrong');
    await field.press('Tab');
    await person.page
      .getByRole('alert')
      .filter({ hasText: 'did not accept this user name and password' })
      .waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await person.page.getByLabel('Server address').getAttribute('aria-invalid')).not.toBe('true');
    await expectAccessible(person.page);
    expect(await person.ask('GET', '/accounts')).toMatchObject({ total: 0 });
  });

  test.each([
    ['nothing listens', addressOfNothing, 'does not answer'],
    ['no address book is', async () => `${rubrica.url}/accounts`, 'address book'],
  ])('an address where %s is explained beside the address', async (_what, address, words) => {
    const person = await rubrica.person();
    await openForm(person, await address());
    await person.page.getByLabel('Password', { exact: true }).fill('s3cret');
    await person.page.getByRole('button', { name: 'Check the connection' }).click();
    await person.page.getByRole('alert').filter({ hasText: words }).waitFor();
    expect(await person.page.getByLabel('Server address').getAttribute('aria-invalid')).toBe('true');
  });

  test('an address that sends on to another server names it, and is taken over with one click', async () => {
    // Who is asked under this name is the same machine, but nothing proves it.
    const other = createServer((_, response) => {
      response.writeHead(307, { location: `${rubrica.sandbox.url}/` }).end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const person = await rubrica.person();
    const { page } = person;
    await openForm(person, `http://localhost:${port}/`);
    const address = page.getByLabel('Server address');
    await page.getByLabel('Password', { exact: true }).fill('s3cret');
    await page.getByRole('button', { name: 'Check the connection' }).click();
    await page.getByText(`The server sends on to ${rubrica.sandbox.url}/`).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Use this address' }).click();
    expect(await address.inputValue()).toBe(`${rubrica.sandbox.url}/`);
    const password = page.getByLabel('Password', { exact: true });
    expect(await password.inputValue()).toBe('');
    await password.fill('s3cret');
    await page.getByRole('button', { name: 'Check the connection' }).click();
    await page.getByText('1 address book').waitFor();
    await page.getByText('Signed in as alice').waitFor();
    other.close();
  });

  test.each([
    ['it', /password/],
    ['es', /contraseña/],
  ] as const)('a refusal is worded in %s', async (language, words) => {
    const { page } = await rubrica.person({ locale: language });
    await page.goto('/accounts/new');
    await page.getByRole('radio', { name: /iCloud/ }).click();
    await page.locator('input[type=email]').fill('alice');
    await page.locator('input[type=password]').fill('abcd-efgh-ijkl-mnop');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(words);
    expect(await alert.textContent()).not.toContain('did not accept');
  });

  test('what was found is shown before anything starts; then the queue fills', async () => {
    const person = await rubrica.person();
    const { page } = person;
    await openForm(person);
    await page.getByLabel('Password', { exact: true }).fill('s3cret');
    await page.keyboard.press('Enter');
    await page.getByText('3 cards', { exact: true }).waitFor();
    await page
      .getByText('Nothing is written to either side until you decide in the queue.', { exact: false })
      .waitFor();
    await expectAccessible(page);
    expect(await person.ask('GET', '/accounts')).toMatchObject({ total: 0 });

    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('row').filter({ hasText: 'Anna Bianchi' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Panificio Santoro' }).waitFor();
    expect(rubrica.sandbox.requests.byKind.put ?? 0).toBe(0);

    await page.goto('/accounts');
    await page.getByText('3 cards = 3 in queue').waitFor();
    await page.getByText('In step', { exact: true }).waitFor();
    await expectAccessible(page);
  });

  test('an account that is connected already leads to itself', async () => {
    const person = await rubrica.person();
    const id = await connect(person);
    await person.page.goto('/accounts/new');
    await person.page.getByRole('radio', { name: /iCloud/ }).click();
    await person.page.getByLabel('Apple Account').fill('alice');
    await person.page.getByLabel('App-specific password', { exact: true }).fill('s3cret');
    await person.page.getByRole('button', { name: 'Check the connection' }).click();
    await person.page.getByText('You have connected this account already.').waitFor();
    await expect.poll(() => person.page.getByRole('button', { name: 'Start' }).count()).toBe(0);
    await person.page.getByRole('link', { name: 'Open it' }).click();
    await person.page.waitForURL(`**/accounts/${id}`);
  });
});

describe('an account', () => {
  test('a run under way is found again after leaving', async () => {
    const person = await rubrica.person();
    const { page } = person;
    const id = await connect(person);
    const slow = rubrica.sandbox.faults.add({ effect: { delayMs: 8000 } });
    await page.goto(`/accounts/${id}`);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('progressbar', { name: 'Progress of the run' }).waitFor();
    await page.goto('/accounts');
    await page.getByRole('progressbar', { name: 'Progress of the run' }).waitFor();
    await expectAccessible(page);
    slow.cancel();
    await page.getByText('In step', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
  });

  test('Sync now brings what was added on the phone', async () => {
    const person = await rubrica.person();
    const { page } = person;
    const id = await connect(person);
    await page.goto(`/accounts/${id}/queue`);
    await page.getByRole('row').filter({ hasText: 'Anna Bianchi' }).waitFor();
    add(rubrica.sandbox, { lucia: 'N:Ruiz;Lucía;;;\nFN:Lucía Ruiz' });
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('row').filter({ hasText: 'Lucía Ruiz' }).waitFor();
  });

  test('a run opens into what it counted and asked', async () => {
    const person = await rubrica.person();
    const { page } = person;
    await page.goto(`/accounts/${await connect(person)}/runs`);
    await page.getByRole('button', { name: /first check/ }).click();
    await page.getByText('3 = 0 linked + 3 in queue + 0 ignored + 0 not in the chosen groups').waitFor();
    await expectAccessible(page);
  });

  test('settings are kept; pausing stops Sync now until it is resumed', async () => {
    const person = await rubrica.person();
    const { page } = person;
    const id = await connect(person);
    await page.goto(`/accounts/${id}/settings`);
    await page.getByLabel('Name', { exact: true }).fill('My phone');
    await page.getByLabel('Only into Rubrica').check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'My phone', level: 1 }).waitFor();
    expect(await person.ask('GET', `/accounts/${id}`)).toMatchObject({
      name: 'My phone',
      settings: { direction: 'in' },
    });
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('button', { name: 'Resume' }).first().waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Resume' }).first().click();
    await page.getByRole('button', { name: /Sync/ }).waitFor();
  });

  test('a wrong new password is refused and the old one stays in use', async () => {
    const person = await rubrica.person();
    const { page } = person;
    const id = await connect(person);
    await page.goto(`/accounts/${id}/settings#sign-in`);
    const field = page.getByLabel('New app-specific password');
    await field.fill('wrong');
    await page.getByRole('button', { name: 'Test and replace' }).click();
    await page.getByRole('alert').filter({ hasText: 'did not accept' }).waitFor();
    expect(await person.ask('GET', `/accounts/${id}`)).toMatchObject({ state: 'active' });
  });

  test('disconnecting is asked first, and leaves the address book as it is', async () => {
    const person = await rubrica.person();
    const { page } = person;
    await page.goto(`/accounts/${await connect(person)}/settings`);
    await page.getByRole('button', { name: 'Disconnect…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Keep all cards in the address book').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Show what would happen' }).click();
    await page.getByText('You asked to see what disconnecting would do.', { exact: false }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('heading', { name: 'Your address book, in step with your records' }).waitFor();
    expect(await person.ask('GET', '/accounts')).toMatchObject({ total: 0 });
    expect(rubrica.sandbox.book().count()).toBe(3);
  });
});
