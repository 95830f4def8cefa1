import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealer, isSealedWith, UnsealError } from './seal.ts';
import { sessionSecretFrom } from './session-secret.ts';

const PLACE = 'account:1:credentials';
const sealer = createSealer(randomBytes(32));

test('what was sealed opens in its place', () => {
  for (const plain of ['', 'app-specific-password', 'Größe 🔑 '.repeat(500)]) {
    expect(sealer.open(sealer.seal(plain, PLACE), PLACE)).toBe(plain);
  }
});

test('the same text sealed twice looks different, and shows nothing of itself', () => {
  const [a, b] = [sealer.seal('s3cret', PLACE), sealer.seal('s3cret', PLACE)];
  expect(a).not.toBe(b);
  expect(a).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
  expect(a).not.toContain('s3cret');
  expect(a).not.toContain(Buffer.from('s3cret').toString('base64url'));
});

test('a value moved to another row does not open', () => {
  expect(() => sealer.open(sealer.seal('s3cret', PLACE), 'account:2:credentials')).toThrow(UnsealError);
});

test('a value sealed with another key does not open, and says so', () => {
  const other = createSealer(randomBytes(32));
  expect(() => other.open(sealer.seal('s3cret', PLACE), PLACE)).toThrow(/another secret key/);
});

test('no altered value opens, whichever character was altered', () => {
  const sealed = sealer.seal('s3cret', PLACE);
  for (let at = 0; at < sealed.length; at++) {
    const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'Q' : 'A') + sealed.slice(at + 1);
    expect(() => sealer.open(altered, PLACE), `character ${at}`).toThrow(UnsealError);
  }
});

test.each(['', 'v1', 'v1...', 's3cret', 'v2.00000000.AAAA.AAAA', 'v1.00000000.AAAAAAAAAAAAAAAA.AAAA', '{}'])(
  'what is no sealed value is refused: %j',
  (text) => {
    expect(() => sealer.open(text, PLACE)).toThrow(UnsealError);
  },
);

test('a value cut short does not open', () => {
  const sealed = sealer.seal('s3cret', PLACE);
  for (const cut of [1, 8, 20]) expect(() => sealer.open(sealed.slice(0, -cut), PLACE)).toThrow(UnsealError);
});

test('a key of another length is refused', () => {
  for (const bytes of [0, 16, 31, 33]) expect(() => createSealer(Buffer.alloc(bytes))).toThrow(RangeError);
});

test('the secret of session cookies follows from the key and does not show it', () => {
  const key = randomBytes(32);
  expect(sessionSecretFrom(key)).toBe(sessionSecretFrom(key));
  expect(sessionSecretFrom(key)).not.toBe(sessionSecretFrom(randomBytes(32)));
  expect(sessionSecretFrom(key)).not.toContain(key.toString('hex'));
});

test('while a key is replaced, who holds both opens what either sealed, and one that runs follows', () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  let keys = [old];
  const running = createSealer(() => keys);
  const before = running.seal('s3cret', PLACE);
  const opened = createSealer(() => [fresh, old]);
  expect(opened.open(before, PLACE)).toBe('s3cret');
  const resealed = opened.seal('s3cret', PLACE);
  expect([isSealedWith(fresh, resealed), isSealedWith(fresh, before)]).toEqual([true, false]);
  keys = [fresh];
  expect(running.open(resealed, PLACE)).toBe('s3cret');
  expect(isSealedWith(fresh, running.seal('s3cret', PLACE))).toBe(true);
  expect(() => running.open(before, PLACE)).toThrow(/another secret key/);
});
