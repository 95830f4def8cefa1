// Dates of a card. Which lines say a date is a row of `DATE_LINES`.
import type { PlainDate } from '../../../contact/contact.ts';
import { formatDate, parseDate } from '../../../contact/date.ts';
import type { PropertyOf } from '../../../contact/properties/table.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import { makeParam } from '../../../protocol/vcard/params.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { appendLines, plainTextParams } from '../patch/patch-lines.ts';
import { once, type Reader } from './reading.ts';
import { clear, linesNamed } from './texts.ts';

type DateProperty = PropertyOf<'date'>;

/** The names of the lines that say each date; the first is the one that a card gets. */
const DATE_LINES = { birthday: ['BDAY'] } as const satisfies Record<DateProperty, readonly string[]>;

export function readDate(property: DateProperty): Record<string, Reader> {
  const reader = once(property, ({ contact }, line) => {
    const date = dateOf(line);
    if (date) contact[property] = date;
  });
  return Object.fromEntries(DATE_LINES[property].map((name) => [name, reader]));
}

function dateOf(line: VCardLine): PlainDate | null {
  const date = parseDate(line.text());
  // The year of X-APPLE-OMIT-YEAR is 1604 wherever it was seen; the parameter says so for any other.
  if (date?.year !== undefined && line.paramValues('X-APPLE-OMIT-YEAR').includes(String(date.year)))
    delete date.year;
  return date;
}

/** RFC 6350 writes `--0512`; Apple's 3.0 names the year it does not mean. */
export function patchDate(card: VCard, property: DateProperty, date: PlainDate | null): void {
  const [name] = DATE_LINES[property];
  const lines = linesNamed(card, name);
  const [line] = lines;
  if (!date) {
    if (line && parseDate(line.text())) clear(card, lines);
    return;
  }
  const yearless = date.year === undefined;
  const isNew4 = card.version === '4.0';
  const text = formatDate(yearless && !isNew4 ? { ...date, year: 1604 } : date);
  const value = isNew4
    ? text.replace(
        /^(--|\d{4}-)(\d\d)-/,
        (_, year: string, month: string) => (year === '--' ? year : year.slice(0, 4)) + month,
      )
    : text;
  const omitted = yearless && !isNew4 ? [makeParam('X-APPLE-OMIT-YEAR', ['1604'])] : [];
  if (!line) {
    appendLines(card, makeLine({ name, params: omitted, value }, card.lineEnd));
    return;
  }
  const kept = plainTextParams(card, line.params, value).filter(
    ({ name, values }) =>
      name !== 'X-APPLE-OMIT-YEAR' && (name !== 'VALUE' || /^date$/i.test(values[0] ?? '')),
  );
  line.rewrite({ params: [...omitted, ...kept], value }, card.lineEnd);
}
