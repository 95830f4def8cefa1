// The styles of those of Mantine's components that the interface uses, as `virtual:mantine-styles`: all of them are half
// of what a browser would fetch before the first screen.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const NAME = 'virtual:mantine-styles';
const MANTINE = dirname(fileURLToPath(import.meta.resolve('@mantine/core/styles.css')));
/** Components, and what several of them are made of: the row of a tick and its label. */
const FOLDERS = ['components', 'utils'].map((name) => join(MANTINE, 'esm', name));
const STYLES = join(MANTINE, 'styles');

/** What every component stands on. */
const FOUNDATION = ['baseline', 'default-css-variables', 'global'];

/** Names after `from '@mantine/core'`, and the folders a module of Mantine imports from. */
const IMPORTED = /import \{([^{}]*)\} from ["']@mantine\/core["']/g;
const BESIDE = /from "(?:\.\.\/)+(?:components\/|utils\/)?(\w+)\//g;

/** The modules of a component; none of what is no component. */
const modulesOf = (name: string): string[] =>
  FOLDERS.flatMap((folder) => globSync(join(folder, name, '**/*.mjs')));
const isComponent = (name: string): boolean => FOLDERS.some((folder) => existsSync(join(folder, name)));
/** A component of several parts has a file for each. */
const stylesOf = (name: string): string[] =>
  modulesOf(name).flatMap((file) => /^(\w+)\.module\.mjs$/.exec(basename(file))?.[1] ?? []);

function namesIn(files: string[], pattern: RegExp): string[] {
  const found = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)]);
  return found.flatMap(([, names]) => names!.match(/[A-Z]\w+/g) ?? []).filter(isComponent);
}

/** Components named in `files`, and those they are made of. */
function componentsOf(files: string[]): Set<string> {
  const all = new Set<string>();
  const add = (name: string): void => {
    if (all.has(name)) return;
    all.add(name);
    namesIn(modulesOf(name), BESIDE).forEach(add);
  };
  namesIn(files, IMPORTED).forEach(add);
  return all;
}

export function mantineStylesPlugin(): Plugin {
  let folder = '';
  return {
    name: 'rubrica-mantine-styles',
    configResolved: ({ root }) => {
      folder = root;
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => {
      if (id !== `\0${NAME}`) return null;
      const used = componentsOf([
        ...globSync(join(folder, '{*,components/**/*,pages/**/*}.{ts,tsx}')),
        ...globSync(join(MANTINE, '..', 'notifications', 'esm', '**', '*.mjs')),
      ]);
      // One component's rules outdo another's by coming later, as they do where all of them stand.
      const whole = readFileSync(join(MANTINE, 'styles.css'), 'utf8');
      const place = (name: string): number =>
        whole.indexOf(/\.m_\w+/.exec(readFileSync(join(STYLES, `${name}.css`), 'utf8'))![0]);
      const styled = [...used]
        .flatMap(stylesOf)
        .filter((name) => existsSync(join(STYLES, `${name}.layer.css`)));
      const inOrder = [...FOUNDATION, ...styled.sort((a, b) => place(a) - place(b))];
      return inOrder.map((name) => `import '@mantine/core/styles/${name}.layer.css';`).join('\n');
    },
  };
}
