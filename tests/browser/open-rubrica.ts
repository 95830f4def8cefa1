// Rubrica as people run it, in a process with a database of its own, and a browser in front of it, which the files of a
// worker share. Every screen a test shows is held against axe's rules with `expectAccessible`.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';
import { signIn } from '../../demo/world/client.ts';
import type { Answer, Api, Arguments } from '../../src/http/contract/contract.ts';
import { testDatabase } from '../test-database.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** As scripts/run.mjs has it. */
const NODE_COMPILE_CACHE = join(ROOT, 'node_modules', '.compile-cache');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a page waits for may take this long: the end of what hangs, not of what is slow. */
const PATIENCE_MS = 120_000;

/** Without windows: each context in a whole browser has one, drawn and thrown away, which costs more than the page. */
const EXECUTABLE = '/usr/bin/chromium-headless-shell';
/** Started by the first file of a worker that wants it; it ends with the worker. */
let shared: Promise<Browser> | undefined;
const sharedBrowser = (): Promise<Browser> =>
  (shared ??= chromium.launch({ executablePath: EXECUTABLE, args: FLAGS }));

export const ADMINISTRATOR = { email: 'giulia@example.com', password: 'correct horse battery' };

export interface OpenRubrica {
  url: string;
  /** A browser that has never been here. Problems on its console fail the test at `close`. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  /** The same, signed in as the administrator. */
  visitSignedIn(options?: BrowserContextOptions): Promise<Page>;
  /** The API as the administrator. */
  call<K extends keyof Api>(name: K, args: Arguments<K>): Promise<Answer<K>>;
  stopServer(): Promise<void>;
  /** At the same address, with the same data. */
  startServer(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it all. `administrator: false` leaves the set-up to the test. */
export async function openRubrica({ administrator = true, env = {} } = {}): Promise<OpenRubrica> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-browser-'));
  const database = await testDatabase();
  const key = randomBytes(32).toString('base64');
  const start = (port: string) =>
    startServer({
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE,
      RUBRICA_PORT: port,
      RUBRICA_LOG: 'error',
      RUBRICA_DATA: join(folder, 'data'),
      RUBRICA_SECRET_KEY: key,
      DATABASE_URL: database.url,
      ...(administrator && {
        RUBRICA_ADMIN_EMAIL: ADMINISTRATOR.email,
        RUBRICA_ADMIN_PASSWORD: ADMINISTRATOR.password,
      }),
      ...env,
    });
  let server = await start('0');
  const { url } = server;
  const browser = await sharedBrowser();
  const complaints: string[] = [];
  const visited: BrowserContext[] = [];
  const visit = async (options?: BrowserContextOptions) => {
    const page = await newPage(browser, url, complaints, options);
    visited.push(page.context());
    return page;
  };
  return {
    url,
    visit,
    async visitSignedIn(options) {
      const page = await visit(options);
      await page.request.post(`${url}/api/v1/session`, { data: ADMINISTRATOR, headers: { origin: url } });
      return page;
    },
    call: administrator ? (await signIn(url, ADMINISTRATOR)).ask : nobodyYet,
    stopServer: () => server.stop(),
    async startServer() {
      server = await start(new URL(url).port);
    },
    async close() {
      for (const context of visited) await context.close();
      await server.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
      expect(complaints).toEqual([]);
    },
  };
}

/** Visits to what a test has started itself: each in a browser that has never been there. */
export async function openBrowser(complaints: string[]) {
  const browser = await sharedBrowser();
  return (url: string, options?: BrowserContextOptions) => newPage(browser, url, complaints, options);
}

const nobodyYet: OpenRubrica['call'] = () => Promise.reject(new Error('There is no administrator yet.'));

async function startServer(env: NodeJS.ProcessEnv) {
  const server = spawn(process.execPath, [join(ROOT, 'src', 'main.ts'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /ready at (\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
    void ended.then(() => reject(new Error(`Rubrica ended before it was ready: ${said}`)));
  });
  return {
    url,
    async stop(): Promise<void> {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function newPage(
  browser: Browser,
  url: string,
  complaints: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  const page = await context.newPage();
  context.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A refusal the server is asked for on purpose is an answer, not a fault of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return page;
}

/** No violation of any of axe's rules on what the page shows. */
export async function expectAccessible(page: Page): Promise<void> {
  // A page whose data are still on their way is not the page yet.
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // Nor is one whose colours are on their way to what they will be.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
      ),
  );
  // Through the debugger, so that the page's content security policy stays in force.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    // What holds is not told in full, element by element: that is most of the work.
    const result = await axe.run({ resultTypes: ['violations'] });
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n')}`,
    );
  });
  expect(violations).toEqual([]);
}
