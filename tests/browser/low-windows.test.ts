// Low windows: text at 200 to 400 per cent, phones held sideways (WCAG 1.4.4, 1.4.10). The page scrolls; lists keep
// rows, and everything can be decided by mouse and by keyboard.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/http/contract/contract.ts';
import { type FullWorld, fillWorld } from './full-world.ts';
import { type AddressBook, openAddressBook } from './open-address-book.ts';
import { resize, show } from './screens.ts';

const SIZES = [
  [320, 256],
  [640, 400],
  [740, 360],
  [683, 384],
] as const;

let book: AddressBook;
let world: FullWorld;
beforeAll(async () => {
  book = await openAddressBook();
});
afterAll(() => book?.close());

test('there is something to decide', async () => {
  world = await fillWorld(book);
});

/** How much of it is in sight once it is brought there: inside of the window and of all that scrolls around it. */
const inSight = (locator: Locator): Promise<number> =>
  locator.evaluate((element) => {
    element.scrollIntoView({ block: 'center' });
    let { top, bottom } = element.getBoundingClientRect();
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowY === 'visible') continue;
      const box = around.getBoundingClientRect();
      top = Math.max(top, box.top);
      bottom = Math.min(bottom, box.bottom);
    }
    return Math.min(bottom, innerHeight) - Math.max(top, 0);
  });

const decided = async (): Promise<number> => {
  const { items } = await world.person.ask<Answer<'listQueue'>>(
    'GET',
    `/accounts/${world.account}/queue?limit=100`,
  );
  return items.filter(({ state }) => state === 'ready').length;
};

describe.each(SIZES)('%i × %i', (width, height) => {
  test('the queue: rows are seen whole and opened, and a card is decided by mouse and by keyboard', async () => {
    const { page, ask } = world.person;
    await ask('PATCH', `/accounts/${world.account}/queue`, { filter: {}, set: { state: 'pending' } });
    await resize(page, [width, height]);
    await show(page, { name: 'queue', path: '/queue', ready: '[data-row]' });
    for (const at of [0, 3]) expect(await inSight(page.locator(`[data-row="${at}"]`))).toBeGreaterThan(70);
    const before = await decided();
    await page.locator('[data-row="0"]').click();
    const choice = page.locator('[aria-keyshortcuts^="p"]:visible');
    expect(await inSight(choice)).toBeGreaterThan(36);
    await choice.click();
    await expect.poll(decided).toBe(before + 1);
    await page.keyboard.press('c');
    await expect.poll(decided).toBe(before + 2);
  });

  test('the plan: its changes have room beside the bar, which decides', async () => {
    const { page } = world.person;
    await resize(page, [width, height]);
    await show(page, {
      name: 'plan',
      path: `/accounts/${world.account}/plan/${world.plan}`,
      ready: 'main ol li',
    });
    const bar = page
      .getByRole('region', { name: 'Decision' })
      .or(page.locator('section:has(> button + button)'))
      .last();
    const free = await page.evaluate(() => {
      const main = document.querySelector('#main')!.getBoundingClientRect();
      const bars = [...document.querySelectorAll('#main section')].filter(
        (each) => getComputedStyle(each).position === 'sticky',
      );
      return main.height - bars.reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);
    });
    expect(free).toBeGreaterThan(90);
    await bar.getByRole('button', { name: 'Delete the cards' }).click();
    await page.getByRole('dialog').waitFor();
    expect(
      await inSight(page.getByRole('dialog').getByRole('button', { name: 'Delete the cards' })),
    ).toBeGreaterThan(30);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test.each([
    ['contacts', '/contacts'],
    ['the trash', '/trash'],
    ['deleted cards', '/trash?cards=true'],
  ])('%s: a row is seen whole', async (_name, path) => {
    const { page } = world.person;
    await resize(page, [width, height]);
    await show(page, { name: path, path, ready: '[data-index]' });
    expect(await inSight(page.locator('[data-index="0"]'))).toBeGreaterThan(60);
  });
});
