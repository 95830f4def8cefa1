// The values of two records as one: what stands keeps its values, what is empty is filled from the other. Pure.
import { companySpelling } from '../../contact/company.ts';
import { emailKey } from '../../contact/email.ts';
import { phoneKey } from '../../contact/phone.ts';
import type { RecordKind, RecordValues } from '../../database/schema.ts';
import { companyField, OTHER_NAMES, roomFor, wholeOf } from '../../fields/catalogue.ts';
import type { Definitions, FieldType } from '../../fields/field.ts';
import { otherNamesOf } from '../companies/find-company.ts';
import { heldValues } from '../fields/held-values.ts';
import { carryValues } from '../kinds/carry-values.ts';

/** Whose value stands. */
export type Side = 'this' | 'other';

interface Half {
  kind: RecordKind;
  values: RecordValues;
}

export interface MergeField {
  key: string;
  type: FieldType;
  active: boolean;
}

export interface MergeInput {
  /** The record that stays. */
  stays: Half;
  goes: Half;
  /** What the outcome is, and its fields. */
  kind: RecordKind;
  fields: readonly MergeField[];
  definitions: Definitions;
  /** By field, an address by the whole, never the street here and the city there; where nothing is chosen the record that stays keeps what it has. */
  choice?: Record<string, Side> | undefined;
}

/** Types of which a record may have one more, and what tells their values apart. */
const KEYS = [
  ['email', emailKey],
  ['phone', phoneKey],
] as const;

/** What changes in the values of the record that stays; null empties. */
export function mergeValues(input: MergeInput): Record<string, string | null> {
  const { stays, goes, kind, fields, definitions, choice = {} } = input;
  const carried = carryValues(definitions, stays.kind, kind, stays.values);
  const mine = heldValues({ ...stays.values, ...carried });
  const theirs = heldValues({ ...goes.values, ...carryValues(definitions, goes.kind, kind, goes.values) });
  const isHeld = holding({ values: mine, fields, choice });
  const taken: Record<string, string | null> = {};
  for (const [group, keys] of Map.groupBy(Object.keys({ ...mine, ...theirs }), wholeOf)) {
    const isEmpty = keys.every((key) => !mine[key]);
    if ((choice[group] ?? (isEmpty ? 'other' : 'this')) === 'this') continue;
    for (const key of keys) {
      const isTwice = !choice[group] && isHeld(key, theirs[key]);
      if (mine[key] !== theirs[key] && !isTwice) taken[key] = theirs[key] ?? null;
    }
  }
  const merged = heldValues({ ...mine, ...taken });
  const names = kind === 'company' && !choice[OTHER_NAMES] ? unitedNames(mine, theirs, merged) : {};
  return { ...carried, ...taken, ...names, ...spared({ mine, theirs, merged, kind, fields, choice }) };
}

/** Whether an e-mail or number stands in another field already, where it stays. */
function holding({
  values,
  fields,
  choice,
}: {
  values: RecordValues;
  fields: readonly MergeField[];
  choice: Record<string, Side>;
}): (field: string, value: string | undefined) => boolean {
  const typeOf = new Map(fields.map(({ key, type }) => [key, type]));
  const held = KEYS.map(([type, keyOf]) => {
    const stays = fields.filter(({ key, ...field }) => field.type === type && field.active && !choice[key]);
    return {
      type,
      keyOf,
      keys: new Set(stays.flatMap(({ key }) => (values[key] ? keyOf(values[key]) : []))),
    };
  });
  return (field, value) =>
    value !== undefined &&
    held.some(({ type, keyOf, keys }) => type === typeOf.get(field) && keys.has(keyOf(value)));
}

/** A company goes on by every name that either of the two had, so that nobody who names one of them loses it. */
function unitedNames(mine: RecordValues, theirs: RecordValues, merged: RecordValues): Record<string, string> {
  const name = companyField('company');
  const names = [
    ...otherNamesOf(mine),
    ...otherNamesOf(theirs),
    ...[mine[name], theirs[name]].filter((one) => one !== undefined),
  ];
  const known = new Set([companySpelling(merged[name] ?? '')]);
  const others = names.filter((one) => {
    const spelling = companySpelling(one);
    return !known.has(spelling) && known.add(spelling);
  });
  const text = others.join('\n');
  return text === (mine[OTHER_NAMES] ?? '') ? {} : { [OTHER_NAMES]: text };
}

/** E-mails and numbers without a field of their own go to a free one, unless a person chose between the two. */
function spared({
  mine,
  theirs,
  merged,
  kind,
  fields,
  choice,
}: {
  mine: RecordValues;
  theirs: RecordValues;
  merged: RecordValues;
  kind: RecordKind;
  fields: readonly MergeField[];
  choice: Record<string, Side>;
}): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [type, keyOf] of KEYS) {
    const [spare] = roomFor(kind, type);
    const same = fields.filter((field) => field.type === type && field.active).map(({ key }) => key);
    if (!spare || !same.includes(spare) || merged[spare] || choice[spare]) continue;
    const held = new Set(same.map((key) => keyOf(merged[key] ?? '')));
    const left = same
      .filter((key) => !choice[key])
      .flatMap((key) => [theirs[key], mine[key]])
      .find((value) => value && !held.has(keyOf(value)));
    if (left) kept[spare] = left;
  }
  return kept;
}
