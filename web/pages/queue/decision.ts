// What can be decided about a card, what it makes of a queue item, and how it is taken back.
import type { QueueItem } from '../../../src/http/contract/queue.ts';

export type Kind = QueueItem['suggestedKind'];
export type QueueState = QueueItem['state'];

/** Whose values stand where a card and a record differ. */
export type Choice = NonNullable<QueueItem['choice']>;
/** What both have and differ in, each keeps: nothing is written over unless somebody says so. */
export const FILL_ONLY: Choice = { all: 'both' };

/** As `updateQueue` takes it. */
export type Decision =
  /** `onePerson`: the cards are one, whom the first stands for; the others are left alone. */
  | { kind: Kind | null; withCompany?: true; onePerson?: true; alone?: true }
  | { recordId: string; choice?: Choice }
  | { state: 'ignored' | 'pending'; until?: 'changed' }
  | { suggested: true; choice?: Choice }
  | Apart;
/** Records and cards that a card is not, or may be again. */
export type Apart = { apart: string[] } | { together: string[] };

/** What is suggested of an item, as the decision it is. */
function suggestedDecision({ suggestion }: Pick<QueueItem, 'suggestion'>): Decision {
  if ('state' in suggestion) return { state: suggestion.state };
  if ('recordId' in suggestion) return { recordId: suggestion.recordId };
  return { kind: suggestion.kind, ...(suggestion.withCompany && { withCompany: true }) };
}

/** A second card of somebody: it waits until a person says what it is. */
export const isSecond = ({ suggestion }: Pick<QueueItem, 'suggestion'>): boolean =>
  suggestion.reason === 'second-card';

/** The card that this one is a second one to, once that has its record: only then it can be deleted. */
export function firstOf({ suggestion, loss, state }: QueueItem) {
  const first = 'state' in suggestion ? suggestion.other : null;
  return first?.recordId && loss === null && state !== 'imported'
    ? { ...first, recordId: first.recordId }
    : null;
}

/** The item as the server will hold it once it has heard of `decision`. */
export function decided(item: QueueItem, decision: Decision): QueueItem {
  if ('apart' in decision || 'together' in decision) return item;
  if ('suggested' in decision) return isSecond(item) ? item : decided(item, suggestedDecision(item));
  const plain = { ...item, withCompany: false, untilChanged: false, ruleId: null };
  if ('recordId' in decision)
    return {
      ...plain,
      kind: null,
      recordId: decision.recordId,
      choice: decision.choice ?? null,
      state: 'ready',
      error: null,
    };
  if ('state' in decision)
    return {
      ...plain,
      kind: null,
      recordId: null,
      choice: null,
      state: decision.state,
      untilChanged: decision.until === 'changed',
      error: null,
    };
  return {
    ...plain,
    withCompany: decision.withCompany ?? false,
    kind: decision.kind,
    recordId: null,
    choice: null,
    state: decision.kind === null ? 'pending' : 'ready',
    error: null,
  };
}

const mergeAgain = ({ choice }: QueueItem, recordId: string): Decision =>
  choice ? { recordId, choice } : { recordId };

/** The decision that brings an item back to where `before` stood. */
export function decisionBack(before: QueueItem): Decision {
  if (before.state === 'ignored')
    return { state: 'ignored', ...(before.untilChanged && { until: 'changed' }) };
  if (before.state === 'pending') return { state: 'pending' };
  return before.recordId ? mergeAgain(before, before.recordId) : kindAgain(before, before.kind);
}

const kindAgain = ({ withCompany }: QueueItem, kind: Kind | null): Decision => ({
  kind,
  ...(withCompany && { withCompany: true }),
});

/** What a failed item was meant to become, to try it once more. */
export const decisionAgain = (item: QueueItem): Decision =>
  item.recordId ? mergeAgain(item, item.recordId) : kindAgain(item, item.kind ?? item.suggestedKind);

/** Decisions by item, in groups that one call can carry. */
export function byDecision(
  decisions: Iterable<readonly [id: string, Decision]>,
): { decision: Decision; ids: string[] }[] {
  const groups = Map.groupBy(decisions, ([, decision]) => JSON.stringify(decision));
  return [...groups.values()].map((group) => ({
    decision: group[0]![1],
    ids: group.map(([id]) => id),
  }));
}

/** Whether it says of a card all there is to say, whatever is said of others before or after. */
export const isPlain = (decision: Decision): boolean =>
  ('kind' in decision && !decision.onePerson) || 'state' in decision;

/** The same for one card of several that are told together: it still becomes a record of its own. */
export const asAlone = (decision: Decision): Decision =>
  'kind' in decision && decision.kind !== null ? { ...decision, alone: true } : decision;

/** The queue in numbers, as `listQueue` tells them. */
export interface Tally {
  counts: Record<QueueState, number>;
  ready: Record<Kind | 'merge', number>;
}

const readyAs = (item: QueueItem): Kind | 'merge' =>
  item.recordId ? 'merge' : (item.kind ?? item.suggestedKind);

/** The tally after one item has moved. */
export function tallyAfter(tally: Tally, before: QueueItem, after: QueueItem): Tally {
  const counts = { ...tally.counts };
  const ready = { ...tally.ready };
  counts[before.state] -= 1;
  counts[after.state] += 1;
  if (before.state === 'ready') ready[readyAs(before)] -= 1;
  if (after.state === 'ready') ready[readyAs(after)] += 1;
  return { counts, ready };
}
