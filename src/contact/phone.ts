// Phone numbers: kept as typed, compared as E.164 where the number itself names its country.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { hasLetterOrDigit, searchKey } from './text.ts';

const EXTENSION =
  /^(\D*\d.*?)(?:;ext=|[,;#]{0,2}\s?\b(?:ext(?:ension)?|int(?:erno)?|poste|durchwahl|dw|x)\b[.:]?\s?|\sx\s?)(\d{1,8})$/i;
/** Of what can be a number with its extension. */
const LONGEST = 60;
const INTERNATIONAL = /^(?:\+|00)(?=[\s(]*[1-9])/;

interface Parts {
  /** With the country code: `+39…`; otherwise digits and dialling signs as typed. */
  number: string;
  /** National significant number where it is known, otherwise the digits. */
  national: string;
  extension: string;
}

/**
 * Equality form: E.164 for numbers written with `+` or `00`, else the digits, of whatever script; an extension stays as
 * `;ext=`. A text without digits is compared as text; `''` for nothing.
 */
export function phoneKey(value: string): string {
  const { number, extension } = phoneParts(value);
  return extension ? `${number};ext=${extension}` : number;
}

/**
 * Whether two numbers are one as far as both say it, the rule by which a match calls them the same: in one country, or with a
 * country on one side alone. A country, an extension or anything dialled after a pause that differs tells them apart.
 */
export function isSameNumber(a: string, b: string): boolean {
  if (phoneKey(a) === phoneKey(b)) return true;
  const [one, other] = [phoneParts(a), phoneParts(b)];
  if (one.extension !== other.extension || namesCountry(one) === namesCountry(other)) return false;
  const digits = nationalDigits(one);
  const isPlain = [one, other].every(({ number }) => /^\+?\d+$/.test(number));
  return isPlain && digits.length >= FEWEST_DIGITS && digits === nationalDigits(other);
}

const FEWEST_DIGITS = 7;
const namesCountry = ({ number }: Parts): boolean => number.startsWith('+');
/** Without the zero that is dialled before it within a country. */
const nationalDigits = ({ national }: Parts): string => national.replace(/\D/g, '').replace(/^0+/, '');

/** The last nine digits that a number typed with and without its country code share; `''` under seven digits. */
export function phoneMatchDigits(value: string): string {
  const digits = nationalDigits(phoneParts(value));
  return digits.length < FEWEST_DIGITS ? '' : digits.slice(-9);
}

/** All that a search for the number should find it by: as it is written, its equality form, and its digits alone. */
export function phoneSearchForms(value: string): string[] {
  return [value, phoneKey(value), searchKey(value).replace(/\D/g, '')];
}

/** Every number of a card is asked for its equality form and for its match digits: parsing once is half the cost of a card. */
const recent = new Map<string, Parts>();
const MOST_RECENT = 256;

function phoneParts(value: string): Parts {
  const known = recent.get(value);
  if (known) return known;
  const parts = parsePhone(value);
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(value, parts);
  return parts;
}

function parsePhone(value: string): Parts {
  const text = searchKey(value);
  if (!hasLetterOrDigit(text)) return { number: text, national: '', extension: '' };
  const [, typed = text, extension = ''] = (text.length <= LONGEST && EXTENSION.exec(text)) || [];
  const plain = typed.replace(/[^\p{L}\d*#+,;]/gu, '');
  // Numbers of other kinds than digits alone: they are all there is.
  if (plain.replace(/[*#+,;]/g, '') === '') return { number: text, national: '', extension: '' };
  // Letters are part of the number ("1-800-FLOWERS") or all there is ("by appointment").
  if (/\p{L}/u.test(plain) || !/\d/.test(plain)) return { number: plain, national: plain, extension };
  if (INTERNATIONAL.test(typed)) {
    // The parser would take digits after a pause for part of the number.
    const [dialled = '', ...after] = typed.replace(INTERNATIONAL, '+').split(/([,;].*)/s);
    const parsed = parsePhoneNumberFromString(dialled);
    const tail = after.join('').replace(/[^\d*#,]/g, '');
    if (parsed)
      return {
        number: parsed.number + tail,
        national: parsed.nationalNumber,
        extension: extension || (parsed.ext ?? ''),
      };
  }
  const number = plain.replace(/^00(?=[1-9])/, '+').replace(/(?!^)\+/g, '');
  return { number, national: number.split(/[,;]/)[0]!, extension };
}
