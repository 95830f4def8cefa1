// The demo as a stranger sees it: phones on one page, Rubrica on the other, and what is edited on one is on the other.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { titleOf } from '../../demo/phones/phone.ts';
import { type Demo, startDemo } from '../../demo/world/demo.ts';
import { USERS } from '../../demo/world/fill-rubrica.ts';
import { expectAccessible, openBrowser } from './open-rubrica.ts';

const LEFT_OVER = join(tmpdir(), 'rubrica-demo-killed');
/** Above any process. */
const NOBODY = '4194999';

/** Where the database of a server that root starts is kept. */
const KEPT_FOR_ROOT = '/var/lib/rubrica';
const folders = () =>
  [tmpdir(), ...(existsSync(KEPT_FOR_ROOT) ? [KEPT_FOR_ROOT] : [])].flatMap((place) =>
    readdirSync(place).filter((name) => name.startsWith('rubrica-demo-')),
  );

let before: string[];
let demo: Demo;
let complaints: string[];
let visit: (url: string, options?: BrowserContextOptions) => Promise<Page>;
beforeAll(async () => {
  before = folders();
  mkdirSync(LEFT_OVER, { recursive: true });
  writeFileSync(join(LEFT_OVER, 'demo.pid'), NOBODY);
  demo = await startDemo({ RUBRICA_PORT: '0' });
  complaints = [];
  visit = await openBrowser(complaints);
});
afterAll(() => demo?.stop());

async function signedIn(user: { email: string; password: string }): Promise<Page> {
  const page = await visit(demo.url);
  await page.request.post(`${demo.url}/api/v1/session`, {
    data: { email: user.email, password: user.password },
    headers: { origin: demo.url },
  });
  return page;
}

const [iphone, android, outlook] = [0, 1, 2];
const says = (page: Page, at: number) => page.locator('.panel [data-live]').nth(at);

test.each([
  ['en', 1280, 'light', 'Phones', 'Contacts', 'Delete 200 contacts'],
  ['it', 360, 'dark', 'Telefoni', 'Contatti', 'Elimina 200 contatti'],
  ['es', 360, 'light', 'Teléfonos', 'Contactos', 'Eliminar 200 contactos'],
] as const)(
  'in %s, %i wide, %s: the desk and a phone',
  async (locale, width, colorScheme, title, contacts, broken) => {
    const isWhole = async () => (await page.evaluate(() => document.documentElement.scrollWidth)) === width;
    const page = await visit(demo.deskUrl, { locale, viewport: { width, height: 800 }, colorScheme });
    await page.goto('/');
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    expect(await page.getByRole('button', { name: broken }).count()).toBe(3);
    await expectAccessible(page);
    expect(await isWhole()).toBe(true);
    await page.goto(`/phones/iphone?lang=${locale}`);
    await page.getByRole('heading', { name: contacts }).waitFor();
    await expectAccessible(page);
    await page.locator('.people a').first().click();
    await page.locator('dl').waitFor();
    await expectAccessible(page);
    await page.locator('header a').last().click();
    await page.locator('form').first().waitFor();
    await expectAccessible(page);
    expect(await isWhole()).toBe(true);
    await page.context().close();
  },
);

test('there is something to find: a queue, a conflict, duplicates and deletions that wait', async () => {
  const page = await signedIn(USERS.giulia);
  const home = await page.request.get(`${demo.url}/api/v1/home`);
  expect(await home.json()).toMatchObject({ conflicts: 1, queue: expect.any(Number) });
  const duplicates = await page.request.get(`${demo.url}/api/v1/duplicates`);
  expect((await duplicates.json()).total).toBeGreaterThanOrEqual(2);
  await page.context().close();
  const desk = await visit(demo.deskUrl);
  await desk.goto('/');
  await says(desk, outlook!).locator('[data-health=waiting]').waitFor();
  await desk.context().close();
});

test('what is edited on the phone is in Rubrica, and the other way round, on pages that are open', async () => {
  const phone = demo.connected[iphone!]!.phone;
  const rubrica = await signedIn(USERS.giulia);
  await rubrica.goto('/contacts');
  await rubrica.locator('[data-index]').first().waitFor();
  const shown = await rubrica.locator('[data-index] a').first().innerText();
  const entry = phone.list().find((one) => shown.includes(titleOf(one)))!;
  await rubrica.locator('[data-index] a').first().click();
  await rubrica.getByRole('heading', { level: 1 }).waitFor();

  const desk = await visit(demo.deskUrl);
  await desk.goto('/');
  const screen = desk.frameLocator('iframe').nth(iphone!);
  await screen.getByRole('searchbox').fill(titleOf(entry));
  await screen.locator('.people a:visible').first().click();
  await screen.getByRole('link', { name: 'Edit' }).click();
  await screen.getByLabel('Job title').fill('Capitana');
  await screen.getByRole('button', { name: 'Save' }).click();
  await screen.getByText('Capitana').waitFor();
  await rubrica.getByText('Capitana').first().waitFor();

  // As the page of the record does it.
  const id = new URL(rubrica.url()).pathname.split('/').at(-1);
  const answer = await rubrica.request.patch(`${demo.url}/api/v1/records/${id}`, {
    data: { values: { title: 'Ammiraglia' } },
    headers: { origin: demo.url },
  });
  expect(answer.ok()).toBe(true);
  await screen.getByText('Ammiraglia').waitFor();
  await expect
    .poll(() => demo.connected[android!]!.phone.list().find((one) => titleOf(one) === titleOf(entry))?.title)
    .toBe('Ammiraglia');
  await rubrica.context().close();
  await desk.context().close();
});

test('what is broken is said, nothing is lost, and it goes on once it is mended', async () => {
  const rubrica = await signedIn(USERS.giulia);
  const total = async () =>
    (await (await rubrica.request.get(`${demo.url}/api/v1/records?kind=contact`)).json()).total;
  const records = await total();
  const desk = await visit(demo.deskUrl);
  await desk.goto('/');
  const { phone, account } = demo.connected[iphone!]!;
  const panel = desk.locator('section').nth(iphone!);
  const cards = phone.list().length;

  await panel.getByRole('button', { name: 'Show an empty address book' }).click();
  await panel.getByRole('button', { name: 'Show all contacts again' }).click();
  await panel.getByRole('button', { name: 'Show an empty address book' }).waitFor();

  await panel.getByRole('button', { name: 'End the sign-in' }).click();
  await says(desk, iphone!).locator('[data-health=sign-in-needed]').waitFor();
  const password = /password is (\S+)/.exec(await says(desk, iphone!).innerText())![1];
  const mended = await rubrica.request.patch(`${demo.url}/api/v1/accounts/${account}`, {
    data: { password },
    headers: { origin: demo.url },
  });
  expect(mended.ok()).toBe(true);
  await says(desk, iphone!).locator('[data-health=fresh]').waitFor();
  expect(phone.list()).toHaveLength(cards);

  await desk.locator('section').nth(android!).getByRole('button', { name: 'Delete 200 contacts' }).click();
  await says(desk, android!).locator('[data-health=waiting]').waitFor();
  expect(phone.list()).toHaveLength(cards);
  expect(await total()).toBe(records);
  await rubrica.context().close();
  await desk.context().close();
});

test('nothing is left behind, not even by a demo that was killed', async () => {
  await demo.stop();
  expect(existsSync(LEFT_OVER)).toBe(false);
  expect(folders().filter((name) => !before.includes(name))).toEqual([]);
  expect(complaints).toEqual([]);
});
