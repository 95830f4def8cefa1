// An approval is of a class and of what is milder; everything else is counted and held again.
import { expect, test } from 'vitest';
import { plan, view } from '../../../tests/builders/a-link.ts';
import { aLink } from '../../../tests/builders/link-moves.ts';
import type { EndReason, Intent } from '../link/link.ts';
import { moved } from '../link/move.ts';
import {
  type ActionClass,
  addCensus,
  type Census,
  censusOf,
  heldClasses,
  heldFor,
  isApproved,
  unheard,
} from './guard.ts';

const approved = (name: string) => ({ link: { hold: { code: 'approved' as const, detail: name } } });

test('of 25 emptied notes that were approved, those whose cards were deleted meanwhile are held', () => {
  const given = { card: 'gone' as const, ...approved('record-blanking') };
  const planned: Census = {};
  for (let link = 0; link < 25; link += 1)
    if (!isApproved(view(given), plan(given))) addCensus(planned, censusOf(view(given), plan(given)));
  expect(planned).toEqual({ 'record-unlinks': 25 });
  const state = { review: null, cards: 200, linked: 200, recent: {}, waiting: [] };
  expect(heldFor(view(given), plan(given), heldClasses(planned, state))).toBe('record-unlinks');
});

test('what was approved, and what is milder, is done', () => {
  const every = new Set<ActionClass>([
    'record-blanking',
    'record-updates',
    'card-deletions',
    'record-unlinks',
  ]);
  for (const remote of [null, '02 888']) {
    const given = { remote, ...approved('record-blanking') };
    expect(heldFor(view(given), plan(given), every)).toBeNull();
  }
  const deletion = { wanted: false, remote: '02 888', ...approved('card-deletions') };
  expect(heldFor(view(deletion), plan(deletion), every)).toBeNull();
});

test('an approval is used up by nothing else', () => {
  const held = (given: Parameters<typeof view>[0], name: ActionClass) =>
    heldFor(view(given), plan(given), new Set([name]));
  expect(held({ remote: null, ...approved('card-deletions') }, 'record-blanking')).toBe('record-blanking');
  expect(held({ remote: null, ...approved('record-updates') }, 'record-blanking')).toBe('record-blanking');
  expect(held({ wanted: false, ...approved('record-blanking') }, 'card-deletions')).toBe('card-deletions');
  expect(held({ card: 'gone', ...approved('card-deletions') }, 'record-unlinks')).toBe('record-unlinks');
  expect(held({ card: 'gone', ...approved('') }, 'record-unlinks')).toBe('record-unlinks');
});

test('of a link that ends without an answer what was sent is told, once for each value the card had', () => {
  const phone = (before: string | null, after: string | null) => ({ field: 'phone', before, after });
  const intent: Intent = {
    type: 'update',
    sent: { phone: '02 2' },
    diff: [phone('02 1', '02 2'), phone('02 1', '02 3'), phone('02 9', null)],
    at: 1,
  };
  const told = { type: 'update', diff: [phone('02 1', '02 3'), phone('02 9', null)], outcome: 'unanswered' };
  const ended = (columns: Parameters<typeof aLink>[0], reason: EndReason = 'kept') => {
    const link = aLink(columns);
    return unheard(link, moved(link, { type: 'closed', reason }));
  };
  expect(ended({ intent })).toEqual([told]);
  expect(ended({ intent }, 'undone')).toEqual([told]);
  const hold = { code: 'approved' as const, detail: 'card-blanking' };
  expect(ended({ intent, hold })).toEqual([{ ...told, approved: true }]);
  expect(ended({})).toEqual([]);
  expect(ended({ intent: { ...intent, diff: [] } })).toEqual([]);
  expect(unheard(aLink({ intent }), aLink({ intent: null }))).toEqual([]);
  // Connected again, the account goes on with it.
  expect(ended({ intent }, 'disconnected')).toEqual([]);
});
