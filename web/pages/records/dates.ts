// Dates as records keep them: `YYYY-MM-DD`, or `--MM-DD` where the year is not known.
import { regional } from '../../i18n/region.ts';

export interface DateParts {
  year: number | null;
  month: number;
  day: number;
}

export function datePartsOf(value: string): DateParts | null {
  const found = /^(\d{4}|-)-?(\d{2})-(\d{2})$/.exec(value);
  if (!found) return null;
  return { year: found[1] === '-' ? null : Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
}

const two = (number: number): string => String(number).padStart(2, '0');

export const dateText = ({ year, month, day }: DateParts): string =>
  `${year === null ? '-' : String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** “21 May 1980”, “21 May”; what is no date stays as it is. */
export function shownDate(value: string, language: string): string {
  const parts = datePartsOf(value);
  if (!parts) return value;
  const { year, month, day } = parts;
  // 2000 is a leap year: the 29th of February without a year stays the 29th.
  const date = new Date(Date.UTC(year ?? 2000, month - 1, day));
  return new Intl.DateTimeFormat(regional(language), {
    day: 'numeric',
    month: 'long',
    ...(year === null ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date);
}

export const monthNames = (language: string): string[] =>
  Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat(regional(language), { month: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2000, month, 1),
    ),
  );
