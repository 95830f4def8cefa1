import { expect, test } from 'vitest';
import { type Contact, type Edit, emptyContact } from './contact.ts';
import { isNotKept } from './kept.ts';

const card: Contact = {
  ...emptyContact(),
  name: { given: 'Anna', family: 'Rossi', display: 'Anna Rossi' },
  notes: 'Before',
  birthday: { month: 3, day: 1 },
  phones: [
    { value: '111', label: 'mobile' },
    { value: '222', label: 'work' },
  ],
  addresses: [{ label: 'home', street: 'Via Roma 1', city: 'Napoli' }],
};
const phone: Edit = { property: 'phones', at: 0, label: 'mobile', value: '333' };
const cases: [string, Edit, Partial<Contact>][] = [
  [
    'a part of the name',
    { property: 'name', part: 'given', value: 'Ann' },
    { name: { given: 'Ann', family: 'Rossi' } },
  ],
  ['a note', { property: 'notes', value: 'After' }, { notes: 'After, as the server writes it' }],
  ['an emptied note', { property: 'notes', value: null }, { notes: '' }],
  ['a birthday', { property: 'birthday', value: null }, { birthday: undefined! }],
  ['a number', phone, { phones: [{ value: '+39 333', label: 'mobile' }, card.phones[1]!] }],
  ['a removed number', { ...phone, value: null }, { phones: [card.phones[1]!] }],
  ['a new number', { ...phone, at: null }, { phones: [...card.phones, { value: '333', label: 'mobile' }] }],
  [
    'a label',
    { ...phone, label: 'home', value: '111' },
    { phones: [{ value: '111', label: 'home' }, card.phones[1]!] },
  ],
  [
    'a part of an address',
    { property: 'addresses', at: 0, label: 'home', value: { city: 'Salerno' } },
    { addresses: [{ label: 'home', street: 'Via Roma 1', city: 'Salerno' }] },
  ],
];

test.each(cases)(
  '%s that reads back as it was is not kept, in whatever form it was kept it is',
  (_, edit, kept) => {
    expect(isNotKept(card, { ...card, notes: `${card.notes}` }, [edit])).toBe(true);
    expect(isNotKept(card, { ...card, ...kept }, [edit])).toBe(false);
  },
);

test('an edit that changes nothing, a picture and a group say nothing', () => {
  const edits: Edit[] = [
    { property: 'notes', value: 'Before' },
    { ...phone, value: '111' },
    { property: 'photo', value: 'a' },
    { property: 'groups', join: 'g' },
  ];
  expect(isNotKept(card, card, edits)).toBe(false);
});

test('of several edits one that was not kept is enough', () => {
  const now = { ...card, notes: 'After' };
  expect(isNotKept(card, now, [{ property: 'notes', value: 'After' }, phone])).toBe(true);
});
