import { expect, test } from 'vitest';
import { aLink, MOVE_ROWS } from '../../../tests/builders/link-moves.ts';
import { moved } from './move.ts';

for (const [fact, before, move, changed] of MOVE_ROWS)
  test(`${move.type}: ${fact}`, () => {
    const given = aLink(before);
    expect(moved(given, move)).toEqual({ ...given, ...changed });
  });

test('a link that ended does not begin again', () => {
  const closed = aLink({ state: 'closed', closedReason: 'kept' });
  for (const [, before, move] of MOVE_ROWS)
    if (before.state !== 'closed' && move.type !== 'converted') expect(moved(closed, move)).toBe(closed);
});

test('what does not apply leaves the very same row, so that nobody writes it', () => {
  const given = aLink({ keepCard: true });
  expect(moved(given, { type: 'kept', keep: true })).toBe(given);
  expect(moved(given, { type: 'closed', reason: 'kept', seen: 1 })).toBe(given);
});
