// The order of a list: what it is sorted by, and where a page of it begins. What lacks the value comes last, either way.
import { type SQL, sql } from 'drizzle-orm';
import { record, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { FieldDefinition } from '../../fields/field.ts';
import { readSort, type SortOfRecord, type SortTerm } from '../../fields/filters.ts';
import { iso } from '../record-columns.ts';
import { downward, upward } from './keys.ts';

/** A long text is sorted by its beginning. */
const LONGEST = 300;
const CASTS = { text: 'text', time: 'timestamptz' };
export interface SortKey {
  by: SQL;
  /** How the key is written in a cursor. */
  told: SQL;
  type: 'text' | 'time';
  descending: boolean;
}

export const OF_RECORDS: Record<SortOfRecord, Omit<SortKey, 'descending'>> = {
  name: { by: sql`${record.sortName}`, told: sql`${record.sortName}`, type: 'text' },
  owner: { by: sql`${user.name}`, told: sql`${user.name}`, type: 'text' },
  createdAt: { by: sql`${record.createdAt}`, told: iso(record.createdAt), type: 'time' },
  updatedAt: { by: sql`${record.updatedAt}`, told: iso(record.updatedAt), type: 'time' },
};

const MOST_TERMS = 5;

/** By a field of a kind, then by name: this is what an index is made of where many are sorted so (order-indexes.ts). */
export function fieldOrder({ key, type }: FieldDefinition, descending: boolean): SortKey[] {
  const longest = type === 'longText' ? LONGEST : null;
  const by = descending ? downward(key, longest) : upward(key, longest);
  return [{ by, told: by, type: 'text', descending }, BY_NAME];
}

const BY_NAME: SortKey = { ...OF_RECORDS.name, descending: false };

/** The keys of `sort` (`FIELD,-FIELD`), and last the name. @throws AppError 'bad-request' for what no list is sorted by */
export function sortKeys(sort: string, fields: readonly FieldDefinition[]): SortKey[] {
  const terms = readSort(sort);
  const isKnown = (key: string): boolean => isOfRecord(key) || fieldOf(key, fields) !== undefined;
  const unknown = terms.find(({ key }) => !isKnown(key));
  if (unknown || terms.length === 0 || terms.length > MOST_TERMS)
    throw new AppError('bad-request', 'Sort by fields of these records, five at most.', {
      fields: { sort: unknown?.key ?? 'unknown' },
    });
  const keys = terms.map(({ key, descending }): SortKey => {
    if (isOfRecord(key)) return { ...OF_RECORDS[key], descending };
    return fieldOrder(fieldOf(key, fields)!, descending)[0]!;
  });
  // These have an index that ends in the id.
  const isIndexed = terms.some(({ key }) => key !== 'owner' && isOfRecord(key));
  return isIndexed ? keys : [...keys, BY_NAME];
}

const isOfRecord = (key: string): key is SortOfRecord => Object.hasOwn(OF_RECORDS, key);
const fieldOf = (key: string, fields: readonly FieldDefinition[]): FieldDefinition | undefined =>
  fields.find((field) => field.key === key);

/** The field that `sort` begins with; null where it is no field. */
export function firstField(sort: string): SortTerm | null {
  const [first] = readSort(sort);
  return first && !isOfRecord(first.key) ? first : null;
}

/** Whether the order needs the owner's name. */
export const needsOwner = (sort: string): boolean => readSort(sort).some(({ key }) => key === 'owner');

const direction = ({ descending }: SortKey): SQL => sql.raw(descending ? 'desc' : 'asc');

const RECORD_ID = sql`${record.id}`;

/** The id is last, in the direction of the first key: an index serves the common orders both ways. */
export const orderBy = (keys: readonly SortKey[], id = RECORD_ID, first = keys[0]!): SQL =>
  sql.join([...keys.map((key) => sql`${key.by} ${direction(key)}`), sql`${id} ${direction(first)}`], sql`, `);

/** What comes behind the row with these keys and this id. */
export function behind(keys: readonly SortKey[], told: string[], lastId: string, id = RECORD_ID): SQL {
  const isLess = (descending: boolean): SQL => sql.raw(descending ? '<' : '>');
  const first = keys[0]!;
  const value = (at: number): SQL => sql`${told[at]}::${sql.raw(CASTS[keys[at]!.type])}`;
  const ofId = sql`${lastId}::uuid`;
  // As one comparison of rows, which an index answers.
  if (keys.length === 1) return sql`(${first.by}, ${id}) ${isLess(first.descending)} (${value(0)}, ${ofId})`;
  const rest = keys.reduceRight(
    (next, { by, descending }, at) =>
      sql`(${by} ${isLess(descending)} ${value(at)} or (${by} = ${value(at)} and ${next}))`,
    sql`${id} ${isLess(first.descending)} ${ofId}`,
  );
  // Said once more of the first key alone: that is where an index begins.
  return sql`(${first.by} ${isLess(first.descending)}= ${value(0)} and ${rest})`;
}
