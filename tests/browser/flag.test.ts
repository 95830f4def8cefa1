import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';

let rubrica: OpenRubrica;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startCardDavSandbox();
  rubrica = await openRubrica({ env: { RUBRICA_ALLOW_PRIVATE_ADDRESSES: 'true' } });
});
afterAll(async () => {
  await rubrica.close();
  await sandbox.stop();
});

test('without an account, the flag says that there is no phone yet and leads to one', async () => {
  const { id } = await rubrica.call('createRecord', {
    body: { kind: 'contact', values: { firstName: 'Cher' } },
  });
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  await page.getByText('Off for me').waitFor();
  await page.getByRole('switch', { name: 'Sync mobile' }).click();
  await page.getByText('On: me').waitFor();
  await page.getByRole('link', { name: 'Connect an account' }).waitFor();
  await expectAccessible(page);
  expect((await rubrica.call('getRecord', { params: { id } })).flagged).toBe(true);
  await page.getByRole('switch', { name: 'Sync mobile' }).click();
  await page.getByText('Off for me').waitFor();
});

test('the flag makes a card; taking it off asks, and “keep the card” leaves it standing', async () => {
  const account = await connect();
  const { id } = await rubrica.call('createRecord', {
    body: { kind: 'contact', values: { firstName: 'Vera', lastName: 'Neri' }, flagged: true },
  });
  const page = await rubrica.visitSignedIn();
  await page.goto(`/records/${id}`);
  const panel = page.getByRole('region', { name: 'Sync mobile' });
  await panel.getByText('In step').waitFor();
  await expectAccessible(page);

  await panel.getByRole('switch', { name: 'Sync mobile' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take Vera Neri off your phone?' });
  await dialog.waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect((await rubrica.call('getRecord', { params: { id } })).flagged).toBe(true);

  await panel.getByRole('switch', { name: 'Sync mobile' }).click();
  await dialog.getByRole('button', { name: 'Keep the card, only stop syncing' }).click();
  await panel.getByText('Off for me').waitFor();
  const { totals } = await rubrica.call('getAccount', { params: { id: account.id } });
  expect(totals.cards).toBeGreaterThan(0);
});

test('the flag of a selection is switched on from the list', async () => {
  await rubrica.call('createRecord', { body: { kind: 'lead', values: { firstName: 'Ugo' } } });
  await rubrica.call('createRecord', { body: { kind: 'lead', values: { firstName: 'Ada' } } });
  const page = await rubrica.visitSignedIn();
  await page.goto('/leads');
  await page.getByRole('checkbox', { name: 'Select everything' }).check();
  await page.getByRole('region', { name: 'Selection' }).getByText('2 selected').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sync mobile on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Put 2 records on your phone?' });
  await dialog.getByText('2 cards will be made in your accounts.', { exact: false }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make 2 cards' }).click();
  await page.getByText('Sync mobile is on for 2 more records.').waitFor();
  const { total } = await rubrica.call('listRecords', { query: { kind: 'lead', flagged: 'true' } });
  expect(total).toBe(2);
});

async function connect() {
  const [person] = sandbox.users;
  const account = await rubrica.call('createAccount', {
    body: { provider: 'carddav', url: sandbox.url, username: person!.user, password: person!.password },
  });
  if ('authorizationUrl' in account) throw new Error('CardDAV signs nobody in elsewhere');
  return account;
}
