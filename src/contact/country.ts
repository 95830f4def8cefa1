// Countries by the names people write, in the languages of the interface and its neighbours.
import { searchKey } from './text.ts';

const LANGUAGES = ['en', 'it', 'es', 'fr', 'de'];

/** Names in use that the locale data does not list. */
const ALSO = Object.entries({
  usa: 'us',
  'u.s.a.': 'us',
  'united states of america': 'us',
  uk: 'gb',
  'great britain': 'gb',
  england: 'gb',
  inghilterra: 'gb',
  inglaterra: 'gb',
  'gran bretagna': 'gb',
  holland: 'nl',
  olanda: 'nl',
  holanda: 'nl',
});

/** ISO 3166-1 alpha-2, lower case; null for a text that names no country. */
export function countryCodeFromName(name: string): string | null {
  const key = searchKey(name);
  return names().get(key) ?? null;
}

const ENGLISH = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** What a country is called in English; `''` for a text that is the code of none. */
export function countryName(code: string): string {
  return countryCodeFromName(code) === code.toLowerCase() ? (ENGLISH.of(code.toUpperCase()) ?? '') : '';
}

let known: Map<string, string> | undefined;

/** Built once, on the first question: 250 countries in five languages take some 50 ms. */
function names(): Map<string, string> {
  if (known) return known;
  known = new Map();
  const catalogues = LANGUAGES.map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  for (const code of regionCodes()) {
    for (const catalogue of catalogues) {
      const name = catalogue.of(code);
      if (name) known.set(searchKey(name), code.toLowerCase());
    }
    known.set(code.toLowerCase(), code.toLowerCase());
  }
  for (const [name, code] of ALSO) known.set(name, code);
  return known;
}

/** Every code in use: withdrawn ones ("DD") are names of their successors and are left out. */
function regionCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const noCountry = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !noCountry.has(code) && new Intl.Locale(`und-${code}`).region === code);
}
