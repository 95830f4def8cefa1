import { expect, test } from 'vitest';
import { refusal } from '../../tests/refusal.ts';
import { hashNewPassword, isGuessable } from './new-password.ts';
import { verifyPassword } from './password.ts';

test.each([
  'password123',
  'Password123!',
  'P@ssw0rd123',
  'qwertyuiop',
  '1234567890',
  'letmein12345',
  'aaaaaaaaaaaaaaaaaaaa',
  'iloveyou123',
  'abcdefghij',
  'passwordpasswordpassword',
  '1q2w3e4r5t6y',
])('strangers come upon %s', (password) => {
  expect(isGuessable(password)).toBe(true);
});

test.each([
  'correct horse battery',
  'quattro gatti al porto',
  'zk4-Vw9-qTr',
  'three rusty anchors',
  '海辺の古い赤い自転車と猫',
])('strangers do not come upon %s', (password) => {
  expect(isGuessable(password)).toBe(false);
});

test('one’s own name with a number is what strangers try who know it', () => {
  expect(isGuessable('mariarossi1', ['Maria Rossi', 'm.rossi@example.org'])).toBe(true);
  expect(isGuessable('mariarossi1', ['Jo Lind', 'jo@example.org'])).toBe(false);
});

test('it says which field it is about, and otherwise makes a hash', async () => {
  expect(await refusal(hashNewPassword('password123', [], 'password.next'))).toMatchObject({
    code: 'common-password',
    fields: { 'password.next': expect.any(String) },
  });
  const hash = await hashNewPassword('three rusty anchors', []);
  expect(await verifyPassword('three rusty anchors', hash)).toBe(true);
});

test('the longest and oddest password is looked at in a moment', () => {
  for (const password of [
    '4@8({[<3'.repeat(25),
    'p4$$w0rd!|1'.repeat(18),
    'a'.repeat(200),
    '١٢٣'.repeat(66),
  ]) {
    const before = process.cpuUsage();
    isGuessable(password, ['a '.repeat(100)]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000, password.slice(0, 10)).toBeLessThan(1000);
  }
});
