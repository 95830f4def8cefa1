// Orders by a field that people ask of many records have an index each, made and dropped beside all other work: an index of every
// field would cost every write, and which ones a company sorts by, its people know.
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { record } from '../../database/schema.ts';
import { type Definitions, type FieldDefinition, KINDS } from '../../fields/field.ts';
import { type Condition, isOfRecord, type Operator } from '../../fields/filters.ts';
import { loadDefinitions } from '../fields/load-definitions.ts';
import { fieldOrder, firstField, orderBy, type SortKey } from './sort-order.ts';

/** An order that nobody asks for any more is kept so long. */
const DAYS = 30;
/** Each costs every write some microseconds. */
const MOST = 12;
const PREFIX = 'list_order_';
/** What an order from A to Z answers as well. */
const RANGES: Operator[] = ['atLeast', 'atMost', 'between'];

interface Order {
  field: string;
  descending: boolean;
}

/** Of a page among many: what it is sorted by first, and the fields of which it leaves a range. */
export async function askForOrders(db: Db, sort: string, filter: readonly Condition[] = []): Promise<void> {
  const ranges = filter.filter(({ field, op }) => RANGES.includes(op) && !isOfRecord(field));
  const asked = [firstField(sort), ...ranges.map(({ field }) => ({ key: field, descending: false }))];
  for (const order of asked)
    if (order)
      await db.execute(sql`
        insert into list_order (field, descending)
        select ${order.key}, ${order.descending}
        where not exists (
          select 1 from list_order
          where field = ${order.key} and descending = ${order.descending} and asked_at > now() - interval '1 day')
        on conflict (field, descending) do update set asked_at = now()`);
}

/**
 * Makes the indexes of orders that are asked for and drops the others. `db` is of one connection outside any transaction, which may
 * take its time. Returns what it made and dropped.
 */
export async function keepOrderIndexes(db: Db): Promise<{ made: number; dropped: number }> {
  const asked = await db.execute<Order & Record<string, unknown>>(sql`
    select field, descending from list_order where asked_at > now() - make_interval(days => ${DAYS})
    order by asked_at desc, field, descending limit ${MOST}`);
  const fields = await loadDefinitions(db);
  const wanted = new Map(
    asked.rows.flatMap((order) => {
      const field = fieldIn(fields, order.field);
      return field ? [[nameOf(order), { field, descending: order.descending }] as const] : [];
    }),
  );
  const there = await rows<{ name: string; valid: boolean }>(
    db,
    sql`select relname as name, indisvalid as valid from pg_index join pg_class on pg_class.oid = indexrelid
      where indrelid = ${'record'}::regclass and starts_with(relname, ${PREFIX})`,
  );
  // One that was not finished is none.
  const dropped = there.filter(({ name, valid }) => !valid || !wanted.has(name));
  for (const { name } of dropped)
    await db.execute(sql`drop index concurrently if exists ${sql.identifier(name)}`);
  const kept = new Set(there.filter(({ valid }) => valid).map(({ name }) => name));
  const made = [...wanted].filter(([name]) => !kept.has(name));
  for (const [name, { field, descending }] of made)
    await db.execute(
      sql`create index concurrently ${sql.identifier(name)} on ${record}
        (kind, ${orderBy(inBrackets(fieldOrder(field, descending)), sql`(${record.id})`)})
        where deleted_at is null`.inlineParams(),
    );
  return { made: made.length, dropped: dropped.length };
}

/** As the columns of an index are written. */
const inBrackets = (keys: SortKey[]): SortKey[] => keys.map((key) => ({ ...key, by: sql`(${key.by})` }));

const nameOf = ({ field, descending }: Order): string =>
  PREFIX +
  createHash('sha256')
    .update(`${descending ? '-' : ''}${field}`)
    .digest('hex')
    .slice(0, 16);

const fieldIn = (definitions: Definitions, key: string): FieldDefinition | undefined =>
  KINDS.flatMap((kind) => definitions[kind]).find((field) => field.key === key);
