// E-mails, phones and URLs of a card: an edit goes to the very line its index names.
import type { Edit, Label, ListProperty } from '../../../contact/contact.ts';
import { cleanText } from '../../../contact/text.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import type { Param } from '../../../protocol/vcard/params.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { lineValue } from '../card-lines.ts';
import { type LabelledProperty, writeLabel } from '../labels.ts';
import { labelLine, patchLabel, typeParams } from './patch-label.ts';
import { appendLines, freshGroup, plainTextParams, removeWithCompanions } from './patch-lines.ts';

type ListLine = Exclude<LabelledProperty, 'ADR'>;

/** What RFC 3966 allows in a `tel:` value; anything else is written as text. */
const TEL_URI = /^\+?[\d().-]+$/;

/** @param line the line that `edit.at` names; undefined for a new value or an index out of the list */
export function patchListValue(
  card: VCard,
  line: VCardLine | undefined,
  name: ListLine,
  edit: Edit & { property: ListProperty },
): void {
  const value = cleanText(edit.value ?? '');
  const label = cleanText(edit.label ?? '') || null;
  if (edit.at === null) {
    if (value) appendValue(card, name, label, value);
  } else if (!line || !card.lines.includes(line)) return;
  else if (!value) removeWithCompanions(card, line);
  else {
    patchLabel(card, line, label);
    if (lineValue(line) !== value) rewriteValue(card, line, value);
  }
}

function rewriteValue(card: VCard, line: VCardLine, value: string): void {
  const isUri = line.paramValues('VALUE').some((type) => /^uri$/i.test(type));
  const staysUri = line.name !== 'TEL' || TEL_URI.test(value);
  const params = line.params.filter(({ name }) => name !== 'VALUE' || (isUri && staysUri));
  const written = isUri && line.name === 'TEL' && staysUri ? `tel:${value}` : escaped(line.name, value);
  line.rewrite({ params: plainTextParams(card, params, value), value: written }, card.lineEnd);
}

function appendValue(card: VCard, name: ListLine, label: Label, value: string): void {
  const { types, abLabel } = writeLabel(name, label);
  const params = plainTextParams(card, typeParams(card, [...customaryTypes(card, name, types)]), value);
  appendLabelled(card, { name, params, value: escaped(name, value) }, abLabel);
}

/** Adds a line and, for a custom label, the label in a group of their own. */
export function appendLabelled(
  card: VCard,
  line: { name: LabelledProperty; params: Param[]; value: string; group?: string },
  abLabel: string | null,
): void {
  const group = line.group ?? (abLabel === null ? '' : freshGroup(card));
  appendLines(card, makeLine({ ...line, group }, card.lineEnd));
  if (abLabel !== null) appendLines(card, labelLine(card, group, abLabel));
}

/** Apple's company for the types that are the label: INTERNET on every e-mail, VOICE on what can be spoken to. */
function customaryTypes(card: VCard, name: LabelledProperty, types: string[]): string[] {
  if (card.version === '4.0') return types;
  if (name === 'EMAIL') return ['INTERNET', ...types];
  const spoken = name === 'TEL' && types.length === 1 && types[0] !== 'PAGER' && types[0] !== 'MAIN';
  return spoken ? [...types, 'VOICE'] : types;
}

/** A URL is no text: commas and semicolons stay bare, for readers that do not unescape it. */
function escaped(name: string, value: string): string {
  return name === 'URL' ? value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n') : escapeText(value);
}
