// Who may import whom, what files may be called and how long they may be. The rules are docs/architecture.md's.
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { asText, code, files, type Import, imports, importsOf, read, sources } from './sources.ts';

const LONGEST_FILE = 400;
/** A table of the whole database, of every error, or of every seed that once failed, reads best in one place. */
const TABLES = ['src/database/schema.ts', 'src/errors.ts', 'tests/simulation/regressions.ts'];
const FULLEST_FOLDER = 20;

/** Importable by everybody in src. */
const EVERYWHERE = /^src\/(config|secrets|secret-key|errors|start-error|events|languages|log|log-error)\.ts$/;
const VERBS = [
  'files',
  'records',
  'accounts',
  'import-queue',
  'access',
  'conflicts',
  'plans',
  'provider-settings',
  'help',
];

/** What a connector is, in code and as data. */
const SEAM = ['providers/provider.ts', 'providers/manifest.ts'];
/** What connectors of JSON APIs share. */
const REST = 'providers/rest/';
/** … and what all of them declare. */
const DECLARED = ['providers/provider.ts', 'providers/manifests.ts'];

/** A preset makes a provider of the CardDAV connector. */
const KINDS_OF_CARDDAV = files.flatMap((file) => {
  const folder = /^src\/(providers\/\w+)\/preset\.ts$/.exec(file)?.[1];
  return folder && folder !== 'providers/carddav' ? [folder] : [];
});

/** Folder of src → what it may import, as beginnings of paths below src; its own folder is allowed, and what EVERYWHERE lists. */
const MAY_IMPORT: Record<string, string[]> = {
  contact: [],
  'protocol/http': [],
  'protocol/': ['protocol/http/'],
  'config.ts': ['providers/manifests.ts'],
  'providers/': ['contact/', 'protocol/', REST, ...SEAM],
  ...Object.fromEntries(KINDS_OF_CARDDAV.map((kind) => [kind, ['protocol/', 'providers/carddav/', ...SEAM]])),
  'providers/manifests.ts': ['providers/'],
  'providers/registry.ts': ['providers/'],
  fields: ['contact/'],
  sync: ['contact/', 'fields/', 'providers/provider.ts'],
  // The store's contract, the data that goes through it and what is suggested of it; not the engine.
  database: [
    'contact/',
    'fields/',
    'sync/model.ts',
    'sync/link/',
    'sync/store.ts',
    'sync/codes.ts',
    'sync/counts.ts',
    'sync/decide/guard.ts',
    'sync/suggestions.ts',
    'providers/provider.ts',
  ],
  ...Object.fromEntries(
    VERBS.map((name) => [
      name,
      ['contact/', 'fields/', 'sync/', 'database/', ...DECLARED, ...VERBS.map((verb) => `${verb}/`)],
    ]),
  ),
  // Verbs that read and write cards of a file as an address book has them.
  files: [
    'contact/',
    'fields/',
    'sync/',
    'database/',
    'protocol/vcard/',
    'providers/provider.ts',
    'providers/carddav/',
    ...VERBS.map((verb) => `${verb}/`),
  ],
  jobs: ['database/', 'sync/', ...VERBS.map((verb) => `${verb}/`)],
  http: ['contact/', 'fields/', 'database/', 'sync/', ...DECLARED, ...VERBS.map((verb) => `${verb}/`)],
};
/** They build the program and may import everything; nothing else imports them. */
const BUILDERS = /^src\/(app\.ts|main\.ts|commands\/)/;
/** Pure: no clock, no network, no file, no database. */
const PURE = ['contact', 'fields', 'sync'];

const FORBIDDEN_NAMES = /^(utils?|helpers?|common|misc|core|manager|service|services|index)(\.|$)/;

test('every folder of src imports only what it may', () => {
  const wrong = imports
    .filter(({ from }) => from.startsWith('src/') && !BUILDERS.test(from))
    .filter(({ from, to }) => to.startsWith('src/') && !isAllowed(from, to));
  expect(wrong.map(asText)).toEqual([]);
  expect(imports.length).toBeGreaterThan(100); // the pattern still finds them
});

