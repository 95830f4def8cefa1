import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ADMINISTRATOR, expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
});
beforeEach(() => rubrica.call('updateMe', { body: { language: 'en' } }));
afterAll(() => rubrica.close());

test('a wrong password is said in three sentences, and signing in leads back to where one wanted to go', async () => {
  const page = await rubrica.visit();
  await page.goto('/leads');
  await page.getByLabel('Email').fill(ADMINISTRATOR.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  for (const sentence of ['password is not right', 'Nothing was changed', 'Check both'])
    expect(await alert.textContent()).toContain(sentence);
  await expectAccessible(page);

  await page.getByRole('textbox', { name: 'Password' }).fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Leads' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/leads');
});

test('language and look are chosen in the menu, stay, and are right in the dark', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/');
  await page.getByRole('button', { name: /^Menu of/ }).click();
  await page.getByText('Dark', { exact: true }).click();
  await page.getByText('Italiano', { exact: true }).click();
  await page.getByRole('link', { name: 'Account esterni' }).first().waitFor();
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('link', { name: 'Anagrafiche in coda' }).waitFor();
  expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await expectAccessible(page);
});

test('somebody invited chooses a password behind the link and is in', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/users');
  await page.getByRole('button', { name: 'Add a user' }).click();
  await page.getByLabel('Name').fill('Luca Verdi');
  await page.getByLabel('Email').fill('luca@example.com');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make invitation link' }).click();
  const link = (await page.getByRole('dialog').locator('code').textContent())!;
  await expectAccessible(page);

  const guest = await rubrica.visit();
  await guest.goto(new URL(link).pathname);
  await guest.getByRole('heading', { name: 'Welcome, Luca Verdi' }).waitFor();
  await expectAccessible(guest);
  await guest.getByRole('textbox', { name: 'Password' }).fill('another long password');
  await guest.getByRole('button', { name: 'Open Rubrica' }).click();
  await guest.getByRole('button', { name: 'Menu of Luca Verdi' }).waitFor();
  await expect.poll(() => guest.getByRole('link', { name: 'Users' }).count()).toBe(0);
});

test('a token is shown once, and the profile leads to the external accounts', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/profile');
  await page.getByLabel('What for?').fill('Nightly export');
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByText('this token is shown only once').waitFor();
  await expectAccessible(page);
  await page.reload();
  await page.getByText('Nightly export').waitFor();
  await expect.poll(() => page.getByText('this token is shown only once').count()).toBe(0);
  await page.getByRole('main').getByRole('link', { name: 'External accounts' }).click();
  await page.waitForURL('**/accounts');
});

test('a token says when it ends, and goes with the password unless it is kept on purpose', async () => {
  const person = { email: 'paola@example.com', name: 'Paola', password: 'four grey herons' };
  await rubrica.call('createUser', { body: person });
  const page = await rubrica.visit();
  const headers = { origin: rubrica.url };
  await page.request.post(`${rubrica.url}/api/v1/session`, {
    data: { email: person.email, password: person.password },
    headers,
  });
  await page.goto('/profile');
  const make = async (name: string, ends: string) => {
    await page.getByLabel('What for?').fill(name);
    await page.getByRole('combobox', { name: 'Ends' }).click();
    await page.getByRole('option', { name: ends }).click();
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByText(name, { exact: true }).waitFor();
  };
  const change = async (current: string, next: string) => {
    await page.getByRole('textbox', { name: 'Current password' }).fill(current);
    await page.getByRole('textbox', { name: 'New password' }).fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await make('Nightly export', 'in 30 days');
  await page.getByText(/Never used · Ends on .*20\d\d/).waitFor();
  await make('Backup', 'never');
  await page.getByText('Never used · Never ends').waitFor();
  await expectAccessible(page);

  await change(person.password, 'password123');
  await page.getByRole('alert').getByText('among the first that strangers try').waitFor();
  await page.getByRole('checkbox', { name: 'Keep my access tokens' }).check();
  await change(person.password, 'five grey herons');
  await page.getByText('Your password is changed.').waitFor();
  expect(await page.getByText('Backup', { exact: true }).count()).toBe(1);

  await change('five grey herons', 'six grey herons');
  await page.getByText('Backup', { exact: true }).waitFor({ state: 'detached' });
  await expect.poll(() => page.getByText('Nightly export', { exact: true }).count()).toBe(0);
});

test('whoever has to wait is told how long, in minutes and in their language', async () => {
  const page = await rubrica.visit({ locale: 'it-IT' });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('nessuno@example.com');
  const alert = page.getByRole('alert');
  for (let n = 0; n <= 10; n++) {
    await page.getByRole('textbox', { name: 'Password' }).fill(`sbagliata ${n}`);
    const answered = page.waitForResponse('**/api/v1/session');
    await page.getByRole('button', { name: 'Accedi' }).click();
    await answered;
  }
  await alert.getByText('Riprova tra 15 minuti.').waitFor();
  expect(await alert.textContent()).not.toMatch(/Too many|Retry/);
});
