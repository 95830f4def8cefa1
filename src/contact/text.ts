// Text as it may be stored and compared: what a person can see, without what a transport may have added.

const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const MARKS = /\p{M}+/gu;
const LETTERS_WITHOUT_MARKS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};
const WITHOUT_MARKS = new RegExp(`[${Object.keys(LETTERS_WITHOUT_MARKS).join('')}]`, 'g');

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

/** An index holds no row longer than some 2,700 bytes: keys end here, and what is longer is compared as a whole elsewhere. */
export const indexKey = (key: string): string => key.slice(0, 300);

/** Equality form of a text: two texts with one key differ in nothing a person wrote. */
export function textKey(text: string): string {
  return cleanText(text).normalize('NFC');
}

/** Form for finding: lower case, without accents, every run of white space one space. */
export function searchKey(text: string): string {
  return cleanText(text)
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(WITHOUT_MARKS, (letter) => LETTERS_WITHOUT_MARKS[letter]!)
    .replace(/\s+/g, ' ')
    .trim();
}
