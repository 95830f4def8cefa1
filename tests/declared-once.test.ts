// What is declared in one place and read everywhere: providers and languages. What one more of them takes is counted here.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { interfaceSources } from '../scripts/build-interface.mjs';
import { LANGUAGES } from '../src/languages.ts';
import { MANIFESTS } from '../src/providers/manifests.ts';
import { asText, code, imports, ROOT, read, sources } from './sources.ts';

test('the interface is built anew when anything it is made of changes', () => {
  const targets = Map.groupBy(
    imports.filter(({ typeOnly }) => !typeOnly),
    ({ from }) => from,
  );
  const made = new Set(code.filter((file) => file.startsWith('web/')));
  for (const file of made) for (const { to } of targets.get(file) ?? []) made.add(to);
  const known = new Set(interfaceSources(ROOT));
  expect([...made].filter((file) => !known.has(file))).toEqual([]);
});

test('a manifest is data: whoever reads it gets no code of a connector', () => {
  const manifests = imports.filter(({ from }) => /^src\/providers\/\w+\/manifest\.ts$/.test(from));
  expect(manifests.filter(({ to }) => to !== 'src/providers/manifest.ts').map(asText)).toEqual([]);
  expect(new Set(manifests.map(({ from }) => from)).size).toBe(MANIFESTS.length);
  expect(imports.filter(({ from, typeOnly }) => from === 'src/providers/manifest.ts' && !typeOnly)).toEqual(
    [],
  );
});

/** Files that name a provider outside its folder and the texts, and why. None is to come. */
const NAMING: Record<string, string> = {
  'src/providers/manifests.ts': 'a line each: what is known of it',
  'src/providers/registry.ts': 'a line each: its connector',
  'src/files/card-entries.ts': 'vCards in files are read as those of an address book are',
  'src/files/export-records.ts': 'files hold what a vCard holds',
  'src/files/write-file.ts': 'vCards in files are written as those of an address book are',
  'src/files/remark.ts': 'programs whose exports are read, told where a table is none of theirs',
  'src/files/heads/find-targets.ts': 'programs whose exports are read, a table of heads each',
  'src/files/heads/google.ts': 'a program whose exports are read',
  'src/commands/import-records.ts': 'programs whose exports are read, told in the help',
  'src/protocol/webdav/xml.ts': 'the standard’s own name space',
  'src/protocol/http/credentials.ts': 'SECURITY.md repeats the rule with its example',
  'src/accounts/provider-problem.ts': 'a code of the API: not-carddav',
  'web/pages/accounts/connect/connection-problem.ts': 'a code of the API: not-carddav',
  'src/errors.ts': 'sentences of errors, and the code not-carddav',
  'src/config.ts': 'the meaning of a setting',
  'src/import-queue/mail-domain.ts': 'domains under which anybody gets a mailbox',
};
test('a provider is named in its folder, in its texts, in two lists, and where it cannot be helped', () => {
  const ids = MANIFESTS.map(({ id }) => id);
  const own = new RegExp(`^(src/providers/(${ids.join('|')})/|web/i18n/)`);
  const named = (file: string, names: RegExp) => names.test(withoutComments(read(file)));
  const outside = code.filter((file) => /^(src|web)\//.test(file) && !own.test(file));
  const found = outside.filter((file) => named(file, new RegExp(ids.join('|'), 'i')));
  expect(found.sort()).toEqual(Object.keys(NAMING).sort());
  // What the next one takes is what one takes that is no standard, no program and nobody's example.
  const next = found.filter((file) => named(file, /microsoft/i));
  expect(['src/providers/manifests.ts', 'src/providers/registry.ts']).toEqual(expect.arrayContaining(next));
});

test('CONTRIBUTING.md counts the files that a provider takes outside its folder', () => {
  const files = [
    'src/providers/manifests.ts',
    'src/providers/registry.ts',
    ...LANGUAGES.map((language) => `web/i18n/${language}/providers/google.ts`),
    'tests/conformance/google.test.ts',
    'docs/providers/google.md',
    'docs/reference/settings.md',
    'docs/reference/providers.md',
  ];
  expect(files.filter((file) => !/google/i.test(file + read(file)))).toEqual([]);
  expect(read('CONTRIBUTING.md')).toContain(`${files.length} files outside it`);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

test('the languages stand in one list', () => {
  const anyTwo = new RegExp(`'(${LANGUAGES.join('|')})'[ ,|]+'(${LANGUAGES.join('|')})'`);
  const lists = sources.filter((file) => /^(src|web|tests)\//.test(file) && anyTwo.test(read(file)));
  // The names of countries are known in the languages that cards are written in, which are others.
  expect(lists).toEqual(['src/contact/country.ts', 'src/languages.ts']);
  const folders = readdirSync(join(ROOT, 'web/i18n'), { withFileTypes: true }).filter((each) =>
    each.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual([...LANGUAGES].sort());
});
