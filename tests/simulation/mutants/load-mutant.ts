// A sabotaged engine: copies of production's modules in a temporary folder, one line of one of them changed. What they
// import from elsewhere is the original, so that errors thrown there are the errors caught here.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Engine } from '../world/world.ts';

const SYNC = resolve(import.meta.dirname, '..', '..', '..', 'src', 'sync');

export interface Change {
  file: string;
  /** Must be there, once. */
  from: string;
  to: string;
}

/** @throws Error when the line to change is not there any more: the mutant has to follow the code */
export async function loadMutant(changes: Change[]): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-mutant-'));
  try {
    for (const name of readdirSync(SYNC).filter((file) => file.endsWith('.ts') && !file.includes('.test.'))) {
      let text = readFileSync(join(SYNC, name), 'utf8');
      for (const { file, from, to } of changes.filter((change) => change.file === name)) {
        if (text.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
        text = text.replace(from, () => to);
      }
      writeFileSync(join(folder, name), withOriginals(text));
    }
    const [run, imports] = await Promise.all(['run.ts', 'import.ts'].map((name) => load(join(folder, name))));
    return { syncAccount: run!.syncAccount!, importReady: imports!.importReady! };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const load = (path: string): Promise<Partial<Engine>> => import(/* @vite-ignore */ pathToFileURL(path).href);

/** `store.ts` stays the original: the stores throw its errors. */
const withOriginals = (text: string): string =>
  text
    .replace(/from '\.\.\/(.+?)'/g, (_, path) => `from '${pathToFileURL(join(SYNC, '..', path)).href}'`)
    .replace("from './store.ts'", () => `from '${pathToFileURL(join(SYNC, 'store.ts')).href}'`);
