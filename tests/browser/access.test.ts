import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AddressBook, connect, fill, openAddressBook } from './open-address-book.ts';
import { expectAccessible } from './open-rubrica.ts';

let rubrica: AddressBook;
beforeAll(async () => {
  rubrica = await openAddressBook();
});
afterAll(() => rubrica?.close());
beforeEach(() => fill(rubrica.sandbox, { anna: 'N:Bianchi;Anna;;;\nFN:Anna Bianchi' }));

test('all accounts are synced from beside a list, which says how fresh they are', async () => {
  const person = await rubrica.person();
  const { page } = person;
  await page.goto('/contacts');
  await page.getByText('No external account is connected yet.').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Sync now' }).click();
  await page.getByRole('heading', { name: 'Your address book, in step with your records' }).waitFor();

  await connect(person);
  await page.goto('/leads');
  await page.getByText(/^Checked now, next check/).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('The sync of your account has begun.').waitFor();
});

test('who may not start a sync is told before pressing, asks in one click, and is told the answer', async () => {
  const boss = await rubrica.person({ role: 'administrator' });
  await boss.page.goto('/users');
  const mayStart = boss.page.getByRole('switch', { name: 'Users may: Start a sync' });
  await mayStart.press(' ');
  await expect.poll(() => mayStart.isChecked()).toBe(false);
  const person = await rubrica.person();
  const { page } = person;
  await connect(person);
  await page.goto('/contacts');
  await page.getByText('You may not start a sync yourself').waitFor();
  expect(await page.getByRole('button', { name: 'Sync now' }).isDisabled()).toBe(true);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Request access' }).click();
  await page.getByText(/Requested/).waitFor();

  await boss.page.getByRole('link', { name: 'Users 1' }).waitFor();
  await expectAccessible(boss.page);
  await boss.page.getByRole('button', { name: /^Approve for .*: Start a sync/ }).click();
  await page.getByText('An administrator approved your request').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Sync now' }).isEnabled()).toBe(true);
  await boss.page.getByText('Granted to individual users').waitFor();
  await mayStart.press(' ');
  await expect.poll(() => mayStart.isChecked()).toBe(true);
});

test('who may not change records sees them whole, and no way to change them', async () => {
  const boss = await rubrica.person({ role: 'administrator' });
  await boss.ask('PATCH', '/roles', { role: 'user', permissions: { 'records.edit': false } });
  const record = (await boss.ask('POST', '/records', {
    kind: 'contact',
    values: { firstName: 'Anna', lastName: 'Rossi' },
  })) as { id: string };
  const { page } = await rubrica.person();
  await page.goto(`/records/${record.id}`);
  await page.getByText('You may look at records, but not change them.').waitFor();
  expect(await page.getByRole('button', { name: 'First name, edit: Anna' }).isDisabled()).toBe(true);
  await expectAccessible(page);
  await page.goto('/contacts');
  await page.getByText('You may look at records, but not change them.').waitFor();
  expect(await page.getByRole('button', { name: 'New contact' }).first().isDisabled()).toBe(true);
  await boss.ask('PATCH', '/roles', { role: 'user', permissions: { 'records.edit': true } });
});

test('an edit on the phone of somebody who may not change records waits in sight, and one asks for it or gives it up', async () => {
  const boss = await rubrica.person({ role: 'administrator' });
  const person = await rubrica.person();
  const { page, ask } = person;
  const id = await connect(person);
  await ask('PATCH', `/accounts/${id}/queue`, { filter: {}, set: { kind: 'contact' } });
  await ask('POST', `/accounts/${id}/queue/import`);
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ totals: { linked: 1 } });
  await boss.ask('PATCH', '/roles', { role: 'user', permissions: { 'records.edit': false } });
  rubrica.sandbox
    .book()
    .edit('anna.vcf', (text) => text.replace('END:VCARD', 'TEL;TYPE=CELL:348 1\r\nEND:VCARD'));
  await ask('POST', `/accounts/${id}/sync`);
  await expect
    .poll(() => ask('GET', `/accounts/${id}/held`))
    .toMatchObject({ items: [{ code: 'may-not-edit', detail: 'mobile' }] });

  await page.goto(`/accounts/${id}`);
  const held = page.getByRole('region', { name: 'Cards that wait' });
  await held.getByText('Changed on the phone, but you may not change records: the change waits').waitFor();
  await held.getByText('Field: Mobile').waitFor();
  await held.getByRole('button', { name: 'Request access' }).waitFor();
  await expectAccessible(page);

  await held.getByRole('link', { name: 'Anna Bianchi' }).click();
  await page.getByRole('region', { name: 'Why is this on my phone?' }).getByText('Field: Mobile').waitFor();
  await page.getByRole('link', { name: 'Give it up instead' }).waitFor();
  await expectAccessible(page);

  const { items: runs } = await ask<{ items: { id: string }[] }>('GET', `/accounts/${id}/runs`);
  const told = await Promise.all(
    runs.map(async (run) => ({
      ...run,
      plan: await ask<{ items: { outcome: string }[] }>('GET', `/runs/${run.id}/plan`),
    })),
  );
  const run = told.find(({ plan }) => plan.items.some(({ outcome }) => outcome === 'not-allowed'))!;
  await page.goto(`/accounts/${id}/plan/${run.id}`);
  await page.getByText('waits for a permission').waitFor();
  await expectAccessible(page);

  await page.goto(`/accounts/${id}`);
  await page.getByRole('button', { name: 'Discard the change: Anna Bianchi' }).click();
  const dialog = page.getByRole('dialog', { name: 'Discard the change made on the phone?' });
  await dialog.getByText('The record is not changed.').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Discard the change' }).click();
  await held.waitFor({ state: 'detached' });
  await boss.ask('PATCH', '/roles', { role: 'user', permissions: { 'records.edit': true } });
});
