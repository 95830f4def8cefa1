import { expect, test } from 'vitest';
import { addressElsewhere, fieldOfProblem } from './connection-problem.ts';
import { credentialsOf, isAppPassword, isComplete } from './sign-in.ts';

const aSignIn = { provider: 'carddav' as const, username: 'anna', password: 'x', url: '' };

test('a refused password is explained at the password, a wrong address at the address', () => {
  expect(fieldOfProblem('sign-in-refused', 'carddav')).toBe('password');
  expect(fieldOfProblem('not-carddav', 'carddav')).toBe('url');
});

test('iCloud has no address field to explain anything at', () => {
  expect(fieldOfProblem('book-unreachable', 'icloud')).toBeNull();
  expect(fieldOfProblem('too-many-requests', 'icloud')).toBeNull();
});

test('without an e-mail address the server address is needed before anything is asked', () => {
  expect(isComplete(aSignIn)).toBe(false);
  expect(isComplete({ ...aSignIn, username: 'anna@example.com' })).toBe(true);
  expect(isComplete({ ...aSignIn, url: 'dav.example.com' })).toBe(true);
});

test('an address typed without a scheme is asked over https, and an empty one is left out', () => {
  expect(credentialsOf({ ...aSignIn, url: ' dav.example.com/anna ' }).url).toBe(
    'https://dav.example.com/anna',
  );
  expect(credentialsOf({ ...aSignIn, url: 'http://nas.local' }).url).toBe('http://nas.local');
  expect(credentialsOf(aSignIn)).not.toHaveProperty('url');
});

test('an app-specific password is known by its shape', () => {
  expect(isAppPassword('icloud', ' abcd-efgh-ijkl-mnop ')).toBe(true);
  expect(isAppPassword('icloud', 'Correct-Horse-9')).toBe(false);
});

test('an address that sends on elsewhere names where to, at the address', () => {
  expect(fieldOfProblem('book-elsewhere', 'carddav')).toBe('url');
  const params = { address: 'https://dav.example.org/' };
  expect(addressElsewhere({ problems: [{ field: 'url', code: 'elsewhere', params }] })).toBe(params.address);
  expect(addressElsewhere({ problems: [{ field: 'url', code: 'not-a-url' }] })).toBeUndefined();
});
