// Edits written into a raw card, line by line. A line that no edit names is written back as it came.
import type { Edit, NamePart, PlainDate } from '../../../contact/contact.ts';
import { formatDate, parseDate } from '../../../contact/date.ts';
import { photoId } from '../../../contact/photo.ts';
import { cleanText } from '../../../contact/text.ts';
import { makeLine, type WritableProperty } from '../../../protocol/vcard/make-line.ts';
import { makeParam } from '../../../protocol/vcard/params.ts';
import { parseVCard, type VCard, writeVCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import type { Photo } from '../../provider.ts';
import { firstLine, NAME_COMPONENTS, valueLines } from '../card-lines.ts';
import { patchAddress, removeEmptyAddresses } from './patch-address.ts';
import { joinCategory } from './patch-categories.ts';
import { patchDisplayName } from './patch-display-name.ts';
import {
  appendLines,
  plainTextParams,
  removeLines,
  removeWithCompanions,
  writableComponents,
} from './patch-lines.ts';
import { patchListValue } from './patch-list.ts';
import { putPhoto, removePhoto } from './patch-photo.ts';

/**
 * The card after `edits`; its contact is then `applyEdits` of the contact it had. A text without a card stays as it is.
 *
 * @param photo the picture that an edit of the photo names
 * @throws when an edit names a picture and `photo` is not it: a mistake of the caller
 */
export function patchVCard(raw: string, edits: Edit[], photo?: Photo): string {
  return patchCard(raw, edits, { nameWanted: false, photo });
}

/** As `patchVCard`; `nameWanted` fills an empty FN even when no edit touches a name. */
export function patchCard(
  raw: string,
  edits: Edit[],
  { nameWanted, photo }: { nameWanted: boolean; photo: Photo | undefined },
): string {
  const card = parseVCard(raw);
  if (card.problem === 'no-card') return raw;
  // Indices mean the card as it came, whatever earlier edits do to it.
  const lines = listLines(card);
  for (const edit of edits) {
    switch (edit.property) {
      case 'name':
        patchComponent(card, 'N', NAME_COMPONENTS[edit.part as NamePart], edit.value, 5);
        break;
      case 'organization':
        if (edit.part === 'title') patchText(card, 'TITLE', edit.value);
        else patchComponent(card, 'ORG', edit.part === 'name' ? 0 : 1, edit.value, 1);
        break;
      case 'nickname':
        patchText(card, 'NICKNAME', edit.value);
        break;
      case 'notes':
        patchText(card, 'NOTE', edit.value);
        break;
      case 'birthday':
        patchBirthday(card, edit.value);
        break;
      case 'photo':
        patchPhoto(card, edit.value, photo);
        break;
      case 'groups':
        joinCategory(card, edit.join);
        break;
      case 'isCompany':
        patchCompanyFlag(card, edit.value);
        break;
      case 'addresses':
        patchAddress(card, edit.at === null ? undefined : lines.addresses[edit.at], edit);
        break;
      default:
        patchListValue(card, edit.at === null ? undefined : lines[edit.property][edit.at], edit);
    }
  }
  removeEmptyAddresses(card, lines.addresses);
  patchDisplayName(card, raw, edits, nameWanted);
  return writeVCard(card);
}

function listLines(card: VCard) {
  return {
    emails: valueLines(card, 'EMAIL'),
    phones: valueLines(card, 'TEL'),
    urls: valueLines(card, 'URL'),
    addresses: valueLines(card, 'ADR'),
  };
}

function patchPhoto(card: VCard, id: string | null, photo: Photo | undefined): void {
  if (id === null) removePhoto(card);
  else if (photo && photoId(photo.bytes) === id) putPhoto(card, photo);
  else throw new Error('an edit of the photo needs the picture that it names');
}

function patchText(card: VCard, name: WritableProperty, text: string | null): void {
  const value = cleanText(text ?? '');
  const line = firstLine(card, name);
  if (value === cleanText(line?.text() ?? '')) return;
  if (!line)
    appendLines(
      card,
      makeLine({ name, params: plainTextParams(card, [], value), value: escapeText(value) }, card.lineEnd),
    );
  else if (!value) clear(card, name);
  else
    line.rewrite(
      { params: plainTextParams(card, line.params, value), value: escapeText(value) },
      card.lineEnd,
    );
}

/** One component of a structured property, the others kept as they are written. */
function patchComponent(
  card: VCard,
  name: 'N' | 'ORG',
  index: number,
  text: string | null,
  count: number,
): void {
  const component = cleanText(text ?? '');
  const line = firstLine(card, name);
  if (component === cleanText(line?.components()[index] ?? '')) return;
  const pieces = writableComponents(line, Math.max(count, index + 1));
  pieces[index] = escapeText(component);
  const value = pieces.join(';');
  if (!line)
    appendLines(card, makeLine({ name, params: plainTextParams(card, [], value), value }, card.lineEnd));
  else if (name === 'ORG' && !pieces.some((piece) => piece.trim())) clear(card, name);
  else line.rewrite({ params: plainTextParams(card, line.params, value), value }, card.lineEnd);
}

/** Takes out the first line of a name; where another follows, an empty line keeps that one from standing in for it. */
function clear(card: VCard, name: string): void {
  const [line, ...others] = card.lines.filter((other) => other.name === name);
  if (!line) return;
  if (others.length > 0) line.rewrite({ value: '' }, card.lineEnd);
  else removeWithCompanions(card, line);
}

/** RFC 6350 writes `--0512`; Apple's 3.0 names the year it does not mean. */
function patchBirthday(card: VCard, date: PlainDate | null): void {
  const line = firstLine(card, 'BDAY');
  if (!date) {
    if (line && parseDate(line.text())) clear(card, 'BDAY');
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
    appendLines(card, makeLine({ name: 'BDAY', params: omitted, value }, card.lineEnd));
    return;
  }
  const kept = plainTextParams(card, line.params, value).filter(
    ({ name, values }) =>
      name !== 'X-APPLE-OMIT-YEAR' && (name !== 'VALUE' || /^date$/i.test(values[0] ?? '')),
  );
  line.rewrite({ params: [...omitted, ...kept], value }, card.lineEnd);
}

/** Apple's X-ABShowAs; vCard 4.0 says it in KIND. */
function patchCompanyFlag(card: VCard, isCompany: boolean): void {
  const flags = card.lines.filter((line) =>
    line.name === 'X-ABSHOWAS'
      ? /^company$/i.test(line.value.trim())
      : /^(X-ADDRESSBOOKSERVER-)?KIND$/.test(line.name) && /^org(anization)?$/i.test(line.value.trim()),
  );
  if (!isCompany) removeLines(card, flags);
  else if (flags.length > 0) return;
  else if (card.version === '4.0') {
    const kind = firstLine(card, 'KIND');
    if (kind) kind.rewrite({ value: 'org' }, card.lineEnd);
    else appendLines(card, makeLine({ name: 'KIND', value: 'org' }, card.lineEnd));
  } else appendLines(card, makeLine({ name: 'X-ABShowAs', value: 'COMPANY' }, card.lineEnd));
}
