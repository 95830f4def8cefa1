import { expect, test } from 'vitest';
import { reviveVCard } from './revive-vcard.ts';

const MARKER = '0B9E6E0E-3C1B-4B5C-9F5D-0A1B2C3D4E5F';
const OLD = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'UID:old',
  'N:Rossi;Mario;;;',
  'FN:Mario Rossi',
  'TEL;type=CELL:+39 333 1',
  'X-COLOUR:blue',
  'PHOTO;ENCODING=b;TYPE=JPEG:/9j/',
  'END:VCARD',
  '',
].join('\r\n');

test('what the card held stays, its identity is new, present values replace old ones', () => {
  const raw = reviveVCard(OLD, MARKER, [{ property: 'phones', at: 0, label: 'mobile', value: '+39 333 2' }]);
  expect(raw).toBe(OLD.replace('UID:old', `UID:${MARKER}`).replace('+39 333 1', '+39 333 2'));
});

test('a card without an identity gets one', () => {
  expect(reviveVCard(OLD.replace('UID:old\r\n', ''), MARKER, [])).toContain(`UID:${MARKER}\r\nEND:VCARD`);
});

test('a value that is gone with an unreadable template is added to the new card', () => {
  const raw = reviveVCard('nonsense', MARKER, [
    { property: 'phones', at: 0, label: 'mobile', value: '+39 333 2' },
  ]);
  expect(raw).toContain('+39 333 2');
});

test('what is not one readable card gives a new one', () => {
  for (const template of ['', 'nonsense', OLD + OLD])
    expect(reviveVCard(template, MARKER, [{ property: 'name', part: 'family', value: 'Rossi' }])).toMatch(
      /^FN:Rossi\r$/m,
    );
});

test('a picture that lay at an address of the deleted card comes back with its bytes', () => {
  const away = OLD.replace(/PHOTO.*/, 'PHOTO;VALUE=uri:https://e.org/old');
  const photo = { type: 'image/jpeg', bytes: new Uint8Array(Buffer.from('/9j/', 'base64')) };
  expect(reviveVCard(away, MARKER, [], photo)).toBe(OLD.replace('UID:old', `UID:${MARKER}`));
  expect(reviveVCard(away, MARKER, [])).toBe(away.replace('UID:old', `UID:${MARKER}`));
  const other = { ...photo, bytes: Uint8Array.of(1) };
  expect(reviveVCard(OLD, MARKER, [], other)).toBe(OLD.replace('UID:old', `UID:${MARKER}`));
});
