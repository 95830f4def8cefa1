import { expect, test } from 'vitest';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { patchVCard } from './patch-vcard.ts';

const aCard = (...lines: string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Rossi', ...lines, 'END:VCARD', ''].join('\r\n');
const join = (raw: string, ...names: string[]) =>
  patchVCard(
    raw,
    names.map((name) => ({ property: 'groups', join: name })),
  );

test('a category is added to those the card names, which stay as they are written', () => {
  const raw = aCard('CATEGORIES:Altro', 'item1.CATEGORIES;X-P=1:Clienti\\, vecchi, famiglia');
  expect(join(raw, 'Soci, attivi')).toBe(
    aCard('CATEGORIES:Altro', 'item1.CATEGORIES;X-P=1:Clienti\\, vecchi, famiglia,Soci\\, attivi'),
  );
});

test('a card without categories gets its first, an empty line is filled', () => {
  expect(join(aCard(), 'Clienti', 'Soci')).toBe(aCard('CATEGORIES:Clienti,Soci'));
  expect(join(aCard('CATEGORIES:'), 'Clienti')).toBe(aCard('CATEGORIES:Clienti'));
});

test('a category the card is in, on any line, is not named twice', () => {
  const raw = aCard('CATEGORIES:a', 'CATEGORIES: b ,c');
  expect(join(raw, 'b', 'c', ' a ')).toBe(raw);
});

test('categories in quoted-printable stay readable beside the new one', () => {
  const raw = aCard('CATEGORIES;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Citt=C3=A0,b');
  expect(contactFromVCard(join(raw, 'é')).contact.groups).toEqual(['Città', 'b', 'é']);
});

const leave = (raw: string, name: string) => patchVCard(raw, [{ property: 'groups', leave: name }]);

test('a category goes from whichever line names it; the others stay as they are written', () => {
  const raw = aCard('CATEGORIES:Altro', 'item1.CATEGORIES;X-P=1:Clienti\\, vecchi, famiglia ,Soci,c\\;d');
  expect(leave(raw, 'Soci')).toBe(
    aCard('CATEGORIES:Altro', 'item1.CATEGORIES;X-P=1:Clienti\\, vecchi, famiglia ,c\\;d'),
  );
  expect(leave(raw, 'Clienti, vecchi')).toBe(
    aCard('CATEGORIES:Altro', 'item1.CATEGORIES;X-P=1: famiglia ,Soci,c\\;d'),
  );
  expect(leave(raw, 'Altro')).toBe(aCard('item1.CATEGORIES;X-P=1:Clienti\\, vecchi, famiglia ,Soci,c\\;d'));
  expect(leave(raw, 'nobody')).toBe(raw);
});

test('of categories in quoted-printable the others stay readable', () => {
  const raw = aCard('CATEGORIES;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Citt=C3=A0,b');
  expect(contactFromVCard(leave(raw, 'b')).contact.groups).toEqual(['Città']);
});
