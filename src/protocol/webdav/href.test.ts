import { expect, test } from 'vitest';
import { normalPath, pathOf, resolveHref } from './href.ts';

const BASE = 'https://dav.example.org/alice/contacts/';
const identity = (href: string) => normalPath(resolveHref(href, BASE)!.pathname);

test.each([
  ['/alice/contacts/a%40b.vcf', '/alice/contacts/a@b.vcf'],
  ['/alice/contacts/%c3%a8.vcf', '/alice/contacts/%C3%A8.vcf'],
  ['/alice/contacts/%C3%A8.vcf', '/alice/contacts/è.vcf'],
  ['/alice/contacts/sp%20ace.vcf', '/alice/contacts/sp ace.vcf'],
  ['/alice/contacts/a%2bb.vcf', '/alice/contacts/a+b.vcf'],
  ['/alice/contacts/(a).vcf', '/alice/contacts/%28a%29.vcf'],
  ['/alice/contacts/co%3Alon.vcf', 'co%3Alon.vcf'],
  ['/alice/contacts/co:lon.vcf', 'co:lon.vcf'],
  ['/alice/contacts/a.vcf', 'a.vcf'],
  ['/alice/contacts/a.vcf', 'https://dav.example.org:443/alice/contacts/a.vcf'],
  ['/alice/contacts/a.vcf', '\n  /alice/contacts/a.vcf\n'],
  ['/alice/contacts/100%25.vcf', '/alice/contacts/100%.vcf'],
  ['/alice/contacts/a%3Fb%23c.vcf', '/alice/contacts/a?b#c.vcf'],
])('%s and %s are one card', (one, other) => {
  expect(identity(other)).toBe(identity(one));
});

test('an encoded slash is no separator', () => {
  expect(identity('/alice/contacts/a%2Fb.vcf')).toBe('/alice/contacts/a%2Fb.vcf');
});

test('the normal form is its own normal form, and needs no parentheses', () => {
  for (const href of ['/a/è b(1)!.vcf', "/a/it's*.vcf", '/a/100%.vcf']) {
    const once = identity(href);
    expect(identity(once)).toBe(once);
    expect(once).toMatch(/^[\w/.%~-]+$/);
  }
});

test('a path to send keeps the spelling of the server', () => {
  expect(pathOf(resolveHref('/alice/contacts/a@b(c)%c3%a8.vcf', BASE)!)).toBe(
    '/alice/contacts/a@b(c)%c3%a8.vcf',
  );
});

test('what names no web address is nothing', () => {
  expect(resolveHref('', BASE)).toBeNull();
  expect(resolveHref('https://', BASE)).toBeNull();
});
