// Starts a script of this repository on the Node it was written for, whatever Node started this file (18 or newer):
// installs what is missing, builds the web interface before serving it, then hands over. Needs no dependency itself.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInterface } from './build-interface.mjs';
import { installPackages } from './install-packages.mjs';
import { SetUpError } from './set-up-error.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_MAJOR = 24;
const PARENT_LOOK_MS = 300;
/** Of what stays up: a young generation of 3 × 2 MB in place of 3 × 16 takes a third of the memory away (docs/reference/performance.md). */
const HEAP = ['--max-semi-space-size=2'];

async function main([script, ...words]) {
  await installPackages(ROOT);
  const node = findNode();
  if (words[0] === 'serve' && !words.includes('--help')) await buildInterface(ROOT, node);
  const staysUp = words[0] === 'serve' || words[0] === 'worker';
  return runOn(node, [...(staysUp ? HEAP : []), join(ROOT, script), ...words]);
}

/** The one pinned by package-lock.json; where there is none for this machine, this one if it is new enough. */
function findNode() {
  const { platform, arch, versions, execPath } = process;
  const pinned = join(ROOT, 'node_modules', `node-${platform}-${arch}`, 'bin', 'node');
  if (existsSync(pinned)) return pinned;
  if (Number(versions.node.split('.')[0]) >= NODE_MAJOR) return execPath;
  throw new SetUpError(
    `Rubrica needs Node ${NODE_MAJOR}, and npm has none for this machine (${platform} ${arch}); this is Node ${versions.node}. Install Node ${NODE_MAJOR} and start again.`,
  );
}

/** Runs `words` on `node` in this terminal; the exit code is its own. */
function runOn(node, words) {
  const PATH = `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
  // A third of the time of a start goes by without it.
  const NODE_COMPILE_CACHE = join(ROOT, 'node_modules', '.compile-cache');
  // The channel tells the program when this process is killed; see commands/until-stopped.ts.
  const child = spawn(node, words, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE, ...process.env, PATH },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** Told to end, npm ends its shell, which tells nobody; this process is then left to another parent. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, PARENT_LOOK_MS);
  watch.unref();
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SetUpError ? error.message : error);
    process.exit(1);
  },
);
