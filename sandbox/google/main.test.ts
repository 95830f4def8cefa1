import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

it('the command prints where it listens, its client and its users, and ends when it is told to', async () => {
  const child = spawn(process.execPath, [
    main,
    '--people',
    '7',
    '--client-id',
    'shop',
    '--redirect-uri',
    'http://127.0.0.1:9/back',
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === 4) break;
  }
  expect(lines[0]).toMatch(/^Google sandbox at http:\/\/127\.0\.0\.1:\d+$/);
  expect(lines[1]).toBe('  client shop / sandbox-secret');
  expect(lines[2]).toContain('anna@gmail.example: 7 contacts, phone at http://127.0.0.1:');
  const issuer = lines[0]!.split(' ').at(-1)!;
  expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
