// Every screen of the interface, with something on it, and what can be measured of one.
import type { Page } from 'playwright-core';
import type { FullWorld } from './full-world.ts';

export interface Screen {
  name: string;
  path: string | ((world: FullWorld) => string);
  /** What is there once the screen stands. */
  ready: string;
  /** Opens what the address alone does not. */
  open?: (page: Page) => Promise<unknown>;
}

const UNKNOWN = '01a20e26-8f8f-748a-83e3-0aab6b81cde6';
const tab = (name: string, ready: string): Screen => ({
  name: `account, ${name}`,
  path: ({ account }) => `/accounts/${account}/${name}`,
  ready,
});
const missing = (name: string, path: Screen['path']): Screen => ({
  name: `${name} that is not there`,
  path,
  ready: 'main a',
});

/** In the order of the router. */
export const INSIDE: Screen[] = [
  { name: 'home', path: '/', ready: 'main a[href^="/records/"]' },
  { name: 'companies', path: '/companies', ready: '[data-index]' },
  { name: 'contacts', path: '/contacts', ready: '[data-index]' },
  {
    name: 'contacts, two ticked',
    path: '/contacts',
    ready: '[data-index]',
    open: async (page) => {
      await page.locator('[data-index="0"] input[type=checkbox]').first().check();
      await page.locator('[data-index="1"] input[type=checkbox]').first().check();
    },
  },
  { name: 'leads', path: '/leads', ready: '[data-index]' },
  { name: 'contacts, nothing found', path: '/contacts?q=nobodyatall', ready: 'main h2, main h3' },
  {
    name: 'record, why',
    path: ({ record }) => `/records/${record}`,
    ready: 'main details summary',
    open: (page) =>
      page.locator('main details').evaluateAll((all) => {
        for (const each of all) (each as HTMLDetailsElement).open = true;
      }),
  },
  { name: 'record that waits in the queue', path: ({ matched }) => `/records/${matched}`, ready: 'main h1' },
  { name: 'imports', path: '/imports', ready: 'main h2' },
  { name: 'trash, records', path: '/trash', ready: '[data-index]' },
  { name: 'trash, cards', path: '/trash?cards=true', ready: '[data-index]' },
  { name: 'conflicts', path: '/conflicts', ready: '[data-conflict]' },
  { name: 'duplicates', path: '/duplicates', ready: '[data-pair]' },
  { name: 'company names', path: '/company-names', ready: '[data-name]' },
  { name: 'labels', path: '/labels', ready: '[data-label]' },
  { name: 'profile', path: '/profile', ready: 'main h2' },
  { name: 'help', path: '/help', ready: 'main h2' },
  { name: 'users', path: '/users', ready: 'main table' },
  { name: 'configurations', path: '/settings/configurations', ready: 'main h2' },
  { name: 'layout', path: '/settings/layout', ready: '[data-tray] li' },
  { name: 'accounts', path: '/accounts', ready: 'main li h2' },
  {
    name: 'new account',
    path: '/accounts/new',
    ready: 'main [role=radiogroup], main [role=radio], main fieldset',
  },
  { name: 'account', path: ({ account }) => `/accounts/${account}`, ready: '[role=tabpanel] dl' },
  tab('queue', '[data-row]'),
  tab('mapping', '[role=tabpanel] li'),
  tab('groups', '[role=tabpanel] input[type=radio]'),
  tab('settings', '[role=tabpanel] input'),
  tab('runs', '[role=tabpanel] li'),
  { name: 'plan', path: ({ account, plan }) => `/accounts/${account}/plan/${plan}`, ready: 'main ol li' },
  { name: 'queue', path: '/queue', ready: '[data-row]' },
  {
    name: 'queue, the card with a match',
    path: '/queue',
    ready: '[data-row]',
    open: (page) => page.locator('[data-row]', { hasText: 'Anna Bianchi' }).click(),
  },
  {
    name: 'queue, two ticked',
    path: '/queue',
    ready: '[data-row]',
    open: async (page) => {
      await page.locator('[data-row="0"] input').check();
      await page.locator('[data-row="1"] input').check();
    },
  },
  missing('record', `/records/${UNKNOWN}`),
  missing('record with an address that is none', '/records/not-an-id'),
  missing('import', `/imports/${UNKNOWN}`),
  missing('account', `/accounts/${UNKNOWN}`),
  missing('plan', ({ account }) => `/accounts/${account}/plan/${UNKNOWN}`),
  missing('page', '/nothing/here'),
];

/** Before the sign-in. */
export const OUTSIDE: Screen[] = [
  { name: 'sign-in', path: '/sign-in', ready: 'form' },
  { name: 'set-up that is done', path: '/set-up', ready: 'main a' },
  { name: 'invitation', path: ({ invitation }) => invitation, ready: 'form' },
  { name: 'invitation that is over', path: '/invitation/none', ready: '[role=alert]' },
];

/** Its address alone. */
export async function visit(page: Page, screen: Screen, world?: FullWorld): Promise<void> {
  await page.goto(typeof screen.path === 'string' ? screen.path : screen.path(world!));
  // Attached: the native control of a choice is drawn over.
  await page.locator(screen.ready).first().waitFor({ state: 'attached' });
}

export async function show(page: Page, screen: Screen, world?: FullWorld): Promise<void> {
  await visit(page, screen, world);
  await screen.open?.(page);
}

