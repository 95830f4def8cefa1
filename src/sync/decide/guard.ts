// What must not happen in bulk without a person: deletions, emptied values, bursts of creation, in both directions.
// What is held waits through restarts until somebody approves or discards it; everything else goes on. Pure.

import type { ActionOutcome, ActionType } from '../codes.ts';
import type { Hold, LinkRow } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import type { FieldDiff } from '../model.ts';
import type { LinkPlan } from './plan.ts';
import { lastOfEach } from './unanswered.ts';

export const ACTION_CLASSES = [
  'card-creations',
  'card-updates',
  'card-deletions',
  'card-blanking',
  'record-updates',
  'record-unlinks',
  'record-blanking',
] as const;
export type ActionClass = (typeof ACTION_CLASSES)[number];

/** Writes values into cards or records there are: to discard it says what holds on both sides, true only of what was planned. */
export const isOfValues = (name: ActionClass): boolean =>
  name.endsWith('-updates') || name.endsWith('-blanking');

/** More than `least` and more than `share` of the linked cards, within 24 hours, is held (sync.md 6). */
const LIMITS: Partial<Record<ActionClass, { least: number; share: number }>> = {
  'card-deletions': { least: 10, share: 0.1 },
  'record-unlinks': { least: 10, share: 0.1 },
  'card-blanking': { least: 20, share: 0.1 },
  'record-blanking': { least: 20, share: 0.1 },
  'card-creations': { least: 200, share: 0.5 },
};

/** How much of each class a plan would do. */
export type Census = Partial<Record<ActionClass, number>>;

/** What was done, or sent and not answered yet, without approval in the last 24 hours, and what waits for somebody already. */
export interface GuardState {
  /** Set while a person is to see everything first: the first sync, changed settings, a restored database. */
  review: string | null;
  /** Cards of the account, linked or not. */
  cards: number;
  linked: number;
  recent: Census;
  waiting: ActionClass[];
}

const emptied = (diff: FieldDiff[]): number => diff.filter(({ after }) => after === null).length;

/**
 * What somebody says yes to with a class: the class and what is milder, never anything graver or of another kind. An approval
 * of what is neither values of a record nor of a card is used up by nothing else.
 */
const COVERED: Record<ActionClass, readonly ActionClass[]> = {
  'card-creations': ['card-creations'],
  'card-updates': ['card-updates', 'record-updates'],
  'record-updates': ['card-updates', 'record-updates'],
  'card-blanking': ['card-blanking', 'card-updates', 'record-updates'],
  'record-blanking': ['record-blanking', 'card-blanking', 'card-updates', 'record-updates'],
  // With the card go its unseen edits, into the record.
  'card-deletions': ['card-deletions', 'record-updates', 'record-blanking'],
  'record-unlinks': ['record-unlinks'],
};

/** Whether a person has said yes to all of `classes`; nobody has to what is of none. */
export function covers(hold: Hold | null, classes: (ActionClass | null)[]): boolean {
  if (hold?.code !== 'approved') return false;
  const named = COVERED[hold.detail as ActionClass] ?? [];
  return classes.every((name) => name !== null && named.includes(name));
}

/** Whether a plan is what a person said yes to: what else there is to do by now is counted, and held like anything else. */
export function isApproved({ link: { hold } }: LinkView, plan: LinkPlan): boolean {
  const classes = Object.keys(effectsOf(plan)) as ActionClass[];
  const isNamed =
    hold !== null && (isOfValues(hold.detail as ActionClass) || classes.includes(hold.detail as ActionClass));
  return isNamed && covers(hold, classes);
}

/** What was done with one link, of a run's journal. */
export interface Done {
  type: ActionType;
  diff: FieldDiff[];
  outcome: ActionOutcome;
}

/** The class of what was done; null for what is of none. */
export function classOf({ type, diff, outcome }: Done): ActionClass | null {
  switch (type) {
    case 'create':
      return 'card-creations';
    case 'remove':
      return 'card-deletions';
    case 'close':
      return outcome === 'card-deleted' ? 'record-unlinks' : 'card-deletions';
    case 'update':
      return emptied(diff) > 0 ? 'card-blanking' : 'card-updates';
    case 'update-record':
      return emptied(diff) > 0 ? 'record-blanking' : 'record-updates';
    default:
      return null;
  }
}

