// Which labels of records the entries of a file bring: its own, and the groups and categories of other programs.
import { sql } from 'drizzle-orm';
import { cleanText } from '../../contact/text.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { LONGEST_LABEL, labelKey, labelNames } from '../../fields/labels.ts';
import { aside } from '../contact-of-row.ts';
import type { Entry } from '../entry.ts';
import { WORDS } from '../kept/kept-text.ts';

/** A label that entries of a file bring. */
export interface FileLabel {
  /** As it is written here, where it is here. */
  name: string;
  /** How many of them have it. */
  entries: number;
  /** Nobody has made it yet. */
  isNew: boolean;
}

/** What every contact of one's own is in at Google, in its tables and on its cards. */
const EVERYBODY = /^my ?contacts$/i;

/** Groups become labels, but for those that a card of ours names as kept beside the record, and those too long for one. */
export function labelEntry(entry: Entry): void {
  const what = WORDS.get('groups')!;
  const kept = new Set(entry.rest.filter((one) => one.what === what).map(({ value }) => labelKey(value)));
  const groups = entry.contact.groups
    .map(cleanText)
    .filter((name) => name && !EVERYBODY.test(name) && !kept.has(labelKey(name)));
  const isLabel = (name: string) => name.length <= LONGEST_LABEL;
  for (const name of groups) if (!isLabel(name)) entry.rest.push(aside(what, name, 'too-long'));
  entry.labels = labelNames([...entry.labels, ...groups.filter(isLabel)]);
}

/** All of them, by name; each entry has them as they are written there. */
export async function labelsOf(db: Db, entries: Entry[]): Promise<FileLabel[]> {
  const found = new Map<string, FileLabel>();
  for (const name of entries.filter(({ refused }) => refused === null).flatMap(({ labels }) => labels)) {
    const label = found.get(labelKey(name)) ?? { name, entries: 0, isNew: true };
    label.entries += 1;
    found.set(labelKey(name), label);
  }
  if (found.size === 0) return [];
  const here = await rows<{ name: string; key: string }>(
    db,
    sql`select name, name_key as key from label
      where deleted_at is null and name_key = any(${sql.param([...found.keys()])}::text[])`,
  );
  for (const { name, key } of here) Object.assign(found.get(key)!, { name, isNew: false });
  for (const entry of entries)
    entry.labels = entry.labels.map((name) => found.get(labelKey(name))?.name ?? name);
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, label]) => label);
}

/** What a person leaves out. */
export function withoutLabels(entries: Entry[], names: string[] | 'all'): void {
  const left = names === 'all' ? null : new Set(names.map(labelKey));
  for (const entry of entries)
    entry.labels = entry.labels.filter((name) => left && !left.has(labelKey(name)));
}
