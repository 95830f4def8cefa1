// A record becomes one of another kind: which values move to a field of another name, and what both sides agreed on with
// them. Everything else stays as it is: a value the new kind has no field for waits until the record is converted back. Pure.
import { searchKey } from '../../contact/text.ts';
import type { RecordKind, RecordValues } from '../../database/schema.ts';
import { companyField, movesBetween, partsOf } from '../../fields/catalogue.ts';
import type { Definitions } from '../../fields/field.ts';
import type { Base, LinkRow } from '../../sync/link/link.ts';
import { defaultMapping, fieldsOf } from '../../sync/mapping.ts';
import type { FieldKey, Values } from '../../sync/model.ts';
import { derive, personName } from '../derive.ts';

/** What changes in the values when a record of kind `from` becomes one of kind `to`; null empties. */
export function carryValues(
  fields: Definitions,
  from: RecordKind,
  to: RecordKind,
  values: RecordValues,
): Record<string, string | null> {
  const changed: Record<string, string | null> = {};
  for (const [source, target] of movesBetween(from, to)) {
    const present = partsOf(source).filter((key) => values[key]);
    if (present.length === 0) continue;
    for (const key of partsOf(target)) if (values[key]) changed[key] = null;
    for (const key of present) {
      changed[key] = null;
      changed[target + key.slice(source.length)] = values[key]!;
    }
  }
  if (from === to || (from !== 'company' && to !== 'company')) return changed;
  const company = companyField(to);
  if (to === 'company' && !changed[company] && !values[company]) {
    const name = derive(fields, from, values).displayName;
    if (name) changed[company] = name;
  }
  // A company that was called by the person's own name was that person.
  if (from === 'company' && changed[company] && isOwnName(changed[company], personName(fields, values)))
    changed[company] = null;
  return changed;
}

/** What both sides of a link agreed on and what is on its way, by the fields of the new kind. */
export function carryAgreement(
  from: RecordKind,
  to: RecordKind,
  { base, outbox, intent }: Pick<LinkRow, 'base' | 'outbox' | 'intent'>,
): Pick<LinkRow, 'base' | 'outbox' | 'intent'> {
  const keyIn = keysBetween(from, to);
  const sent = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [keyIn(key), value]));
  const diff = intent?.diff?.map((each) => ({ ...each, field: keyIn(each.field) }));
  return {
    base: base && carryBase(from, to, base),
    outbox: outbox.map(sent),
    intent: intent && { ...intent, sent: sent(intent.sent), ...(diff && { diff }) },
  };
}

/** What a field of the former kind is called in the new one. */
function keysBetween(from: RecordKind, to: RecordKind): (key: FieldKey) => FieldKey {
  const moved = new Map(
    movesBetween(from, to).flatMap(([source, target]) =>
      partsOf(source).map((key) => [key, target + key.slice(source.length)] as const),
    ),
  );
  return (key) => moved.get(key) ?? key;
}

/** A field mapped by hand starts afresh. */
function carryBase(from: RecordKind, to: RecordKind, base: Base): Base {
  const carried = withAside(from, to, base);
  for (const [source, target] of movesBetween(from, to)) {
    const isOwn = base.slots?.[source] !== undefined;
    for (const key of partsOf(source)) {
      const agreed = carried.fields[key];
      delete carried.fields[key];
      if (agreed && !isOwn) carried.fields[target + key.slice(source.length)] = agreed;
    }
    const bound = carried.bound[source];
    delete carried.bound[source];
    if (bound !== undefined && !isOwn) carried.bound[target] = bound;
  }
  return carried;
}

/**
 * What was agreed about fields that the new kind lacks is put aside, and what an earlier kind put aside comes back: a value
 * that was emptied meanwhile is then seen to have been, and one that stands is nobody's edit.
 */
function withAside(from: RecordKind, to: RecordKind, base: Base): Base {
  const carried = new Set(movesBetween(from, to).flatMap(([source]) => partsOf(source)));
  const [had, has] = [fieldsOfKind(from), fieldsOfKind(to)];
  const isLacking = (key: string): boolean => had.has(key) && !has.has(key) && !carried.has(key);
  const pick = (fields: Base['fields'], which: (key: string) => boolean): Base['fields'] =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => which(key)));
  const { aside: before = {}, ...rest } = base;
  const aside = { ...pick(before, (key) => !has.has(key)), ...pick(base.fields, isLacking) };
  return {
    ...rest,
    fields: { ...pick(base.fields, (key) => !isLacking(key)), ...pick(before, (key) => has.has(key)) },
    bound: { ...base.bound },
    ...(Object.keys(aside).length === 0 ? {} : { aside }),
  };
}

const fieldsOfKind = (kind: RecordKind): Set<string> => new Set(defaultMapping(kind).flatMap(fieldsOf));

const isOwnName = (company: string, person: string): boolean =>
  searchKey(company) !== '' && searchKey(company) === searchKey(person);
