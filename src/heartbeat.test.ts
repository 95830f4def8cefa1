// What a process says of itself, and what its silence says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { beat, beats } from './heartbeat.ts';

test('a process that fell silent is not well, nor one that spoke last before the clock was set back', async () => {
  const data = mkdtempSync(join(tmpdir(), 'beats-'));
  const stop = beat(
    data,
    'worker',
    async () => null,
    () => {},
  );
  try {
    await vi.waitFor(() => expect(beats(data)).toHaveLength(1));
    const problemAt = (offsetMs: number) => beats(data, Date.now() + offsetMs)[0]!.problem;
    expect(problemAt(0)).toBeNull();
    expect(problemAt(60_000)).toMatch(/said nothing for \d+ seconds/);
    expect(problemAt(-3_600_000)).toMatch(/clock was set back/);
  } finally {
    stop();
    rmSync(data, { recursive: true });
  }
});
