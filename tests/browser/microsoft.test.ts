// Microsoft 365 from not installed to the phone, as people do it: an administrator installs it and registers Rubrica, an
// organisation approves, people go through Microsoft's own pages and back.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, type MicrosoftRubrica, openMicrosoft } from './open-microsoft.ts';
import { expectAccessible } from './open-rubrica.ts';
import { faultsOf } from './screens.ts';

let rubrica: MicrosoftRubrica;
beforeAll(async () => {
  rubrica = await openMicrosoft({ people: 5 });
});
afterAll(() => rubrica?.close());

const sheetOf = (page: Page) => page.getByRole('region', { name: 'Microsoft 365', exact: true });

/** On Microsoft's pages: which account, and on. */
async function agree(page: Page, user: string): Promise<void> {
  await page.getByRole('link', { name: user }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
}

async function leaveForMicrosoft(page: Page): Promise<void> {
  await page.goto('/accounts/new');
  await page.getByRole('radio', { name: /Microsoft 365/ }).click();
  await page.getByRole('button', { name: 'Sign in with Microsoft 365' }).click();
}

async function openConfigurations(page: Page) {
  await page.goto('/settings/configurations');
  await sheetOf(page).waitFor();
  return sheetOf(page);
}

describe('before it is set up', () => {
  test('a user sees it greyed with the reason, asks for it, and is told once it can be connected', async () => {
    const { page } = await rubrica.person();
    await page.goto('/accounts/new');
    const microsoft = page.getByRole('radio', { name: /Microsoft 365/ });
    await microsoft.waitFor();
    expect(await microsoft.isDisabled()).toBe(true);
    expect(await microsoft.textContent()).toMatch(/Not installed on this Rubrica yet\. Ask giulia\./);
    await page.getByRole('button', { name: 'Request Microsoft 365' }).click();
    await page.getByText('Requested').waitFor();
    // Where the button was stands a time now, which says more under the mouse.
    await page.mouse.move(0, 0);
    await expectAccessible(page);

    const boss = await rubrica.visitSignedIn();
    await boss.goto('/users');
    const requests = boss.getByRole('region', { name: 'Requests for access' });
    await requests.getByText('asks for: connecting Microsoft 365').waitFor();
    await expectAccessible(boss);
    await requests.getByRole('link', { name: 'Open Configurations' }).click();
    const sheet = sheetOf(boss);
    await sheet.getByText('Not installed', { exact: true }).waitFor();
    await expectAccessible(boss);
    await sheet.getByRole('button', { name: 'Install' }).click();
    await sheet.getByText('Needs settings: client ID').waitFor();
    await sheet.getByText(rubrica.redirect, { exact: true }).waitFor();
    await sheet.getByText('How to register Rubrica with Microsoft 365').click();
    await sheet.getByText(/“Certificates & secrets”/).waitFor();
    await expectAccessible(boss);

    const check = async (id: string, secret: string, said: string) => {
      await sheet.getByLabel('Client ID').fill(id);
      await sheet.getByLabel('Client secret', { exact: true }).fill(secret);
      await sheet.getByRole('button', { name: 'Save' }).click();
      await sheet.getByText('A secret is stored').waitFor();
      await sheet.getByRole('button', { name: 'Check', exact: true }).click();
      await sheet.getByRole('alert').filter({ hasText: said }).waitFor();
    };
    await check('somebody-else', CLIENT.clientSecret, 'Microsoft does not know this client id.');
    await check(CLIENT.clientId, 'mistyped', 'Copy the value of the secret, not its ID');
    await expectAccessible(boss);
    await sheet.getByLabel('Client secret', { exact: true }).fill(CLIENT.clientSecret);
    await sheet.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => sheet.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await sheet.getByRole('button', { name: 'Check', exact: true }).click();
    await sheet
      .getByRole('status')
      .filter({ hasText: 'Microsoft 365 accepts this client and its redirect address.' })
      .waitFor();
    await sheet.getByText('Ready', { exact: true }).waitFor();
    await sheet.getByText(/\/organizations\/v2\.0\/adminconsent\?/).waitFor();
    expect(await boss.content()).not.toContain(CLIENT.clientSecret);
    await expectAccessible(boss);

    await page.getByText('An administrator approved your request').waitFor();
    await expect.poll(() => microsoft.isDisabled()).toBe(false);
  });

  test.each([
    ['it', 'Controlla', 'Microsoft rifiuta il segreto del client.', 'Per ora nessuno può accedervi'],
    [
      'es',
      'Comprobar',
      'Microsoft rechaza el secreto de cliente.',
      'Nadie puede iniciar sesión allí por ahora',
    ],
  ] as const)(
    'what is wrong with a client, and what to do, is said in %s',
    async (language, button, ...said) => {
      await rubrica.setUp();
      const client = (clientSecret: string) =>
        rubrica.call('updateProvider', { params: { id: 'microsoft' }, body: { clientSecret } });
      await client('mistyped');
      await rubrica.call('updateMe', { body: { language } });
      const page = await rubrica.visitSignedIn();
      const sheet = await openConfigurations(page);
      await sheet.getByRole('button', { name: button, exact: true }).click();
      for (const words of said) await sheet.getByRole('alert').filter({ hasText: words }).waitFor();
      await expectAccessible(page);
      await rubrica.call('updateMe', { body: { language: 'en' } });
      await client(CLIENT.clientSecret);
    },
  );

  test('what cards hold stands in one table, kind by kind', async () => {
    const page = await rubrica.visitSignedIn({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await openConfigurations(page);
    const table = page.getByRole('region', { name: 'What cards hold' }).getByRole('table');
    expect(await table.getByRole('row', { name: /^Phones/ }).textContent()).toBe(
      'Phonesany numberat most 5any numberany number',
    );
    expect(await faultsOf(page)).toEqual([]);
    await expectAccessible(page);
  });

  test('offered to administrators alone, users see that it is not for them', async () => {
    await rubrica.setUp();
    const boss = await rubrica.visitSignedIn();
    const sheet = await openConfigurations(boss);
    const offered = sheet.getByLabel('Users may connect it too');
    await offered.click();
    await expect.poll(() => offered.isEnabled()).toBe(true);
    expect(await offered.isChecked()).toBe(false);
    const { page, ask } = await rubrica.person();
    await page.goto('/accounts/new');
    await page.getByText('Not offered to you on this Rubrica.').waitFor();
    await expect(ask('POST', '/accounts', { provider: 'microsoft' })).rejects.toThrow('provider-not-offered');
    await offered.click();
    await expect.poll(() => offered.isEnabled()).toBe(true);
    expect(await offered.isChecked()).toBe(true);
  });
});

describe('once it is set up', () => {
  beforeAll(() => rubrica.setUp());

  test('a person connects, imports, edits on both sides and switches Sync mobile off', async () => {
    const person = await rubrica.person();
    const { page, ask } = person;
    const phone = rubrica.microsoft.phone('anna@contoso.example');
    await leaveForMicrosoft(page);
    await agree(page, 'anna@contoso.example');
    await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
    const id = new URL(page.url()).pathname.split('/')[2]!;
    await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ totals: { pending: 5 } });
    await expectAccessible(page);
    await ask('PATCH', `/accounts/${id}/queue`, { filter: {}, set: { kind: 'contact' } });
    await ask('POST', `/accounts/${id}/queue/import`);
    await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ totals: { linked: 5 } });
    expect(phone.count()).toBe(5);

    // Edited on the phone, and here.
    const [card] = phone.list();
    const { items: known } = await ask<{ items: { id: string }[] }>(
      'GET',
      `/records?kind=contact&q=${encodeURIComponent(card!.surname ?? '')}&limit=1`,
    );
    const record = known[0]!.id;
    phone.edit(card!.id, { jobTitle: 'Captain' });
    await page.goto(`/accounts/${id}`);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect.poll(() => ask('GET', `/records/${record}`)).toMatchObject({ values: { title: 'Captain' } });
    await ask('PATCH', `/records/${record}`, { values: { department: 'Bridge' } });
    await expect.poll(() => phone.get(card!.id)).toMatchObject({ department: 'Bridge', jobTitle: 'Captain' });

    // Sync mobile off: the card goes, the record stays.
    await ask('DELETE', `/records/${record}/flag`);
    await expect.poll(() => phone.count()).toBe(4);
    expect(await ask('GET', `/records/${record}`)).toMatchObject({ flagged: false });

    const boss = await rubrica.visitSignedIn();
    const sheet = await openConfigurations(boss);
    await sheet.getByText('In use by 1 account').waitFor();
    await sheet.getByRole('switch', { name: 'Microsoft 365 is switched on' }).click({ force: true });
    const dialog = boss.getByRole('dialog', { name: 'Switch Microsoft 365 off?' });
    await dialog.getByText('1 connected account waits, with all its edits').waitFor();
    await expectAccessible(boss);
    await dialog.getByRole('button', { name: 'Switch off' }).click();
    await sheet.getByText('Switched off', { exact: true }).waitFor();
    await expect
      .poll(() => ask('GET', `/accounts/${id}`))
      .toMatchObject({ state: 'paused', totals: { linked: 4 } });
    await page.goto(`/accounts/${id}`);
    await page.getByText('not installed on this Rubrica, or switched off').waitFor();
    await expectAccessible(page);
    await sheet.getByRole('switch', { name: 'Microsoft 365 is switched on' }).click({ force: true });
    await expect
      .poll(() => ask('GET', `/accounts/${id}`))
      .toMatchObject({ state: 'active', problem: null, totals: { linked: 4 } });
  });

  test('an organisation approves first: the link is sent, the wait is seen, and its end is told', async () => {
    const person = await rubrica.person();
    const { page } = person;
    await leaveForMicrosoft(page);
    await page.getByRole('link', { name: 'dora@fabrikam.example' }).click();
    await page.getByRole('button', { name: 'Return to the application' }).click();
    await page.getByRole('alert').filter({ hasText: 'left without allowing Rubrica in' }).waitFor();
    await page.getByText('Microsoft 365 says that an administrator has to approve?').click();
    await page.getByRole('button', { name: 'I have sent it: tell me' }).click();
    await page.getByText('Waits for the approval of your organisation.').waitFor();
    await expectAccessible(page);
    const link = await page.locator('details code').textContent();

    // The administrator of the organisation is nobody here.
    const erika = await rubrica.visit();
    await erika.goto(link!);
    await erika.getByRole('link', { name: 'erika@fabrikam.example' }).click();
    await erika.getByRole('button', { name: 'Cancel' }).click();
    await erika.getByRole('heading', { name: 'Nothing was approved' }).waitFor();
    await expectAccessible(erika);
    await erika.goto(link!);
    await erika.getByRole('link', { name: 'erika@fabrikam.example' }).click();
    await erika.getByRole('button', { name: 'Accept' }).click();
    await erika.getByRole('heading', { name: 'Rubrica is approved' }).waitFor();
    await expectAccessible(erika);

    await page.getByText('Your organisation has approved Rubrica: you can connect now').waitFor();
    await page.getByText('It may take a few minutes until Microsoft 365 knows').waitFor();
    await page.getByRole('button', { name: 'Sign in with Microsoft 365' }).click();
    await page.getByRole('link', { name: 'dora@fabrikam.example' }).click();
    await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
  });

  test.each([
    ['it', 'error=access_denied&error_subcode=cancel', 'chiusa senza dare l’accesso'],
    ['es', 'error=consent_required', 'administrador'],
    ['en', 'error=server_error', 'does not answer'],
  ])('what Microsoft says on the way back is worded in %s', async (language, answer, words) => {
    const { page, ask } = await rubrica.person();
    await ask('PATCH', '/me', { language });
    const begun = await page.request.post('/api/v1/accounts', {
      headers: { origin: rubrica.url },
      data: { provider: 'microsoft' },
    });
    const { authorizationUrl } = (await begun.json()) as { authorizationUrl: string };
    const state = new URL(authorizationUrl).searchParams.get('state');
    await page.goto(`/oauth/callback/microsoft?${answer}&state=${state}`);
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
    await expectAccessible(page);
  });
});
