// The program as people meet it: a server process with its database, an address book to connect, and Chromium.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Sandbox, type SandboxOptions, startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import { cleanUp, serve, stop } from '../platform/rubrica-process.ts';
import { emptyDatabase } from '../test-database.ts';

const CHROMIUM = process.env.RUBRICA_CHROMIUM ?? '/usr/bin/chromium';
const ADMIN = { email: 'admin@example.org', password: 'correct horse battery' };
const PASSWORD = 'a password of hers';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Person {
  page: Page;
  context: BrowserContext;
  /** Asks the API as this person. @throws Error when it does not answer with success */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
}

interface PersonOptions {
  language?: 'en' | 'it' | 'es';
  isPhone?: boolean;
  isDark?: boolean;
}

export type AddressBook = Awaited<ReturnType<typeof openAddressBook>>;

/** An empty Rubrica beside the sandbox; iCloud accounts lead to it as well. */
export async function openAddressBook(options: SandboxOptions = {}) {
  const sandbox: Sandbox = await startCardDavSandbox({ cards: 0, ...options });
  const database = await emptyDatabase();
  const { server, url } = await serve({
    DATABASE_URL: database.url,
    RUBRICA_SECRET_KEY: randomBytes(32).toString('base64'),
    RUBRICA_ALLOW_PRIVATE_ADDRESSES: 'true',
    RUBRICA_ICLOUD_URL: sandbox.url,
    RUBRICA_ADMIN_EMAIL: ADMIN.email,
    RUBRICA_ADMIN_PASSWORD: ADMIN.password,
  });
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
  const admin = await browser.newContext();
  await admin.request.post(`${url}/api/v1/session`, { data: ADMIN });
  let people = 0;

  return {
    url,
    sandbox,
    /** Somebody of their own for each test, signed in, in a window of their own. */
    async person({ language = 'en', isPhone = false, isDark = false }: PersonOptions = {}): Promise<Person> {
      people += 1;
      const email = `person-${people}@example.org`;
      const created = await admin.request.post(`${url}/api/v1/users`, {
        data: { email, name: `Person ${people}`, password: PASSWORD },
      });
      expect(created.status()).toBe(201);
      const context = await browser.newContext({
        baseURL: url,
        locale: { en: 'en-GB', it: 'it-IT', es: 'es-ES' }[language],
        viewport: isPhone ? { width: 390, height: 844 } : { width: 1366, height: 820 },
        colorScheme: isDark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      const signedIn = await context.request.post('/api/v1/session', { data: { email, password: PASSWORD } });
      expect(signedIn.status()).toBe(200);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return {
        page,
        context,
        async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
          const answer = await context.request.fetch(`/api/v1${path}`, {
            method,
            ...(body === undefined ? {} : { data: body }),
          });
          if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
          return answer.status() === 204 ? (null as T) : ((await answer.json()) as T);
        },
      };
    },
    async close(): Promise<void> {
      await browser.close();
      await stop(server);
      await cleanUp();
      await database.drop();
      await sandbox.stop();
    },
  };
}

/** Fills the address book with cards whose lines are `vcards`, one text each. */
export function fill(sandbox: Sandbox, vcards: Record<string, string>): void {
  for (const [name, lines] of Object.entries(vcards)) {
    const text = `BEGIN:VCARD\nVERSION:3.0\nUID:${name}\n${lines.trim()}\nEND:VCARD\n`;
    sandbox.book().put(`${name}.vcf`, text.replaceAll('\n', '\r\n'));
  }
}

/** Connects the sandbox as an iCloud account and waits for its first check. */
export async function connect({ ask }: Person): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/accounts', {
    provider: 'icloud',
    username: 'alice',
    password: 's3cret',
  });
  await expect
    .poll(() => ask<{ lastCheckedAt: string | null }>('GET', `/accounts/${id}`), { timeout: 30_000 })
    .toMatchObject({ lastCheckedAt: expect.any(String) });
  return id;
}

/** No violation of any rule of axe on what is shown. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run()')) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
  expect(told).toEqual([]);
}
