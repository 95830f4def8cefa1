import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('no more tasks run at once than allowed, and all of them run', async () => {
  const pace = createPace({ concurrency: 3, now: () => 0, sleep: async () => {} });
  let running = 0;
  let most = 0;
  const done = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      pace.run(async () => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        return index;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(done).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test('starts are an interval apart', async () => {
  let time = 0;
  const starts: number[] = [];
  const sleep = async (ms: number) => {
    time += ms;
  };
  const pace = createPace({ concurrency: 1, intervalMs: 300, now: () => time, sleep });
  for (let index = 0; index < 3; index += 1) await pace.run(async () => starts.push(time));
  expect(starts).toEqual([0, 300, 600]);
});

test('a task that fails leaves its place to the next', async () => {
  const pace = createPace({ concurrency: 1, now: () => 0, sleep: async () => {} });
  const failing = pace.run(async () => {
    throw new Error('no');
  });
  const next = pace.run(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
