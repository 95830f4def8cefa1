// What a contact is called.
import { type Contact, NAME_PARTS, type NamePart, type PersonName } from './contact.ts';
import { searchKey } from './text.ts';

const FAMILY_FIRST: readonly NamePart[] = ['prefix', 'family', 'middle', 'given', 'suffix'];

/** Signs that are written without spaces between the parts of a name. */
const SIGN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
export const hasSigns = (text: string): boolean => SIGN.test(text);
/** Katakana alone spells the names of foreigners, in their order and with a space. */
const OWN_SIGN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Hangul}]/u;
const OTHER_LETTER = /(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])\p{Letter}/u;

/** The order in which the parts of a name are read: family name first where it is written so, as 王小明 and 김민준 are. */
export function readingOrder({ given = '', family = '' }: PersonName): readonly NamePart[] {
  const isEastAsian = OWN_SIGN.test(family) && !OTHER_LETTER.test(family + given);
  return isEastAsian && (given === '' || SIGN.test(given)) ? FAMILY_FIRST : NAME_PARTS;
}

/** The name as it is read, or those of its `parts`. */
export const composeName = (name: PersonName, parts: readonly NamePart[] = NAME_PARTS): string =>
  joinName(
    name,
    readingOrder(name).filter((part) => parts.includes(part)),
  );

/** The parts of a name in this order, with spaces where its writing has them. */
export function joinName(name: PersonName, order: readonly NamePart[]): string {
  const found = order.map((part) => name[part]?.trim() ?? '').filter(Boolean);
  return found.reduce((before, next) => before + (isJoined(before, next) ? '' : ' ') + next, '').trim();
}

/** The character that begins or ends at a place of a text, whole where it is a pair; `''` outside. */
export const charAt = (text: string, at: number): string => [...text.slice(at, at + 2)][0] ?? '';
export const charBefore = (text: string, at: number): string =>
  [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';

function isJoined(before: string, next: string): boolean {
  const [last, first] = [charBefore(before, before.length), charAt(next, 0)];
  return SIGN.test(last) && SIGN.test(first) && (OWN_SIGN.test(last) || OWN_SIGN.test(first));
}

/** Words between names, in the languages that write them small where they count for nothing in an index. */
const PARTICLES = new Set(
  'de del della dello dei degli di da dal dalla dalle do dos das du des la las lo los le van von vom zu zum zur den der ter ten het af av bin ibn'.split(
    ' ',
  ),
);

/**
 * What a name is sorted by: "van der Berg" stands under B and "de la Cruz" under C, "De Luca" and "Van Damme" under D and V,
 * as those who write them so look for them.
 */
export function sortKey(name: string): string {
  const words = name.trim().split(/\s+/);
  const main = words.findIndex((word) => !PARTICLES.has(word));
  return searchKey(main <= 0 ? name : [...words.slice(main), ...words.slice(0, main)].join(' '));
}

/** The first of the card's own name, name parts, organisation, nickname, e-mail, phone; `''` for an empty contact. */
export function displayName(contact: Contact): string {
  const candidates = [
    contact.name.display,
    composeName(contact.name),
    contact.organization.name,
    contact.nickname,
    contact.emails[0]?.value,
    contact.phones[0]?.value,
  ];
  for (const candidate of candidates) {
    const name = candidate?.trim();
    if (name) return name;
  }
  return '';
}

/** What the card calls its person or company: the name parts, else a display name that is not merely an e-mail or phone. */
export function ownName(contact: Contact): string {
  const composed = composeName(contact.name, ['given', 'middle', 'family']);
  return composed || isCalledByAddress(contact) ? composed : (contact.name.display?.trim() ?? '');
}

/** Whether what a contact is called is merely one of its e-mail addresses or numbers. */
export function isCalledByAddress({ name, emails, phones }: Contact): boolean {
  const display = name.display?.trim() ?? '';
  return [...emails, ...phones].some(({ value }) => value.trim() === display);
}

/** What has no spaces is taken apart only where it can be a name: of a hostile file that would take for ever. */
const LONGEST_NAME = 100;

/** Whether every word of `text` stands in one of `others`, or is made of some where there are no spaces (王小明). */
export function spells(text: string, others: string[]): boolean {
  const words = (one: string): string[] =>
    one
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const known = new Set(others.flatMap(words));
  const isMade = (word: string): boolean =>
    hasSigns(word) &&
    word.length <= LONGEST_NAME &&
    known.size <= LONGEST_NAME &&
    [...known].reduce((left, each) => left.replaceAll(each, ''), word) === '';
  return words(text).every((word) => known.has(word) || isMade(word));
}
