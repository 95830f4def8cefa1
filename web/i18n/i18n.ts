// Texts by language and namespace: `en/records.ts` is the namespace `records`. A page adds a file per language and says
// `useTranslation('records')`. A language is one file of the bundle and comes as a whole: a text that arrived late would
// take the screen away while it is waited for.
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = { en: 'English', it: 'Italiano', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const REMEMBERED = 'rubrica.language';
const load: Record<Language, () => Promise<{ default: Record<string, Record<string, object>> }>> = {
  en: () => import('./en.ts'),
  it: () => import('./it.ts'),
  es: () => import('./es.ts'),
};

/** `en/records.ts` exports one object, which is the namespace `records`. */
async function addTexts(language: Language): Promise<void> {
  if (i18n.hasResourceBundle(language, 'frame')) return;
  for (const [file, module] of Object.entries((await load[language]()).default))
    i18n.addResourceBundle(language, file.split('/').at(-1)!.replace('.ts', ''), Object.values(module)[0]);
}

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(LANGUAGES, value);

function preferred(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (isLanguage(remembered)) return remembered;
  const offered = navigator.languages.map((tag) => tag.slice(0, 2));
  return offered.find(isLanguage) ?? 'en';
}

/** Resolves when the texts are there. Each language has every text (texts.test.ts), so none falls back to another. */
export async function startTexts(): Promise<void> {
  const lng = preferred();
  await i18n.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    supportedLngs: Object.keys(LANGUAGES),
    resources: {},
    defaultNS: 'frame',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await addTexts(lng);
  document.documentElement.lang = lng;
}

/** The language of the interface from here on, remembered by this browser. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, language);
  if (i18n.language === language) return;
  await addTexts(language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}
