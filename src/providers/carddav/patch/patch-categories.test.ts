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
