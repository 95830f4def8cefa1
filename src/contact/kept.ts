// Whether a book kept a change that it said it took. What reads back as it was before is nobody's edit. Pure.
import type { Contact, Edit, ValueEdit } from './contact.ts';
import { editedParts, itemsOf } from './properties/listed.ts';
import { heldAt } from './properties/single.ts';

/** Whether `now`, read back after `edits` of `before` were accepted, still says what one of them was to change. */
export function isNotKept(before: Contact, now: Contact, edits: readonly Edit[]): boolean {
  return edits.some((edit) => isAsBefore(before, now, edit));
}

function isAsBefore(before: Contact, now: Contact, edit: Edit): boolean {
  // A picture may keep its address, and groups may be told of elsewhere.
  if (edit.property === 'photo' || edit.property === 'groups' || edit.property === 'isCompany') return false;
  if ('at' in edit) return isListAsBefore(itemsOf(before, edit.property), itemsOf(now, edit.property), edit);
  const had = heldAt(before, edit);
  return isSame(had, heldAt(now, edit)) && !isSame(had, edit.value);
}

/** The value that was to go is there as often as before, and nothing else came in its place. */
function isListAsBefore(before: readonly object[], now: readonly object[], edit: ValueEdit): boolean {
  const old = edit.at === null ? undefined : before[edit.at];
  if (!old) return edit.value !== null && isSame(before, now);
  const isNothing = edit.value !== null && isSame(old, { ...old, label: edit.label, ...editedParts(edit) });
  return !isNothing && now.length >= before.length && times(old, now) >= times(old, before);
}

const times = (value: object, list: readonly object[]): number =>
  list.filter((each) => isSame(value, each)).length;

/** Parts in any order; what is absent, null or empty is one. */
function isSame(a: unknown, b: unknown): boolean {
  return textOf(a) === textOf(b);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? '');
  const parts = Object.entries(value).filter(([, part]) => (part ?? '') !== '');
  return `{${parts
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${key}:${textOf(part)}`)
    .join(',')}}`;
}
