// The texts of the interface, for tests that walk the same way in each of its languages.
import type { Language } from '../../src/languages.ts';

type Texts = string | { [key: string]: Texts };

/** `namespace.path.to.text` in `language`, with `params` in their places. */
export async function wordsOf(language: Language, namespaces: string[]) {
  const texts: Record<string, Texts> = {};
  for (const namespace of namespaces) {
    const module = (await import(`../../web/i18n/${language}/${namespace}.ts`)) as Record<string, Texts>;
    texts[namespace] = Object.values(module)[0]!;
  }
  return (path: string, params: Record<string, string | number> = {}): string => {
    const found = path
      .split('.')
      .reduce<Texts | undefined>((at, key) => (typeof at === 'object' ? at[key] : undefined), texts);
    if (typeof found !== 'string') throw new Error(`There is no text ${path} in ${language}`);
    return found.replace(/\{\{(\w+)[^}]*\}\}/g, (_, name: string) => String(params[name]));
  };
}
