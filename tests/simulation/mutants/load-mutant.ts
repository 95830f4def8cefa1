// A sabotaged Rubrica: copies of modules in a temporary folder, with a line of one of them changed, or a row of a table. What
// leads to the change is copied; everything else is the original, so that errors thrown there are the errors caught here.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Engine } from '../world/world.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

export interface Change {
  /** Its path from the root, or as much of its end as says which it is. */
  file: string;
  /** Must be there, once. */
  from: string;
  to: string;
}

/** Gives a module by its path from the root, with whatever leads to a change. */
export type Load = <Module>(file: string) => Promise<Module>;

/** Changes a row of the table that a copied module holds. */
export interface Tampering {
  file: string;
  /** @param module as it is copied, before anything uses it */
  change(module: object): void;
}

const THE_CRM = 'tests/simulation/crm/memory-crm.ts';
const THE_ENGINE = ['src/sync/run.ts', 'src/sync/import.ts'];

/** The engine with these changes. */
export function loadMutant(changes: Change[], tampering?: Tampering): Promise<Engine> {
  return loadCopies(THE_ENGINE, changes, engineOf, tampering);
}

/** The engine, and the CRM that it writes to, with another row of a table that both go by. */
export function loadMutantOfBoth(tampering: Tampering): Promise<Engine> {
  const use = async (load: Load): Promise<Engine> => {
    const { createMemoryCrm } = await load<Memory>(THE_CRM);
    return { ...(await engineOf(load)), createCrm: createMemoryCrm };
  };
  return loadCopies([...THE_ENGINE, THE_CRM], [], use, tampering);
}

type Memory = typeof import('../crm/memory-crm.ts');

async function engineOf(load: Load): Promise<Engine> {
  const { syncAccount } = await load<Pick<Engine, 'syncAccount'>>(THE_ENGINE[0]!);
  const { importReady } = await load<Pick<Engine, 'importReady'>>(THE_ENGINE[1]!);
  return { syncAccount, importReady };
}

/**
 * What `use` makes of modules of which a few are changed; they are imported before it returns.
 * @param entries the modules that `use` loads
 * @throws Error when the line to change is not there any more: the mutant has to follow the code
 */
export async function loadCopies<Result>(
  entries: string[],
  changes: Change[],
  use: (load: Load) => Promise<Result>,
  tampering?: Tampering,
): Promise<Result> {
  const modules = reachable(entries);
  const fileOf = (end: string): string => {
    const found = [...modules].filter((file) => file === end || file.endsWith(`/${end}`));
    if (found.length !== 1) throw new Error(`${end} is ${found.length} files of what is loaded.`);
    return found[0]!;
  };
  const changed = Map.groupBy(changes, ({ file }) => fileOf(file));
  const tampered = tampering ? [fileOf(tampering.file)] : [];
  const copied = leadingTo(modules, new Set([...changed.keys(), ...tampered]));
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-mutant-'));
  const load: Load = (file) =>
    import(/* @vite-ignore */ pathToFileURL(join(copied.has(file) ? folder : ROOT, file)).href);
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const file of copied) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), withOriginals(file, withChanges(file, changed.get(file)), copied));
    }
    for (const file of tampered) tampering!.change(await load<object>(file));
    return await use(load);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function withChanges(file: string, changes: Change[] = []): string {
  let { text } = readModule(file);
  for (const { from, to } of changes) {
    if (text.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}

const IMPORT = /from '(\.\.?\/.+?)'/g;

const targetOf = (file: string, path: string): string =>
  relative(ROOT, resolve(dirname(join(ROOT, file)), path));

/** Imports of what is not copied lead to where it stands. */
const withOriginals = (file: string, text: string, copied: ReadonlySet<string>): string =>
  text.replace(IMPORT, (found, path) => {
    const target = targetOf(file, path);
    return copied.has(target) ? found : `from '${pathToFileURL(join(ROOT, target)).href}'`;
  });

/** What a module needs when it runs: types are nothing then. */
const NEEDED = /^(?:import|export) (?!type\b)[^;'"]*?from '(\.\.?\/.+?)'/gm;

interface Module {
  text: string;
  /** Modules it needs, by path. */
  imports: string[];
}

/** Each file is read once for all mutants. */
const read = new Map<string, Module>();

function readModule(file: string): Module {
  const known = read.get(file);
  if (known) return known;
  const text = readFileSync(join(ROOT, file), 'utf8');
  const imports = [...text.matchAll(NEEDED)].map(([, path]) => targetOf(file, path!));
  const module = { text, imports: imports.filter((target) => target.endsWith('.ts')) };
  read.set(file, module);
  return module;
}

/** Modules by path: these, and all that they import. */
function reachable(entries: string[]): Set<string> {
  const found = new Set(entries);
  for (const file of found) for (const target of readModule(file).imports) found.add(target);
  return found;
}

/** Those of `modules` that are in `these`, or import one that leads there. */
function leadingTo(modules: ReadonlySet<string>, these: ReadonlySet<string>): Set<string> {
  const importers = new Map<string, string[]>();
  for (const file of modules)
    for (const target of readModule(file).imports)
      importers.set(target, [...(importers.get(target) ?? []), file]);
  const found = new Set(these);
  for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer);
  return found;
}
