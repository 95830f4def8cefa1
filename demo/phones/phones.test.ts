import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Books, openBooks } from '../world/books.ts';
import { portrait } from '../world/portrait.ts';
import type { Person } from './phone.ts';

let books: Books;
beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.stop());

const person: Person = {
  first: 'Zoë',
  last: 'D’Amico; Rossi',
  company: 'Rossi, Figli & C.',
  title: 'Architetto',
  phones: [
    { label: 'mobile', value: '+39 333 1234567' },
    { label: 'work', value: '+39 02 1234567' },
  ],
  emails: [{ label: '', value: 'zoe@rossi.example' }],
  note: 'First line\nsecond, line; \\ end',
};

describe.each([0, 1, 2] as const)('phone %i', (at) => {
  test('somebody added is there as typed, is edited, gets a picture and goes', () => {
    const phone = books.phones[at];
    const before = phone.list().length;
    const id = phone.save(person);
    expect(phone.get(id)).toMatchObject(person);
    expect(phone.list()).toHaveLength(before + 1);
    phone.setPhoto(id, portrait(1, true));
    expect(phone.get(id)!.photo).toMatch(/^(data:image\/png;base64,|http)/);
    const edited = { ...person, title: '', phones: [person.phones[1]!] };
    expect(phone.save(edited, id)).toBe(id);
    expect(phone.get(id)).toMatchObject(edited);
    expect(phone.get(id)!.photo).not.toBeNull();
    phone.remove(id);
    expect(phone.get(id)).toBeUndefined();
    expect(phone.list()).toHaveLength(before);
  });

  test('an accident takes as many as two hundred', () => {
    const phone = books.phones[at];
    const before = phone.list().length;
    phone.mishaps.find(({ kind }) => kind === 'delete-many')!.happen();
    expect(phone.list()).toHaveLength(Math.max(0, before - 200));
  });
});

test('what an iPhone’s app does not edit stays on the card, and a line whose value stays keeps what it has', async () => {
  const { startCardDavSandbox } = await import('../../sandbox/carddav/sandbox.ts');
  const { iphone } = await import('./iphone.ts');
  await using sandbox = await startCardDavSandbox({ users: [{ user: 'ada', password: 'x' }] });
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'UID:1',
    'N:Rossi;Ada;Maria;Dott.;',
    'ORG:Acme;Vendite',
    'FN:Ada Rossi',
    'item1.TEL;TYPE=CELL;TYPE=pref:333 1',
    'item1.X-ABLabel:yacht',
    'X-MINE:kept',
    'END:VCARD',
  ];
  const { href } = sandbox.book('ada').put('1.vcf', `${lines.join('\r\n')}\r\n`);
  const phone = iphone(sandbox, 'ada');
  phone.save({ ...phone.get(href)!, title: 'CEO', first: 'Anna', company: 'Acme S.r.l.' }, href);
  const { vcard } = sandbox.book('ada').get(href)!;
  expect(vcard).toContain('item1.TEL;TYPE=CELL;TYPE=pref:333 1\r\n');
  expect(vcard).toContain('N:Rossi;Anna;Maria;Dott.;\r\n');
  expect(vcard).toContain('ORG:Acme S.r.l.;Vendite\r\n');
  expect(vcard).toContain('X-MINE:kept\r\n');
  expect(vcard).toContain('TITLE:CEO\r\n');
});
