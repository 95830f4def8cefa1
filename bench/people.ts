// Many people with a list on screen while one of them imports: each hears what moves and asks for the list again, as web/events.ts
// has browsers do. What a page of the list takes them, by what it takes somebody alone.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { throwAway } from '../src/database/embedded/location.ts';
import { ADMINISTRATOR, startServer } from './server.ts';

export interface PeopleCost {
  browsers: number;
  cards: number;
  /** Of a page with nobody else there, before the import. */
  aloneP50: number;
  p50: number;
  p95: number;
  pages: number;
  importMs: number;
  /** Events that a browser heard during the import. */
  heard: number;
}

const PEOPLE = 10;
const ALONE = 40;
/** As web/events.ts has them. */
const GATHER_MS = 400;
const BETWEEN_MS = 1_000;
const REST = 3;
/** Events after which a list asks again. */
const LIST_IS_STALE = ['run.finished', 'import.finished', 'record.changed'];
const POLL_MS = 500;

type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** `bookUrl` is that of a sandbox with so many cards. */
export async function measurePeople(browsers: number, cards: number, bookUrl: string): Promise<PeopleCost> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-people-'));
  const server = await startServer(folder);
  const ending = new AbortController();
  try {
    const owner = await signIn(server.url, ADMINISTRATOR);
    const { id } = await owner.ask<{ id: string }>('POST', '/accounts', {
      ...{ provider: 'carddav', url: bookUrl, username: 'alice', password: 's3cret' },
    });
    await until(async () => {
      const { lastCheckedAt } = await owner.ask<{ lastCheckedAt: string | null }>('GET', `/accounts/${id}`);
      return lastCheckedAt !== null;
    });
    await owner.ask('PATCH', `/accounts/${id}/queue`, { filter: {}, set: { kind: 'contact' } });
    const people = [owner];
    for (let at = 1; at < PEOPLE; at++) {
      const person = { email: `person${at}@example.org`, password: ADMINISTRATOR.password };
      await owner.ask('POST', '/users', { ...person, name: `Person ${at}` });
      people.push(await signIn(server.url, person));
    }
    const alone: number[] = [];
    for (let at = 0; at < ALONE; at++) alone.push(await owner.page());

    const taken: number[] = [];
    let heard = 0;
    const screens = Array.from({ length: browsers }, (_, at) =>
      people[at % PEOPLE]!.watch(
        ending.signal,
        (ms) => taken.push(ms),
        () => heard++,
      ),
    );
    await until(async () => taken.length >= browsers);
    taken.length = 0;
    heard = 0;
    const begun = performance.now();
    await owner.ask('POST', `/accounts/${id}/queue/import`);
    await until(async () => {
      const { counts } = await owner.ask<{ counts: { ready: number } }>(
        'GET',
        `/accounts/${id}/queue?limit=1`,
      );
      return counts.ready === 0;
    });
    const importMs = Math.round(performance.now() - begun);
    const during = [...taken];
    ending.abort();
    await Promise.allSettled(screens);
    return {
      ...{ browsers, cards, aloneP50: at(alone, 0.5), p50: at(during, 0.5), p95: at(during, 0.95) },
      ...{ pages: during.length, importMs, heard: Math.round(heard / browsers) },
    };
  } finally {
    ending.abort();
    await server.end();
    throwAway(folder);
  }
}

const at = (times: number[], part: number): number =>
  Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(POLL_MS);
}

async function signIn(url: string, person: { email: string; password: string }) {
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const ask: Ask = async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { origin: url, cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : null) as never;
  };
  const page = async (): Promise<number> => {
    const begun = performance.now();
    const answer = await fetch(`${url}/api/v1/records?kind=contact&limit=100&offset=0&sort=name`, {
      headers: { cookie },
    });
    // What becomes of it is the browser's work, not this process's.
    await answer.arrayBuffer();
    return performance.now() - begun;
  };
  return {
    ask,
    page,
    /** A list on screen until `signal`. */
    async watch(signal: AbortSignal, onPage: (ms: number) => void, onEvent: () => void): Promise<void> {
      const { body } = await fetch(`${url}/api/v1/events`, { headers: { cookie }, signal });
      onPage(await page());
      let isStale = false;
      let isWaiting = false;
      const refreshAfter = async (ms: number): Promise<void> => {
        isWaiting = true;
        await sleep(ms);
        isStale = false;
        if (signal.aborted) return;
        // The server ends before the last of them has its answer.
        const taken = await page().catch(() => null);
        if (taken === null) return;
        onPage(taken);
        isWaiting = false;
        if (isStale && !signal.aborted) void refreshAfter(BETWEEN_MS * (1 + Math.random()) + REST * taken);
      };
      for await (const text of body!.pipeThrough(new TextDecoderStream())) {
        for (const [, type] of text.matchAll(/^event: (.+)$/gm)) {
          onEvent();
          if (!LIST_IS_STALE.includes(type!)) continue;
          isStale = true;
          if (!isWaiting) void refreshAfter(GATHER_MS);
        }
      }
    },
  };
}
