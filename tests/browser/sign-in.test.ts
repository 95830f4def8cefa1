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
  expect(await guest.getByRole('link', { name: 'Users' }).count()).toBe(0);
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
  expect(await page.getByText('this token is shown only once').count()).toBe(0);
  await page.getByRole('main').getByRole('link', { name: 'External accounts' }).click();
  await page.waitForURL('**/accounts');
});
