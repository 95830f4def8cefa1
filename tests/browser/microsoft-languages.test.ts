// Microsoft 365 from not installed to a contact that goes again, all of it on the screens of one language.
import { afterEach, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/languages.ts';
import { CLIENT, type MicrosoftRubrica, openMicrosoft } from './open-microsoft.ts';
import { expectAccessible } from './open-rubrica.ts';
import { rawWordsOn } from './screens.ts';
import { wordsOf } from './words-of.ts';

const ANNA = 'anna@contoso.example';

let rubrica: MicrosoftRubrica;
afterEach(() => rubrica?.close());

test.each(LANGUAGES)('from installing to Sync mobile off, in %s', async (language) => {
  rubrica = await openMicrosoft({ people: 1 });
  const words = await wordsOf(language, ['accounts', 'configurations', 'queue', 'records', 'sync']);
  const phone = rubrica.microsoft.phone(ANNA);
  await rubrica.call('updateMe', { body: { language } });

  const boss = await rubrica.visitSignedIn();
  await boss.goto('/settings/configurations');
  const sheet = boss.getByRole('region', { name: 'Microsoft 365', exact: true });
  await sheet.getByText(words('configurations.state.not-installed'), { exact: true }).waitFor();
  await sheet.getByRole('button', { name: words('configurations.install') }).click();
  await sheet.getByLabel(words('configurations.client.id')).fill(CLIENT.clientId);
  await sheet.getByLabel(words('configurations.client.secret'), { exact: true }).fill(CLIENT.clientSecret);
  await sheet.getByRole('button', { name: words('configurations.client.save') }).click();
  await sheet.getByText(words('configurations.client.secretKept')).waitFor();
  await sheet.getByRole('button', { name: words('configurations.check.do'), exact: true }).click();
  await sheet.getByText(words('configurations.check.ok', { name: 'Microsoft 365' })).waitFor();
  await sheet.getByText(words('configurations.state.ready'), { exact: true }).waitFor();
  expect(await rawWordsOn(boss)).toEqual([]);

  const { page, ask } = await rubrica.person();
  await ask('PATCH', '/me', { language });
  await page.goto('/accounts/new');
  await page.getByRole('radio', { name: /Microsoft 365/ }).click();
  await page
    .getByRole('button', { name: words('accounts.wizard.signInWith', { name: 'Microsoft 365' }) })
    .click();
  await page.getByRole('link', { name: ANNA }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.waitForURL(/\/accounts\/[^/]+\/queue$/);
  const id = new URL(page.url()).pathname.split('/')[2]!;
  const [card] = phone.list();
  await page.getByRole('row').filter({ hasText: card!.surname! }).click();
  await page.keyboard.press('p');
  await page.getByRole('button', { name: words('queue.bar.importCount', { count: 1 }) }).click();
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ totals: { linked: 1 } });
  expect(await rawWordsOn(page)).toEqual([]);

  phone.edit(card!.id, { jobTitle: 'Capitana' });
  await page.goto(`/accounts/${id}`);
  await page.getByRole('button', { name: words('sync.now') }).click();
  const { items } = await ask<{ items: { id: string; displayName: string }[] }>(
    'GET',
    '/records?kind=contact',
  );
  const record = items[0]!;
  await expect
    .poll(() => ask('GET', `/records/${record.id}`))
    .toMatchObject({ values: { title: 'Capitana' } });
  await ask('PATCH', `/records/${record.id}`, { values: { department: 'Ponte' } });
  await expect.poll(() => phone.get(card!.id)).toMatchObject({ department: 'Ponte', jobTitle: 'Capitana' });

  await page.goto(`/records/${record.id}`);
  await page.getByText('Capitana').first().waitFor();
  await page.getByRole('switch', { name: words('records.syncMobile') }).click();
  const dialog = page.getByRole('dialog', {
    name: words('records.off.title', { name: record.displayName }),
  });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: words('records.off.delete') }).click();
  await page.getByText(words('records.offMe')).waitFor();
  await expect.poll(() => phone.count()).toBe(0);
  expect(await rawWordsOn(page)).toEqual([]);
});
