// The one place where conditions of a list become SQL. Keys of fields and values are parameters, always.
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { json, texts, uuids } from '../../database/query.ts';
import { type RecordKind, record } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { type Definitions, type FieldDefinition, KINDS } from '../../fields/field.ts';
import {
  type Condition,
  daysAhead,
  type FilterType,
  faultInCondition,
  isOfRecord,
  keysFor,
  OF_RECORDS,
  type OfRecord,
  type Operator,
} from '../../fields/filters.ts';
import { comparedAs } from '../../fields/types.ts';
import { isSearchedWhole } from '../derive.ts';
import { loadDefinitions } from '../fields/load-definitions.ts';
import { followMerges } from '../labels/follow-merges.ts';
import { labelledWith } from '../labels/label-columns.ts';
import { syncStateOfLinks } from '../record-columns.ts';
import { isFindable } from '../search-words.ts';
import { keyOf, upward } from './keys.ts';

/** SQL of each condition. @throws AppError 'bad-request' for a field there is not, or a value that its type does not take */
export async function conditionsWhere(
  db: Db,
  actor: Actor,
  kind: RecordKind | undefined,
  conditions: readonly Condition[],
): Promise<SQL[]> {
  if (conditions.length === 0) return [];
  const [{ filter }] = (await followMerges(db, [{ filter: [...conditions] }])) as [{ filter: Condition[] }];
  const fields = fieldsOf(await loadDefinitions(db), kind);
  return filter.map((condition) => {
    const { field } = condition;
    const own = fields.find(({ key }) => key === field);
    const type: FilterType | undefined = isOfRecord(field) ? OF_RECORDS[field] : own?.type;
    const fault = faultInCondition(condition, type);
    if (fault)
      throw new AppError('bad-request', `The condition on ${field} does not hold: ${fault}.`, {
        fields: { filter: `${field}: ${fault}` },
      });
    return isOfRecord(field) ? ofRecord(actor, field, condition, fields) : ofField(own!, condition);
  });
}

/** Those of the kind, or of all: a key means the same for every kind. */
export const fieldsOf = (definitions: Definitions, kind: RecordKind | undefined): FieldDefinition[] =>
  kind ? [...definitions[kind]] : KINDS.flatMap((one) => definitions[one]);

const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const isFilled = (field: string): SQL => sql`${record.keys} ? ${field}::text`;
const or = (all: SQL[]): SQL => sql`(${sql.join(all, sql` or `)})`;
const valuesOf = ({ value }: Condition): string[] => (Array.isArray(value) ? value : value ? [value] : []);

function ofField(definition: FieldDefinition, condition: Condition): SQL {
  const { key: field, type } = definition;
  const [first = '', second = ''] = valuesOf(condition).map((value) => comparedAs(type, value));
  const key = keyOf(field);
  const isOne = (one: string): SQL => sql`${record.keys} @> ${json({ [field]: one })}`;
  // A date without a year, and what is no number, stand before or behind all others.
  const ordered = upward(field);
  const isOrdered = sql`${ordered} between '0' and ':'`;
  // What search looks in holds the value as well, and has an index that finds it.
  const holding = (pattern: string, is: SQL): SQL =>
    isFindable(first) && isSearchedWhole(definition)
      ? sql`(${is} and ${record.searchText} like ${pattern})`
      : is;
  const within = `%${like(first)}%`;
  const anyOf = (): SQL => or(valuesOf(condition).map((value) => isOne(comparedAs(type, value))));
  const byOperator: Partial<Record<Operator, () => SQL>> = {
    contains: () => holding(within, sql`${key} like ${within}`),
    lacks: () => sql`coalesce(${key} not like ${within}, true)`,
    starts: () => holding(within, sql`${key} like ${`${like(first)}%`}`),
    is: () => isOne(first),
    atLeast: () => sql`(${isOrdered} and ${ordered} >= ${first})`,
    atMost: () => sql`(${isOrdered} and ${ordered} <= ${first})`,
    between: () => sql`(${isOrdered} and ${ordered} between ${first} and ${second})`,
    anyOf,
    noneOf: () => sql`not ${anyOf()}`,
    comesWithin: () => sql`right(${key}, 5) = any(${texts(daysAhead(new Date(), Number(condition.value)))})`,
    yes: () => isOne('true'),
    no: () => sql`not ${isOne('true')}`,
    filled: () => isFilled(field),
    empty: () => sql`not ${isFilled(field)}`,
  };
  return byOperator[condition.op]!();
}

function ofRecord(actor: Actor, field: OfRecord, condition: Condition, fields: FieldDefinition[]): SQL {
  const { op } = condition;
  const isNegative = op === 'no' || op === 'noneOf' || op === 'empty';
  const holds = (is: SQL): SQL => (isNegative ? sql`not ${is}` : is);
  const values = valuesOf(condition);
  switch (field) {
    case 'owner':
      return holds(
        sql`${record.ownerId} = any(${uuids(values.map((id) => (id === 'me' ? actor.userId : id)))})`,
      );
    case 'company':
      return op === 'anyOf'
        ? sql`${record.companyId} = any(${uuids(values)})`
        : holds(sql`(${record.companyId} is not null)`);
    case 'label':
      return labelled(op, values);
    case 'syncMobile':
      return holds(
        sql`${record.id} in (select record_id from flag where user_id = ${actor.userId} and "on")`,
      );
    case 'sync':
      return holds(inSyncState(actor, values));
    case 'createdAt':
      return within(sql`${record.createdAt}`, op, values);
    case 'updatedAt':
      return within(sql`${record.updatedAt}`, op, values);
    default:
      return holds(sql`${record.keys} ?| ${texts(keysFor(field, fields))}`);
  }
}

function labelled(op: Operator, ids: string[]): SQL {
  const having = (which: SQL): SQL => sql`${record.id} in ${labelledWith(which)}`;
  if (op === 'filled' || op === 'empty')
    return op === 'filled' ? having(sql`true`) : sql`not ${having(sql`true`)}`;
  if (op === 'allOf')
    return sql`(${sql.join(
      ids.map((id) => having(sql`label.id = ${id}`)),
      sql` and `,
    )})`;
  const any = having(sql`label.id = any(${uuids(ids)})`);
  return op === 'anyOf' ? any : sql`not ${any}`;
}

/** All links of the actor's accounts are read once, not once a record. */
function inSyncState({ userId }: Actor, states: string[]): SQL {
  const linked = (which: SQL): SQL => sql`${record.id} in (
    select link.record_id
    from link join account on account.id = link.account_id
    where account.user_id = ${userId} and link.state <> 'closed' and link.record_id is not null
    group by link.record_id
    having ${which})`;
  const some = linked(sql`${syncStateOfLinks} = any(${texts(states)})`);
  return states.includes('none') ? sql`(${some} or not ${linked(sql`true`)})` : some;
}

/** Whole days, in UTC. */
function within(column: SQL, op: Operator, [first = '', second = first]: string[]): SQL {
  const start = (day: string): SQL => sql`${`${day}T00:00:00Z`}::timestamptz`;
  const end = (day: string): SQL => sql`${start(day)} + interval '1 day'`;
  if (op === 'lastDays') return sql`${column} >= now() - make_interval(days => ${Number(first)})`;
  if (op === 'atLeast') return sql`${column} >= ${start(first)}`;
  if (op === 'atMost') return sql`${column} < ${end(first)}`;
  return sql`(${column} >= ${start(first)} and ${column} < ${end(second)})`;
}
