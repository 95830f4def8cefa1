// Which value of a card a field stands for: rules in order, each under what docs/sync.md says of it. A rule gives values to
// fields that have none yet; what an earlier rule gave stays. Pure.
import { sameLabel } from '../../../contact/label.ts';
import { isAlike } from '../../../contact/properties/keys.ts';
import type { ValueProperty } from '../../../contact/properties/table.ts';
import type { Base, Bound } from '../../link/link.ts';
import { fieldsOf, slotId } from '../../mapping.ts';
import type { MappingEntry, Values } from '../../model.ts';
import { sameValue } from '../same-value.ts';
import {
  type Entry,
  firstWished,
  isGranted,
  keyInRecord,
  namedWishes,
  otherKey,
  wishesFirst,
} from './entries.ts';

/** What a rule looks at: the fields and the values of one property, and who has which value by now. */
export interface Choice {
  slots: MappingEntry[];
  entries: Entry[];
  property: ValueProperty;
  base: Base | null;
  /** The record's values: a value moves only to a field that nobody changed there. */
  record: Values;
  given: ReadonlyMap<string, Entry>;
}

export interface Rule {
  name: string;
  gives(choice: Choice): Map<string, Entry>;
}

/** Whether somebody gave a field another slot since both sides last agreed on it. */
export const isRemapped = (base: Base | null, entry: MappingEntry): boolean =>
  base !== null && (base.slots?.[entry.field] ?? '') !== slotId(entry);

const boundOf = ({ base }: Choice, { field }: MappingEntry): Bound | null => base?.bound[field] ?? null;
const isFree = ({ given }: Choice, entry: Entry): boolean => ![...given.values()].includes(entry);
const freeOf = (choice: Choice): Entry[] => choice.entries.filter((entry) => isFree(choice, entry));

/** On the card already when both agreed, and of no field then. */
const wasNobodys = ({ base, property }: Choice, entry: Entry): boolean =>
  base?.others.includes(otherKey(property, entry)) ?? false;

/**
 * A value that was of a field which has another one now, or none: no news for the other fields, even if that field is switched
 * off. What a field has again is its own, so that the same value once more is news.
 */
const wasSomebodys = ({ base, given }: Choice, { key }: Entry): boolean =>
  Object.entries(base?.bound ?? {}).some(
    ([field, bound]) => bound?.key === key && given.get(field)?.key !== key,
  );

const isNew = (choice: Choice, entry: Entry): boolean =>
  !wasNobodys(choice, entry) && !wasSomebodys(choice, entry);

/** The value a field had, wherever it stands now. A second one of the same that was nobody's is not it. */
const formerValue = (choice: Choice, bound: Bound): Entry | undefined =>
  freeOf(choice).find((entry) => entry.key === bound.key && !wasNobodys(choice, entry));

/** Asks field by field, in the order of the mapping: no value goes to two. */
function fieldByField(
  choice: Choice,
  valueFor: (slot: MappingEntry, choice: Choice) => Entry | undefined,
): Map<string, Entry> {
  const found = new Map<string, Entry>();
  const given = new Map(choice.given);
  for (const slot of choice.slots) {
    const entry = given.has(slot.field) ? undefined : valueFor(slot, { ...choice, given });
    if (!entry) continue;
    found.set(slot.field, entry);
    given.set(slot.field, entry);
  }
  return found;
}

/** Given another label by the mapping, a field takes the value that carries it. */
const byNewLabel = (choice: Choice): Map<string, Entry> =>
  fieldByField(choice, (slot, now) => {
    if (!isRemapped(choice.base, slot)) return undefined;
    return firstWished(
      namedWishes(slot),
      freeOf(now).filter((entry) => !isAtHome(choice, entry)),
    );
  });

/** A field keeps its value where it wishes for that label by name; only one that has it for want of another gives it up. */
const isAtHome = (choice: Choice, entry: Entry): boolean =>
  choice.slots.some(
    (slot) =>
      !isRemapped(choice.base, slot) &&
      boundOf(choice, slot)?.key === entry.key &&
      namedWishes(slot).some((wish) => isGranted(wish, entry.label)),
  );

/** Of two fields that hold the same value each keeps the one under its label. */
const byKeyAndLabel = (choice: Choice): Map<string, Entry> =>
  fieldByField(choice, (slot, now) => {
    const bound = boundOf(now, slot);
    return freeOf(now).find(({ key, label }) => key === bound?.key && sameLabel(label, bound.label));
  });

interface Move {
  entry: Entry;
  from: MappingEntry;
  to: MappingEntry;
}

/** A value that got the label of another field moves there, if that field is free or its own value moves or is gone too. */
function movedByLabel(choice: Choice): Map<string, Entry> {
  let moves: Move[] = [];
  for (const move of choice.slots.flatMap((from) => moveFrom(choice, from)))
    if (!moves.some(({ entry, to }) => entry === move.entry || to === move.to)) moves.push(move);
  const isLeft = ({ to }: Move): boolean => {
    const own = boundOf(choice, to);
    return !own || !formerValue(choice, own) || moves.some(({ from }) => from === to);
  };
  // A move that does not take place leaves its field taken for the others.
  while (!moves.every(isLeft)) moves = moves.filter(isLeft);
  return new Map(moves.map(({ entry, to }) => [to.field, entry]));
}

