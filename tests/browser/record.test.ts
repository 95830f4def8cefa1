import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
});
afterAll(() => rubrica.close());

const aContact = async (values: Record<string, string> = {}) =>
  rubrica.call('createRecord', {
    body: {
      kind: 'contact',
      values: { firstName: 'Anna', lastName: 'Rossi', mobile: '+39 348 1234567', ...values },
    },
  });

test('a value is edited where it stands, saved with Enter, and the history takes it back', async () => {
  const { id } = await aContact();
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: 'Mobile, edit: +39 348 1234567' }).click();
  await page.getByRole('textbox', { name: 'Mobile' }).fill('+39 333 7654321');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Mobile, edit: +39 333 7654321' }).waitFor();
  await expectAccessible(page);

  const history = page.getByRole('region', { name: 'Timeline' });
  await history.getByText('+39 333 7654321').waitFor();
  await history.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByRole('button', { name: 'Mobile, edit: +39 348 1234567' }).waitFor();
  expect((await rubrica.call('getRecord', { params: { id } })).values.mobile).toBe('+39 348 1234567');
});

test('Escape takes an edit back, and focus returns to the value', async () => {
  const { id } = await aContact();
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: 'First name, edit: Anna' }).click();
  await page.getByRole('textbox', { name: 'First name' }).fill('Nobody');
  await page.keyboard.press('Escape');
  await page.locator('button:focus', { hasText: 'Anna' }).waitFor();
  expect((await rubrica.call('getRecord', { params: { id } })).values.firstName).toBe('Anna');
});

test('Tab leaves an edit and moves on instead of being fetched back', async () => {
  const { id } = await aContact();
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: 'First name, edit: Anna' }).click();
  await page.getByRole('textbox', { name: 'First name' }).fill('Anna Maria');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'First name, edit: Anna Maria' }).waitFor();
  await page.locator('button:focus', { hasText: 'Last name, edit:' }).waitFor();
  await expect
    .poll(async () => (await rubrica.call('getRecord', { params: { id } })).values.firstName)
    .toBe('Anna Maria');
});

test('an address is added and edited as one, and read as it is written on a letter', async () => {
  const { id } = await aContact();
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: 'Add: Postal address' }).click();
  await page.getByLabel('Street').fill('Via Roma 1');
  await page.getByLabel('Postal code').fill('20121');
  await page.getByLabel('City').fill('Milano');
  await page.getByLabel('State or province').fill('MI');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('20121 Milano (MI)').waitFor();
  await expect
    .poll(async () => (await rubrica.call('getRecord', { params: { id } })).values)
    .toMatchObject({ 'mailing.street': 'Via Roma 1', 'mailing.city': 'Milano' });
});

test('what cannot be saved stays in the field, with the reason beside it', async () => {
  const { id } = await aContact({ email: 'anna@example.com' });
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: 'Email, edit: anna@example.com' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill('anna at example');
  await page.keyboard.press('Enter');
  await page.getByText('This does not look like an email address.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('anna at example');
  await expectAccessible(page);
});

test('when a colleague changes the same value meanwhile, both are shown and nothing is lost unseen', async () => {
  const { id } = await aContact();
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: /^Mobile, edit/ }).click();
  await page.getByRole('textbox', { name: 'Mobile' }).fill('+39 111');
  await rubrica.call('updateRecord', { params: { id }, body: { values: { mobile: '+39 222' } } });
  await page.keyboard.press('Enter');
  await page.getByText('it says “+39 222”').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save mine' }).click();
  await page.getByRole('button', { name: 'Mobile, edit: +39 111' }).waitFor();
  // The page shows what it is saving before the answer is there.
  await expect
    .poll(async () => (await rubrica.call('getRecord', { params: { id } })).values.mobile)
    .toBe('+39 111');
});

test('a colleague’s change of another value does not stand in the way', async () => {
  const { id } = await aContact();
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByRole('button', { name: /^Mobile, edit/ }).click();
  await page.getByRole('textbox', { name: 'Mobile' }).fill('+39 111');
  await rubrica.call('updateRecord', { params: { id }, body: { values: { title: 'Architect' } } });
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Mobile, edit: +39 111' }).waitFor();
  await page.getByRole('button', { name: 'Job title, edit: Architect' }).waitFor();
});

test('a company leads to its people, and they lead back', async () => {
  const company = await rubrica.call('createRecord', {
    body: { kind: 'company', values: { name: 'Acme S.r.l.' } },
  });
  await aContact({ companyName: 'Acme S.r.l.' });
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${company.id}`);
  await page
    .getByRole('region', { name: '1 person' })
    .getByRole('link', { name: /Anna Rossi/ })
    .click();
  await page.getByRole('link', { name: 'Acme S.r.l.' }).click();
  await page.getByRole('heading', { level: 1, name: 'Acme S.r.l.' }).waitFor();
  await expectAccessible(page);
});
