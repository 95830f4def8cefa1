// What is kept of a record beside its fields, as a text each: how files write it, and read it back as it was. Pure.
import type { Edit, Label } from '../../contact/contact.ts';
import { labelKey } from '../../fields/labels.ts';
import { foldLine } from '../../protocol/vcard/fold-line.ts';
import { escapeText } from '../../protocol/vcard/text-value.ts';
import { isLineOfItsOwn } from '../card-entries.ts';
import type { Rest } from '../entry.ts';
import { KEPT_LINE, keptText, restOf, WORDS } from './kept-text.ts';

const PLACES = new Map([...WORDS].map(([place, word]) => [word, place]));
/** `phone (home)` */
const LABELLED = /^(e-mail|phone|web address)(?: \(([^()]*)\))?$/;

/**
 * `texts` as a card has them: in the places that an address book has for them, else line by line. A group stands in both, for
 * its line says that it is none of `labels`; the name of one of these is that label.
 */
export function keptInCard(texts: string[], labels: string[]): { edits: Edit[]; lines: string[] } {
  const named = new Set(labels.map(labelKey));
  const kept: { edits: Edit[]; lines: string[] } = { edits: [], lines: [] };
  for (const text of texts) {
    const edit = editOfKept(text);
    const isGroup = edit?.property === 'groups';
    if (isGroup && named.has(labelKey(restOf(text).value))) continue;
    if (edit) kept.edits.push(edit);
    if (!edit || isGroup) kept.lines.push(lineOfKept(text));
  }
  return kept;
}

/** As an address book holds it; null for what only a line can say. */
function editOfKept(text: string): Edit | null {
  const { what, value } = restOf(text);
  const labelled = LABELLED.exec(what);
  const place = PLACES.get(labelled?.[1] ?? what);
  const label: Label = labelled?.[2] ?? null;
  switch (place) {
    case 'emails':
    case 'phones':
    case 'urls':
      return { property: place, at: null, label, value };
    case 'groups':
      return { property: 'groups', join: value };
    default:
      return null;
  }
}

/** The line that it was, where a card had one for it alone; one of ours otherwise, which other programs pass over. */
function lineOfKept(text: string): string {
  const { what, value } = restOf(text);
  const line = isLineOfItsOwn(what) ? `${what}:${escapeText(value)}` : `${KEPT_LINE}:${escapeText(text)}`;
  return foldLine(line, '\r\n');
}

/** What a card of the actor's holds and no field has, as a file of it would be kept. */
export const keptOnCard = (property: string, label: Label, value: string): string =>
  keptText({ what: WORDS.get(property) ?? property, label, value } satisfies Omit<Rest, 'reason'>);
