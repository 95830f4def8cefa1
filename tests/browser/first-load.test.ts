// What a browser that has never been here fetches before the first screen stands: requests and bytes, as they travel.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMINISTRATOR, type OpenRubrica, openRubrica } from './open-rubrica.ts';

/** What may have moved before events are heard is asked for once more: three of them on the home page. */
const MOST_REQUESTS = 18;
const MOST_BYTES = 300_000;

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
  for (let count = 0; count < 12; count += 1)
    await rubrica.call('createRecord', {
      body: { kind: 'contact', values: { firstName: 'Anna', lastName: `Rossi ${count}` } },
    });
});
afterAll(() => rubrica?.close());

/** Counts until `shown` says the screen stands and nothing is on its way any more but the event stream. */
async function load(page: Page, address: string, shown: (page: Page) => Promise<unknown>) {
  const debug = await page.context().newCDPSession(page);
  const open = new Map<string, string>();
  const asked: string[] = [];
  let bytes = 0;
  await debug.send('Network.enable');
  debug.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith('data:')) return;
    asked.push(request.url);
    open.set(requestId, request.url);
  });
  debug.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    open.delete(requestId);
    bytes += encodedDataLength;
  });
  debug.on('Network.loadingFailed', ({ requestId }) => open.delete(requestId));
  await page.goto(address);
  await shown(page);
  await expect.poll(() => [...open.values()].filter((url) => !url.endsWith('/events'))).toEqual([]);
  return { asked, bytes };
}

// The language with the longest texts.
const ITALIAN = { locale: 'it-IT' };

test('before the sign-in', async () => {
  const page = await rubrica.visit(ITALIAN);
  const { asked, bytes } = await load(page, '/', () =>
    page.getByRole('button', { name: 'Accedi' }).waitFor(),
  );
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(bytes).toBeGreaterThan(100_000);
});

test('before the home of somebody signed in', async () => {
  const page = await rubrica.visitSignedIn(ITALIAN);
  const { asked, bytes } = await load(page, '/', () => page.getByText('Rossi 11').first().waitFor());
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test('the second time, what carries a hash in its name comes from the browser itself', async () => {
  const page = await rubrica.visit();
  await page.goto('/');
  await page.getByLabel('Email').fill(ADMINISTRATOR.email);
  const again = await load(page, '/', () => page.getByRole('button', { name: 'Sign in' }).waitFor());
  expect(again.bytes).toBeLessThan(20_000);
});
