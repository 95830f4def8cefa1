import { expect, test } from 'vitest';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { isAsMade } from './as-made.ts';

const card = (name: string, note: string, adr = 'ADR:;;Via Roma\\; 1;Napoli;;;') =>
  ['BEGIN:VCARD', 'VERSION:3.0', `N:${name}`, `NOTE:${note}`, adr, 'END:VCARD', ''].join('\r\n');
const SENT = card('Rossi\\; Bianchi;Anna;;;', 'One\\, two');

const ROWS: [fact: string, stored: string, expected: boolean][] = [
  ['kept', SENT, true],
  ['with the escapes of the name undone', card('Rossi; Bianchi;Anna;;;', 'One\\, two'), true],
  [
    'with all escapes undone',
    card('Rossi; Bianchi;Anna;;;', 'One, two', 'ADR:;;Via Roma; 1;Napoli;;;'),
    true,
  ],
  ['with a shorter note besides', card('Rossi; Bianchi;Anna;;;', 'One'), false],
  ['with another name', card('Rossi; Verdi;Anna;;;', 'One\\, two'), false],
];

test.each(ROWS)('a card that comes back %s', (_, stored, expected) => {
  expect(isAsMade(SENT, contactFromVCard(stored).contact)).toBe(expected);
});

test('an escape may stand across a fold', () => {
  const folded = SENT.replace('\\; B', '\\\r\n ; B');
  expect(isAsMade(folded, contactFromVCard(ROWS[1]![1]).contact)).toBe(true);
});
