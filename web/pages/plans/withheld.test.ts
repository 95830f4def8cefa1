import { expect, test } from 'vitest';
import { DISCARDING, UNDOING } from '../../../src/access/doors.ts';
import { WITHHELD } from '../../../src/access/rights-changed.ts';
import { lackedFor, neededToDiscard, neededToUndo } from './withheld.ts';

test('what is told before a button is pressed is what its door asks for', () => {
  for (const [type, permission] of UNDOING) expect(neededToUndo([type])).toEqual([permission]);
  expect(neededToUndo(['create', 'close', 'record-updates'])).toEqual([]);
  for (const [name, permissions] of Object.entries(DISCARDING))
    expect(neededToDiscard([name]), name).toEqual(permissions);
});

test('every hold for want of a permission says which', () => {
  expect(WITHHELD.map(lackedFor)).toEqual(['records.edit', 'records.delete']);
  expect(lackedFor('refused')).toBeUndefined();
});