function moveFrom(choice: Choice, from: MappingEntry): Move[] {
  const bound = boundOf(choice, from);
  if (!bound || choice.given.has(from.field) || isRemapped(choice.base, from)) return [];
  const entry = formerValue(choice, bound);
  if (!entry || sameLabel(entry.label, bound.label) || wishesFirst(from, entry.label)) return [];
  const to = choice.slots.find(
    (slot) => slot !== from && wishesFirst(slot, entry.label) && isVacant(choice, slot, entry),
  );
  return to ? [{ entry, from, to }] : [];
}

/**
 * Nothing stands against a move to this field: neither an edit of its value, on the card or in the record, nor its absence. That
 * the record says the very same by now is no edit against it: whoever shares the book may have taken it there.
 */
function isVacant(choice: Choice, slot: MappingEntry, { key }: Entry): boolean {
  const { base, record, given } = choice;
  if (!base || !(slot.field in base.bound) || given.has(slot.field)) return false;
  const own = boundOf(choice, slot);
  if (own && (isRemapped(base, slot) || editOf(choice, own))) return false;
  const isAsAgreed = (field: string): boolean =>
    own ? sameValue(slot, record[field] ?? null, base.fields[field]?.local ?? null) : !record[field];
  return keyInRecord(slot, record) === key || fieldsOf(slot).every(isAsAgreed);
}

/** A field keeps its value through another order and another label. */
const byKey = (choice: Choice): Map<string, Entry> =>
  fieldByField(choice, (slot, now) => {
    const bound = boundOf(now, slot);
    return bound ? formerValue(now, bound) : undefined;
  });

/** An edited value stays in its field: what is new under the label of one that is gone. */
const editedInPlace = (choice: Choice): Map<string, Entry> =>
  fieldByField(choice, (slot, now) => {
    const bound = boundOf(now, slot);
    if (!bound || isRemapped(choice.base, slot) || isRobbed(now, slot)) return undefined;
    return editOf(now, bound);
  });

const editOf = (choice: Choice, { label }: Bound): Entry | undefined =>
  freeOf(choice).find((entry) => isNew(choice, entry) && sameLabel(entry.label, label));

/** Its value went to a field that was given its label. */
const isRobbed = (choice: Choice, slot: MappingEntry): boolean => {
  const bound = boundOf(choice, slot);
  return choice.slots.some((other) => {
    const has = choice.given.get(other.field);
    return (
      other !== slot &&
      isRemapped(choice.base, other) &&
      has !== undefined &&
      has.key === bound?.key &&
      boundOf(choice, other)?.key !== has.key
    );
  });
};

/** A field whose value is gone has the same value once more, where the card had it twice. */
const byKeyAgain = (choice: Choice): Map<string, Entry> =>
  fieldByField(choice, (slot, now) => {
    if (isRemapped(choice.base, slot)) return undefined;
    return freeOf(now).find(({ key }) => key === boundOf(now, slot)?.key);
  });

/** Nothing says yet which value of the card this field stands for. */
const isAnew = (choice: Choice, slot: MappingEntry): boolean =>
  choice.base === null ||
  !(slot.field in choice.base.bound) ||
  isRemapped(choice.base, slot) ||
  isRobbed(choice, slot);

const holdsToo = ({ record, property }: Choice, slot: MappingEntry) => {
  const key = keyInRecord(slot, record);
  return (entry: Entry): boolean => key !== '' && (entry.key === key || isAlike(property, entry.key, key));
};

/** What a field may stand for because its record has the same: anything at first, then what the card had for no field. */
const heldToo = (choice: Choice, slot: MappingEntry): Entry[] =>
  freeOf(choice)
    .filter(holdsToo(choice, slot))
    .filter((entry) => isAnew(choice, slot) || (!boundOf(choice, slot) && wasNobodys(choice, entry)));

/**
 * Where both meet, or an empty field gets a value, it stands for the one that its record has already: first under a label it wishes
 * for, then any.
 */
function byRecord(choice: Choice): Map<string, Entry> {
  const labelled = fieldByField(choice, (slot, now) => firstWished(namedWishes(slot), heldToo(now, slot)));
  const rest = { ...choice, given: new Map([...choice.given, ...labelled]) };
  const elsewhere = fieldByField(rest, (slot, now) => heldToo(now, slot)[0]);
  return new Map([...labelled, ...elsewhere]);
}

/** On first sight a field takes the value it wishes for; a removed value promotes no other: later only a new one fills a field. */
const byWish = (choice: Choice): Map<string, Entry> =>
  fieldByField(choice, (slot, now) => {
    if (!('wish' in slot.slot)) return undefined;
    const takesAny = isAnew(now, slot);
    return firstWished(
      slot.slot.wish,
      freeOf(now).filter((entry) => takesAny || isNew(now, entry)),
    );
  });

/** In the order in which they choose: what is certain by key and label, then by one of them, what both sides have, what is new. */
export const RULES: Rule[] = [
  { name: 'byNewLabel', gives: byNewLabel },
  { name: 'byKeyAndLabel', gives: byKeyAndLabel },
  { name: 'movedByLabel', gives: movedByLabel },
  { name: 'byKey', gives: byKey },
  { name: 'editedInPlace', gives: editedInPlace },
  { name: 'byKeyAgain', gives: byKeyAgain },
  { name: 'byRecord', gives: byRecord },
  { name: 'byWish', gives: byWish },
];