test('no files import one another in a circle, nor types alone', () => {
  expect(circlesOf(sources.flatMap(importsOf))).toEqual([]);
  const asked = ['a b', 'b c', 'c a', 'c d', 'd e', 'e d', 'e f'].map((pair) => pair.split(' '));
  expect(circlesOf(asked.map(([from, to]) => ({ from: from!, to: to!, typeOnly: false })))).toEqual([
    ['d', 'e'],
    ['a', 'b', 'c'],
  ]);
});

test('nothing imports what builds the program', () => {
  const wrong = imports.filter(
    ({ from, to }) => BUILDERS.test(to) && !BUILDERS.test(from) && from.startsWith('src/'),
  );
  expect(wrong.map(asText)).toEqual([]);
});

/** What the interface may use of the server, beside types: all of it is data or pure. */
const SHARED =
  /^src\/(http\/contract\/|contact\/|fields\/|providers\/(manifests|\w+\/advice)\.ts$|languages\.ts$|files\/(codes|write-csv)\.ts$)/;
test('the web interface knows the server by its contract alone', () => {
  const wrong = imports
    .filter(({ from, to }) => from.startsWith('web/') && to.startsWith('src/'))
    .filter(({ to, typeOnly }) => !SHARED.test(to) && !typeOnly);
  expect(wrong.map(asText)).toEqual([]);
});

/** Read from beginning to end, never asked for a word. */
const LISTS = ['src/database/connection.ts', 'src/database/embedded/postmaster.ts'];

test('no word from outside is asked of an object with a prototype: tables by word are Maps', () => {
  const table = /^(?:export )?const \w+: Record<(?:string|FieldKey)\b[^=;]*(?:=>[^=;]*)?= \{[^}]/m;
  const member = /[\w\])] in [A-Z][A-Z_]{3,}\b(?!`)/;
  const asked = code.filter((file) => /^(src|web)\//.test(file) && !file.startsWith('web/i18n/'));
  expect(asked.filter((file) => table.test(read(file)) && !LISTS.includes(file))).toEqual([]);
  expect(
    asked.filter((file) => member.test(read(file).replace(/\/\/.*|^\s*\/?\*.*|`[^`]*`|'[^'\n]*'/gm, ''))),
  ).toEqual([]);
});

