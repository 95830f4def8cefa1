import { expect, test } from 'vitest';
import { addMembers, removeMembers } from './add-members.ts';

const UID = 'd1f3a6b0-7c0e-4f6e-9d54-0c1b2a3d4e5f';
const aGroup = (kind: string, ...lines: string[]) =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Clienti',
    'FN:Clienti',
    `${kind}:group`,
    ...lines,
    'UID:g',
    'END:VCARD',
    '',
  ].join('\r\n');
const APPLE = 'X-ADDRESSBOOKSERVER-KIND';

test.each([
  [APPLE, 'X-ADDRESSBOOKSERVER-MEMBER'],
  ['KIND', 'MEMBER'],
])('members of a group by %s are added as %s, every other line as it came', (kind, member) => {
  const raw = aGroup(kind, `${member}:urn:uuid:other`, 'X-COLOUR:red', 'NOTE:a', ' b');
  expect(addMembers(raw, [UID, 'x,1'])).toBe(
    raw.replace('END:VCARD', `${member}:urn:uuid:${UID}\r\n${member}:urn:uuid:x\\,1\r\nEND:VCARD`),
  );
});

test('who is a member, in any spelling, is not added again', () => {
  const raw = aGroup(APPLE, `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:${UID.toUpperCase()}`);
  expect(addMembers(raw, [UID, `urn:uuid:${UID}`])).toBe(raw);
  expect(addMembers(aGroup(APPLE), [UID, UID.toUpperCase()])!.match(/MEMBER:/g)).toHaveLength(1);
});

test('what is no whole group card is left alone', () => {
  for (const raw of [
    aGroup('NOTE'),
    aGroup(APPLE).replace('END:VCARD\r\n', ''),
    aGroup(APPLE) + aGroup(APPLE),
    '',
  ])
    expect(addMembers(raw, [UID])).toBeNull();
});

test.each([
  [APPLE, 'X-ADDRESSBOOKSERVER-MEMBER'],
  ['KIND', 'MEMBER'],
])('members of a group by %s go, in any spelling, every other line as it came', (kind, member) => {
  const raw = aGroup(kind, `${member}:urn:uuid:other`, 'NOTE:a', ' b');
  const more = addMembers(raw, [UID, 'x,1'])!;
  expect(removeMembers(more, [UID.toUpperCase(), 'x,1'])).toBe(raw);
  expect(removeMembers(raw, [UID])).toBe(raw);
  expect(removeMembers(aGroup('NOTE', `${member}:urn:uuid:other`), ['other'])).toBeNull();
});
