import { expect, test } from 'vitest';
import { contactFromVCard } from './contact-from-vcard.ts';
import { groupFromVCard } from './group-from-vcard.ts';

const aCard = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\n');

test('an Apple group lists its members once, in the form in which cards give their UID', () => {
  const uid = 'd1f3a6b0-7c0e-4f6e-9d54-0c1b2a3d4e5f';
  const raw = aCard(
    'UID:uid3',
    'FN:Shared Group',
    'X-ADDRESSBOOKSERVER-KIND:group',
    `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:${uid}`,
    `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:${uid.toUpperCase()}`,
    'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:uid-bad',
  );
  expect(groupFromVCard(raw)).toEqual({
    id: 'uid3',
    name: 'Shared Group',
    members: [uid.toUpperCase(), 'uid-bad'],
  });
  expect(contactFromVCard(raw).isGroup).toBe(true);
  expect(contactFromVCard(aCard(`UID:${uid}`)).uid).toBe(uid.toUpperCase());
});

test('a vCard 4.0 group without members is a group, named by N when FN is empty', () => {
  expect(groupFromVCard(aCard('KIND:GROUP', 'UID:a', 'FN:', 'N:Clienti'))).toEqual({
    id: 'a',
    name: 'Clienti',
    members: [],
  });
});

test('a card of a person is no group', () => {
  expect(groupFromVCard(aCard('KIND:individual', 'UID:a', 'MEMBER:urn:uuid:b'))).toBeNull();
});
