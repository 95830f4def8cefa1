// Rubrica beside an address book to connect, and people who have nothing yet: each test has one of its own.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Sandbox, startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import { openRubrica } from './open-rubrica.ts';

const PASSWORD = 'a password of hers';

export interface Person {
  page: Page;
  /** Asks the API as this person. @throws Error when it does not answer with success */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export type AddressBook = Awaited<ReturnType<typeof openAddressBook>>;

/** The address book is empty; iCloud accounts lead to it as well. */
export async function openAddressBook() {
  const sandbox: Sandbox = await startCardDavSandbox({ cards: 0 });
  const rubrica = await openRubrica({
    env: { RUBRICA_ALLOW_PRIVATE_ADDRESSES: 'true', RUBRICA_ICLOUD_URL: sandbox.url },
  });
  let people = 0;
  return {
    url: rubrica.url,
    sandbox,
    async person({
      role = 'user',
      ...options
    }: BrowserContextOptions & { role?: 'user' | 'administrator' } = {}): Promise<Person> {
      people += 1;
      const email = `person-${people}@example.org`;
      await rubrica.call('createUser', {
        body: { email, name: `Person ${people}`, role, password: PASSWORD },
      });
      const page = await rubrica.visit(options);
      page.setDefaultTimeout(20_000);
      const headers = { origin: rubrica.url };
      await page.request.post('/api/v1/session', { data: { email, password: PASSWORD }, headers });
      return {
        page,
        async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
          const data = body === undefined ? {} : { data: body };
          const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...data });
          if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
          return answer.status() === 204 ? (null as T) : ((await answer.json()) as T);
        },
      };
    },
    async close(): Promise<void> {
      await rubrica.close();
      await sandbox.stop();
    },
  };
}

/** Puts cards into the address book in place of all others: their lines by their name. */
export function fill(sandbox: Sandbox, cards: Record<string, string>): void {
  for (const card of sandbox.book().list()) sandbox.book().remove(card.href);
  add(sandbox, cards);
}

export function add(sandbox: Sandbox, cards: Record<string, string>): void {
  for (const [name, lines] of Object.entries(cards)) {
    const text = `BEGIN:VCARD\nVERSION:3.0\nUID:${name}\n${lines}\nEND:VCARD\n`;
    sandbox.book().put(`${name}.vcf`, text.replaceAll('\n', '\r\n'));
  }
}

/** Connects the address book as an iCloud account and waits for its first check. */
export async function connect({ ask }: Person): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/accounts', {
    provider: 'icloud',
    username: 'alice',
    password: 's3cret',
  });
  await expect
    .poll(() => ask('GET', `/accounts/${id}`), { timeout: 30_000 })
    .toMatchObject({ lastCheckedAt: expect.any(String) });
  return id;
}
