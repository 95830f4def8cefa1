// An approval is of a class and of what is milder; everything else is counted and held again.
import { expect, test } from 'vitest';
import { plan, view } from '../../../tests/builders/a-link.ts';
import {
  type ActionClass,
  addCensus,
  type Census,
  censusOf,
  heldClasses,
  heldFor,
  isApproved,
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
