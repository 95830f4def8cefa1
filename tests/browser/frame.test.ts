// Every screen in one walk. The frame stands still: at every size the document is as high and as wide as the window, nothing
// is cut or covered, a wheel moves what is meant to move and nothing else, and what is read stays where it is while the rest
// arrives. Low windows scroll the page inside of it. Edges and signs are seen in both lights.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faintOn } from './edges.ts';
import { type FullWorld, fillWorld } from './full-world.ts';
import { type AddressBook, openAddressBook } from './open-address-book.ts';
import {
  coveredOn,
  faultsOf,
  INSIDE,
  inLight,
  OUTSIDE,
  rawWordsOn,
  resize,
  type Screen,
  visit,
} from './screens.ts';
import { type ShiftWatch, watchShifts } from './shifts.ts';

const SIZES = [
  [1920, 1080],
  [1366, 768],
  [1024, 600],
  [768, 1024],
  [390, 844],
  [360, 640],
  // 200 and 400 per cent, and phones held sideways.
  [740, 360],
  [683, 384],
  [640, 400],
  [320, 256],
] as const;

/** Where every button is brought into sight and a wheel is turned: a small window, a phone, and 400 per cent. */
const LOOKED_CLOSELY = new Set<(typeof SIZES)[number]>([SIZES[2], SIZES[5], SIZES[9]]);

/** Where the page is loaded: a phone, which has a shape of its own, and a large window, in which it is then looked at. */
const LOADED = [SIZES[4], SIZES[0]] as const;

let book: AddressBook;
let world: FullWorld;
beforeAll(async () => {
  book = await openAddressBook();
});
afterAll(() => book?.close());

let watch: ShiftWatch;
test('there is something on every screen', async () => {
  world = await fillWorld(book);
  watch = await watchShifts(world.person.page);
});

/** A wheel over the middle, the head and the side; the frame may not move under any of them. */
async function wheelMovesTheFrame(page: Page): Promise<string[]> {
  const { width, height } = page.viewportSize()!;
  for (const [x, y] of [
    [width / 2, height / 2],
    [width / 2, 20],
    [20, height / 2],
  ] as const) {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 4000);
  }
  return page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const moved = [
      document.documentElement,
      document.body,
      document.querySelector('#root')!.firstElementChild!,
    ]
      .filter((each) => each.scrollTop !== 0)
      .map((each) => `${each.tagName} moved by ${each.scrollTop}`);
    const head = document.querySelector('header')?.getBoundingClientRect().top ?? 0;
    return head === 0 ? moved : [...moved, `the head stands at ${head}`];
  });
}

async function faultsInBothLights(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const light of ['dark', 'light'] as const) {
    await inLight(page, light);
    faults.push(...(await faintOn(page)).map((fault) => `${light}: ${fault}`));
  }
  return faults;
}

async function faultsAtAllSizes(page: Page, screen: Screen, { tooMuch }: ShiftWatch): Promise<string[]> {
  const faults: string[] = [];
  for (const size of LOADED) {
    await resize(page, size);
    await visit(page, screen, world);
    faults.push(...(await tooMuch()).map((fault) => `${size.join(' × ')}: ${fault}`));
  }
  await screen.open?.(page);
  faults.push(...(await rawWordsOn(page)), ...(await faultsInBothLights(page)));
  for (const size of SIZES) {
    await resize(page, size);
    const found = await faultsOf(page);
    if (LOOKED_CLOSELY.has(size)) found.push(...(await coveredOn(page)), ...(await wheelMovesTheFrame(page)));
    faults.push(...found.map((fault) => `${size.join(' × ')}: ${fault}`));
  }
  return faults;
}

test.each(INSIDE.map((screen) => [screen.name, screen] as const))('inside: %s', async (_name, screen) => {
  expect(await faultsAtAllSizes(world.person.page, screen, watch)).toEqual([]);
});

test.each(OUTSIDE.map((screen) => [screen.name, screen] as const))('outside: %s', async (_name, screen) => {
  const page = await book.visit();
  expect(await faultsAtAllSizes(page, screen, await watchShifts(page))).toEqual([]);
  await page.context().close();
});
