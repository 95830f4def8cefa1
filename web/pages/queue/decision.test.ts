import { expect, test } from 'vitest';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { byDecision, type Decision, decided, decisionBack, tallyAfter } from './decision.ts';

const anItem = (over: Partial<QueueItem> = {}): QueueItem => ({
  id: 'a',
  cardId: 'b',
  displayName: 'Anna',
  contact: {},
  groupNames: [],
  kind: null,
  suggestedKind: 'company',
  reason: 'name-only',
  recordId: null,
  choice: null,
  matches: [],
  suggestion: { kind: 'company', reason: 'name-only' },
  state: 'pending',
  error: null,
  unlinkedBefore: false,
  madeHere: false,
  loss: null,
  group: null,
  withCompany: false,
  untilChanged: false,
  ruleId: null,
  ...over,
});

const DECISIONS: Decision[] = [
  { kind: 'lead' },
  { kind: 'contact', withCompany: true },
  { recordId: 'r1' },
  { state: 'ignored' },
  { state: 'ignored', until: 'changed' },
  { suggested: true },
  { kind: null },
];
const STANDINGS: Partial<QueueItem>[] = [
  {},
  { kind: 'contact', state: 'ready' },
  { kind: 'contact', withCompany: true, state: 'ready' },
  { state: 'ignored', untilChanged: true },
  { recordId: 'r2', state: 'ready' },
  { recordId: 'r2', choice: { fields: { phone: 'card' } }, state: 'ready' },
  { state: 'ignored' },
];

test.each(DECISIONS)('whatever stood before %o, undoing it brings the item back', (decision) => {
  for (const standing of STANDINGS) {
    const before = anItem(standing);
    expect(decided(decided(before, decision), decisionBack(before))).toEqual(before);
  }
});

test('the tally follows a change of mind from lead to merge', () => {
  const tally = {
    counts: { pending: 3, ready: 1, ignored: 0, imported: 0, failed: 0 },
    ready: { company: 0, contact: 0, lead: 1, merge: 0 },
  };
  const before = anItem({ kind: 'lead', state: 'ready' });
  const after = decided(before, { recordId: 'r' });
  expect(tallyAfter(tally, before, after)).toEqual({
    counts: tally.counts,
    ready: { company: 0, contact: 0, lead: 0, merge: 1 },
  });
});

test('items that go back to the same standing go in one call', () => {
  const items = [anItem({ id: '1' }), anItem({ id: '2', kind: 'lead', state: 'ready' }), anItem({ id: '3' })];
  expect(byDecision(items.map((item) => [item.id, decisionBack(item)] as const))).toEqual([
    { decision: { state: 'pending' }, ids: ['1', '3'] },
    { decision: { kind: 'lead' }, ids: ['2'] },
  ]);
});

test('the suggestion for a second card of one record is to leave it alone', () => {
  const duplicate = anItem({ suggestion: { state: 'ignored', reason: 'duplicate', other: null } });
  expect(decided(duplicate, { suggested: true })).toMatchObject({ state: 'ignored', kind: null });
});

test('a card that is a record is merged into it; a second card of somebody waits where it is', () => {
  const match = anItem({ suggestion: { recordId: 'r', reason: 'match' } });
  expect(decided(match, { suggested: true })).toMatchObject({ state: 'ready', recordId: 'r' });
  const second = anItem({ suggestion: { state: 'pending', reason: 'second-card', other: null } });
  expect(decided(second, { suggested: true })).toEqual(second);
});
