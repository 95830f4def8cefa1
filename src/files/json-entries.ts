// The entries of a JSON file: a list of records, as `export` writes it.
import { emptyContact } from '../contact/contact.ts';
import { cleanText } from '../contact/text.ts';
import { AppError } from '../errors.ts';
import { KINDS } from '../fields/field.ts';
import { aside } from './contact-of-row.ts';
import type { Entry } from './entry.ts';
import { restOf } from './kept/kept-text.ts';
import { remark } from './remark.ts';

/** @throws AppError 'unreadable-file' for what is no JSON or no list */
export function jsonEntries(text: string): Entry[] {
  let found: unknown;
  try {
    // A number of many digits is a telephone number: it stays as it is written.
    found = JSON.parse(text, (_key, value, context?: { source?: string }) =>
      typeof value === 'number' ? new Written(context?.source ?? String(value)) : value,
    );
  } catch (cause) {
    throw new AppError('unreadable-file', `This file is not JSON: ${(cause as Error).message}`);
  }
  const list = Array.isArray(found) ? found : isObject(found) ? found.items : undefined;
  if (!Array.isArray(list))
    throw new AppError('unreadable-file', 'A list of records is expected, as `export` writes it.');
  return list.map((one: unknown, at) => entryOf(one, at + 1));
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

function entryOf(one: unknown, row: number): Entry {
  const values = isObject(one) ? one.values : undefined;
  const { id, kind, owner, extras = [] } = isObject(one) ? one : {};
  const entry: Entry = {
    row,
    line: null,
    id: textOf(id),
    kind: KINDS.find((each) => each === kind) ?? null,
    owner: textOf(owner),
    fields: new Map(),
    contact: emptyContact(),
    photo: null,
    sources: new Map(),
    rest: [],
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
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === '') continue;
    const text = textOf(value);
    if (text === null) entry.rest.push(aside(key, JSON.stringify(value), 'not-text'));
    else entry.fields.set(key, text);
  }
  return entry;
}
