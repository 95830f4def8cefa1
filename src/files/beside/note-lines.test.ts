import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../../contact/text.ts';
import { readNotes, writeNotes } from './note-lines.ts';

const NOW = new Date('2026-11-30T10:00:00.000Z');

test('each note begins on a line of its own, with when and by whom, and the lines below are its text', () => {
  const cell = writeNotes([
    { at: '2026-03-01T14:05:33.120Z', by: 'anna@x.example', text: 'Called.\n\nSend the offer.' },
    { at: '2026-03-02T08:00:00.000Z', by: 'ben@x.example', text: 'Sent.' },
  ]);
  expect(cell.split('\n')).toEqual([
    '2026-03-01 14:05 anna@x.example: Called.',
    '  ',
    '  Send the offer.',
    '2026-03-02 08:00 ben@x.example: Sent.',
  ]);
});

test('what a person typed is read without a time or a person, and without any date it is of today', () => {
  expect(readNotes('2026-03-01: Met at the fair\nwants a visit\n2026-03-05 09:30: Visited', NOW)).toEqual([
    { at: '2026-03-01T00:00:00.000Z', by: '', text: 'Met at the fair\nwants a visit' },
    { at: '2026-03-05T09:30:00.000Z', by: '', text: 'Visited' },
  ]);
  expect(readNotes('Met at 10:30: long', NOW)).toEqual([
    { at: NOW.toISOString(), by: '', text: 'Met at 10:30: long' },
  ]);
  expect(readNotes('2026-02-31: no such day', NOW)[0]!.text).toBe('2026-02-31: no such day');
  expect(readNotes(' \n', NOW)).toEqual([]);
});

test('any notes come back as they were written', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 10 }),
    fc.constantFrom(
      '',
      '  ',
      '2026-03-01: a',
      '2026-03-01 10:00 a@x.example: b',
      ' 2026-03-01: c',
      '=1',
      '"',
    ),
  );
  const text = fc
    .array(line, { minLength: 1, maxLength: 4 })
    .map((lines) => cleanText(lines.join('\n')))
    .filter(Boolean);
  const at = fc.integer({ min: 0, max: 3e7 }).map((minute) => new Date(minute * 60_000).toISOString());
  const notes = fc.array(fc.record({ at, by: fc.constantFrom('a@x.example', 'b+c@y.example'), text }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(notes, (all) => {
      expect(readNotes(writeNotes(all), NOW)).toEqual(all);
    }),
  );
});
