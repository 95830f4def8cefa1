// Three languages that say the same things: no text is missing, and every text the screens ask for exists.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../src/errors.ts';
import { FIELD_CODES } from '../../src/http/field-problems.ts';

const here = import.meta.dirname;
const web = join(here, '..');
type Texts = { [key: string]: string | Texts };

const load = async (file: string): Promise<Texts> =>
  Object.values(await import(join(here, file)))[0] as Texts;

function flat(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const keysOf = (texts: Texts) => [...new Set(flat(texts).map(([key]) => key.replace(PLURAL, '')))].sort();
const placeholders = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name).sort();
const namespaces = globSync('en/*.ts', { cwd: here }).map((file) => basename(file, '.ts'));

describe.each(['it', 'es'])('%s', (language) => {
  it.each(namespaces.filter((name) => name !== 'errors'))(
    'has every text of %s, and no other',
    async (namespace) => {
      const english = await load(`en/${namespace}.ts`);
      const theirs = await load(`${language}/${namespace}.ts`);
      expect(keysOf(theirs)).toEqual(keysOf(english));
    },
  );

  it.each(namespaces)('fills in only what the English text of %s is given', async (namespace) => {
    const english = new Map(flat(await load(`en/${namespace}.ts`)));
    const strange = flat(await load(`${language}/${namespace}.ts`)).filter(([key, text]) => {
      const own = english.get(key) ?? english.get(key.replace(PLURAL, '_other'));
      return own !== undefined && placeholders(text).some((name) => !placeholders(own).includes(name));
    });
    expect(strange).toEqual([]);
  });

  it('has every plural form the language knows', async () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const namespace of namespaces) {
      const forms = new Map<string, string[]>();
      for (const [key] of flat(await load(`${language}/${namespace}.ts`))) {
        const form = PLURAL.exec(key)?.[1];
        if (form) forms.set(key.replace(PLURAL, ''), [...(forms.get(key.replace(PLURAL, '')) ?? []), form]);
      }
      for (const [key, found] of forms)
        expect([namespace, key, found.toSorted()]).toEqual([namespace, key, wanted]);
    }
  });

  it('words every error of the server in all three sentences', async () => {
    const errors = await load(`${language}/errors.ts`);
    const own = ['reference', 'unreachable'];
    expect(
      Object.keys(errors)
        .filter((code) => !own.includes(code))
        .sort(),
    ).toEqual(Object.keys(ERRORS).sort());
    for (const code of Object.keys(ERRORS))
      expect(Object.keys(errors[code] as Texts).sort()).toEqual(['action', 'meaning', 'title']);
  });
});

describe.each(['en', 'it', 'es'])('%s', (language) => {
  it('says in a sentence what is wrong with a field, for every code there is', async () => {
    const { code } = (await load(`${language}/problems.ts`)) as { code: Record<string, string> };
    expect(Object.keys(code).sort()).toEqual([...FIELD_CODES].sort());
    const i18n = createInstance();
    await i18n.init({ lng: language, resources: { [language]: { translation: code } } });
    for (const each of FIELD_CODES) {
      const words = i18n.t(each, { min: 1234, max: 5678, address: 'https://dav.example.org/' });
      expect(words, each).toMatch(/^\p{Lu}.* .*\.$/u);
      expect(words, each).not.toMatch(/[{}<>=]|undefined|NaN|[a-z]-[a-z]+-[a-z]/);
    }
  });
});

it('every text a screen asks for by name exists', async () => {
  const known = new Set<string>();
  for (const namespace of namespaces)
    for (const key of keysOf(await load(`en/${namespace}.ts`))) known.add(`${namespace}:${key}`);
  const missing: string[] = [];
  for (const file of globSync('**/*.{ts,tsx}', { cwd: web, exclude: ['dist/**', 'i18n/**'] })) {
    const source = readFileSync(join(web, file), 'utf8');
    const declared = [...source.matchAll(/useTranslation\((?:\['(\w+)'|'(\w+)')/g)].map(
      (found) => found[1] ?? found[2]!,
    );
    // A function that is handed `t` does not say whose.
    const own = declared.length > 0 ? declared : namespaces;
    for (const [, key] of source.matchAll(/\bt\('([\w:.-]+)'/g)) {
      const candidates = key!.includes(':') ? [key!] : own.map((namespace) => `${namespace}:${key}`);
      if (!candidates.some((candidate) => known.has(candidate))) missing.push(`${file}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
});