test('what a card says becomes a link in one place', () => {
  const pages = code.filter((file) => file.startsWith('web/') && file.endsWith('.tsx'));
  const links = pages.filter((file) => /\bhref=\{/.test(read(file)));
  // A file of this server's own is the other: its address is typed to be one.
  expect(links).toEqual([
    'web/pages/imports/DownloadButton.tsx',
    'web/pages/records/fields/ValueActs.tsx',
    'web/pages/records/timeline/Note.tsx',
  ]);
  for (const file of [links[1]!, 'web/pages/records/timeline/linked-text.ts'])
    expect(read(file)).toContain("from '../../../links.ts'");
  expect(read(links[2]!)).toContain("from './linked-text.ts'");
  const raw = pages.filter((file) => /dangerouslySetInnerHTML|window\.open\(/.test(read(file)));
  expect(raw).toEqual([]);
});

/** Tables that one file writes each, and what writing one looks like. */
const WRITERS: [string, string, RegExp][] = [
  ['link', 'src/database/tables/links.ts', writes('link')],
  ['trash', 'src/database/tables/trash.ts', writes('trash')],
  ['flag', 'src/database/tables/flags.ts', writes('flag')],
  ['fence', 'src/database/tables/accounts.ts', /\bfence\s*[:=]\s*(account\.|current\.)?fence\s*\+/],
];
test('links, flags, the trash and a fence have one writer each', () => {
  for (const [, writer, pattern] of WRITERS) expect(read(writer)).toMatch(pattern);
  const others = code
    .filter((file) => file.startsWith('src/'))
    .flatMap((file) =>
      WRITERS.filter(([, writer, pattern]) => file !== writer && pattern.test(read(file))).map(
        ([table]) => `${file} writes ${table}`,
      ),
    );
  expect(others).toEqual([]);
});

/** In SQL, or by way of the schema. */
function writes(table: string): RegExp {
  return new RegExp(
    String.raw`\b(update|insert into|delete from) ${table}\s|\.(update|insert|delete)\(${table}\)`,
  );
}

test('what is pure touches neither files, network, clock nor database', () => {
  const effects = /from '(node:(?!crypto)|pg|drizzle-orm|undici)|\bDate\.now\(|\bMath\.random\(|\bprocess\./;
  const wrong = code.filter(
    (file) => PURE.some((name) => file.startsWith(`src/${name}/`)) && effects.test(read(file)),
  );
  expect(wrong).toEqual([]);
});

test('no provider is named in the sync engine', () => {
  const names =
    /\b(icloud|apple|google|gmail|microsoft|outlook|graph|exchange|carddav|vcard|nextcloud|fastmail|radicale)\b/i;
  const wrong = sources.filter((file) => file.startsWith('src/sync/') && names.test(read(file)));
  expect(wrong).toEqual([]);
});

test('files and folders are named by what they are', () => {
  const wrong = files.filter(
    (file) => file.split('/').some((part) => FORBIDDEN_NAMES.test(part)) && file !== 'web/index.html',
  );
  expect(wrong).toEqual([]);
  const notKebab = code.filter(
    (file) =>
      !file.startsWith('web/') && !/^[a-z0-9-]+(\.(test|config|d))?\.(ts|mts|mjs)$/.test(basename(file)),
  );
  expect(notKebab).toEqual([]);
});

test('no file is too long', () => {
  const long = sources.filter(
    (file) => !TABLES.includes(file) && read(file).split('\n').length > LONGEST_FILE,
  );
  expect(long).toEqual([]);
});

test('no folder is too full', () => {
  const counts = new Map<string, number>();
  // The texts of a language are a file a page, found by its name.
  const others = code.filter((file) => !/^web\/i18n\/\w+\/\w+\.ts$/.test(file));
  for (const file of others) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > FULLEST_FOLDER)).toEqual([]);
});

test('no test is switched off or favoured', () => {
  const marks = new RegExp(
    String.raw`\b(test|it|describe)(\.\w+)*\.(${['only', 'skip', 'todo'].join('|')})\b`,
  );
  expect(sources.filter((file) => marks.test(read(file)))).toEqual([]);
});

function isAllowed(from: string, to: string): boolean {
  if (EVERYWHERE.test(to)) return true;
  const [source, target] = [from.slice('src/'.length), to.slice('src/'.length)];
  const rule = Object.keys(MAY_IMPORT)
    .filter((name) => source === name || source.startsWith(name.endsWith('/') ? name : `${name}/`))
    .sort((a, b) => b.length - a.length)[0];
  if (rule === undefined) return false;
  return isSameFolder(rule, source, target) || MAY_IMPORT[rule]!.some((start) => target.startsWith(start));
}

/** A rule that ends in `/` is about each folder below it: they are strangers to one another. */
function isSameFolder(rule: string, source: string, target: string): boolean {
  const own = rule.endsWith('/') ? `${source.split('/').slice(0, 2).join('/')}/` : `${rule}/`;
  return target.startsWith(own);
}

/** Files of which each leads to all others, in one pass: Tarjan's strongly connected components. */
function circlesOf(edges: Import[]): string[][] {
  const targets = Map.groupBy(edges, ({ from }) => from);
  const found = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  /** @returns the earliest file still open that this one leads to */
  const visit = (file: string): number => {
    const place = found.size;
    found.set(file, place);
    open.push(file);
    const earliest = (targets.get(file) ?? []).reduce((least, { to }) => {
      if (!found.has(to)) return Math.min(least, visit(to));
      return open.includes(to) ? Math.min(least, found.get(to)!) : least;
    }, place);
    if (earliest === place) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return earliest;
  };
  for (const file of targets.keys()) if (!found.has(file)) visit(file);
  return circles;
}
