// The order of a list: what it is sorted by, and where a page of it begins. What lacks the value comes last, either way.
import { type SQL, sql } from 'drizzle-orm';
import { record, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { FieldDefinition } from '../../fields/field.ts';
import { readSort, type SortOfRecord } from '../../fields/filters.ts';
import { iso } from '../record-columns.ts';
import { keyOf } from './conditions.ts';

/** A long text is sorted by its beginning. */
const LONGEST = 300;
const CASTS = { text: 'text', time: 'timestamptz' };

export interface SortKey {
  by: SQL;
  /** How the key is written in a cursor. */
  told: SQL;
  type: 'text' | 'time';
  descending: boolean;
  /** There may be none. */
  nullable?: true;
}

const OF_RECORDS: Record<SortOfRecord, Omit<SortKey, 'descending'>> = {
  name: { by: sql`${record.sortName}`, told: sql`${record.sortName}`, type: 'text' },
  owner: { by: sql`${user.name}`, told: sql`${user.name}`, type: 'text' },
  createdAt: { by: sql`${record.createdAt}`, told: iso(record.createdAt), type: 'time' },
  updatedAt: { by: sql`${record.updatedAt}`, told: iso(record.updatedAt), type: 'time' },
};

const MOST_TERMS = 5;

/** The keys of `sort` (`FIELD,-FIELD`), and last the name. @throws AppError 'bad-request' for what no list is sorted by */
export function sortKeys(sort: string, fields: readonly FieldDefinition[]): SortKey[] {
  const terms = readSort(sort);
  const typeOf = (key: string) => fields.find((one) => one.key === key)?.type;
  const isKnown = (key: string): boolean => Object.hasOwn(OF_RECORDS, key) || typeOf(key) !== undefined;
  const unknown = terms.find(({ key }) => !isKnown(key));
  if (unknown || terms.length === 0 || terms.length > MOST_TERMS)
    throw new AppError('bad-request', 'Sort by fields of these records, five at most.', {
      fields: { sort: unknown?.key ?? 'unknown' },
    });
  const keys = terms.map(({ key, descending }): SortKey => {
    if (Object.hasOwn(OF_RECORDS, key)) return { ...OF_RECORDS[key as SortOfRecord], descending };
    const by = typeOf(key) === 'longText' ? sql`left(${keyOf(key)}, ${LONGEST})` : keyOf(key);
    return { by, told: by, type: 'text', descending, nullable: true };
  });
  // These have an index that ends in the id.
  const isIndexed = terms.some(({ key }) => key !== 'owner' && Object.hasOwn(OF_RECORDS, key));
  return isIndexed ? keys : [...keys, { ...OF_RECORDS.name, descending: false }];
}

/** Whether the order needs the owner's name. */
export const needsOwner = (sort: string): boolean => readSort(sort).some(({ key }) => key === 'owner');

const direction = ({ descending }: SortKey): SQL => sql.raw(descending ? 'desc' : 'asc');

const RECORD_ID = sql`${record.id}`;

/** The id is last, in the direction of the first key: an index serves the common orders both ways. */
export const orderBy = (keys: readonly SortKey[], id = RECORD_ID): SQL =>
  sql.join(
    [
      ...keys.map((key) => sql`${key.by} ${direction(key)}${key.nullable ? sql` nulls last` : sql``}`),
      sql`${id} ${direction(keys[0]!)}`,
    ],
    sql`, `,
  );

/** What comes behind the row with these keys and this id. */
export function behind(
  keys: readonly SortKey[],
  told: (string | null)[],
  lastId: string,
  id = RECORD_ID,
): SQL {
  const isLess = (descending: boolean): SQL => sql.raw(descending ? '<' : '>');
  const [first] = keys;
  const value = (at: number): SQL => sql`${told[at]}::${sql.raw(CASTS[keys[at]!.type])}`;
  const ofId = sql`${lastId}::uuid`;
  // As one comparison of rows, which an index answers.
  if (keys.length === 1 && !first!.nullable)
    return sql`(${first!.by}, ${id}) ${isLess(first!.descending)} (${value(0)}, ${ofId})`;
  return keys.reduceRight(
    (rest, { by, descending, nullable }, at) => {
      if (told[at] === null) return sql`(${by} is null and ${rest})`;
      const beyond = sql`${by} ${isLess(descending)} ${value(at)}`;
      const further = nullable ? sql`(${beyond} or ${by} is null)` : beyond;
      return sql`(${further} or (${by} = ${value(at)} and ${rest}))`;
    },
    sql`${id} ${isLess(first!.descending)} ${ofId}`,
  );
}
