import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCredentials, isSameSite, type Naming, RULES } from './credentials.ts';

const EVERY = Object.keys(RULES) as Naming[];
const TYPED = 'https://dav.example.org/';

const mayGo = (to: string, naming: Naming, typed = TYPED) =>
  createCredentials({ typed: new URL(typed) }).mayGo(new URL(to), naming);

describe.each(EVERY)('named by %s', (naming) => {
  test('what was typed for is always right', () => {
    expect(mayGo('https://dav.example.org/a/b', naming)).toBe(true);
    expect(mayGo('https://dav.example.org:443/', naming)).toBe(true);
  });

  test.each([
    ['https://dav.example.org/', 'http://dav.example.org/'],
    ['https://dav.example.org/', 'ftp://dav.example.org/'],
    ['http://127.0.0.1:5232/', 'http://127.0.0.1:5233/'],
    ['http://127.0.0.1:5232/', 'https://dav.example.org/'],
    ['http://localhost:1024/', 'http://localhost:1025/'],
  ])('from %s never to %s', (typed, to) => expect(mayGo(to, naming, typed)).toBe(false));
});

test.each([
  ['https://dav.example.org:8443/', ['discovery', 'account']],
  ['https://cloud.example.org/', ['discovery', 'account']],
  ['https://example.org/', ['discovery', 'account']],
  ['https://p12.example.net/', ['account']],
  ['https://dav.example.org.evil.net/', ['account']],
  ['https://evilexample.org/', ['account']],
])('%s counts when named by %j', (to, allowed) =>
  expect(EVERY.filter((naming) => mayGo(to, naming))).toEqual(allowed),
);

test('what the account named is known from then on, under this origin alone', () => {
  const credentials = createCredentials({ typed: new URL(TYPED) });
  expect(credentials.mayGo(new URL('https://p12.example.net/'), 'listing')).toBe(false);
  expect(credentials.mayGo(new URL('https://p12.example.net/'), 'account')).toBe(true);
  expect(credentials.mayGo(new URL('https://p12.example.net/x'), 'listing')).toBe(true);
  expect(credentials.mayGo(new URL('https://p12.example.net:444/x'), 'listing')).toBe(false);
});

test('what was known when the account was connected is known again, but never over plain HTTP', () => {
  const before = ['https://p12.example.net/', 'http://p13.example.net/'].map((url) => new URL(url));
  const credentials = createCredentials({ typed: new URL(TYPED), before });
  expect(credentials.mayGo(new URL('https://p12.example.net/'), 'card')).toBe(true);
  expect(credentials.mayGo(new URL('http://p13.example.net/'), 'account')).toBe(false);
});

test.each([
  ['nas.duckdns.org', 'other.duckdns.org', false],
  ['a.nas.duckdns.org', 'nas.duckdns.org', true],
  ['mine.github.io', 'evil.github.io', false],
  ['mine.co.uk', 'evil.co.uk', false],
  ['a.example.co.uk', 'b.example.co.uk', true],
  ['mine.com.br', 'evil.com.br', false],
  ['me.dyndns.org', 'you.dyndns.org', false],
  ['example.org', 'example.org', true],
  ['example.org.', 'dav.example.org', true],
  ['10.0.0.1', '9.0.0.1', false],
  ['[2001:db8::1]', '[2001:db8::2]', false],
  ['nas.lan', 'dav.nas.lan', false],
  ['nas', 'nas', true],
])('%s and %s are one site: %s', (a, b, expected) => {
  expect(isSameSite(new URL(`https://${a}/`), new URL(`https://${b}/`))).toBe(expected);
});

test('SECURITY.md says what the table says, row by row', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../SECURITY.md'), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.endsWith(' |'));
  const head = rows.findIndex((row) => row.startsWith('| Who names the address'));
  expect(rows.slice(head + 1, head + 1 + EVERY.length)).toEqual(
    Object.values(RULES).map(({ namedBy, goes, because }) => `| ${namedBy} | ${goes} | ${because} |`),
  );
});
