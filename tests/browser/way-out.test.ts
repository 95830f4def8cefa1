// No dead ends: a session that ended, a server that went away, a link that leads nowhere. The way out works, and what was
// typed and searched for is still there after it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
let record: string;
beforeAll(async () => {
  rubrica = await openRubrica();
  const made = await rubrica.call('createRecord', {
    body: { kind: 'contact', values: { firstName: 'Anna', lastName: 'Rossi', mobile: '+39 348 1234567' } },
  });
  record = made.id;
});
afterAll(() => rubrica?.close());

/** As another window of hers does under "Where you are signed in". */
const endSession = async (page: Page): Promise<void> => {
  await page.request.delete(`${rubrica.url}/api/v1/session`, { headers: { origin: rubrica.url } });
};

const signInAgain = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  await expectAccessible(page);
  await dialog.getByLabel('Password', { exact: true }).fill(ADMINISTRATOR.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'hidden' });
};

describe('a session that ended elsewhere', () => {
  test('is begun again on the page, with what was being typed', async () => {
    const page = await rubrica.visitSignedIn();
    await page.goto(`/records/${record}`);
    await page.getByRole('button', { name: /^Mobile, edit/ }).click();
    await page.getByRole('textbox', { name: 'Mobile' }).fill('+39 333 7654321');
    await endSession(page);
    await page.keyboard.press('Enter');
    await signInAgain(page);
    expect(await page.getByRole('textbox', { name: 'Mobile' }).inputValue()).toBe('+39 333 7654321');
    await page.getByRole('textbox', { name: 'Mobile' }).press('Enter');
    await page.getByRole('button', { name: 'Mobile, edit: +39 333 7654321' }).waitFor();
  });

  test('leads back to the same place and search, also for somebody who leaves the dialog', async () => {
    const page = await rubrica.visitSignedIn();
    await page.goto('/contacts?q=Rossi&flagged=true');
    await page.getByRole('heading', { name: 'Nothing found' }).or(page.getByRole('table')).first().waitFor();
    await endSession(page);
    await page
      .getByRole('searchbox', { name: /in Contacts/i })
      .or(page.locator('[data-page-search]'))
      .first()
      .fill('Ross');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('link', { name: 'Sign in as somebody else' }).click();
    await page.getByLabel('Email').fill(ADMINISTRATOR.email);
    await page.getByLabel('Password', { exact: true }).fill(ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname === '/contacts');
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('q'), searchParams.get('flagged')]).toEqual(['Ross', 'true']);
  });
});

test('a server that went away is told, asked again by hand, and found by itself when it is back', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/contacts');
  await page.getByRole('link', { name: 'Anna Rossi' }).waitFor();
  await rubrica.stopServer();
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /Companies/ })
    .first()
    .click();
  await page.getByText('Rubrica does not answer.').first().waitFor();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText('Rubrica does not answer.').first().waitFor();

  await rubrica.startServer();
  await expect.poll(() => page.getByText('Rubrica does not answer.').count()).toBe(0);
  await page.getByRole('heading', { level: 1, name: 'Companies' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/companies');

  // The stream of events as well: what a script does now is seen without being asked for.
  await page.goto('/companies');
  await page.getByRole('heading', { level: 1, name: 'Companies' }).waitFor();
  await rubrica.call('createRecord', { body: { kind: 'company', values: { name: 'Acme S.r.l.' } } });
  await page.getByRole('link', { name: 'Acme S.r.l.' }).waitFor();
});

const UNKNOWN = '01a20e26-8f8f-748a-83e3-0aab6b81cde6';

test.each([
  ['a record that is gone', `/records/${UNKNOWN}`, 'There is no such record', 'Contacts', /^\/contacts/],
  ['a record whose address is none', '/records/7', 'There is no such record', 'Trash', /^\/trash/],
  [
    'an account that is gone',
    `/accounts/${UNKNOWN}`,
    /not here|no such|There is/i,
    /account/i,
    /^\/accounts/,
  ],
  [
    'an account whose address is none',
    '/accounts/seven',
    /not here|no such|There is/i,
    /account/i,
    /^\/accounts/,
  ],
  ['a page', '/nothing/here', 'There is no such page', 'Go to the start page', /^\/$/],
  ['the set-up that is done', '/set-up', 'Rubrica is set up already', 'Sign in', /^\/(sign-in)?$/],
  ['an invitation that is over', '/invitation/none', /no longer works/, 'Sign in', /^\/(sign-in)?$/],
] as const)('a link to %s says what it is and leads on', async (_what, path, title, way, there) => {
  const page = await rubrica.visitSignedIn();
  await page.goto(path);
  const main = page.getByRole('main');
  await main.getByRole('heading', { name: title }).first().waitFor();
  expect(await main.textContent()).not.toMatch(/fields named|undefined|bad-request/);
  await expectAccessible(page);
  await main.getByRole('link', { name: way }).first().click();
  await expect.poll(() => new URL(page.url()).pathname).toMatch(there);
});

test('an address that no screen has is told within the frame, and whoever is not signed in is asked to', async () => {
  const page = await rubrica.visitSignedIn();
  await page.goto('/no-such-page');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  expect(await page.title()).toBe('There is no such page · Rubrica');
  await expectAccessible(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Contacts' }).first().click();
  await page.getByRole('heading', { name: 'Contacts' }).waitFor();
  await endSession(page);
  await page.goto('/no-such-page/at-all');
  await page.getByLabel('Password', { exact: true }).waitFor();
});
