// Company names as keys: "Società Esempio, S.r.l." and "societa esempio" are one company.
import { searchKey } from './text.ts';

const wordsOf = (...lines: string[]): Set<string> => new Set(lines.flatMap((line) => line.split(' ')));

/** Legal forms of Italy, Spain and Latin America, France, the German- and the English-speaking countries, dots and spaces removed. */
const LEGAL_FORMS = wordsOf(
  'srl srls srlu spa sapa sas snc ss scarl scrl scpa coop cooperativa onlus aps ets unipersonale',
  'sl slu sll slne sa sau sab sapi sc scoop scl cb ltda limitada eirl spr',
  'sarl sasu eurl sci scs sca selarl scop gie',
  'gmbh ggmbh mbh ag kg kgaa ohg ug ev eg se gbr ek partg partgmbb',
  'ltd limited llc llp lp plc inc incorporated corp corporation co company pty pllc cic',
  'bv nv oy ab',
);
/** What stands for the partners who are not named: "& C.", "y Cía.", "et Cie". */
const PARTNERS = wordsOf('c co cia cie comp compagnia compagni compania company');
/** Also put before the name. */
const LEADING_FORMS = wordsOf('sarl eurl ditta the ets etablissements firma');
/** "e Figli", "y Cía.", "und Söhne", "et Fils": the same as "&", between words. */
const AND = wordsOf('e ed y und et and');

/** Legal forms of several words, the longer of two that begin alike first. */
const LONG_FORMS = [
  'societa a responsabilita limitata semplificata',
  'societa a responsabilita limitata',
  'societa per azioni',
  'societa in accomandita semplice',
  'societa in accomandita per azioni',
  'societa in nome collettivo',
  'societa semplice',
  'societa cooperativa',
  'soc coop',
  'a rl',
  'arl',
  'a socio unico',
  'con socio unico',
  'in liquidazione',
  'sociedad de responsabilidad limitada',
  'sociedad limitada',
  'sociedad anonima de capital variable',
  'sociedad anonima',
  'sociedad cooperativa',
  'comunidad de bienes',
  'en liquidacion',
  's de rl de cv',
  's de rl',
  'de cv',
  'societe anonyme',
  'societe a responsabilite limitee',
  'gesellschaft mit beschrankter haftung',
  'aktiengesellschaft',
  'haftungsbeschrankt',
];

/**
 * A company's name as it is written: without accents, punctuation and the difference of "&" and "and", and with its legal
 * form, so that "Rossi S.p.A." is "Rossi SpA" and not "Rossi S.r.l.".
 */
export function companySpelling(name: string): string {
  const plain = searchKey(name)
    // Of "& C. S.n.c." the initial belongs to the partners, not to the legal form.
    .replace(/([&+]|(?<![\p{L}\d])(?:e|y|et|und|and))\s?c\.?(?=\s)/gu, '$1 cia ')
    // "s.r.l.", "a.g." and then "s. r. l." are one word each; "I.B.M. S.p.A." is two.
    .replace(/(?<![\p{L}\d])(?:\p{L}\.){2,}/gu, joined)
    .replace(/(?<![\p{L}\d])(?:\p{L}\.\s?){2,}/gu, joined)
    .replace(/['’`´]/g, '')
    .replace(/[&+]/g, ' & ')
    .replace(/[^\p{L}\d&]+/gu, ' ')
    .trim();
  const words = plain.split(' ');
  const isBetween = (at: number): boolean => at > 0 && at < words.length - 1;
  return words.map((word, at) => (AND.has(word) && isBetween(at) ? '&' : word)).join(' ');
}

const joined = (letters: string): string => `${letters.replace(/[.\s]/g, '')} `;

/** Equality form of a company's name: no accents, no punctuation, no legal form. A name of signs alone is itself; `''` for nothing. */
export function companyKey(name: string): string {
  if (name === '') return '';
  const spelling = companySpelling(name);
  const short = LONG_FORMS.reduce((text, form) => text.replaceAll(` ${form} `, ' '), ` ${spelling} `);
  const words = short.split(' ').filter(Boolean);
  while (words.length > 1 && isForm(words)) words.pop();
  while (words.length > 1 && LEADING_FORMS.has(words[0]!)) words.shift();
  const without = (all: string[]): string => all.filter((word) => word !== '&').join(' ');
  return without(words) || without(spelling.split(' ')) || searchKey(name);
}

const isForm = (words: string[]): boolean => {
  const last = words.at(-1)!;
  return last === '&' || LEGAL_FORMS.has(last) || (words.at(-2) === '&' && PARTNERS.has(last));
};
