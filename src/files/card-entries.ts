// The entries of a vCard file: what a contact holds, and line by line what it does not.
import { type Contact, emptyContact } from '../contact/contact.ts';
import { formatDate, parseDate } from '../contact/date.ts';
import { composeName, displayName, spells } from '../contact/name.ts';
import type { PropertyOf } from '../contact/properties/table.ts';
import { cleanText } from '../contact/text.ts';
import { parseVCard } from '../protocol/vcard/parse-vcard.ts';
import { splitCards } from '../protocol/vcard/split-cards.ts';
import type { VCardLine } from '../protocol/vcard/vcard-line.ts';
import { companionsByGroup, labelOf } from '../providers/carddav/card-lines.ts';
import { contactFromVCard } from '../providers/carddav/contact-from-vcard.ts';
import { photoFromVCard } from '../providers/carddav/photo-from-vcard.ts';
import { dateSaidBy } from '../providers/carddav/properties/dates.ts';
import { isAboutTheCard } from '../providers/carddav/properties/extras.ts';
import { furtherParts } from '../providers/carddav/properties/further-parts.ts';
import type { DateOrder } from './codes.ts';
import { aside } from './contact-of-row.ts';
import { readDate } from './dates.ts';
import type { Entry, Rest } from './entry.ts';
import { KEPT_LINE, restOf } from './kept/kept-text.ts';
import { remark, unreadable } from './remark.ts';

/** Read into the contact, every line of them. */
const READ = new Set(['EMAIL', 'TEL', 'URL', 'CATEGORIES']);
/** Read into the contact, the first line of each. */
const READ_ONCE = new Set(['N', 'FN', 'NICKNAME', 'ORG', 'TITLE', 'NOTE', 'PHOTO']);

/** Whether a line of this name is kept as it is, and read by nothing else. */
export const isLineOfItsOwn = (name: string): boolean =>
  /^[A-Z][A-Z0-9-]*$/.test(name) &&
  name !== 'ADR' &&
  name !== KEPT_LINE &&
  !READ.has(name) &&
  !READ_ONCE.has(name) &&
  !isAboutTheCard(name) &&
  !dateSaidBy({ name }, null);

