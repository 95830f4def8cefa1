import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

it('the command prints where it listens and who may sign in, and ends when it is told to', async () => {
  const child = spawn(process.execPath, [main, '--cards', '7', '--groups', '1', '--profile', 'sogo']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === 3) break;
  }
  expect(lines[0]).toMatch(/^CardDAV sandbox \(sogo\) at http:\/\/127\.0\.0\.1:\d+$/);
  expect(lines[1]).toMatch(/alice \/ s3cret: 8 cards at http:/);
  const url = lines[0]!.split(' ').at(-1)!;
  expect((await fetch(url)).status).toBe(401);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('the command refuses a profile that does not exist and lists those that do', async () => {
  const child = spawn(process.execPath, [main, '--profile', 'nonsense']);
  let said = '';
  child.stderr.on('data', (part) => (said += part));
  expect(await once(child, 'close')).toEqual([2, null]);
  expect(said).toContain('icloud, radicale');
});
