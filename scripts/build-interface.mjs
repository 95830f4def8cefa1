// Builds web/dist when anything it is made of has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SetUpError } from './set-up-error.mjs';
import { withLock } from './with-lock.mjs';

/** The interface, and what it shares with the server. */
const SOURCES = [
  'web',
  'src/http/contract',
  'src/files/codes.ts',
  'src/files/write-csv.ts',
  'src/files/remark.ts',
  'src/events.ts',
  'src/errors.ts',
  'src/contact',
  'src/fields',
  'src/languages.ts',
  'src/providers',
  'package-lock.json',
];
/** Of a provider the interface has what it declares, and no code. */
const CONNECTORS = /^src\/providers\/(?!(?:.*\/)?(?:manifests?|advice)\.ts$)/;

/** `node` runs the build. */
export async function buildInterface(root, node) {
  if (isBuilt(root)) return;
  await withLock(root, async () => {
    if (isBuilt(root)) return;
    process.stderr.write('Building the web interface …\n');
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    if (!existsSync(vite))
      throw new SetUpError(
        'The web interface is not built, and what builds it is not installed: run `npm ci`.',
      );
    const words = [vite, 'build', '--config', join('web', 'vite.config.ts'), '--logLevel', 'error'];
    const { status } = spawnSync(node, words, { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0)
      throw new SetUpError(
        `The web interface could not be built. Check that you may write to ${join(root, 'web')}.`,
      );
    writeFileSync(stampFile(root), hashOf(root));
  });
}

const stampFile = (root) => join(root, 'web', 'dist', '.sources');

function isBuilt(root) {
  const file = stampFile(root);
  return existsSync(file) && readFileSync(file, 'utf8') === hashOf(root);
}

/** What makes the interface another one when it changes, as paths below `root`. */
export const interfaceSources = (root) =>
  SOURCES.flatMap((source) => filesOf(join(root, source)))
    .map((file) => relative(root, file).replaceAll(sep, '/'))
    .filter((file) => !CONNECTORS.test(file));

function hashOf(root) {
  const hash = createHash('sha256');
  for (const file of interfaceSources(root)) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** All files at and below `path` in a fixed order, without tests and what was built. */
function filesOf(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
  return entries
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules' && !name.includes('.test.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
}
