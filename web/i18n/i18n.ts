// Texts by language and namespace: `en/records.ts` is the namespace `records`, `en/providers/google.ts` is
// `providers/google`. A page adds a file per language and says `useTranslation('records')`. A language is loaded as a
// whole, one file: a text that arrived late would take the screen away while it is waited for.
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from '../../src/languages.ts';

const REMEMBERED = 'rubrica.language';
const bundles = import.meta.glob<{ default: Record<string, Record<string, object>> }>('./*/bundle.ts');

/** To choose from, each in its own words: “Italiano”. */
export const LANGUAGE_CHOICES = LANGUAGES.map((value) => {
  const name = new Intl.DisplayNames(value, { type: 'language' }).of(value) ?? value;
  return { value, label: name.charAt(0).toLocaleUpperCase(value) + name.slice(1) };
});

/** `./records.ts` of a bundle exports one object, which is the namespace `records`. */
async function addTexts(language: Language): Promise<void> {
  if (i18n.hasResourceBundle(language, 'frame')) return;
  const { default: texts } = await bundles[`./${language}/bundle.ts`]!();
  for (const [file, module] of Object.entries(texts))
    i18n.addResourceBundle(language, file.slice('./'.length, -'.ts'.length), Object.values(module)[0]);
}

export const isLanguage = (value: unknown): value is Language =>
  LANGUAGES.some((language) => language === value);

function preferred(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (isLanguage(remembered)) return remembered;
  const offered = navigator.languages.map((tag) => tag.slice(0, 2));
  return offered.find(isLanguage) ?? LANGUAGES[0];
}

/** Resolves when the texts are there. Each language has every text (texts.test.ts), so none falls back to another. */
export async function startTexts(): Promise<void> {
  const lng = preferred();
  await i18n.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    supportedLngs: LANGUAGES,
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
