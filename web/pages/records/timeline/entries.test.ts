// How the timeline is put together.
import { describe, expect, test } from 'vitest';
import { type Change, daysOf, dayWords, type Entry, momentOf } from './entries.ts';

const change = (field: string, at: string, more: Partial<Change> = {}): Entry => ({
  ...{ type: 'change', id: `${field} ${at}`, at, field, before: null, after: 'x' },
  ...{ actor: 'user', userName: 'Anna', accountName: null, provider: null },
  ...more,
});
const note = (at: string): Entry => ({
  ...{ type: 'note', id: `note ${at}`, recordId: 'r', at, text: 'x', userName: 'Anna' },
  ...{ mine: true, editedAt: null },
});
/** How many changes stand together, or what it is. */
const shape = (entries: Entry[]) =>
  daysOf(entries).map(({ groups }) =>
    groups.map((group) => (group.type === 'act' ? group.changes.length : group.type)),
  );

describe('the stream', () => {
  test('is cut into the days of the reader', () => {
    const days = daysOf([
      note('2026-11-30T12:00:00Z'),
      note('2026-11-30T11:00:00Z'),
      note('2026-11-28T12:00:00Z'),
    ]);
    expect(days.map(({ day, groups }) => [day, groups.map(momentOf).length])).toEqual([
      ['2026-11-30', 2],
      ['2026-11-28', 1],
    ]);
  });

  test('has a line for each of few changes, and one for many of one act', () => {
    const at = '2026-11-30T12:00:00Z';
    const many = ['a', 'b', 'c', 'd'].map((field) => change(field, at));
    expect(shape(many.slice(1))).toEqual([[1, 1, 1]]);
    expect(shape(many)).toEqual([[4]]);
    expect(shape(many.with(2, change('c', at, { userName: 'Bruno' })))).toEqual([[1, 1, 1, 1]]);
    expect(shape(many.with(2, change('mergedFrom', at)))).toEqual([[1, 1, 1, 1]]);
    expect(shape(many.toSpliced(2, 0, note(at)))).toEqual([[1, 1, 'note', 1, 1]]);
  });
});

test.each([
  ['2026-11-30', 'en', 'Today'],
  ['2026-11-29', 'it', 'Ieri'],
  ['2026-11-27', 'es', 'Viernes, 27 de noviembre'],
  ['2025-12-31', 'en', 'Wednesday, December 31, 2025'],
])('%s reads in %s: %s', (day, language, words) => {
  expect(dayWords(day, '2026-11-30', language)).toBe(words);
});
