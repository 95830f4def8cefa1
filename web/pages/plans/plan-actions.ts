// A plan's actions as a person reads them: every field with both sides, and the way its value goes.
import type { Item } from '../../api.ts';

export type Action = Item<'getPlan'>;

/** The classes a guard holds, the gravest first. */
const GRAVE = [
  'cards-removed',
  'card-deletions',
  'record-unlinks',
  'record-blanking',
  'card-blanking',
  'card-creations',
];

export interface FieldLine {
  field: string;
  /** Where the value goes. */
  to: 'card' | 'crm';
  before: string | null;
  after: string | null;
}

/** What an action writes, to either side. */
export function linesOf({ type, diff, pull }: Action): FieldLine[] {
  // What a removal, or a change of the record alone, carries is taken into the record.
  const to = type === 'update-record' || type === 'remove' ? 'crm' : 'card';
  return [
    ...diff.map((line) => ({ ...line, to }) as const),
    ...pull.map((line) => ({ ...line, to: 'crm' }) as const),
  ];
}

const NOT_DONE = ['held', 'approved', 'discarded', 'refused', 'not-allowed', 'unanswered'];

/** Whether it is known to have happened. */
export const isDone = ({ outcome }: Action): boolean => !NOT_DONE.includes(outcome);

/** Whether undoing it can do anything. */
export function isUndoable(action: Action): boolean {
  const { type, outcome, undone } = action;
  if (undone || !isDone(action)) return false;
  if (type === 'close') return outcome === 'card-deleted' || outcome === 'kept';
  return ['create', 'update', 'update-record', 'remove', 'import', 'merge'].includes(type);
}

/** Classes with their counts, the gravest first. */
export function classesInOrder(classes: Record<string, number>): [name: string, count: number][] {
  const rank = (name: string) => (GRAVE.includes(name) ? GRAVE.indexOf(name) : GRAVE.length);
  return Object.entries(classes).sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}

export const sumOf = (classes: Record<string, number>): number =>
  Object.values(classes).reduce((sum, count) => sum + count, 0);

/** Deletes or empties something: asked about in red. */
export const isGrave = (name: string): boolean => GRAVE.indexOf(name) >= 0 && name !== 'card-creations';

/** Writes values into cards or records there are. */
export const isOfValues = (name: string): boolean => /-(updates|blanking)$/.test(name);
