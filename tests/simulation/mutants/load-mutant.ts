// A sabotaged engine: copies of production's modules in a temporary folder, with a line of one of them changed, or a row of a
// table. What they import from elsewhere is the original, so that errors thrown there are the errors caught here.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Engine } from '../world/world.ts';

const SYNC = resolve(import.meta.dirname, '..', '..', '..', 'src', 'sync');

export interface Change {
  /** Its path within `src/sync`, or its name alone where one file has it. */
  file: string;
  /** Must be there, once. */
  from: string;
  to: string;
}

/** Changes a table of the copied engine: `load` gives a module of it by its path within `src/sync`. */
export type Tampering = (load: <Module>(file: string) => Promise<Module>) => Promise<void>;

/** @throws Error when the line to change is not there any more: the mutant has to follow the code */
export async function loadMutant(changes: Change[], tamper?: Tampering): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-mutant-'));
  const load = <Module>(file: string): Promise<Module> =>
    import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href);
  try {
    for (const file of filesOfTheEngine()) {
      let text = readFileSync(join(SYNC, file), 'utf8');
      for (const { from, to } of changes.filter((change) => [file, basename(file)].includes(change.file))) {
        if (text.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
        text = text.replace(from, () => to);
      }
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), withOriginals(file, text));
    }
    await tamper?.(load);
    const { syncAccount } = await load<Pick<Engine, 'syncAccount'>>('run.ts');
    const { importReady } = await load<Pick<Engine, 'importReady'>>('import.ts');
    return { syncAccount, importReady };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const filesOfTheEngine = (): string[] =>
  readdirSync(SYNC, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.includes('.test.'),
  );

/** `store.ts` stays the original: the stores throw its errors. */
const withOriginals = (file: string, text: string): string =>
  text.replace(/from '(\.\.?\/.+?)'/g, (found, path) => {
    const target = resolve(dirname(join(SYNC, file)), path);
    const isOfTheEngine = !relative(SYNC, target).startsWith('..') && target !== join(SYNC, 'store.ts');
    return isOfTheEngine ? found : `from '${pathToFileURL(target).href}'`;
  });
