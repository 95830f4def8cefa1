// Dates as programs and people of several countries write them. What could be two dates is neither.
import { formatDate, parseDate } from '../contact/date.ts';
import { searchKey } from '../contact/text.ts';
import type { DateOrder } from './codes.ts';

/** Outlook's way to say that there is none. */
const NONE = /^0+[/.-]0+[/.-]0+$/;
/** Three numbers; a time may stand behind. */
const NUMBERS = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:[ T,].*)?$/;
const WITH_WORD = /^(\d{1,2}) (\p{L}+) (\d{4})$|^(\p{L}+) (\d{1,2}) (\d{4})$/u;

/** The first letters by which months are told apart in five languages, without accents. */
const MONTHS: [number, string][] = [
  [1, 'jan,gen,ene'],
  [2, 'feb,fev'],
  [3, 'mar,mrz,maerz'],
  [4, 'apr,abr,avr'],
  [5, 'may,mag,mai'],
  [6, 'jun,giu,juin'],
  [7, 'jul,lug,juil'],
  [8, 'aug,ago,aou'],
  [9, 'sep,set'],
  [10, 'oct,ott,okt'],
  [11, 'nov'],
  [12, 'dec,dic,dez'],
];

interface Numbers {
  sign: string;
  numbers: [number, number, number];
  isYearFirst: boolean;
  isYearLast: boolean;
}

function numbersOf(text: string): Numbers | null {
  const found = NUMBERS.exec(text.trim());
  if (!found) return null;
  const [, first = '', sign = '', second = '', third = ''] = found;
  return {
    sign,
    numbers: [Number(first), Number(second), Number(third)],
    isYearFirst: first.length === 4,
    isYearLast: third.length === 4,
  };
}

/** The order that the dates of one column show, each by itself; null where they show none or contradict each other. */
export function orderIn(values: Iterable<string>): DateOrder | null {
  const seen = new Set<DateOrder>();
  for (const value of values) {
    const found = numbersOf(value);
    if (!found?.isYearLast) continue;
    const [first, second] = found.numbers;
    if (first > 12 && first <= 31 && second <= 12) seen.add('dmy');
    if (second > 12 && second <= 31 && first <= 12) seen.add('mdy');
  }
  return seen.size === 1 ? [...seen][0]! : null;
}

/** The date in the form of a record; `''` for "none", and why not where it cannot be told. */
export function readDate(
  text: string,
  order: DateOrder | null,
): { value: string } | { fault: 'not-a-date' | 'ambiguous-date' } {
  if (text.trim() === '' || NONE.test(text.trim())) return { value: '' };
  const plain = parseDate(text);
  if (plain) return { value: formatDate(plain) };
  const worded = byWord(text);
  if (worded) return dated(...worded);
  const found = numbersOf(text);
  if (!found) return { fault: 'not-a-date' };
  const { numbers, sign, isYearFirst, isYearLast } = found;
  const [a, b, c] = numbers;
  if (isYearFirst) return dated(a, b, c);
  // A year of two digits may be of either century.
  if (!isYearLast) return { fault: 'ambiguous-date' };
  const [dmy, mdy] = [dated(c, b, a), dated(c, a, b)];
  if (a === b || 'fault' in mdy) return dmy;
  if ('fault' in dmy) return mdy;
  // Nobody writes the month before the day with dots.
  if (sign === '.' || order === 'dmy') return dmy;
  return order === 'mdy' ? mdy : { fault: 'ambiguous-date' };
}

function dated(year: number, month: number, day: number): { value: string } | { fault: 'not-a-date' } {
  const pad = (part: number, to: number): string => String(part).padStart(to, '0');
  const plain = parseDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
  return plain ? { value: formatDate(plain) } : { fault: 'not-a-date' };
}

function byWord(text: string): [year: number, month: number, day: number] | null {
  const plain = searchKey(text)
    .replace(/[.,]/g, ' ')
    .replace(/\b(?:de|del|st|nd|rd|th|er)\b|(?<=\d)(?:st|nd|rd|th|er)\b/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const found = WITH_WORD.exec(plain);
  if (!found) return null;
  const [, dayFirst, wordAfter, yearAfter, wordFirst, dayAfter, yearLast] = found;
  const month = monthOf(wordAfter ?? wordFirst ?? '');
  return month === null ? null : [Number(yearAfter ?? yearLast), month, Number(dayFirst ?? dayAfter)];
}

const monthOf = (word: string): number | null =>
  MONTHS.find(([, beginnings]) => beginnings.split(',').some((one) => word.startsWith(one)))?.[0] ?? null;
