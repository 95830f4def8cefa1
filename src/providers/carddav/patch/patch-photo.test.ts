import fc from 'fast-check';
import { expect, test } from 'vitest';
import { photoId } from '../../../contact/photo.ts';
import { parseVCard } from '../../../protocol/vcard/parse-vcard.ts';
import type { Photo } from '../../provider.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { photoFromVCard } from '../photo-from-vcard.ts';
import { newVCard } from './new-vcard.ts';
import { patchVCard } from './patch-vcard.ts';

const aCard = (version: string, ...lines: string[]) =>
  [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    'N:Rossi;;;;',
    'FN:Rossi',
    ...lines,
    'X-LAST:1',
    'END:VCARD',
    '',
  ].join('\r\n');
const aPhoto = (size: number, type = 'image/jpeg'): Photo => ({
  type,
  bytes: Uint8Array.from({ length: size }, (_, index) => [0xff, 0xd8, 0xff][index] ?? index % 251),
});
const setTo = (photo: Photo) => [{ property: 'photo' as const, value: photoId(photo.bytes) }];
const small = aPhoto(6);
const base64 = Buffer.from(small.bytes).toString('base64');

test.each([
  ['2.1', `PHOTO;BASE64;TYPE=JPEG:${base64}\r\n`],
  ['3.0', `PHOTO;ENCODING=b;TYPE=JPEG:${base64}`],
  ['4.0', `PHOTO:data:image/jpeg;base64,${base64}`],
])('a photo is added in the syntax of version %s', (version, line) => {
  const before = aCard(version);
  expect(patchVCard(before, setTo(small), small)).toBe(
    before.replace('END:VCARD', `${line.replaceAll('$', '$$')}\r\nEND:VCARD`),
  );
});

test('a photo is replaced where it stands; its group stays, what was said of the old picture goes', () => {
  const old = [
    'item3.PHOTO;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&9&9&aa==;PREF=1;ENCODING=b;TYPE=PNG:iVBORw0K',
    ' GgoAAAAN',
  ];
  const raw = aCard('3.0', ...old, 'X-IMAGETYPE:PHOTO', 'X-IMAGEHASH:abc', 'item3.X-ABLabel:x');
  expect(patchVCard(raw, setTo(small), small)).toBe(
    aCard(
      '3.0',
      `item3.PHOTO;ENCODING=b;TYPE=JPEG;PREF=1:${base64}`,
      'X-IMAGETYPE:PHOTO',
      'item3.X-ABLabel:x',
    ),
  );
});

test('an address and a data: value give way to the bytes', () => {
  for (const line of [
    'PHOTO;VALUE=uri:https://p42-contacts.example.com/a,b',
    'PHOTO;MEDIATYPE=image/gif:x:y',
  ])
    expect(patchVCard(aCard('3.0', line), setTo(small), small)).toBe(
      aCard('3.0', `PHOTO;ENCODING=b;TYPE=JPEG:${base64}`),
    );
  expect(patchVCard(aCard('4.0', 'PHOTO:data:image/png;base64,AAAA'), setTo(small), small)).toBe(
    aCard('4.0', `PHOTO:data:image/jpeg;base64,${base64}`),
  );
});

test('a replaced photo of vCard 2.1 has one empty line behind it', () => {
  const after = aCard('2.1', `PHOTO;BASE64;TYPE=JPEG:${base64}`, '');
  expect(patchVCard(aCard('2.1', 'PHOTO;PNG;BASE64:', '  iVBORw0KGgo=', ''), setTo(small), small)).toBe(
    after,
  );
  expect(patchVCard(aCard('2.1', 'PHOTO;VALUE=URL:http://e.org/x'), setTo(small), small)).toBe(after);
});

test('the picture that a card has already is not written anew', () => {
  const raw = aCard(
    '3.0',
    `PHOTO;X-ABCROP-RECTANGLE=1;TYPE=jpeg;ENCODING=B:${base64.slice(0, 3)}`,
    ` ${base64.slice(3)}`,
  );
  expect(patchVCard(raw, setTo(small), small)).toBe(raw);
});

test('every picture is taken away, with its label and what was said of it', () => {
  const raw = aCard(
    '3.0',
    'item1.PHOTO:http://e.org/x',
    'item1.X-ABLabel:x',
    'X-ABCROP-RECTANGLE:1',
    `PHOTO;ENCODING=b:${base64}`,
  );
  expect(patchVCard(raw, [{ property: 'photo', value: null }])).toBe(aCard('3.0'));
  expect(contactFromVCard(aCard('3.0', 'PHOTO:')).contact.photo).toBeNull();
});

test('an edit without its picture is a mistake, not a card without a photo', () => {
  expect(() => patchVCard(aCard('3.0'), setTo(small))).toThrow('needs the picture');
  expect(() => patchVCard(aCard('3.0'), setTo(small), aPhoto(7))).toThrow('needs the picture');
});

test('a picture that no edit names is not written', () => {
  const raw = aCard('3.0', 'PHOTO;VALUE=uri:https://e.org/x');
  expect(patchVCard(raw, [{ property: 'nickname', value: 'R' }], small)).toBe(
    raw.replace('END:', 'NICKNAME:R\r\nEND:'),
  );
});

test('a new card has its picture, in lines of at most 75 octets', () => {
  const photo = aPhoto(5000);
  const raw = newVCard('D1F3A6B0-7C0E-4F6E-9D54-0C1B2A3D4E5F', setTo(photo), photo);
  expect(photoFromVCard(raw)).toEqual(photo);
  expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(75);
});

const photos = fc
  .uint8Array({ minLength: 1, maxLength: 300 })
  .map((bytes): Photo => ({ type: 'image/jpeg', bytes }));
const photoLine = fc.constantFrom(
  ['PHOTO;ENCODING=b;TYPE=JPEG:/9j/', ' 4AAQ'],
  ['item1.PHOTO;VALUE=uri:https://e.org/x', 'item1.X-ABLabel:x'],
  ['PHOTO:', 'PHOTO;JPEG;BASE64:', '  /9j/4AAQ', ''],
  ['PHOTO:data:image/png;base64\\,iVBO', 'X-ABCROP-RECTANGLE:1'],
  [],
);

test('the photo of a patched card is the one written, and nothing but pictures changes', () => {
  fc.assert(
    fc.property(fc.constantFrom('2.1', '3.0', '4.0'), photoLine, photos, (version, lines, photo) => {
      const raw = aCard(version, 'NOTE: x', '  y', ...lines, 'TEL:1');
      const after = patchVCard(raw, setTo(photo), photo);
      expect(contactFromVCard(after).contact).toEqual({
        ...contactFromVCard(raw).contact,
        photo: photoId(photo.bytes),
      });
      expect(besidesPhotos(after)).toEqual(besidesPhotos(raw));
      expect(patchVCard(after, setTo(photo), photo)).toBe(after);
      const without = patchVCard(after, [{ property: 'photo', value: null }]);
      expect(contactFromVCard(without).contact.photo).toBeNull();
    }),
  );
});

function besidesPhotos(raw: string): string[] {
  return parseVCard(raw)
    .lines.filter(
      ({ name, raw: text }) => !/^(PHOTO|X-ABCROP-RECTANGLE|X-IMAGEHASH)$/.test(name) && text.trim(),
    )
    .map((line) => line.raw);
}
