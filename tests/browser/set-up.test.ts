import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica({ administrator: false });
});
afterAll(() => rubrica.close());

test('the first visit makes the administrator and opens an inviting empty start page', async () => {
  const page = await rubrica.visit();
  await page.goto('/');
  await page.waitForURL('**/set-up');
  await page.getByRole('button', { name: 'Open Rubrica' }).click();
  await page.getByText('What shall we call you?').waitFor();
  await expectAccessible(page);

  await page.getByLabel('Your name').fill('Giulia Bianchi');
  await page.getByLabel('Email').fill('giulia@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('short');
  await page.getByRole('button', { name: 'Open Rubrica' }).click();
  await page.getByText('At least 10 characters, please.').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Open Rubrica' }).click();

  await page.getByRole('heading', { name: 'Good to have you here, Giulia' }).waitFor();
  await page.getByRole('link', { name: 'Connect an account' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a contact' }).click();
  await page.getByRole('dialog', { name: 'A new contact' }).waitFor();
  await expectAccessible(page);
  await page.getByLabel('First name').fill('Anna');
  await page.getByLabel('Last name').fill('Rossi');
  await page.getByRole('button', { name: 'Add contact' }).click();
  await page.getByRole('heading', { level: 1, name: 'Anna Rossi' }).waitFor();
});

test('a browser that speaks Italian or Spanish is spoken to in its language, from the first word', async () => {
  for (const [locale, word] of [
    ['it-IT', 'Accedi'],
    ['es-ES', 'Entrar'],
  ] as const) {
    const page = await rubrica.visit({ locale });
    await page.goto('/');
    await page.getByRole('button', { name: word }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
    await expectAccessible(page);
    await page.context().close();
  }
});
