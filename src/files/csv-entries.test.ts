import { expect, test } from 'vitest';
import { csvEntries } from './csv-entries.ts';
import type { Entry } from './entry.ts';

const FIELDS = {
  keys: new Set(['firstName', 'lastName', 'email', 'phone', 'title', 'mailing.city', 'birthday', 'name']),
  names: new Map([['annual budget', 'custom.budget']]),
};
const read = (text: string, dates: 'dmy' | 'mdy' | null = null) => csvEntries(text, FIELDS, dates);
const said = ({ rest }: Entry) => rest.map(({ what, value, reason }) => `${what}: ${value} (${reason})`);

test('the keys of fields are themselves, and words beside them are read as words', () => {
  const { entries, writer } = read(
    'id,kind,firstName,mailing.city,birthday,Cognome\n7,lead,Ada,Roma,1980-01-02,Neri\n',
  );
  expect(writer).toBe('Rubrica');
  expect(entries[0]).toMatchObject({
    id: '7',
    kind: 'lead',
    fields: new Map([
      ['firstName', 'Ada'],
      ['mailing.city', 'Roma'],
    ]),
    contact: { name: { family: 'Neri' }, birthday: { year: 1980, month: 1, day: 2 } },
  });
});

test('a column is also known by what administrators call a field', () => {
  const [entry] = read('First Name,ANNUAL  Budget\nAda,7\n').entries;
  expect(entry!.fields).toEqual(new Map([['custom.budget', '7']]));
});

test('columns without a head, with one twice, with one nobody knows: every value is somewhere', () => {
  const entry = read('First Name,,Email,Email,Shoe size,First Name\nAda,x,a@x.example,b@x.example,38,Bea\n')
    .entries[0]!;
  expect(entry.contact.emails.map(({ value }) => value)).toEqual(['a@x.example', 'b@x.example']);
  expect(said(entry)).toEqual([
    'column 2: x (no-field)',
    'Shoe size: 38 (no-field)',
    'First Name: Bea (other-value)',
  ]);
});

test('heads that are names of every object are heads nobody knows', () => {
  const heads = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];
  const entry = read(`First Name,${heads.join(',')}\nAda,1,2,3,4,5\n`).entries[0]!;
  expect(entry.rest.map(({ what }) => what)).toEqual(heads);
  expect(
    read('First Name,Phone 1 - constructor,constructor 1 - Value\nAda,1,2\n').entries[0]!.rest,
  ).toHaveLength(2);
});

test('dates of a column are read in the order that one of them shows; alone, an ambiguous one is kept aside', () => {
  const birthdays = (text: string, dates: 'dmy' | 'mdy' | null = null) =>
    read(`First Name,Business Phone,Birthday\n${text}`, dates).entries.map(
      ({ contact, rest }) => contact.birthday?.month ?? rest[0]?.reason,
    );
  expect(birthdays('A,1,4/5/1980\nB,2,25/5/1980\n')).toEqual([5, 5]);
  expect(birthdays('A,1,4/5/1980\nB,2,5/25/1980\n')).toEqual([4, 5]);
  expect(birthdays('A,1,4/5/1980\n')).toEqual(['ambiguous-date']);
  expect(birthdays('A,1,4/5/1980\n', 'mdy')).toEqual([4]);
  expect(read('Nome,Cognome,Ufficio,Compleanno\nA,B,1,4/5/1980\n').entries[0]!.contact.birthday?.month).toBe(
    5,
  );
});

test('a row with too many values is refused, one with too few is taken and named, an empty one counted', () => {
  const { entries, emptyLines } = read(
    'firstName,lastName,email\nAda,Rossi, Bianchi,a@x.example\nBea\n,,\n\nCia,Neri,c@x.example,\n',
  );
  expect(
    entries.map(({ row, line, refused, warning }) => [row, line, refused !== null, warning !== null]),
  ).toEqual([
    [1, 2, true, false],
    [2, 3, false, true],
    [3, 6, false, false],
  ]);
  expect(emptyLines).toEqual([4, 5]);
});

test('a file of which no column is known is refused with what was read', () => {
  expect(() => read('Otto,47,x\nEmma,12,y\n')).toThrow(/“Otto”, “47”, “x”.*firstName/);
  expect(() => read('\n\n')).toThrow('empty');
});

test.each([
  ['Kontakt', ['+49 30 5550001', '030 / 555 0002'], 'phones'],
  ['Contatto', ['3475550001', '3475550002', '02 5550003'], 'phones'],
  ['Contacto', ['ana@x.example', 'luis@x.example'], 'emails'],
  ['Contact', ['Ada Rossi', 'Bea Bruni'], 'name.display'],
  ['Indirizzo', ['ada@x.example', 'bea@x.example'], 'emails'],
  ['Indirizzo', ['Via Roma 1', 'Corso Como 20'], 'addresses.street'],
  ['Adresse', ['www.x.example', 'https://y.example'], 'urls'],
  ['Work', ['ada@x.example', 'bea@x.example'], 'emails:work'],
  ['Home', ['02 555 0001', '02 555 0002'], 'phones:home'],
  ['Home', ['Via Roma 1', 'Corso Como 20'], null],
  ['Numero', ['347 555 0001', '3475550002'], 'phones'],
  ['Numero', ['1', '2', '3'], null],
  ['Numero 2', [], 'phones'],
  ['Handy', ['n/a', 'none'], 'phones:mobile'],
  ['Name', ['+39 02 5550001', '+39 02 5550002'], 'name.display'],
])('over %s stands what %j looks like', (head, values, target) => {
  const table = ['Cognome', ...values.map((_, at) => `Rossi${at}`)].map(
    (name, at) => `${name};${[head, ...values][at]}`,
  );
  expect(read(`${table.join('\n')}\n`).columns[1]!.target).toBe(target);
});
