import { expect, test } from 'vitest';
import { readFile } from './read-file.ts';

const card = (...lines: string[]): string =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;
const read = (bytes: string | Buffer, format: 'vcf' | null = null) =>
  readFile(
    Buffer.from(bytes as string),
    { keys: new Set(), names: new Map() },
    { format, encoding: null, dates: null },
  );

test('each card knows its line, and text outside of cards is an entry of its own', () => {
  const { entries } = read(
    `${card('N:Uno')}\r\n${card('N:Due', 'NOTE:a', ' b')}stray: text\r\n${card('N:Tre')}BEGIN:VC`,
    'vcf',
  );
  expect(
    entries.map(({ row, line, contact, refused }) => [
      row,
      line,
      contact.name.family ?? refused?.params.text,
    ]),
  ).toEqual([
    [1, 1, 'Uno'],
    [2, 6, 'Due'],
    [3, 12, expect.stringContaining('stray: text')],
    [4, 13, 'Tre'],
    [5, 17, expect.stringContaining('BEGIN:VC')],
  ]);
});

test('a card that is cut off is refused, one that only lacks its end is taken and named', () => {
  const { entries } = read(`BEGIN:VCARD\nN:Uno\n${card('N:Due')}BEGIN:VCARD\nN:Tre\nTEL:02 55`);
  expect(entries.map(({ refused, warning }) => [refused !== null, warning !== null])).toEqual([
    [false, true],
    [false, false],
    [true, false],
  ]);
});

test('a group of cards is no person', () => {
  const { entries } = read(
    card('N:Amici', 'FN:Amici', 'X-ADDRESSBOOKSERVER-KIND:group', 'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1'),
  );
  expect(entries[0]!.refused).toEqual({ code: 'group-card', params: expect.anything() });
});

test('what says nothing about a person is left out, everything else is somewhere', () => {
  const { entries } = read(
    card(
      'N:Rossi;Ada;;;',
      'FN:La Capa',
      'PRODID:-//X//',
      'REV:20200101T000000Z',
      'UID:1',
      'ORG:Acme;Vendite;Estero',
      'ORG:Altra',
      'TITLE:Capo',
      'TITLE:Socia',
      'item1.TEL:02 1',
      'item1.X-ABLabel:Bottega',
      'RELATED:Bea',
      'BDAY:circa 1980',
      'PHOTO;VALUE=URI:https://x.example/a.jpg',
      'X-MINE:1',
    ),
  );
  expect(entries[0]!.rest.map(({ what, value }) => `${what}=${value}`)).toEqual([
    'FN=La Capa',
    'ORG=Estero',
    'ORG=Altra',
    'TITLE=Socia',
    'RELATED=Bea',
    'BDAY=circa 1980',
    'PHOTO=https://x.example/a.jpg',
    'X-MINE=1',
  ]);
});

test('parts of a name and an address that no field has are kept, and those that others say as well are not', () => {
  const { entries } = read(
    card(
      'N:García;José;Luis;Dr.;Jr.;López;III;Jr.',
      'ADR:;;Calle Mayor 5\\, 3º B;Madrid;;28001;España;;3B;3;5;Calle Mayor;;Torre Sur;;;;',
      'ADR;LABEL="Apdo. 7, Toledo":;;;;;;',
      'item1.ADR:;;Via Uno 1;Roma;;;',
      'item1.X-APPLE-SUBLOCALITY:Trastevere',
    ),
  );
  expect(entries[0]!.rest.map(({ what, value }) => `${what}=${value}`)).toEqual([
    'N=López',
    'N=III',
    'ADR=Torre Sur',
    'ADR=Apdo. 7, Toledo',
    'X-APPLE-SUBLOCALITY=Trastevere',
  ]);
});

test('cards of several character sets are read line by line, and what looks misread is said', () => {
  const bytes = Buffer.concat([
    Buffer.from(card('N:Forlì;Zoë;;;')),
    Buffer.from(card('N:Forl\xec;Zo\xeb;;;', 'NOTE;CHARSET=windows-1251:\xcf\xf0\xe8'), 'latin1'),
    Buffer.from('BEGIN:VCARD\r\nN:Nicol\xc3\xb2 \xe9;A\r\nEND:VCARD\r\n', 'latin1'),
  ]);
  const { entries, encoding } = read(bytes);
  expect(encoding).toBe('windows-1252');
  expect(entries.map(({ contact, warning }) => [contact.name.family, warning !== null])).toEqual([
    ['Forlì', false],
    ['Forlì', false],
    ['NicolÃ² é', true],
  ]);
  expect(entries[1]!.contact.notes).toBe('При');
});
