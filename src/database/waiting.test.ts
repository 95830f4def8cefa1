import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withStartLock } from './embedded/start-lock.ts';
import { saying, waitFor } from './waiting.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubrica-waiting-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('what is waited for is said once it takes long, and found all the same', async () => {
  const said: string[] = [];
  const look = () => (said.length > 0 ? 'found' : null);
  const options = { everyMs: 1, what: 'a sign', sayAfterMs: 5 };
  expect(await waitFor(look, options, { onWait: (what) => said.push(what) })).toBe('found');
  expect(said).toEqual(['a sign']);
});

test('a wait has an end of its own, and ends when the program is told to stop', async () => {
  expect(await waitFor(() => null, { everyMs: 1, what: 'nothing', forMs: 5 }, {})).toBe(null);
  const stopping = new AbortController();
  const waits = [
    waitFor(() => null, { everyMs: 1, what: 'nothing' }, { signal: stopping.signal }),
    saying('nothing', new Promise(() => {}), { signal: stopping.signal }),
  ];
  stopping.abort();
  for (const wait of waits) await expect(wait).rejects.toThrow(/abort/i);
});

test('the lock of a start that fails is given back, and whoever waits for it in vain leaves nothing behind', async () => {
  await expect(withStartLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(folder)).toEqual([]);
  const stopping = new AbortController();
  await withStartLock(folder, async () => {
    const second = withStartLock(folder, async () => {}, { signal: stopping.signal });
    stopping.abort();
    await expect(second).rejects.toThrow(/abort/i);
  });
  expect(readdirSync(folder)).toEqual([]);
});
