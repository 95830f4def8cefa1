import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

test('a password verifies against its hash, and no other does', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword('correct horse battery', hash)).toBe(true);
  expect(await verifyPassword('correct horse batterz', hash)).toBe(false);
  expect(await verifyPassword('', hash)).toBe(false);
});

test('the same password hashed twice looks different', async () => {
  expect(await hashPassword('correct horse battery')).not.toBe(await hashPassword('correct horse battery'));
});

test('an accent typed in two Unicode forms is the same password', async () => {
  expect(
    await verifyPassword(
      'città di mare'.normalize('NFD'),
      await hashPassword('città di mare'.normalize('NFC')),
    ),
  ).toBe(true);
});

test('a hash of another cost still verifies', async () => {
  // A test vector of the reference implementation (P-H-C/phc-winner-argon2, src/test.c).
  const cheap = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
  expect(await verifyPassword('password', cheap)).toBe(true);
  expect(await verifyPassword('passwore', cheap)).toBe(false);
});

test.each(['', 'x', '$2b$12$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=1,t=1,p=1$$'])(
  'nothing verifies against %j',
  async (stored) => {
    expect(await verifyPassword('', stored)).toBe(false);
  },
);

test('many at once wait their turn, and more than that are told to come back', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 150 }, () =>
      verifyPassword('x', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR'),
    ),
  );
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(60);
  expect(refused[0]!.reason).toMatchObject({ code: 'too-many-requests', retryAfter: expect.any(Number) });
  // The others got their answer, and so does whoever comes now.
  expect(await verifyPassword('y', await hashPassword('y'))).toBe(true);
});
