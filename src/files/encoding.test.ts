import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENCODINGS } from './codes.ts';
import { decodeFile } from './encoding.ts';

const TEXT = 'lastName;note\r\nForlì;€ 12 – «così»\r\nMüller;Größe\r\n';
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
/** Characters of windows-1252 outside Latin-1 that `TEXT` has. */
const windows1252 = (text: string) =>
  Buffer.from(text.replaceAll('€', '\x80').replaceAll('–', '\x96'), 'latin1');
const refusalOf = (bytes: Uint8Array, encoding: string | null = null): string => {
  try {
    return `read as ${decodeFile(bytes, encoding).encoding}`;
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  ['utf-8', Buffer.from(TEXT)],
  ['utf-8', Buffer.from(`\ufeff${TEXT}`)],
  ['utf-16le', utf16(TEXT)],
  ['utf-16le', utf16(`\ufeff${TEXT}`)],
  ['utf-16be', utf16(TEXT).swap16()],
  ['utf-16be', utf16(`\ufeff${TEXT}`).swap16()],
  ['windows-1252', windows1252(TEXT)],
])('%s is found out', (encoding, bytes) => {
  expect(decodeFile(bytes)).toEqual({ text: TEXT, encoding });
});

test('UTF-16 without a mark is known by its delimiters where no letter is Latin', () => {
  const text = '姓名;电话\n王小明;１２３\n李四;４５６\n';
  for (const bytes of [utf16(text), utf16(text).swap16()]) expect(decodeFile(bytes).text).toBe(text);
});

test('any text comes back from UTF-8 and from marked UTF-16', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (part) => {
      const text = `name;note\n${part.replaceAll('\0', '').replace(/^\ufeff/, '')}\n`;
      expect(decodeFile(Buffer.from(text)).text).toBe(text);
      expect(decodeFile(utf16(`\ufeff${text}`)).text).toBe(text);
    }),
  );
});

test('a letter with an accent at the very end is a letter', () => {
  expect(decodeFile(windows1252('lastName\nForlì\nNicolò')).text).toBe('lastName\nForlì\nNicolò');
  expect(decodeFile(windows1252('lastName\nDesirè')).text).toBe('lastName\nDesirè');
});

test('UTF-8 that is cut off or damaged is not taken for an old Windows file', () => {
  const bytes = Buffer.from('name\nNicolò\nZoë\n');
  const cut = bytes.subarray(0, bytes.indexOf(0xab));
  expect(refusalOf(cut)).toMatch(/is UTF-8, but line 3, byte 3 /);
  const damaged = Buffer.from(bytes);
  damaged[damaged.indexOf(0xb2)] = 0x20;
  expect(refusalOf(Buffer.concat([bytes, damaged]))).toContain('line 5, byte 6');
});

test('bytes that no text has are refused with their place, or by what they are', () => {
  expect(refusalOf(Buffer.from('name\nA\0nna and many more letters\n'))).toContain('line 2, byte 2');
  expect(refusalOf(Buffer.from('name\nRossi\x81\n', 'latin1'))).toMatch(/line 2, byte 6 .*--encoding/);
  expect(refusalOf(Buffer.from('PK\x03\x04rest'))).toContain('workbook');
  expect(refusalOf(Buffer.from([0x1f, 0x8b, 8, 0]))).toContain('gzip');
  expect(refusalOf(Buffer.concat([utf16('\ufeffname\nAnna\n'), Buffer.from([0x41])]))).toContain('utf-16le');
});

test('told the encoding, nothing is found out', () => {
  const bytes = Buffer.from([0x83, 0x41, 0x83, 0x93, 0x83, 0x69]);
  expect(refusalOf(bytes)).toContain('windows-1252');
  expect(decodeFile(bytes, 'shift_jis').text).toBe('アンナ');
  expect(refusalOf(Buffer.from('Forlì'), 'windows-1252')).toBe('read as windows-1252');
  expect(refusalOf(windows1252('a\nForlì b'), 'utf-8')).toMatch(/not utf-8: line 2, byte 5 /);
  expect(refusalOf(bytes, 'klingon')).toContain('no encoding that is known');
});

test('every encoding that is offered is known', () => {
  expect(ENCODINGS.map((encoding) => refusalOf(Buffer.from('Anna'), encoding))).toEqual(
    ENCODINGS.map((encoding) => `read as ${encoding}`),
  );
});
