// The entries of a JSON file: a list of records, as `export` writes it.
import { emptyContact } from '../contact/contact.ts';
import { pictureFrom } from '../contact/photo.ts';
import { cleanText } from '../contact/text.ts';
import type { AppError } from '../errors.ts';
import { KINDS } from '../fields/field.ts';
import { labelNames } from '../fields/labels.ts';
import type { Photo } from '../providers/provider.ts';
import { aside } from './contact-of-row.ts';
import type { Entry, EntryNote } from './entry.ts';
import { restOf } from './kept/kept-text.ts';
import { remark, unreadable } from './remark.ts';

/** @throws AppError 'unreadable-file' for what is no JSON or no list */
export function jsonEntries(text: string): Entry[] {
  let found: unknown;
  try {
    // A number of many digits is a telephone number: it stays as it is written.
    found = JSON.parse(text, (_key, value, context?: { source?: string }) =>
      typeof value === 'number' ? new Written(context?.source ?? String(value)) : value,
    );
  } catch (cause) {
    throw faultOf(text, (cause as Error).message);
  }
  const list = Array.isArray(found) ? found : isObject(found) ? found.items : undefined;
  if (!Array.isArray(list)) throw unreadable('json-without-list');
  return list.map((one: unknown, at) => entryOf(one, at + 1));
}

/** So many characters on either side show a place. */
const NEAR = 20;
/** Before what stands there; the sign itself may be a quote. */
const TOKEN = "Unexpected token 'x'";

/** The engine says where by a number, or by what stands there. */
function faultOf(text: string, said: string): AppError {
  const position = Number(/at position (\d+)/.exec(said)?.[1] ?? Number.NaN);
  if (/^(?:Unexpected end|Unterminated) /.test(said) || position >= text.trimEnd().length)
    return unreadable('json-cut-off');
  const shown = said.slice(said.indexOf('"', TOKEN.length) + 1, said.lastIndexOf('"'));
  const near = position >= 0 ? text.slice(Math.max(0, position - NEAR), position + NEAR) : shown;
  return unreadable('json-damaged', { near: cleanText(near) });
}

/** A number as it stands in the file. */
class Written {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
  toJSON(): number {
    return Number(this.source);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Written);

const textOf = (value: unknown): string | null =>
  value instanceof Written ? value.source : typeof value === 'string' ? value : null;

/** `{type, data}` as an export has it; null for what is no picture. */
function photoOf(given: unknown): Photo | null {
  const data = isObject(given) ? textOf(given.data) : null;
  return data === null ? null : pictureFrom(data);
}

/** Nothing of what has no text; what says no time is of today. */
function noteOf(given: unknown): EntryNote[] {
  const { at, by, text } = isObject(given) ? given : {};
  const words = cleanText(textOf(text) ?? '');
  const time = new Date(textOf(at) ?? Number.NaN);
  const written = Number.isNaN(time.getTime()) ? new Date() : time;
  return words ? [{ at: written.toISOString(), by: textOf(by) ?? '', text: words }] : [];
}

function entryOf(one: unknown, row: number): Entry {
  const values = isObject(one) ? one.values : undefined;
  const { id, kind, owner, labels = [], extras = [], photo, notes } = isObject(one) ? one : {};
  const entry: Entry = {
    row,
    line: null,
    id: textOf(id),
    kind: KINDS.find((each) => each === kind) ?? null,
    owner: textOf(owner),
    labels: labelNames((Array.isArray(labels) ? labels : [labels]).map((label) => textOf(label) ?? '')),
    fields: new Map(),
    contact: emptyContact(),
    photo: photoOf(photo),
    sources: new Map(),
    rest: [],
    notes: (Array.isArray(notes) ? notes : []).flatMap(noteOf),
    warning: null,
    refused: null,
  };
  if (!isObject(values)) return { ...entry, refused: remark('no-values') };
  if (kind && !entry.kind)
    entry.rest.push(aside('kind', textOf(kind) ?? JSON.stringify(kind), 'not-a-choice'));
  for (const extra of Array.isArray(extras) ? extras : [extras]) {
    const text = cleanText(textOf(extra) ?? JSON.stringify(extra));
    if (text) entry.rest.push(restOf(text));
  }
  if (photo && !entry.photo) entry.rest.push(aside('photo', 'a picture that cannot be read', 'not-a-photo'));
  for (const [key, value] of Object.entries(values)) {
    // What the file calls the picture that it brings.
    if (value === null || value === '' || (key === 'photo' && entry.photo)) continue;
    const text = textOf(value);
    if (text === null) entry.rest.push(aside(key, JSON.stringify(value), 'not-text'));
    else entry.fields.set(key, text);
  }
  return entry;
}
