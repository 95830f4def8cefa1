import { expect, test } from 'vitest';
import { type Action, classesInOrder, isUndoable, linesOf } from './plan-actions.ts';

const anAction = (over: object) =>
  ({ type: 'update', outcome: 'done', undone: false, diff: [], pull: [], ...over }) as unknown as Action;
const phone = { field: 'phone', before: '1', after: '2' };
const title = { field: 'title', before: null, after: 'Buyer' };

test('an update writes its differences to the card and takes the rest into the record', () => {
  expect(linesOf(anAction({ diff: [phone], pull: [title] }))).toEqual([
    { ...phone, to: 'card' },
    { ...title, to: 'crm' },
  ]);
});

test('what a deletion of a card carries goes into the record first', () => {
  expect(linesOf(anAction({ type: 'remove', diff: [phone] }))).toEqual([{ ...phone, to: 'crm' }]);
  expect(linesOf(anAction({ type: 'create', diff: [title] }))).toEqual([{ ...title, to: 'card' }]);
});

test('what was not done, or was taken back already, cannot be undone', () => {
  expect(isUndoable(anAction({}))).toBe(true);
  for (const over of [{ undone: true }, { outcome: 'held' }, { outcome: 'refused' }, { type: 'take-up' }])
    expect(isUndoable(anAction(over))).toBe(false);
});

test('a link that ended is undone only where a card or the sync of it was lost', () => {
  const outcomes = ['card-deleted', 'kept', 'unwanted', 'both-gone'];
  expect(outcomes.map((outcome) => isUndoable(anAction({ type: 'close', outcome })))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('the gravest class comes first', () => {
  const order = classesInOrder({ 'card-updates': 3, 'card-creations': 9, 'card-deletions': 1 });
  expect(order.map(([name]) => name)).toEqual(['card-deletions', 'card-creations', 'card-updates']);
});
