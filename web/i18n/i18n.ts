// Texts by language and namespace: `en/records.ts` is the namespace `records`, `en/providers/google.ts` is
// `providers/google`. A page adds a file per language and says `useTranslation('records')`. A language is loaded in two
// parts, what people meet first and what pages say that are loaded later: those wait for it, so that no text arrives after its screen.
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from '../../src/languages.ts';
import { regional } from './region.ts';

const REMEMBERED = 'rubrica.language';
const parts = import.meta.glob<{ default: Record<string, Record<string, object>> }>('./*/{bundle,later}.ts');

/** To choose from, each in its own words: “Italiano”. */
export const LANGUAGE_CHOICES = LANGUAGES.map((value) => {
  const name = new Intl.DisplayNames(value, { type: 'language' }).of(value) ?? value;
  return { value, label: name.charAt(0).toLocaleUpperCase(value) + name.slice(1) };
});

/** `./records.ts` of a part exports one object, which is the namespace `records`. */
async function addPart(language: Language, part: 'bundle' | 'later', has: string): Promise<void> {
  if (i18n.hasResourceBundle(language, has)) return;
  const { default: texts } = await parts[`./${language}/${part}.ts`]!();
  for (const [file, module] of Object.entries(texts))
    i18n.addResourceBundle(language, file.slice('./'.length, -'.ts'.length), Object.values(module)[0]);
}

let isAllWanted = false;
const addTexts = (language: Language): Promise<unknown> =>
  Promise.all([addPart(language, 'bundle', 'frame'), isAllWanted && addPart(language, 'later', 'queue')]);

/** From now on with the texts of all pages. Resolves when they are there. */
export async function allTexts(): Promise<void> {
  isAllWanted = true;
  await addTexts(i18n.language as Language);
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
  i18n.services.formatter?.addCached('number', (language, options) => {
    const { format } = new Intl.NumberFormat(regional(language ?? lng), options);
    return (value: number) => format(value);
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
