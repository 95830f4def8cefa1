// The files of the repository as text, and who imports whom: for tests about the code itself.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');

export interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

export const files = walk(ROOT);
export const sources = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file));
export const code = sources.filter((file) => !file.includes('.test.') && !file.startsWith('tests/'));
export const imports = code.flatMap(importsOf);

export function importsOf(file: string): Import[] {
  const pattern =
    /^\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|^\s*import\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;
  return [...read(file).matchAll(pattern)].map(([, typeOnly, named, bare, dynamic]) => ({
    from: file,
    to: relative(ROOT, resolve(ROOT, dirname(file), (named ?? bare ?? dynamic)!)),
    typeOnly: Boolean(typeOnly),
  }));
}

export function asText({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** All files of the repository, without what is installed, built or generated. */
function walk(folder: string): string[] {
  const skipped = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.work', 'migrations']);
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() ? [relative(ROOT, path)] : [];
  });
}
