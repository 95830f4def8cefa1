// A queue decided by keyboard alone, a key a card, as fast as a browser takes keys: whether each of them has decided its card.

import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { throwAway } from '../src/database/embedded/location.ts';
import { ADMINISTRATOR, startServer } from './server.ts';

interface Triage {
  cards: number;
  keys: number;
  /** Keys that decided nothing. */
  lost: number;
  /** Cards that became something else than their key says. */
  wrong: number;
  wallMs: number;
  keysPerSecond: number;
  /** Time for a thousand cards by that of ten minutes: what a person has for them. */
  toTenMinutes: number;
}

const BROWSER = '/usr/bin/chromium-headless-shell';
const KEYS = [
  ['p', 'contact'],
  ['c', 'company'],
  ['l', 'lead'],
  ['x', 'ignored'],
] as const;
const PATIENCE_MS = 300_000;

interface Item {
  displayName: string;
  kind: string | null;
  state: string;
}

/** Null where there is no browser. `bookUrl` is that of the sandbox that has the cards. */
export async function measureTriage(cards: number, bookUrl: string): Promise<Triage | null> {
  if (!existsSync(BROWSER)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-triage-'));
  const server = await startServer(folder);
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ baseURL: server.url, locale: 'en-GB' });
    page.setDefaultTimeout(PATIENCE_MS);
    const ask = async <T>(method: 'get' | 'post', path: string, data?: unknown): Promise<T> => {
      const answer = await page.request[method](`${server.url}/api/v1${path}`, {
        ...(data !== undefined && { data }),
        headers: { origin: server.url },
      });
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
      return (await answer.json()) as T;
    };
    await ask('post', '/session', ADMINISTRATOR);
    const { id } = await ask<{ id: string }>('post', '/accounts', {
      provider: 'carddav',
      url: bookUrl,
      username: 'alice',
      password: 's3cret',
    });
    const until = async (isSo: () => Promise<boolean>): Promise<void> => {
      const end = Date.now() + PATIENCE_MS;
      while (!(await isSo()) && Date.now() < end) await page.waitForTimeout(250);
    };
    await until(
      async () =>
        (await ask<{ lastCheckedAt: string | null }>('get', `/accounts/${id}`)).lastCheckedAt !== null,
    );
    const queue = await readQueue((cursor) =>
      ask('get', `/accounts/${id}/queue?limit=500${cursor ? `&cursor=${cursor}` : ''}`),
    );
    await page.goto('/queue');
    await page.getByRole('row').first().waitFor();
    const begun = performance.now();
    for (const [index] of queue.entries()) await page.keyboard.press(KEYS[index % KEYS.length]![0]);
    const wallMs = performance.now() - begun;
    let waiting = Number.NaN;
    await until(async () => {
      await page.waitForTimeout(3_000);
      const before = waiting;
      ({
        counts: { pending: waiting },
      } = await ask<{ counts: { pending: number } }>('get', `/accounts/${id}/queue?limit=1`));
      return waiting === 0 || waiting === before;
    });
    const after = await readQueue((cursor) =>
      ask('get', `/accounts/${id}/queue?limit=500${cursor ? `&cursor=${cursor}` : ''}`),
    );
    const is = ({ state, kind }: Item): string => (state === 'ready' ? kind! : state);
    const decided = after.filter(({ state }) => state !== 'pending');
    return {
      cards,
      keys: queue.length,
      lost: queue.length - decided.length,
      wrong: after.filter(
        (item, index) => item.state !== 'pending' && is(item) !== KEYS[index % KEYS.length]![1],
      ).length,
      wallMs,
      keysPerSecond: queue.length / (wallMs / 1000),
      toTenMinutes: ((wallMs / queue.length) * 1000) / 600_000,
    };
  } finally {
    await browser.close();
    await server.end();
    throwAway(folder);
  }
}

async function readQueue(
  page: (cursor: string | null) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const found: { items: Item[]; next: string | null } = await page(cursor);
    items.push(...found.items);
    cursor = found.next;
  } while (cursor);
  return items;
}
