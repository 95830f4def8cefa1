import { expect, test } from 'vitest';
import { photoFromVCard } from './photo-from-vcard.ts';

const aCard = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\n');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);
const base64 = png.toString('base64');

test.each([
  ['inline', `PHOTO;ENCODING=b;TYPE=JPEG:${base64.slice(0, 5)}\n ${base64.slice(5)}`],
  ['of vCard 2.1', `PHOTO;PNG;BASE64:\n  ${base64}\n`],
  ['in a data: address', `PHOTO:data:image/jpeg;base64,${base64}`],
  ['in a data: address with an escaped comma', `PHOTO:data:image/jpeg;base64\\,${base64}`],
])('a photo %s has the type its bytes show', (_, line) => {
  expect(photoFromVCard(aCard(line))).toEqual({ type: 'image/png', bytes: new Uint8Array(png) });
});

test('an address is not followed and what is no picture is none', () => {
  expect(photoFromVCard(aCard('PHOTO;VALUE=uri:https://p01-contacts.example.com/x'))).toBeNull();
  expect(
    photoFromVCard(aCard(`PHOTO;ENCODING=b:${Buffer.from('<svg onload=1>').toString('base64')}`)),
  ).toBeNull();
  expect(photoFromVCard(aCard('PHOTO:data:text/html;base64,PHNjcmlwdD4='))).toBeNull();
  expect(photoFromVCard(aCard('PHOTO:'))).toBeNull();
});
