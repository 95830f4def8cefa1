import { expect, test } from 'vitest';
import { createDigest } from './digest.ts';

/** The example of RFC 7616 3.9.1. */
const USER = { username: 'Mufasa', password: 'Circle of Life' };
const URL_OF_IT = new URL('http://www.example.org/dir/index.html');
const NONCE = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const challenge = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${NONCE}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
const cnonce = () => 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';

test.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
])('%s answers as the example of the standard', (algorithm, response) => {
  const digest = createDigest(USER, cnonce);
  expect(digest.isNews(URL_OF_IT, challenge(algorithm), undefined)).toBe(true);
  const header = digest.authorization('GET', URL_OF_IT);
  expect(header).toContain(`response="${response}"`);
  expect(header).toContain('nc=00000001');
  expect(digest.authorization('GET', URL_OF_IT)).toContain('nc=00000002');
});

test('the stronger of two is taken, and Basic before both', () => {
  const both = `${challenge('MD5')}, ${challenge('SHA-256')}`;
  const digest = createDigest(USER, cnonce);
  expect(digest.isNews(URL_OF_IT, both, undefined)).toBe(true);
  expect(digest.authorization('GET', URL_OF_IT)).toContain('algorithm=SHA-256');
  expect(createDigest(USER).isNews(URL_OF_IT, `${both}, Basic realm="a"`, undefined)).toBe(false);
  expect(
    createDigest(USER).isNews(URL_OF_IT, 'Digest realm="a, \\"Basic b", nonce = "n" , qop=auth', undefined),
  ).toBe(true);
});

test('a nonce that was answered is tried again only where it is called stale', () => {
  const digest = createDigest(USER);
  digest.isNews(URL_OF_IT, challenge('MD5'), 'Basic x');
  const sent = digest.authorization('GET', URL_OF_IT)!;
  expect(digest.isNews(URL_OF_IT, challenge('MD5'), sent)).toBe(false);
  const newer = challenge('MD5').replace(NONCE, 'newer');
  expect(digest.isNews(URL_OF_IT, newer, sent)).toBe(false);
  expect(digest.isNews(URL_OF_IT, `${newer.replace('newer', 'newest')}, stale=true`, sent)).toBe(true);
});

test('what cannot be answered is not: other algorithms, integrity alone, no nonce, no challenge', () => {
  for (const header of [
    'Digest realm="a", nonce="n", algorithm=SHA-512-256',
    'Digest nonce="n", qop="auth-int"',
    'Digest realm="a"',
    'Basic realm="a"',
    '',
    null,
  ])
    expect(createDigest(USER).isNews(URL_OF_IT, header, undefined), String(header)).toBe(false);
});

test('each server has its own challenge, and none is answered that did not ask', () => {
  const digest = createDigest({ username: 'Jäsøn', password: 'x' });
  digest.isNews(URL_OF_IT, challenge('MD5'), undefined);
  expect(digest.authorization('GET', new URL('https://other.example/'))).toBeNull();
  expect(digest.authorization('GET', URL_OF_IT)).toContain("username*=UTF-8''J%C3%A4s%C3%B8n");
});
