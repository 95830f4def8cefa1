import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

it('the command prints where it listens, its app and its users, and ends when it is told to', async () => {
  const child = spawn(process.execPath, [
    main,
    '--people',
    '7',
    '--folders',
    '0',
    '--client-id',
    'shop',
    '--redirect-uri',
    'http://127.0.0.1:9/back',
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === 7) break;
  }
  expect(lines[0]).toMatch(
    /^Microsoft sandbox: sign-in at http:\/\/127\.0\.0\.1:\d+\/common\/v2\.0, Graph at http:\/\/127\.0\.0\.1:\d+\/v1\.0$/,
  );
  expect(lines[1]).toBe('  app shop / sandbox-secret');
  expect(lines[2]).toContain('anna@contoso.example (Contoso): 7 contacts, Outlook at http://127.0.0.1:');
  expect(lines[6]).toContain('carla@outlook.example (personal): 0 contacts');
  const issuer = /sign-in at (\S+),/.exec(lines[0]!)![1]!;
  expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
