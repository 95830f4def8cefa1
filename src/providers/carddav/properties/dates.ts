// Dates of a card. Which lines say a date is a row of `DATE_LINES`.
import type { Label, PlainDate } from '../../../contact/contact.ts';
import { formatDate, parseDate } from '../../../contact/date.ts';
import { sameLabel } from '../../../contact/label.ts';
import { type PropertyOf, propertiesOf } from '../../../contact/properties/table.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import { makeParam, type Param } from '../../../protocol/vcard/params.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { companionsByGroup, labelOf } from '../card-lines.ts';
import { appendLines, freshGroup, plainTextParams } from '../patch/patch-lines.ts';
import { labelIn, once, type Reader } from './reading.ts';
import { clear } from './texts.ts';

type DateProperty = PropertyOf<'date'>;
const DATES = propertiesOf('date');

/** The lines that say each date by their name; the first is the one that a card gets. */
const DATE_LINES = {
  birthday: ['BDAY'],
  anniversary: [
    'ANNIVERSARY',
    'X-ANNIVERSARY',
    'X-EVOLUTION-ANNIVERSARY',
    'X-KADDRESSBOOK-X-ANNIVERSARY',
    'X-MS-ANNIVERSARY',
    'X-ZIMBRA-ANNIVERSARY',
  ],
} as const satisfies Record<DateProperty, readonly string[]>;
/** Apple's line for any other date, which its label tells. */
const ANY_DATE = 'X-ABDATE';
const APPLE_LABELS: Partial<Record<DateProperty, string>> = { anniversary: 'Anniversary' };

export function readDate(property: DateProperty): Record<string, Reader> {
  const reader = once(property, ({ contact }, line) => {
    const date = dateOf(line);
    if (date) contact[property] = date;
    return date !== null;
  });
  const named = Object.fromEntries(DATE_LINES[property].map((name) => [name, reader]));
  if (!APPLE_LABELS[property]) return named;
  return {
    ...named,
    [ANY_DATE]: (reading, line) =>
      dateSaidBy(line, labelIn(reading, line)) === property && reader(reading, line),
  };
}

/** The date that a line under this label is about; null for one that a contact has no place for, and for any other line. */
export function dateSaidBy({ name }: Pick<VCardLine, 'name'>, label: Label): DateProperty | null {
  const found = DATES.find((property) =>
    name === ANY_DATE
      ? label !== null && sameLabel(label, APPLE_LABELS[property] ?? null)
      : (DATE_LINES[property] as readonly string[]).includes(name),
  );
  return found ?? null;
}

function dateOf(line: VCardLine): PlainDate | null {
  const date = parseDate(line.text());
  // The year of X-APPLE-OMIT-YEAR is 1604 wherever it was seen; the parameter says so for any other.
  if (date?.year !== undefined && line.paramValues('X-APPLE-OMIT-YEAR').includes(String(date.year)))
    delete date.year;
  return date;
}

/** The line that is read goes on saying the date; where there is none, the card gets one of its version. */
export function patchDate(card: VCard, property: DateProperty, date: PlainDate | null): void {
  const companions = companionsByGroup(card);
  const lines = card.lines.filter(
    (line) => dateSaidBy(line, labelOf(line, companions.get(line.groupKey))) === property,
  );
  const [line] = lines;
  if (!date) {
    if (line && parseDate(line.text())) clear(card, lines);
    return;
  }
  if (!line) {
    appendDate(card, property, date);
    return;
  }
  const { params, value } = written(date, card.version === '4.0' && line.name !== ANY_DATE);
  const kept = plainTextParams(card, line.params, value).filter(
    ({ name, values }) =>
      name !== 'X-APPLE-OMIT-YEAR' && (name !== 'VALUE' || /^date$/i.test(values[0] ?? '')),
  );
  line.rewrite({ params: [...params, ...kept], value }, card.lineEnd);
}

function appendDate(card: VCard, property: DateProperty, date: PlainDate): void {
  const apple = card.version === '4.0' ? undefined : APPLE_LABELS[property];
  const { params, value } = written(date, card.version === '4.0');
  if (apple === undefined) {
    appendLines(card, makeLine({ name: DATE_LINES[property][0], params, value }, card.lineEnd));
    return;
  }
  const group = freshGroup(card);
  appendLines(
    card,
    makeLine({ group, name: ANY_DATE, params, value }, card.lineEnd),
    makeLine({ group, name: 'X-ABLabel', value: `_$!<${apple}>!$_` }, card.lineEnd),
  );
}

/** RFC 6350 writes `--0512`; Apple's 3.0 names the year it does not mean. */
function written(date: PlainDate, isNew4: boolean): { params: Param[]; value: string } {
  if (isNew4) return { params: [], value: formatDate(date).replace(/^(\d{4})-|-(?=\d\d$)/g, '$1') };
  if (date.year !== undefined) return { params: [], value: formatDate(date) };
  return {
    params: [makeParam('X-APPLE-OMIT-YEAR', ['1604'])],
    value: formatDate({ ...date, year: 1604 }),
  };
}
