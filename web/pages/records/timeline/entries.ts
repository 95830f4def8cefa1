// What stands together in the recordPage: by day, and what one act changed as one.
import type { Item } from '../../../api.ts';
import { regional } from '../../../i18n/region.ts';

export type Entry = Item<'listTimeline'>;
export type Change = Extract<Entry, { type: 'change' }>;

/** Changes that one act made together; anything else by itself. */
export type Group = { type: 'act'; changes: [Change, ...Change[]] } | Exclude<Entry, Change>;

/** What moved other values with it stands by itself, to be taken back by itself; so does what stands nowhere else. */
const ALONE = new Set(['mergedFrom', 'kind', 'inFile']);
/** How many changes of one moment are worth a line each; more of them (a record just made, an import) are one line. */
const FEW = 3;

const isSameAct = (one: Change, other: Change): boolean =>
  !ALONE.has(one.field) &&
  !ALONE.has(other.field) &&
  one.at === other.at &&
  one.actor === other.actor &&
  one.userName === other.userName;

function groupsOf(entries: Entry[]): Group[] {
  const groups: Group[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (entry.type !== 'change') groups.push(entry);
    else if (last?.type === 'act' && isSameAct(last.changes[0], entry)) last.changes.push(entry);
    else groups.push({ type: 'act', changes: [entry] });
  }
  return groups.flatMap((group) =>
    group.type === 'act' && group.changes.length <= FEW
      ? group.changes.map((change): Group => ({ type: 'act', changes: [change] }))
      : [group],
  );
}

export const momentOf = (group: Group): string => (group.type === 'act' ? group.changes[0].at : group.at);
export const keyOf = (group: Group): string =>
  group.type === 'act' ? group.changes[0].id : `${group.type} ${group.id}`;

/** The day of a moment where the reader is: `2026-11-30`. */
export function dayOf(at: string): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The stream in its order, a day at a time. */
export function daysOf(entries: Entry[]): { day: string; groups: Group[] }[] {
  const days: { day: string; groups: Group[] }[] = [];
  for (const group of groupsOf(entries)) {
    const day = dayOf(momentOf(group));
    if (days.at(-1)?.day === day) days.at(-1)!.groups.push(group);
    else days.push({ day, groups: [group] });
  }
  return days;
}

const DAY_MS = 86_400_000;

/** “Today”, “Yesterday”, “Friday 27 November”, with the year where it is another one. */
export function dayWords(day: string, today: string, language: string): string {
  const ago = Math.round((Date.parse(today) - Date.parse(day)) / DAY_MS);
  const words =
    ago === 0 || ago === 1
      ? new Intl.RelativeTimeFormat(regional(language), { numeric: 'auto' }).format(-ago, 'day')
      : new Intl.DateTimeFormat(regional(language), {
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
          timeZone: 'UTC',
        }).format(Date.parse(day));
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}
