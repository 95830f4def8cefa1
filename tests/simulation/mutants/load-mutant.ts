// A sabotaged engine: copies of production's modules in a temporary folder, one line of one of them changed. What they
// import from elsewhere is the original, so that errors thrown there are the errors caught here.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Engine } from '../world/world.ts';

const SYNC = resolve(import.meta.dirname, '..', '..', '..', 'src', 'sync');

export interface Change {
  /** Its name, in whatever folder of the engine. */
  file: string;
  /** Must be there, once. */
  from: string;
  to: string;
}

/** @throws Error when the line to change is not there any more: the mutant has to follow the code */
export async function loadMutant(changes: Change[]): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-mutant-'));
  try {
    for (const path of readdirSync(SYNC, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.ts') || path.includes('.test.')) continue;
      let text = readFileSync(join(SYNC, path), 'utf8');
      for (const { file, from, to } of changes.filter((change) => change.file === basename(path))) {
        if (text.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
        text = text.replace(from, () => to);
      }
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), withOriginals(text, path));
    }
    const [run, imports] = await Promise.all(['run.ts', 'import.ts'].map((name) => load(join(folder, name))));
    return { syncAccount: run!.syncAccount!, importReady: imports!.importReady! };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const load = (path: string): Promise<Partial<Engine>> => import(/* @vite-ignore */ pathToFileURL(path).href);

/** What lies outside the engine, and `store.ts`: the stores throw its errors. */
const withOriginals = (text: string, path: string): string =>
  text.replace(/from '(\.[^']+)'/g, (written, to) => {
    const target = resolve(SYNC, dirname(path), to);
    const isCopied = target.startsWith(`${SYNC}/`) && target !== join(SYNC, 'store.ts');
    return isCopied ? written : `from '${pathToFileURL(target).href}'`;
  });
