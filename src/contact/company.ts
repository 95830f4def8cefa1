// Company names as keys: "Società Esempio, S.r.l." and "societa esempio" are one company.
import { searchKey } from './text.ts';

/** Legal forms of Italy, Spain, France, the German- and the English-speaking countries, dots and spaces removed. */
const LEGAL_FORMS = new Set(
  [
    'srl srls srlu spa sapa sas snc ss scarl scrl coop cooperativa',
    'sl slu sll slne sa sau sc scoop',
    'sarl sasu eurl sci scs sca selarl scop cie',
    'gmbh ggmbh mbh ag kg kgaa ohg ug ev eg se gbr ek partg',
    'ltd limited llc llp lp plc inc incorporated corp corporation co company pty',
    'bv nv oy ab',
  ].flatMap((forms) => forms.split(' ')),
);
/** Also put before the name. */
const LEADING_FORMS = new Set(['sarl', 'eurl', 'ditta']);

const LONG_FORMS =
  /\b(?:societa a responsabilita limitata(?: semplificata)?|societa per azioni|societa in accomandita semplice|societa in nome collettivo|societa cooperativa|sociedad limitada|sociedad anonima|societe anonyme|societe a responsabilite limitee|gesellschaft mit beschrankter haftung|aktiengesellschaft|haftungsbeschrankt)\b/g;

/** Equality form of a company's name: no accents, no punctuation, no legal form. A name of signs alone is itself; `''` for nothing. */
export function companyKey(name: string): string {
  const plain = searchKey(name)
    // "s.r.l.", "s. r. l.", "a.g." are one word each.
    .replace(/(?<![\p{L}\d])(?:\p{L}\.\s?){2,}/gu, (letters) => `${letters.replace(/[.\s]/g, '')} `)
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  const words = plain.replace(LONG_FORMS, ' ').split(' ').filter(Boolean);
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1)!)) words.pop();
  while (words.length > 1 && LEADING_FORMS.has(words[0]!)) words.shift();
  return words.join(' ') || plain || searchKey(name);
}
