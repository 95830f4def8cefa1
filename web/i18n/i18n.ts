// Texts by language and namespace: `en/records.ts` is the namespace `records`. A page adds a file per language and says
// `useTranslation('records')`. A language is one file of the bundle and comes as a whole: a text that arrived late would
// take the screen away while it is waited for.
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = { en: 'English', it: 'Italiano', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const REMEMBERED = 'rubrica.language';
const files = import.meta.glob<Record<string, object>>('./*/*.ts');
const namespaces = [...new Set(Object.keys(files).map((file) => file.split('/')[2]!.replace('.ts', '')))];

const backend = {
  type: 'backend' as const,
  init: () => undefined,
  read: (language: string, namespace: string, done: (error: unknown, texts: object | false) => void) => {
    const load = files[`./${language}/${namespace}.ts`];
    if (!load) return done(null, {});
    load().then(
      (module) => done(null, Object.values(module)[0]!),
      (error: unknown) => done(error, false),
    );
  },
};

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(LANGUAGES, value);

function preferred(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (isLanguage(remembered)) return remembered;
  const offered = navigator.languages.map((tag) => tag.slice(0, 2));
  return offered.find(isLanguage) ?? 'en';
}

/** Resolves when the texts are there. */
export async function startTexts(): Promise<void> {
  await i18n
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferred(),
      fallbackLng: 'en',
      supportedLngs: Object.keys(LANGUAGES),
      ns: namespaces,
      defaultNS: 'frame',
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  document.documentElement.lang = i18n.language;
}

/** The language of the interface from here on, remembered by this browser. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
  if (i18n.language !== language) await i18n.changeLanguage(language);
}
