import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldLine } from './fold-line.ts';
import { makeLine } from './make-line.ts';
import { makeParam } from './params.ts';
import { VCardLine } from './vcard-line.ts';

test('a folded line has at most 75 octets a piece and reads as itself', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'è', '漢', '😀', ' '), maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(text, fc.constantFrom('\r\n', '\n', '\r'), (value, lineEnd) => {
      const folded = foldLine(`NOTE:${value}`, lineEnd);
      expect(folded.split(lineEnd).every((piece) => piece.isWellFormed())).toBe(true);
      for (const piece of folded.split(lineEnd)) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(75);
      expect(new VCardLine(folded).value).toBe(value);
    }),
  );
});

test('a line of 75 octets stays whole, one of 76 does not', () => {
  expect(foldLine('a'.repeat(75), '\n')).toBe(`${'a'.repeat(75)}\n`);
  expect(foldLine('a'.repeat(76), '\n')).toBe(`${'a'.repeat(75)}\n a\n`);
});

test('no value begins another line', () => {
  expect(makeLine({ name: 'NOTE', value: 'x\r\nEND:VCARD\u0000' }, '\r\n').raw).toBe('NOTE:xEND:VCARD\r\n');
});

test('only listed properties, parameters and group names are written', () => {
  expect(() => makeLine({ name: 'END' as 'N', value: 'VCARD' }, '\n')).toThrow('not on the list');
  expect(() => makeLine({ name: 'TEL', params: [makeParam('X-EVIL', ['1'])], value: '1' }, '\n')).toThrow(
    'X-EVIL',
  );
  expect(() => makeLine({ group: 'a:b', name: 'TEL', value: '1' }, '\n')).toThrow('a:b');
});

test('a parameter value that needs quotes gets them, without quotes inside', () => {
  expect(makeParam('TYPE', ['a', 'b;"c"']).raw).toBe(`TYPE=a,"b;'c'"`);
});
