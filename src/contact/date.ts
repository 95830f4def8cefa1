// Calendar dates as address books write them. No form passes through `Date`: a time zone must not move a birthday.
import type { PlainDate } from './contact.ts';
import { asciiDigits } from './text.ts';

const FULL = /^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2}))(?:[T ].*)?$/i;
const WITHOUT_YEAR = /^--(\d{2})-?(\d{2})(?:T.*)?$/i;

/** Apple's year for "no year given" (X-APPLE-OMIT-YEAR); `0000` is Android's. */
const NO_YEAR = new Set([1604, 0]);

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * `1980-05-12`, `1980/05/12`, `1980.5.12`, `19800512`, each with a time after it, `--05-12`, `--0512`; the year 1604 stands for none.
 * Null for anything else, above all for dates whose order of day and month would have to be guessed.
 */
export function parseDate(text: string): PlainDate | null {
  const trimmed = asciiDigits(text.trim());
  const yearless = WITHOUT_YEAR.exec(trimmed);
  if (yearless) return plainDate(undefined, Number(yearless[1]), Number(yearless[2]));
  const full = FULL.exec(trimmed);
  if (!full) return null;
  const [year, month, day] = [full[1] ?? full[4], full[2] ?? full[5], full[3] ?? full[6]].map(Number);
  return plainDate(year, month!, day!);
}

/** `YYYY-MM-DD`, or `--MM-DD` without a year. */
export function formatDate(date: PlainDate): string {
  const year = date.year === undefined ? '-' : String(date.year).padStart(4, '0');
  return `${year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
}

/** A day that there is; years that stand for none are left out. */
export function plainDate(given: number | undefined, month: number, day: number): PlainDate | null {
  const year = given === undefined || NO_YEAR.has(given) ? undefined : given;
  const leap = year === undefined || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  const days = month === 2 && !leap ? 28 : DAYS[month - 1];
  if (days === undefined || day < 1 || day > days) return null;
  return year === undefined ? { month, day } : { year, month, day };
}
