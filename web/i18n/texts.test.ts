// Three languages that say the same things: no text is missing, and every text the screens ask for exists.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../src/errors.ts';
import { FIELD_CODES } from '../../src/http/field-problems.ts';
import { LANGUAGES } from '../../src/languages.ts';
import { MANIFESTS } from '../../src/providers/manifests.ts';

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
const PARTS = ['bundle', 'later'];
const namespaces = globSync(['en/*.ts', 'en/providers/*.ts'], { cwd: here })
  .map((file) => file.slice('en/'.length, -'.ts'.length))
  .filter((name) => !PARTS.includes(name));

it.each(LANGUAGES)('%s is loaded in two parts, and every text is in one of them', async (language) => {
  const parts = await Promise.all(PARTS.map((part) => import(`./${language}/${part}.ts`)));
  const loaded = parts.flatMap((part) => Object.keys(part.default));
  expect(loaded.toSorted()).toEqual(namespaces.map((name) => `./${name}.ts`).toSorted());
});

describe.each(LANGUAGES.filter((language) => language !== 'en'))('%s', (language) => {
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

describe.each(LANGUAGES)('%s', (language) => {
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

/** What is said of a provider follows from its manifest. */
const OF_A_PROVIDER = MANIFESTS.map((manifest): [id: string, texts: string[]] => {
  if (manifest.signIn === 'oauth') return [manifest.id, ['about', 'advice', 'leave', 'registration']];
  const { username, appPassword } = manifest.form;
  const always = ['about', 'username', 'password', 'passwordHint', 'newPassword', 'signInAgain'];
  const some = [
    ...(username === 'email' ? ['usernameHint'] : []),
    ...(appPassword ? ['passwordShape', 'help'] : []),
  ];
  return [manifest.id, [...always, ...some]];
});

it.each(OF_A_PROVIDER)('of %s everything is said that its manifest asks for', async (id, texts) => {
  expect(Object.keys(await load(`en/providers/${id}.ts`)).sort()).toEqual(texts.sort());
});

it('every text of a provider that a screen asks for by name is one of them', () => {
  const known = new Set(OF_A_PROVIDER.flatMap(([, texts]) => texts));
  const asked = globSync('pages/**/*.tsx', { cwd: web }).flatMap((file) =>
    [...readFileSync(join(web, file), 'utf8').matchAll(/\bown\(['`](\w+)/g)].map(([, key]) => key!),
  );
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
  expect([...known].filter((key) => !asked.includes(key))).toEqual([]);
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
