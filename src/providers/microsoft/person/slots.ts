// Lists of a contact have as many values as there are slots, under labels that nobody chooses: three e-mail addresses, two
// business phones, one mobile. A value without a slot is not sent: it stays where it came from.

import {
  ADDRESS_PARTS,
  type AddressPart,
  type Edit,
  type Label,
  type ValueEdit,
} from '../../../contact/contact.ts';
import { labelAlias } from '../../../contact/label.ts';
import { refusalFor } from '../../../contact/loss.ts';
import type { ValueProperty } from '../../../contact/properties/table.ts';
import {
  asText,
  type FieldName,
  type Fields,
  type GraphContact,
  valuesOf,
  withCrlf,
} from './graph-contact.ts';

interface Slot {
  field: FieldName;
  /** More than one value would be refused, and the whole write with it. */
  room: number;
  label: Label;
  /** Whether the field holds a list, or its one value itself. */
  isList: boolean;
}

const list = (field: FieldName, room: number, label: Label): Slot => ({ field, room, label, isList: true });
const single = (field: FieldName, label: Label): Slot => ({ field, room: 1, label, isList: false });

const SLOTS: Record<ValueProperty, Slot[]> = {
  emails: [list('emailAddresses', 3, null)],
  phones: [list('businessPhones', 2, 'work'), single('mobilePhone', 'mobile'), list('homePhones', 2, 'home')],
  urls: [single('businessHomePage', null)],
  addresses: [
    single('businessAddress', 'work'),
    single('homeAddress', 'home'),
    single('otherAddress', 'other'),
  ],
};

/** A number under one of these rings no phone: among voices it would be dialled. */
const NOT_SPOKEN = new Set<Label>(['workFax', 'homeFax', 'otherFax', 'pager']);

/** Where a value under no slot's label goes, in the order of trying. */
const ELSEWHERE: Partial<Record<ValueProperty, FieldName[]>> = {
  phones: ['businessPhones', 'homePhones'],
  addresses: ['otherAddress', 'businessAddress', 'homeAddress'],
};

/** The words of Graph for the parts of an address; a post box has none. */
const ADDRESS_WORDS = new Map<string, string>([
  ['street', 'street'],
  ['city', 'city'],
  ['state', 'state'],
  ['postalCode', 'postalCode'],
  ['country', 'countryOrRegion'],
] satisfies [AddressPart, string][]);

const PLAIN_EMAIL = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+$/;

/** Why an address cannot take the place of another one; a new one that is none is left out like any value without a place. */
export function emailProblem(edits: Edit[]): string | null {
  for (const edit of edits)
    if (
      edit.property === 'emails' &&
      edit.at !== null &&
      edit.value !== null &&
      !PLAIN_EMAIL.test(edit.value)
    )
      return refusalFor('email', edit.value);
  return null;
}

type Parts = Record<string, string | null>;

interface Form {
  /** Parts by name; null for what says nothing. */
  read(value: unknown): Record<string, string> | null;
  /** The parts that can be held; null where none of it can. */
  fitting(parts: Parts): Parts | null;
  write(value: unknown, parts: Parts): unknown;
  /** What empties a slot that holds one. */
  empty: unknown;
}

const text: Form = {
  read: (value) => textParts(asText(value)),
  fitting: (parts) => parts,
  write: (_, { value }) => value ?? '',
  empty: '',
};

const email: Form = {
  read: (value) => textParts(asText((value as { address?: unknown } | null)?.address)),
  // Of anything else the server keeps the name alone, and says nothing.
  fitting: (parts) => (PLAIN_EMAIL.test(parts.value ?? '') ? parts : null),
  write(value, { value: address }) {
    const before = (value ?? {}) as { name?: unknown; address?: unknown };
    // A name that is but the address follows it.
    const isOwn = asText(before.name) !== '' && asText(before.name) !== asText(before.address);
    return isOwn ? { ...before, address } : { address };
  },
  empty: null,
};

const postal: Form = {
  read(value) {
    const found = [...ADDRESS_WORDS].flatMap(([part, word]) => {
      const said = asText((value as Record<string, unknown> | null)?.[word]);
      return said ? [[part, said] as const] : [];
    });
    return found.length > 0 ? Object.fromEntries(found) : null;
  },
  fitting(parts) {
    const held = Object.entries(parts).filter(([part]) => ADDRESS_WORDS.has(part));
    return held.length > 0 ? Object.fromEntries(held) : null;
  },
  // Whether the server replaces an address or merges it is not told: all five parts are right either way.
  write(value, parts) {
    const before = this.read(value) ?? {};
    return Object.fromEntries(
      [...ADDRESS_WORDS].map(([part, word]) => {
        const said = part in parts ? (parts[part] ?? '') : (before[part] ?? '');
        return [word, withCrlf(said)];
      }),
    );
  },
  get empty() {
    return Object.fromEntries([...ADDRESS_WORDS.values()].map((word) => [word, '']));
  },
};

