// An account of Microsoft 365 in use: what changes there arrives without anybody asking, and the kind of account cannot be
// uninstalled under it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT, type MicrosoftRubrica, openMicrosoft } from './open-microsoft.ts';
import { expectAccessible } from './open-rubrica.ts';
import { faultsOf } from './screens.ts';

let rubrica: MicrosoftRubrica;
beforeAll(async () => {
  rubrica = await openMicrosoft({ people: 2 });
  await rubrica.setUp();
});
afterAll(() => rubrica?.close());

async function connect(page: Page): Promise<string> {
  await page.goto('/accounts/new');
  await page.getByRole('radio', { name: /Microsoft 365/ }).click();
  await page.getByRole('button', { name: 'Sign in with Microsoft 365' }).click();
  await page.getByRole('link', { name: 'anna@contoso.example' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
  return new URL(page.url()).pathname.split('/')[2]!;
}

const sheetOf = (page: Page) => page.getByRole('region', { name: 'Microsoft 365', exact: true });

test('an edit in Outlook arrives by itself, the page says that it will, and the kind of account stays while it is used', async () => {
  const { page, ask } = await rubrica.person();
  const phone = rubrica.microsoft.phone('anna@contoso.example');
  const id = await connect(page);
  await expect
    .poll(() => ask('GET', `/accounts/${id}`))
    .toMatchObject({ watched: true, totals: { pending: 2 } });
  await ask('PATCH', `/accounts/${id}/queue`, { filter: {}, set: { kind: 'contact' } });
  await ask('POST', `/accounts/${id}/queue/import`);
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ totals: { linked: 2 } });
  await page.goto(`/accounts/${id}`);
  await page.getByText('Changes at Microsoft 365 arrive within seconds').waitFor();
  await expectAccessible(page);

  const [card] = phone.list();
  phone.edit(card!.id, { jobTitle: 'Captain' });
  const titles = async () => {
    const { items } = await ask<{ items: { values: { title?: string } }[] }>('GET', '/records?kind=contact');
    return items.map(({ values }) => values.title);
  };
  await expect.poll(titles).toContain('Captain');
  // Whoever comes to choose by folders sees those that there are, and may have new contacts made in one.
  phone.createFolder('Clients');
  await page.goto(`/accounts/${id}/groups`);
  await page.getByRole('listitem').filter({ hasText: 'Clients' }).first().waitFor();
  await page.getByRole('combobox', { name: 'Group for new cards' }).click();
  await page.getByRole('option', { name: 'Clients' }).waitFor();
  await page.goto(`/accounts/${id}`);

  // What has no place at Microsoft stays here, and that is said with how many there are.
  const { items } = await ask<{ items: { id: string }[] }>('GET', '/records?kind=contact');
  const record = items[0]!.id;
  await ask('PATCH', `/records/${record}`, { values: { fax: '+39 081 555 0199' } });
  await expect
    .poll(async () => JSON.stringify(await ask('GET', `/records/${record}/why`)))
    .toContain('"code":"left-apart","detail":"fax"');

  // Why a change is not taken is said in the language of the page, wherever it is said.
  rubrica.microsoft.faults.conflict(1000);
  await ask('PATCH', `/records/${record}`, { values: { department: 'Bridge' } });
  await expect
    .poll(() => ask('GET', `/records/${record}`))
    .toMatchObject({ links: [{ reason: 'refused', detail: 'outdated' }] });
  for (const [language, words, refusal, room] of [
    [
      ...(['it', 'Le modifiche su Microsoft 365 arrivano in pochi secondi', 'la mostra invariata'] as const),
      'Microsoft 365 tiene 5 numeri per persona',
    ],
    [
      ...(['es', 'Los cambios en Microsoft 365 llegan en segundos', 'la muestra sin cambios'] as const),
      'Microsoft 365 guarda 5 números por persona',
    ],
    [
      ...(['en', 'Changes at Microsoft 365 arrive within seconds', 'shows it unchanged'] as const),
      'Microsoft 365 holds 5 numbers of a person',
    ],
  ]) {
    await ask('PATCH', '/me', { language });
    await page.goto(`/records/${record}`);
    await page.getByText(refusal!).first().waitFor();
    await page.getByText(room!).waitFor();
    await page.goto(`/accounts/${id}`);
    await page.getByText(words!).waitFor();
    await page.getByText(refusal!).first().waitFor();
  }
  rubrica.microsoft.faults.clear();

  const boss = await rubrica.visitSignedIn();
  await boss.goto('/settings/configurations');
  const sheet = sheetOf(boss);
  await sheet.getByRole('button', { name: 'Uninstall' }).click();
  const dialog = boss.getByRole('dialog', { name: 'Uninstall Microsoft 365?' });
  await dialog.getByText('1 connected account uses it.').waitFor();
  await expectAccessible(boss);
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await sheet.getByText('1 connected account waits. It can be uninstalled once').waitFor();
  expect(await sheet.getByRole('button', { name: 'Uninstall' }).count()).toBe(0);
  await expectAccessible(boss);
  expect(await faultsOf(boss)).toEqual([]);
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ state: 'paused', watched: false });
  await expect.poll(() => rubrica.microsoft.subscriptions.all()).toEqual([]);
  await page.goto(`/accounts/${id}`);
  await page.getByText('not installed on this Rubrica, or switched off').waitFor();
  expect(await page.getByText('arrive within seconds').count()).toBe(0);

  await ask('DELETE', `/accounts/${id}`);
  await boss.reload();
  await sheet.getByRole('button', { name: 'Uninstall' }).click();
  await dialog.getByText('Its settings stay stored').waitFor();
  await dialog.getByRole('button', { name: 'Uninstall' }).click();
  await sheet.getByText('Not installed', { exact: true }).waitFor();
  await page.goto('/accounts/new');
  await page.getByText('Not installed on this Rubrica yet.').waitFor();

  // What was set stays for the next time.
  await sheet.getByRole('button', { name: 'Install' }).click();
  await sheet.getByText('A secret is stored').waitFor();
});

