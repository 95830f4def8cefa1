import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseVCard, writeVCard } from './parse-vcard.ts';
import { splitCards } from './split-cards.ts';
import type { VCardLine } from './vcard-line.ts';

const aCard = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');
const lineOf = (...physical: string[]): VCardLine => parseVCard(aCard(...physical)).lines[1]!;

test('any text is its lines', () => {
  const piece = fc.constantFrom(
    'BEGIN:VCARD',
    'END:VCARD',
    '\r\n',
    '\n',
    '\r',
    ' ',
    'A:',
    ';',
    '"',
    '=',
    'ENCODING=QUOTED-PRINTABLE',
    '=\r\n',
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          piece,
          fc.array(fc.nat(0xffff), { maxLength: 4 }).map((codes) => String.fromCharCode(...codes)),
        ),
      ),
      (pieces) => {
        const raw = pieces.join('');
        expect(writeVCard(parseVCard(raw))).toBe(raw);
      },
    ),
    { numRuns: 500 },
  );
});

test('a fold is a line end and one space or tab, also around an empty continuation', () => {
  expect(lineOf('NOTE:a', ' b', '\tc', '  d').value).toBe('abc d');
  expect(lineOf('NOTE:a', ' ', ' b').value).toBe('ab');
  expect(lineOf('ADR;TYPE=WORK:', ' ;;x').value).toBe(';;x');
  expect(lineOf('NO', ' TE;X=1:a')).toMatchObject({ name: 'NOTE', value: 'a' });
});

test('lines end in CRLF, LF or CR; a CR beside LF is part of a value', () => {
  for (const end of ['\r\n', '\n', '\r']) {
    const card = parseVCard(aCard('NOTE:a', ' b', 'TEL:1').replaceAll('\r\n', end));
    expect([card.lineEnd, card.lines.map(({ name }) => name)]).toEqual([
      end,
      ['BEGIN', 'NOTE', 'TEL', 'END'],
    ]);
  }
  expect(parseVCard('BEGIN:VCARD\nNOTE:a\rb\nEND:VCARD').lines[1]?.value).toBe('a\rb');
});

test('the group ends at the first dot, and names are upper case', () => {
  expect(lineOf('item1.x-abLabel:a.b')).toMatchObject({ group: 'item1', name: 'X-ABLABEL', value: 'a.b' });
  expect(lineOf('URL:a.b')).toMatchObject({ group: '', name: 'URL' });
});

test('the value begins after the first colon outside quotes, or at the first of all when a quote is left open', () => {
  expect(lineOf('ADR;LABEL="a:b;c";TYPE=x:v')).toMatchObject({ value: 'v' });
  expect(lineOf('TEL;TYPE="CELL:1:2')).toMatchObject({ value: '1:2' });
});

test('a line without a colon is kept without a name', () => {
  expect(lineOf('no colon here').name).toBe('');
});

test('parameters in all their spellings', () => {
  const types = (head: string) => lineOf(`${head}:1`).paramValues('TYPE');
  expect(types('TEL;TYPE=a;type=b')).toEqual(['a', 'b']);
  expect(types('TEL;TYPE=a,b')).toEqual(['a', 'b']);
  expect(types('TEL;TYPE="a,b"')).toEqual(['a', 'b']);
  expect(types('TEL;a;;c')).toEqual(['a', 'c']);
  expect(lineOf('X;BASE64;P="a^nb^^c^\'d;e",f:1').params.map(({ name, values }) => [name, values])).toEqual([
    ['ENCODING', ['BASE64']],
    ['P', ['a\nb^c"d;e', 'f']],
  ]);
});

test('escapes are read once from left to right', () => {
  expect(lineOf('NOTE:a\\nb\\Nc\\,\\;\\:\\\\n\\x\\').text()).toBe('a\nb\nc,;:\\n\\x\\');
  expect(lineOf('NOTE:a,b;c').text()).toBe('a,b;c');
  expect(lineOf('N:a\\;b;c\\\\;d').components()).toEqual(['a;b', 'c\\', 'd']);
  expect(lineOf('CATEGORIES:a\\,b,c').list()).toEqual(['a,b', 'c']);
});

test('quoted-printable is joined at soft breaks and decoded in its character set', () => {
  expect(lineOf('NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caff=C3=', '=A8=0D=0Ax=3Dy').text()).toBe(
    'caffè\r\nx=y',
  );
  expect(lineOf('NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:B=FCro').text()).toBe('Büro');
  expect(lineOf('NOTE;QUOTED-PRINTABLE;CHARSET=nonsense:B=FCro =ZZ').text()).toBe('Büro =ZZ');
  expect(lineOf('N;ENCODING=QUOTED-PRINTABLE:a=3Bb;c').components()).toEqual(['a;b', 'c']);
});

test('base64 that ends in = does not swallow the next line', () => {
  expect(parseVCard(aCard('KEY;ENCODING=b:aGk=', 'TEL:1')).lines.map(({ name }) => name)).toContain('TEL');
});

test('a file is cut into its cards, nested ones left inside', () => {
  const nested = aCard('FN:a', 'AGENT:', 'BEGIN:VCARD', 'FN:b', 'END:VCARD');
  const open = 'BEGIN:VCARD\r\nFN:c\r\n';
  expect(splitCards(`junk\r\n${nested}\r\n${open}${aCard('FN:d')}`)).toEqual([nested, open, aCard('FN:d')]);
});

test('a rewritten line keeps group, name and parameters as they were', () => {
  const line = lineOf('ITEM3.tel;type=WORK;X-P="a;b":1');
  line.rewrite({ value: '2' }, '\r\n');
  expect(line.raw).toBe('ITEM3.tel;type=WORK;X-P="a;b":2\r\n');
  line.rewrite({ group: '', params: [] }, '\n');
  expect([line.raw, line.group, line.name, line.value]).toEqual(['tel:2\n', '', 'TEL', '2']);
});
