// Runs `npm ci` when the packages are not those of package-lock.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from './set-up-error.mjs';
import { withLock } from './with-lock.mjs';

export async function installPackages(root) {
  if (isInstalled(root)) return;
  await withLock(root, async () => {
    if (isInstalled(root)) return;
    process.stderr.write('Installing what Rubrica is made of (a minute or so) …\n');
    const [command, ...before] = process.env.npm_execpath
      ? [process.execPath, process.env.npm_execpath]
      : ['npm'];
    const words = [...before, 'ci', '--no-audit', '--no-fund'];
    // npm's own words go to stderr: stdout belongs to the command that was asked for.
    const { status, error } = spawnSync(command, words, { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0) {
      throw new SetUpError(
        `The packages could not be installed${error ? ` (${error.message})` : ''}. Check the network and that you may write to ${root}, then start again.`,
      );
    }
    writeFileSync(stampFile(root), stamp(root));
  });
}

const stampFile = (root) => join(root, 'node_modules', '.rubrica-packages');
const stamp = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** npm writes node_modules/.package-lock.json last, so what it lists is there. */
function isInstalled(root) {
  const file = stampFile(root);
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp(root)) return true;
  const listed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(listed)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const found = packagesOf(listed);
  // In an image the packages of development were taken away again.
  const spared = process.env.NODE_ENV === 'production';
  const same = Object.entries(wanted).every(([path, { version, optional, dev, devOptional }]) =>
    found[path]
      ? found[path].version === version
      : path === '' || optional === true || (spared && (dev === true || devOptional === true)),
  );
  if (same) writeStamp(root);
  return same;
}

/** The folder may belong to another user; the lock files are then compared again next time. */
function writeStamp(root) {
  try {
    writeFileSync(stampFile(root), stamp(root));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
