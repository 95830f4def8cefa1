import type { Entry } from './fields.ts';

const prefixes = /^(dr|dra|mr|mrs|ms|prof|dott|dott\.ssa|ing|avv|sig|sig\.ra|sr|sra|don|doña)\.?$/i;
const suffixes = /^(jr|sr|ii|iii|iv|phd|md|esq)\.?$/i;
const particles = /^(de|del|della|dello|di|da|dal|la|le|van|von|der|den|ter|bin|al|el|y)$/i;
/** Written family name first, without a blank. */
const eastAsian = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u;

const text = (entry: Entry, part: string): string => (entry[part] as string | undefined) ?? '';
const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(' ');

/** The names that Google writes out of the parts. */
export function displayNames(name: Entry): Entry {
  const whole = text(name, 'unstructuredName');
  if (whole) return { displayName: whole, displayNameLastFirst: whole };
  const given = text(name, 'givenName');
  const middle = text(name, 'middleName');
  const family = text(name, 'familyName');
  const suffix = text(name, 'honorificSuffix');
  const prefix = text(name, 'honorificPrefix');
  const withSuffix = (full: string): string => (suffix && full ? `${full}, ${suffix}` : full || suffix);
  const plain = eastAsian.test(family + given) ? family + given : joined(given, middle, family);
  const first = joined(prefix, given, middle);
  return {
    displayName: withSuffix(joined(prefix, plain)),
    displayNameLastFirst: withSuffix(family && first ? `${family}, ${first}` : family || first),
  };
}

/** Splits a whole name the way Google does: first word given, last one family, the rest between. */
export function parseName(whole: string): Entry {
  const [main = '', ...afterComma] = whole.split(',').map((part) => part.trim());
  const words = main.split(/\s+/).filter((word) => word !== '');
  const name: Record<string, string> = {};
  if (words.length > 1 && prefixes.test(words[0]!)) name.honorificPrefix = words.shift()!;
  const suffix = [...afterComma];
  if (words.length > 2 && suffixes.test(words.at(-1)!)) suffix.unshift(words.pop()!);
  if (suffix.length > 0) name.honorificSuffix = suffix.join(', ');
  if (words.length > 0) name.givenName = words.shift()!;
  if (words.length === 0) return name;
  let from = words.length - 1;
  while (from > 0 && particles.test(words[from - 1]!)) from -= 1;
  if (from > 0) name.middleName = words.slice(0, from).join(' ');
  name.familyName = words.slice(from).join(' ');
  return name;
}
