// Google from nothing to disconnected, as people do it: an administrator enters the client, users go through Google's own
// pages and back.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, type GoogleRubrica, openGoogle } from './open-google.ts';
import { expectAccessible } from './open-rubrica.ts';

let rubrica: GoogleRubrica;
beforeAll(async () => {
  rubrica = await openGoogle({
    people: 5,
    users: ['anna', 'bruno', 'carla', 'dario', 'elena', 'fabio', 'gina'].map((name) => ({
      email: `${name}@gmail.example`,
    })),
  });
});
afterAll(() => rubrica?.close());

/** On Google's pages: which account, whether contacts are granted, and on. */
async function agree(page: Page, user: string, { contacts = true } = {}): Promise<void> {
  await page.getByRole('link', { name: `${user}@gmail.example` }).click();
  if (!contacts) await page.getByRole('checkbox').uncheck();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function leaveForGoogle(page: Page): Promise<void> {
  await page.goto('/accounts/new');
  await page.getByRole('radio', { name: /Google/ }).click();
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
}

/** Connects and waits until the cards are in. */
async function connect(page: Page, user: string): Promise<string> {
  await leaveForGoogle(page);
  await agree(page, user);
  await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
  return new URL(page.url()).pathname.split('/')[2]!;
}

describe('before Google is set up', () => {
  test('a user sees why it is not offered and whom to ask', async () => {
    const { page } = await rubrica.person();
    await page.goto('/accounts/new');
    const google = page.getByRole('radio', { name: /Google/ });
    await google.waitFor();
    expect(await google.isDisabled()).toBe(true);
    expect(await google.textContent()).toMatch(/Not set up yet on this Rubrica\. Ask giulia\./);
    await expectAccessible(page);
  });

  test('an administrator enters the client, is told what is wrong with it, and then that it is accepted', async () => {
    const page = await rubrica.visitSignedIn();
    await page.goto('/accounts/new');
    await page.getByRole('link', { name: /Set up what is missing/ }).click();
    await page.getByRole('heading', { name: 'Configurations', level: 1 }).waitFor();
    const google = page.getByRole('region', { name: 'Google' });
    await google.getByText('Needs settings: client ID').waitFor();
    await google.getByText(rubrica.redirect, { exact: true }).waitFor();
    await expectAccessible(page);

    const save = async (id: string, secret: string) => {
      await google.getByLabel('Client ID').fill(id);
      await google.getByLabel('Client secret', { exact: true }).fill(secret);
      await google.getByRole('button', { name: 'Save' }).click();
      await google.getByText('A secret is stored').waitFor();
      await google.getByRole('button', { name: 'Check', exact: true }).click();
    };
    await save('somebody-else', CLIENT.clientSecret);
    await google.getByRole('alert').filter({ hasText: 'Google does not accept this client.' }).waitFor();
    await save(CLIENT.clientId, 'mistyped');
    await google.getByRole('alert').filter({ hasText: 'refuses the client secret' }).waitFor();
    await expectAccessible(page);
    await save(CLIENT.clientId, CLIENT.clientSecret);
    await google
      .getByRole('status')
      .filter({ hasText: 'Google accepts this client and its redirect address.' })
      .waitFor();
    await google.getByText('Ready', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(CLIENT.clientSecret);
    await expectAccessible(page);
  });

  test('the page is for administrators', async () => {
    const { page } = await rubrica.person();
    await page.goto('/settings/configurations');
    await page.getByRole('heading', { name: 'This page is for administrators' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    await expectAccessible(page);
  });
});

describe('a user', () => {
  beforeAll(() => rubrica.setUp());

  test('goes to Google and comes back to the queue filling with contacts', async () => {
    const person = await rubrica.person();
    const { page } = person;
    await page.goto('/accounts/new');
    await page.getByRole('radio', { name: /Google/ }).click();
    await expectAccessible(page);
    await page.getByLabel('Only into Rubrica').check();
    await page.getByLabel('Name in Rubrica').fill('My phone');
    await page.getByRole('button', { name: 'Sign in with Google' }).click();
    await agree(page, 'anna');
    await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
    await page.getByText('My phone is connected.', { exact: false }).waitFor();
    await expect
      .poll(() => person.ask('GET', '/accounts'))
      .toMatchObject({
        items: [
          {
            name: 'My phone',
            username: 'anna@gmail.example',
            settings: { direction: 'in' },
            totals: { pending: 5 },
          },
        ],
      });
  });

  test('who leaves the box for contacts unticked is told so, and tries again from there', async () => {
    const person = await rubrica.person();
    const { page } = person;
    await leaveForGoogle(page);
    await agree(page, 'bruno', { contacts: false });
    await page.getByRole('alert').filter({ hasText: 'did not let Rubrica see your contacts' }).waitFor();
    // Told once: the address holds nothing any more.
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await expectAccessible(page);
    expect(await person.ask('GET', '/accounts')).toMatchObject({ total: 0 });
    await page.getByRole('button', { name: 'Sign in with Google' }).click();
    await agree(page, 'bruno');
    await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
  });

  test.each([
    ['it', 'Hai effettuato l’accesso, ma', /Accedi con Google/],
    ['es', 'Iniciaste sesión, pero no permitiste', /Iniciar sesión con Google/],
  ] as const)('the refusal is worded in %s', async (locale, words, button) => {
    const { page } = await rubrica.person({ locale });
    await page.goto('/accounts/new?problem=contacts-not-granted&provider=google');
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
    await page.getByRole('button', { name: button }).waitFor();
  });

  test('who cancels at Google is back where they were', async () => {
    const { page } = await rubrica.person();
    await leaveForGoogle(page);
    await page.getByRole('link', { name: 'carla@gmail.example' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('alert').filter({ hasText: 'left without allowing Rubrica in' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/accounts/new');
  });

  test('whose sign-in ended signs in again from the account’s page and goes on with it', async () => {
    const person = await rubrica.person();
    const { page } = person;
    const id = await connect(page, 'dario');
    await expect
      .poll(() => person.ask('GET', `/accounts/${id}`))
      .toMatchObject({ lastCheckedAt: expect.any(String) });
    rubrica.google.endAccess('dario@gmail.example');
    await page.goto(`/accounts/${id}`);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('alert').filter({ hasText: 'The sign-in at Google has ended.' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    // Google is told whose account it is.
    await page.getByText('dario@gmail.example').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`**/accounts/${id}`);
    await page.getByText('You are signed in to Google again.', { exact: false }).waitFor();
    await page.getByText('In step', { exact: true }).waitFor();
    expect(await person.ask('GET', '/accounts')).toMatchObject({ total: 1, items: [{ id }] });
  });

  test('who signs in as somebody else keeps the account as it is, and may connect the other beside it', async () => {
    const person = await rubrica.person();
    const { page } = person;
    const id = await connect(page, 'elena');
    await page.goto(`/accounts/${id}/settings`);
    await page.getByText('Signed in at Google as elena@gmail.example', { exact: false }).waitFor();
    const { authorizationUrl } = await person.ask<{ authorizationUrl: string }>(
      'POST',
      `/accounts/${id}/sign-in`,
    );
    const elsewhere = new URL(authorizationUrl);
    elsewhere.searchParams.delete('login_hint');
    await page.goto(elsewhere.href);
    await agree(page, 'fabio');
    await page
      .getByRole('alert')
      .filter({ hasText: 'another account than the one connected here' })
      .waitFor();
    await expectAccessible(page);
    expect(await person.ask('GET', '/accounts')).toMatchObject({
      items: [{ id, username: 'elena@gmail.example' }],
    });
    await page.getByRole('button', { name: 'Connect the other as an account of its own' }).click();
    await agree(page, 'fabio');
    await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
    expect(await person.ask('GET', '/accounts')).toMatchObject({ total: 2 });
  });

  test('who disconnects ends what was granted at Google', async () => {
    const person = await rubrica.person();
    const { page } = person;
    const id = await connect(page, 'gina');
    const revoked = () => rubrica.google.requests.byKind['oauth.revoke'] ?? 0;
    const before = revoked();
    await person.ask('DELETE', `/accounts/${id}`, { cards: 'keep' });
    expect(revoked()).toBe(before + 1);
    await page.goto('/accounts');
    await page.getByRole('heading', { name: 'Your address book, in step with your records' }).waitFor();
  });
});

test('a client in Testing: the account’s page says when the sign-in ends', async () => {
  const testing = await openGoogle({ testing: true });
  try {
    await testing.setUp();
    const { page } = await testing.person();
    const id = await connect(page, 'anna');
    await page.goto(`/accounts/${id}`);
    const notice = page.getByRole('region', { name: 'The sign-in expires' });
    await notice.getByText('in 6 days').waitFor();
    await notice.getByRole('button', { name: 'Sign in again' }).waitFor();
    await expectAccessible(page);
  } finally {
    await testing.close();
  }
});

test('what the environment sets is shown and stays as it is; a phone and the dark show it as well', async () => {
  const fixed = await openGoogle({
    env: { RUBRICA_GOOGLE_CLIENT_ID: CLIENT.clientId, RUBRICA_GOOGLE_CLIENT_SECRET: CLIENT.clientSecret },
  });
  try {
    const page = await fixed.visitSignedIn({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await page.goto('/settings/configurations');
    const google = page.getByRole('region', { name: 'Google' });
    await google.getByText('Set by the environment of the server', { exact: false }).first().waitFor();
    expect(await google.getByLabel('Client ID').getAttribute('readonly')).not.toBeNull();
    await expect.poll(() => google.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await google.getByRole('button', { name: 'Check', exact: true }).click();
    await google.getByRole('status').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  } finally {
    await fixed.close();
  }
});
