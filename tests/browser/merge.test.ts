import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
});
afterAll(() => rubrica.close());

const aRecord = async (kind: 'contact' | 'lead', values: Record<string, string>) =>
  rubrica.call('createRecord', { body: { kind, values } });

test('a suggested duplicate is compared value by value, merged, and taken back in the history', async () => {
  const email = 'ada@example.com';
  const stays = await aRecord('contact', { firstName: 'Ada', lastName: 'Conti', email, title: 'CTO' });
  const goes = await aRecord('contact', {
    firstName: 'Ada',
    lastName: 'Conti Riva',
    email,
    mobile: '+39 348 1234567',
    title: 'CEO',
  });
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${stays.id}`);
  await page.getByRole('button', { name: /This looks like Ada Conti Riva: same email/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('radiogroup', { name: 'Last name' })
    .getByRole('radio', { name: 'Conti Riva' })
    .check();
  expect(
    await dialog
      .getByRole('radiogroup', { name: 'Mobile' })
      .getByRole('radio', { name: '+39 348' })
      .isChecked(),
  ).toBe(true);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByRole('heading', { name: 'Ada Conti Riva' }).waitFor();
  expect((await rubrica.call('getRecord', { params: { id: stays.id } })).values).toEqual({
    firstName: 'Ada',
    lastName: 'Conti Riva',
    email,
    mobile: '+39 348 1234567',
    title: 'CTO',
  });

  const history = page.getByRole('region', { name: 'Timeline' });
  await history.getByText('Merged with').waitFor();
  await history.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByRole('heading', { name: 'Ada Conti', exact: true }).waitFor();
  expect(await rubrica.call('getRecord', { params: { id: goes.id } })).toMatchObject({ deletedAt: null });
});

test('any record can be found and merged, either of the two may stay, and the merged one says where it went', async () => {
  const contact = await aRecord('contact', { firstName: 'Bice', lastName: 'Neri' });
  const lead = await aRecord('lead', { firstName: 'Beatrice', lastName: 'Neri', source: 'Fair' });
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${contact.id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Merge with…' }).click();
  await page.getByRole('searchbox', { name: 'Search records' }).fill('Beatrice');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Beatrice Neri/ })
    .click();
  await page.getByRole('button', { name: 'Swap' }).click();
  await page.getByRole('dialog').getByText('Lead · stays').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByRole('heading', { name: 'Beatrice Neri' }).waitFor();
  expect(await rubrica.call('getRecord', { params: { id: lead.id } })).toMatchObject({ kind: 'contact' });
  await page.goto(`/records/${contact.id}`);
  await page.getByText('This record was merged into').waitFor();
  await expectAccessible(page);
});

test('a lead becomes a contact under the same address, told first what waits meanwhile', async () => {
  const { id } = await aRecord('lead', { firstName: 'Carla', lastName: 'Longo', source: 'Fair' });
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Convert to contact' }).click();
  await page.getByText('Kept, and shown again should you convert it back: Source').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Convert to contact' }).click();
  await page.getByText('Now a record of the kind Contact').waitFor();
  await page.getByRole('link', { name: 'Contacts' }).first().waitFor();
  expect(await rubrica.call('getRecord', { params: { id } })).toMatchObject({ kind: 'contact', version: 2 });
});
