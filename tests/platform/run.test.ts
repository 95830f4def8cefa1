// scripts/run.mjs, as npm starts it.
import { afterEach, expect, test } from 'vitest';
import { cleanUp, isRunning, launch, ROOT, start } from './rubrica-process.ts';

afterEach(cleanUp);

const SCRIPT = 'tests/platform/until-signal.ts';

test('the exit code of a command is its own', async () => {
  expect(await start('scripts/run.mjs', ['src/main.ts', 'frobnicate'], {}).ended).toMatchObject({
    code: 2,
    stdout: '',
  });
});

test('a signal reaches the program', async () => {
  const run = start('scripts/run.mjs', [SCRIPT], {});
  await run.says(/waiting/);
  run.child.kill('SIGTERM');
  expect((await run.ended).code).toBe(7);
});

test('a program started by npm ends when npm is told to end', async () => {
  // npm's shell dies of the signal and passes nothing on.
  const words = ['-c', `"${process.execPath}" scripts/run.mjs ${SCRIPT}; true`];
  const shell = launch('/bin/sh', words, { npm_lifecycle_event: 'start' }, { cwd: ROOT });
  const [, pid] = await shell.says(/waiting as (\d+)/);
  shell.child.kill('SIGTERM');
  await expect.poll(() => isRunning(Number(pid)), { timeout: 10_000 }).toBe(false);
});
