import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStreams, type Streams } from './streams.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SECOND = 1_000;

/** What a browser of `userId` has heard, message by message. */
function listen(streams: Streams, userId: string): () => string[] {
  const response = new PassThrough();
  streams.open({ userId, response: response as unknown as ServerResponse, isAlive: async () => true });
  return () =>
    [...String(response.read() ?? '').matchAll(/^data: (.*)$/gm)].map(([, data]) => {
      const { type, recordId, done } = JSON.parse(data!) as Record<string, unknown>;
      return [type, recordId ?? done].join(' ');
    });
}

const changed = (recordId: string) => ({ type: 'record.changed', recordId }) as const;
const progress = (done: number) =>
  ({ type: 'run.progress', accountId: 'a', runId: 'r', done, expected: 9, queued: 0 }) as const;

test('the first is heard at once, what follows within a second together, each thing once', () => {
  const streams = createStreams();
  const heard = listen(streams, 'ada');
  streams.deliver(changed('1'), 'everybody');
  expect(heard()).toEqual(['record.changed 1']);
  for (const id of ['2', '3', '2', '3']) streams.deliver(changed(id), 'everybody');
  for (const done of [1, 2, 3]) streams.deliver(progress(done), { userId: 'ada' });
  expect(heard()).toEqual([]);
  vi.advanceTimersByTime(SECOND);
  expect(heard()).toEqual(['record.changed 2', 'record.changed 3', 'run.progress 3']);
  streams.deliver(changed('4'), 'everybody');
  vi.advanceTimersByTime(SECOND - 1);
  expect(heard()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(heard()).toEqual(['record.changed 4']);
  vi.advanceTimersByTime(SECOND);
  streams.deliver(changed('5'), 'everybody');
  expect(heard()).toEqual(['record.changed 5']);
});

test('what is gathered reaches whom it is for', () => {
  const streams = createStreams();
  const [ada, bob] = [listen(streams, 'ada'), listen(streams, 'bob')];
  streams.deliver(changed('1'), { userId: 'ada' });
  streams.deliver(changed('2'), { userId: 'bob' });
  streams.deliver(changed('3'), 'everybody');
  vi.advanceTimersByTime(SECOND);
  expect([ada(), bob()]).toEqual([
    ['record.changed 1', 'record.changed 3'],
    ['record.changed 2', 'record.changed 3'],
  ]);
});