test('a client that Microsoft accepts no more is told to administrators, with how many accounts wait, until it does', async () => {
  rubrica.microsoft.behaviour.accessLifeSeconds = 1;
  await rubrica.setUp();
  await rubrica.call('updateProvider', { params: { id: 'microsoft' }, body: { enabled: true } });
  const { page, ask } = await rubrica.person();
  await page.goto('/accounts/new');
  await page.getByRole('radio', { name: /Microsoft 365/ }).click();
  await page.getByRole('button', { name: 'Sign in with Microsoft 365' }).click();
  await page.getByRole('link', { name: 'bruno@contoso.example' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
  const id = new URL(page.url()).pathname.split('/')[2]!;
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ state: 'active' });
  const secret = (clientSecret: string) =>
    rubrica.call('updateProvider', { params: { id: 'microsoft' }, body: { clientSecret } });
  await secret('expired');
  await ask('POST', `/accounts/${id}/sync`);
  await expect
    .poll(() => ask('GET', `/accounts/${id}`))
    .toMatchObject({ state: 'failing', problem: { code: 'client-refused' } });
  const boss = await rubrica.visitSignedIn();
  await boss.goto('/');
  const line = boss.getByRole('link', { name: /no longer accepts this Rubrica/ });
  await line.waitFor();
  await expectAccessible(boss);
  await line.click();
  await sheetOf(boss).getByText('Does not accept this client: 1 account waits').waitFor();
  await expectAccessible(boss);
  await boss.setViewportSize({ width: 390, height: 844 });
  expect(await faultsOf(boss)).toEqual([]);
  await secret(CLIENT.clientSecret);
  await ask('POST', `/accounts/${id}/sync`);
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ state: 'active', problem: null });
  await boss.reload();
  await sheetOf(boss).getByText('In use by').waitFor();
});