/** What UTF-8 looks like in windows-1252, and bytes that windows-1252 has no character for. */
const MISREAD = /[\u0081\u008d\u008f\u0090\u009d]|[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;

/**
 * `guessed`: the character set of some lines was.
 *
 * @throws AppError 'unreadable-file' when there is no card in it
 */
export function cardEntries(text: string, dates: DateOrder | null, guessed: boolean): Entry[] {
  const raws = splitCards(text);
  if (raws.length === 0) throw unreadable('file-without-card');
  const entries: Entry[] = [];
  let [from, line] = [0, 1];
  /** Moves on to `to`, and tells what stands there outside of any card. */
  const passOver = (to: number): void => {
    const between = text.slice(from, to);
    if (between.trim() !== '')
      entries.push(notACard(between.trim(), entries.length + 1, line + leading(between)));
    line += linesIn(between);
    from = to;
  };
  for (const [index, raw] of raws.entries()) {
    const at = text.indexOf(raw, from);
    if (at >= 0) passOver(at);
    const entry = entryOf(raw, entries.length + 1, line, dates, index === raws.length - 1);
    if (guessed && MISREAD.test(raw)) entry.warning ??= remark('maybe-misread');
    entries.push(entry);
    if (at >= 0) [line, from] = [line + linesIn(raw), from + raw.length];
  }
  passOver(text.length);
  return entries;
}

const linesIn = (text: string): number => text.match(/\r\n?|\n/g)?.length ?? 0;
const leading = (text: string): number => linesIn(text.slice(0, text.length - text.trimStart().length));

const blank = (row: number, line: number): Entry => ({
  row,
  line,
  id: null,
  kind: null,
  owner: null,
  labels: [],
  fields: new Map(),
  contact: emptyContact(),
  photo: null,
  sources: new Map(),
  rest: [],
  warning: null,
  refused: null,
});

function notACard(text: string, row: number, line: number): Entry {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return { ...blank(row, line), refused: remark('outside-card', { text: shown }) };
}

function entryOf(raw: string, row: number, line: number, dates: DateOrder | null, isLast: boolean): Entry {
  const { contact, isGroup, loss } = contactFromVCard(raw);
  // Line by line, with its name: what has no field is kept with the record.
  delete contact.extras;
  const entry = { ...blank(row, line), contact };
  if (isGroup) return { ...entry, refused: remark('group-card', { name: displayName(contact) }) };
  if (loss === 'too-large') return { ...entry, refused: remark('card-too-large') };
  if (loss === 'truncated' && isLast) return { ...entry, refused: remark('card-cut-off') };
  const card = parseVCard(raw);
  const companions = companionsByGroup(card);
  const seen = new Set<string>();
  for (const each of card.lines) {
    const date = dateSaidBy(each, labelOf(each, companions.get(each.groupKey)));
    const first = !seen.has(date ?? each.name);
    seen.add(date ?? each.name);
    if (date) takeDate(entry, date, each, first, dates);
    else if (each.name && !isAboutTheCard(each.name)) takeLine(entry, each, first);
  }
  entry.photo = photoFromVCard(raw);
  if (loss === 'truncated') entry.warning = remark('card-without-end');
  else if (loss !== null) entry.warning = remark('card-not-whole');
  return entry;
}

/** What a line says beyond what the contact has of it. */
function takeLine(entry: Entry, line: VCardLine, first: boolean): void {
  const { contact, rest } = entry;
  const left = (value: string, reason: Rest['reason'] = 'no-field', what = line.name): void => {
    if (cleanText(value)) rest.push(aside(what, cleanText(value), reason));
  };
  if (READ.has(line.name)) return;
  const again: Rest['reason'] = first ? 'no-field' : 'other-value';
  switch (line.name) {
    case 'NOTE':
      // A field of several lines holds several notes.
      if (!first) contact.notes = [contact.notes, cleanText(line.text())].filter(Boolean).join('\n\n');
      break;
    case 'ORG':
      left(listed(line.components().slice(first ? 2 : 0)), again);
      break;
    case 'N':
      if (!first) left(listed(line.components()), again);
      else for (const { value } of furtherParts(line)) left(value);
      break;
    case 'ADR':
      for (const { value } of furtherParts(line)) left(value);
      break;
    case 'FN':
      if (!first || !isSaid(contact, line.text())) left(line.text(), again);
      break;
    case KEPT_LINE:
      rest.push(restOf(cleanText(line.text())));
      break;
    case 'PHOTO':
      if (!first || photoIsElsewhere(line)) left(line.value, again);
      break;
    default:
      if (!first || !READ_ONCE.has(line.name))
        left(line.text(), READ_ONCE.has(line.name) ? 'other-value' : 'no-field');
  }
}

const listed = (components: string[]): string => components.filter(Boolean).join(', ');

function takeDate(
  { contact, rest }: Entry,
  property: PropertyOf<'date'>,
  line: VCardLine,
  first: boolean,
  dates: DateOrder | null,
): void {
  const before = contact[property];
  if (before && first) return;
  const text = cleanText(line.text());
  const date = readDate(text, dates);
  if ('fault' in date) rest.push(aside(line.name, text, date.fault));
  else if (date.value && !before) contact[property] = parseDate(date.value)!;
  else if (date.value && date.value !== formatDate(before!)) rest.push(aside(line.name, text, 'other-value'));
}

const photoIsElsewhere = (line: VCardLine): boolean => /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(line.value);

/** Whether name, company and the like say all that the display name says. A card with nothing else is called by it. */
function isSaid({ name, organization, nickname, emails, phones }: Contact, display: string): boolean {
  const { display: _, ...parts } = name;
  if (!composeName(parts, ['given', 'middle', 'family'])) return true;
  const values = [...emails, ...phones].map(({ value }) => value);
  return spells(display, [
    ...Object.values(parts),
    ...Object.values(organization),
    nickname ?? '',
    ...values,
  ]);
}
