// Whether a book kept a change that it said it took. What reads back as it was before is nobody's edit. Pure.
import type { Contact, Edit } from './contact.ts';

/** Whether `now`, read back after `edits` of `before` were accepted, still says what one of them was to change. */
export function isNotKept(before: Contact, now: Contact, edits: readonly Edit[]): boolean {
  return edits.some((edit) => isAsBefore(before, now, edit));
}

function isAsBefore(before: Contact, now: Contact, edit: Edit): boolean {
  switch (edit.property) {
    case 'name':
      return isSameText(before.name[edit.part], now.name[edit.part], edit.value);
    case 'organization':
      return isSameText(before.organization[edit.part], now.organization[edit.part], edit.value);
    case 'nickname':
    case 'notes':
      return isSameText(before[edit.property], now[edit.property], edit.value);
    case 'birthday':
      return isSame(before.birthday, now.birthday) && !isSame(before.birthday, edit.value);
    case 'emails':
    case 'phones':
    case 'urls':
      return isListAsBefore(before[edit.property], now[edit.property], edit);
    case 'addresses':
      return isListAsBefore(before.addresses, now.addresses, edit);
    // A picture may keep its address, and groups may be told of elsewhere.
    default:
      return false;
  }
}

function isSameText(before: string | undefined, now: string | undefined, wanted: string | null): boolean {
  return (before ?? '') === (now ?? '') && (before ?? '') !== (wanted ?? '');
}

interface ListEdit {
  at: number | null;
  label: string | null;
  value: string | object | null;
}

/** The value that was to go is there as often as before, and nothing else came in its place. */
function isListAsBefore(before: readonly object[], now: readonly object[], edit: ListEdit): boolean {
  const old = edit.at === null ? undefined : before[edit.at];
  if (!old) return edit.value !== null && isSame(before, now);
  const isNothing = edit.value !== null && isSame(old, changed(old, edit));
  return !isNothing && now.length >= before.length && times(old, now) >= times(old, before);
}

const changed = (old: object, { label, value }: ListEdit): object => ({
  ...old,
  label,
  ...(typeof value === 'string' ? { value } : value),
});

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
