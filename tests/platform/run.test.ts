// scripts/run.mjs, as npm starts it.
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { aFolder, cleanUp, isRunning, launch, ROOT, start } from './rubrica-process.ts';

afterEach(cleanUp);

const SCRIPT = 'tests/platform/until-signal.ts';

test('the exit code of a command is its own', async () => {
  expect(await start('scripts/run.mjs', ['src/main.ts', 'frobnicate'], {}).ended).toMatchObject({
    code: 2,
    stdout: '',
  });
});

test('in an image, where the packages of development are gone and nothing can be written, commands run', async () => {
  const image = aFolder();
  for (const part of ['package.json', 'package-lock.json', 'scripts', 'src'])
    symlinkSync(join(ROOT, part), join(image, part));
  mkdirSync(join(image, 'node_modules'));
  const listed = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const kept = Object.entries<{ dev?: boolean; devOptional?: boolean }>(listed.packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
  );
  writeFileSync(
    join(image, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: Object.fromEntries(kept) }),
  );
  chmodSync(join(image, 'node_modules'), 0o555);
  const words = ['--preserve-symlinks-main', '--preserve-symlinks', join(image, 'scripts', 'run.mjs')];
  const run = launch(process.execPath, [...words, 'src/main.ts', '--help'], {
    NODE_ENV: 'production',
    PATH: '/nowhere',
  });
  expect(await run.ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('health') });
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
  await expect.poll(() => isRunning(Number(pid))).toBe(false);
});
