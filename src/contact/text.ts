// Text as it may be stored and compared: what a person can see, without what a transport may have added.

const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const MARKS = /\p{M}+/gu;
const LETTERS_WITHOUT_MARKS = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' }),
);
const WITHOUT_MARKS = new RegExp(`[${[...LETTERS_WITHOUT_MARKS.keys()].join('')}]`, 'g');
const DIGIT = /\p{Nd}/u;
const FOREIGN_DIGITS = /(?![0-9])\p{Nd}/gu;

/**
 * Text fit for a card or a record: trimmed, line feeds as the only line end, no control characters, no lone
 * surrogates. Everything a person could have meant is kept as it is.
 */
export function cleanText(text: string): string {
  if (!UNSAFE.test(text)) return text.trim();
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(CONTROL, '')
    .toWellFormed()
    .trim();
}

/** The lines of a text, each trimmed, without the empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** An index holds no row longer than some 2,700 bytes: keys end here, and what is longer is compared as a whole elsewhere. */
export const indexKey = (key: string): string => key.slice(0, 300);

/** Equality form of a text: two texts with one key differ in nothing a person wrote. */
export function textKey(text: string): string {
  return cleanText(text).normalize('NFC');
}

/**
 * Form for finding: lower case, without accents, digits of every script as those of ASCII, every run of white space one
 * space. A text of nothing but accents is itself.
 */
export function searchKey(text: string): string {
  const key = asciiDigits(cleanText(text).normalize('NFKD'))
    .replace(MARKS, '')
    .toLowerCase()
    .replace(WITHOUT_MARKS, (letter) => LETTERS_WITHOUT_MARKS.get(letter)!)
    .replace(/\s+/g, ' ')
    .trim();
  return key || textKey(text);
}

/** What can be searched in, from the texts that a search must find. */
export function searchText(texts: Iterable<string | undefined>): string {
  const keys = new Set<string>();
  for (const text of texts) if (text) keys.add(searchKey(text));
  return [...keys].filter(Boolean).join(' ');
}

/** Whether anything in a text tells it apart beside its signs. */
export function hasLetterOrDigit(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Decimal digits of every script (Unicode Nd) as 0 to 9. */
export function asciiDigits(text: string): string {
  return text.replace(FOREIGN_DIGITS, (digit) => String(digitValue(digit.codePointAt(0)!)));
}

const digitValues = new Map<number, number>();

/** Unicode keeps the ten digits of a script together and in order; runs of them are scripts side by side. */
function digitValue(code: number): number {
  let value = digitValues.get(code);
  if (value === undefined) {
    let first = code;
    while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
    value = (code - first) % 10;
    digitValues.set(code, value);
  }
  return value;
}

/** Whether a name gave way to another: more than accents and case have changed. */
export const isOtherName = (before: string, after: string): boolean =>
  searchKey(before) !== '' && searchKey(before) !== searchKey(after);