/** The colours of one light, once the page has put them on. */
export async function inLight(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
    colorScheme,
  );
}

/** Frames until what a new size moves has moved. */
export async function resize(page: Page, [width, height]: readonly [number, number]): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        let frames = 0;
        const next = () => (++frames === 3 ? done() : requestAnimationFrame(next));
        next();
      }),
  );
}

/** A table measures itself before it changes its shape: how long that may take on a busy machine. */
const SETTLES_MS = 10_000;

/** What is wrong with the shape of the page once it has found it, in words; nothing when all is well. */
export async function faultsOf(page: Page): Promise<string[]> {
  const end = Date.now() + SETTLES_MS;
  let faults = await faultsNow(page);
  while (faults.length > 0 && Date.now() < end) faults = await faultsNow(page);
  return faults;
}

const faultsNow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const root = document.documentElement;
    if (root.scrollHeight !== innerHeight)
      faults.push(`document ${root.scrollHeight} in ${innerHeight} high`);
    if (root.scrollWidth !== innerWidth) faults.push(`document ${root.scrollWidth} in ${innerWidth} wide`);
    const named = (element: Element) =>
      `<${element.tagName.toLowerCase()}> “${(element.getAttribute('aria-label') || element.textContent || '').trim().slice(0, 40)}”`;
    const isShown = (element: Element) =>
      !element.closest('.unseen') &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.getBoundingClientRect().width > 2;
    /** Rows of tabs and wide tables scroll sideways on purpose; the hidden tick of a box lies under what is drawn. */
    const scrollsSideways = (element: Element) =>
      element.closest('[role=tablist], [role=group], table')?.parentElement !== undefined &&
      element.closest('[role=tablist], [role=group], table') !== null;
    const main = document.querySelector('#main');
    if (main && main.scrollWidth > main.clientWidth + 1)
      faults.push(`main scrolls sideways: ${main.scrollWidth} in ${main.clientWidth}`);
    for (const element of document.querySelectorAll(
      'a, button, input, [role=switch], h1, h2, dd, .figures',
    )) {
      if (!isShown(element) || scrollsSideways(element)) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (left < -1 || right > innerWidth + 1)
        faults.push(`${named(element)} from ${Math.round(left)} to ${Math.round(right)} of ${innerWidth}`);
      if (width < 12 && element.textContent) faults.push(`${named(element)} is ${width} px wide`);
    }
    // Words of buttons, tabs and titles are whole. Names in rows may end in dots.
    for (const element of document.querySelectorAll(
      'h1, h2, h3, summary, label, .mantine-Button-label, [role=tab], nav a span, .figures',
    )) {
      if (!isShown(element) || element.classList.contains('unseen')) continue;
      const { overflowX } = getComputedStyle(element);
      if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
        faults.push(`cut: ${named(element)} ${element.scrollWidth} in ${element.clientWidth}`);
    }
    // The styles of every component in use are there (web/mantine-styles-plugin.ts).
    const rules = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .map((rule) => rule.cssText)
      .join('\n');
    for (const element of document.querySelectorAll('[class*="m_"]'))
      for (const name of element.classList)
        if (/^m_[0-9a-f]+$/.test(name) && !rules.includes(name))
          faults.push(`no style: .${name} of ${named(element)}`);
    // Columns that nobody could read.
    for (const element of document.querySelectorAll('main p, main h2, main dd, main li')) {
      const text = (element.textContent ?? '').trim();
      const { width, height } = element.getBoundingClientRect();
      if (isShown(element) && text.length > 40 && width < 90 && height > 100)
        faults.push(`a column of ${Math.round(width)} px: ${named(element)}`);
    }
    return [...new Set(faults)];
  });

/** Words of the program that are none of the reader's: keys, codes, times of machines, the schema library's sentences. */
export const rawWordsOn = async (page: Page): Promise<string[]> => {
  const text = await page.locator('body').innerText();
  return [
    /\b(?:name|organization|mailing|billing|shipping)\.[a-z]+\w*/g,
    /\b(?:firstName|lastName|companyName|secondaryEmail|homePhone|otherPhone|vatNumber|poBox|postalCode)\b/g,
    /\b(?:card|record|field)-[a-z]+(?:-[a-z]+)*\b/g,
    /Retry-After|received undefined|expected \w+ to|\[object |\bundefined\b|\bNaN\b|{{|}}/g,
    /\d{4}-\d\d-\d\d(?:T\d\d)?/g,
  ].flatMap((raw) => (text.match(raw) ?? []).map((word) => `raw: ${word}`));
};

/** What can be pressed but is covered by something else once it is brought into sight. */
export const coveredOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const covered: string[] = [];
    const main = document.querySelector('main')!;
    for (const element of main.querySelectorAll<HTMLElement>('a, button, input, [role=tab]')) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest('.unseen, [aria-hidden=true], [inert], :disabled') || element.matches(':disabled'))
        continue;
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width < 3 || height < 3) continue;
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      const label = element.closest('label') ?? element.parentElement!;
      if (!hit || !(element.contains(hit) || hit.contains(element) || label.contains(hit)))
        covered.push(
          `${element.tagName} “${(element.getAttribute('aria-label') || element.textContent || '').trim().slice(0, 40)}” under ${hit ? `${hit.tagName}.${hit.className}` : 'nothing'}`,
        );
    }
    main.scrollTop = 0;
    return covered;
  });
