import { expect, test } from 'vitest';
import { newVCard } from './new-vcard.ts';

const marker = 'D1F3A6B0-7C0E-4F6E-9D54-0C1B2A3D4E5F';

test('a new card carries its marker as UID and stands on its own', () => {
  const edits = [
    { property: 'name', part: 'family', value: 'Rossi' },
    { property: 'phones', at: null, label: 'mobile', value: '+39 333 1' },
  ] as const;
  expect(newVCard(marker, [...edits])).toBe(
    `BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Rubrica//Rubrica 1.0//EN\r\nN:Rossi;;;;\r\nFN:Rossi\r\nUID:${marker}\r\n` +
      'TEL;type=CELL;type=VOICE:+39 333 1\r\nEND:VCARD\r\n',
  );
});

test('FN stands in for a missing name with what the card holds', () => {
  expect(newVCard(marker, [{ property: 'emails', at: null, label: null, value: 'a@b' }])).toContain(
    '\r\nFN:a@b\r\n',
  );
  expect(newVCard(marker, [])).toContain('\r\nFN:(no name)\r\n');
});

test('a marker that is no UUID is refused', () => {
  expect(() => newVCard('x\r\nTEL:1', [])).toThrow('UUID');
});
