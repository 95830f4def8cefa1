import { expect, test } from 'vitest';
import { decodeVCardFile } from './decode-file.ts';
import { parseVCard } from './parse-vcard.ts';

const text = 'BEGIN:VCARD\r\nFN:Möhrke\r\nEND:VCARD\r\n';

test('UTF-8 with and without its mark, UTF-16 in both orders with and without theirs', () => {
  const utf16 = Buffer.from(text, 'utf16le');
  const files = [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    utf16,
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(utf16).swap16(),
    Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  ];
  for (const file of files) expect(decodeVCardFile(file)).toBe(text);
});

test('an old Windows file is read as windows-1252, a line with CHARSET in its own', () => {
  const file = Buffer.concat([
    Buffer.from(text, 'latin1'),
    Buffer.from('NOTE;CHARSET=windows-1255:\xf9\xec\xe5\xed\r\n', 'latin1'),
    Buffer.from('TITLE:Größe\r\n'),
  ]);
  expect(decodeVCardFile(file)).toBe(`${text}NOTE;CHARSET=windows-1255:שלום\r\nTITLE:Größe\r\n`);
});

test('a fold inside a character is taken back before decoding', () => {
  const bytes = Buffer.from('NOTE:aèb\r\n');
  const at = bytes.indexOf(0xc3) + 1;
  const folded = Buffer.concat([
    Buffer.from('BEGIN:VCARD\r\n'),
    bytes.subarray(0, at),
    Buffer.from('\r\n '),
    bytes.subarray(at),
  ]);
  expect(parseVCard(decodeVCardFile(folded)).lines[1]?.value).toBe('aèb');
});

test('any bytes are some text', () => {
  const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 167 + (index >> 5)) % 256);
  expect(decodeVCardFile(bytes).length).toBeGreaterThan(0);
  expect(decodeVCardFile(new Uint8Array())).toBe('');
});