/** The effects of one plan; none for what only moves our own memory. */
export function effectsOf(plan: LinkPlan): Census {
  switch (plan.type) {
    case 'create':
      return { 'card-creations': 1 };
    case 'remove':
      return { 'card-deletions': 1, ...pulled(plan.pull) };
    case 'close':
      return plan.flagOff ? { 'record-unlinks': 1 } : {};
    case 'sync':
      return {
        ...pulled(plan.pull),
        ...(plan.push ? counted('card-updates', 1, 'card-blanking', emptied(plan.push.diff)) : {}),
      };
    default:
      return {};
  }
}

/** What a plan adds to the sums of the guard; what was sent already is in them, whatever became of it. */
export function censusOf({ link }: LinkView, plan: LinkPlan): Census {
  const effects = effectsOf(plan);
  if (link.state === 'deleting' && effects['card-deletions']) return { ...effects, 'card-deletions': 0 };
  const blanking = effects['card-blanking'];
  if (!blanking || plan.type !== 'sync' || !plan.push) return effects;
  const sent = unanswered(link);
  return {
    ...effects,
    'card-blanking': blanking - emptied(plan.push.diff.filter(({ field }) => sent.has(field))),
  };
}

/** The fields that an update without an answer empties on the card, for all one knows. */
export const unanswered = ({ intent }: Pick<LinkView['link'], 'intent'>): ReadonlySet<string> =>
  new Set((intent?.diff ?? []).filter(({ after }) => after === null).map(({ field }) => field));

/**
 * What was sent and will never have an answer, because its link has ended: it counts as done, and what it may have written over is
 * told, once for each value that the card had.
 */
export function unheard(before: LinkRow, after: LinkRow): (Done & { approved?: true })[] {
  const hasEnded = before.state !== 'closed' && after.state === 'closed' && after.intent === null;
  if (!hasEnded || before.intent?.type !== 'update' || !before.intent.diff?.length) return [];
  const done: Done = { type: 'update', diff: lastOfEach(before.intent.diff), outcome: 'unanswered' };
  return [covers(before.hold, [classOf(done)]) ? { ...done, approved: true } : done];
}

const pulled = (diff: FieldDiff[]): Census =>
  diff.length > 0 ? counted('record-updates', 1, 'record-blanking', emptied(diff)) : {};

function counted(always: ActionClass, one: number, also: ActionClass, some: number): Census {
  return some > 0 ? { [always]: one, [also]: some } : { [always]: one };
}

export function addCensus(sum: Census, more: Census): void {
  for (const [name, count] of Object.entries(more))
    sum[name as ActionClass] = (sum[name as ActionClass] ?? 0) + count;
}

/** The classes that wait for a person, given what is planned. A class that waits already takes what comes later with it. */
export function heldClasses(planned: Census, state: GuardState): Set<ActionClass> {
  if (state.review !== null) return new Set(ACTION_CLASSES);
  const held = new Set<ActionClass>(state.waiting);
  for (const name of ACTION_CLASSES) {
    const limit = LIMITS[name];
    const whole = name === 'card-creations' ? state.cards : state.linked;
    const sum = (planned[name] ?? 0) + (state.recent[name] ?? 0);
    if (limit && (planned[name] ?? 0) > 0 && sum > Math.max(limit.least, limit.share * whole)) held.add(name);
  }
  return held;
}

/** The class for which a plan has to wait; null when it may go on, above all when a person approved it. */
export function heldFor(view: LinkView, plan: LinkPlan, held: Set<ActionClass>): ActionClass | null {
  if (isApproved(view, plan)) return null;
  const effects = Object.keys(effectsOf(plan)) as ActionClass[];
  // The gravest class names the hold.
  const order = ['card-deletions', 'record-unlinks', 'record-blanking', 'card-blanking', 'card-creations'];
  return effects.filter((name) => held.has(name)).sort((a, b) => rank(order, a) - rank(order, b))[0] ?? null;
}

const rank = (order: string[], name: string): number =>
  order.includes(name) ? order.indexOf(name) : order.length;