const FORMS: Record<ValueProperty, Form> = { emails: email, phones: text, urls: text, addresses: postal };

const textParts = (value: string): Record<string, string> | null => (value ? { value } : null);

interface Entry {
  slot: Slot;
  value: unknown;
  /** Null for what is in a list and nobody is shown: an e-mail address that is but a name. */
  parts: Record<string, string> | null;
}

const entriesOf = (contact: GraphContact, property: ValueProperty): Entry[] =>
  SLOTS[property].flatMap((slot) =>
    valuesOf(contact, slot.field)
      .map((value): Entry => ({ slot, value, parts: FORMS[property].read(value) }))
      .filter(({ parts }) => slot.isList || parts),
  );

/** The values of a list, each with its label. */
export const readList = (contact: GraphContact, property: ValueProperty): object[] =>
  entriesOf(contact, property).flatMap(({ slot, parts }) => (parts ? [{ ...parts, label: slot.label }] : []));

/** A value where it is now, or where it is to go; null where there is no place for it. */
function slotFor(property: ValueProperty, label: Label, entries: (Entry | null)[], now?: Slot): Slot | null {
  const slots = SLOTS[property];
  const wanted = label === null ? null : (labelAlias(label) ?? label);
  if (property === 'phones' && NOT_SPOKEN.has(wanted)) return now ?? null;
  const own = slots.find((slot) => slot.label === wanted);
  if (own && own === now) return now;
  const tried = own
    ? [own]
    : (ELSEWHERE[property] ?? [slots[0]!.field]).map((field) => slots.find((slot) => slot.field === field)!);
  if (now && !own) return now;
  const used = (slot: Slot): number => entries.filter((entry) => entry?.slot === slot).length;
  return tried.find((slot) => used(slot) < slot.room) ?? now ?? null;
}

/**
 * The fields of a list that edits change, as they are to be sent whole, and the edits that found a place.
 * Indices refer to the list as it is before any of them.
 */
export function patchList(
  contact: GraphContact,
  property: ValueProperty,
  edits: ValueEdit[],
): { fields: Fields; sent: ValueEdit[] } {
  const form = FORMS[property];
  const before = entriesOf(contact, property);
  const entries: (Entry | null)[] = [...before];
  const shown = before.flatMap(({ parts }, index) => (parts ? [index] : []));
  const sent: ValueEdit[] = [];
  // What goes makes room for what comes.
  const ordered = [...edits.filter(isRemoval), ...edits.filter((edit) => !isRemoval(edit))];
  for (const edit of ordered) {
    const index = edit.at === null ? entries.length : shown[edit.at];
    const old = index === undefined ? undefined : entries[index];
    if (index === undefined || (edit.at !== null && !old)) continue;
    if (edit.value === null) {
      entries[index] = null;
      sent.push(edit);
      continue;
    }
    const parts = form.fitting(partsIn(edit));
    const slot = parts && slotFor(property, edit.label, entries, old?.slot);
    if (!parts || !slot) continue;
    const value = form.write(old?.value, parts);
    const after = form.read(value);
    if (!after && edit.at === null) continue;
    entries[index] = after && { slot, value: isSame(old?.parts, after) ? old!.value : value, parts: after };
    sent.push({ ...edit, value: 'value' in parts ? parts.value : parts } as ValueEdit);
  }
  const fields: Fields = {};
  for (const slot of SLOTS[property]) {
    const [had, has] = [before, entries].map((all) =>
      all.flatMap((entry) => (entry?.slot === slot ? [entry.value] : [])),
    );
    if (JSON.stringify(had) === JSON.stringify(has)) continue;
    fields[slot.field] = slot.isList ? has : (has![0] ?? form.empty);
  }
  return { fields, sent };
}

const isRemoval = ({ value }: ValueEdit): boolean => value === null;

function partsIn({ value }: ValueEdit): Parts {
  return typeof value === 'string' ? { value } : ((value ?? {}) as Parts);
}

const isSame = (a: Record<string, string> | null | undefined, b: Record<string, string>): boolean =>
  ['value', ...ADDRESS_PARTS].every((part) => (a?.[part] ?? '') === (b[part] ?? ''));
