import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailLink, mapLink, phoneLink, webLink } from './links.ts';

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  'intent://x#Intent;end',
])('%s is no link', (value) => {
  expect(webLink(value)).toBeNull();
});

test('no value of any kind leads anywhere but to the web, a message or a call', () => {
  const beginnings = fc.constantFrom('javascript:', 'data:', 'http:', 'HTTPS://', '\t', ' ');
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.emailAddress(),
    fc.tuple(beginnings, fc.string()).map(([beginning, rest]) => beginning + rest),
  );
  fc.assert(
    fc.property(values, (value) => {
      expect(webLink(value) ?? 'https://a').toMatch(/^https?:\/\//);
      expect(mailLink(value) ?? 'mailto:a@b').toMatch(/^mailto:[^?&\s]+@[^?&\s]+$/);
      expect(mapLink([value]) ?? 'https://www.openstreetmap.org/search?query=').toMatch(
        /^https:\/\/www\.openstreetmap\.org\/search\?query=[^&#\s]*$/,
      );
      expect(phoneLink(value) ?? 'tel:1').toMatch(/^tel:[\d+*%,;]+$/);
    }),
  );
});

test('what people write is a link', () => {
  expect(webLink('www.example.org/a')).toBe('https://www.example.org/a');
  expect(webLink('http://example.org')).toBe('http://example.org/');
  expect(mailLink('anna@example.org')).toBe('mailto:anna@example.org');
  expect(mailLink('anna@example.org?cc=eva')).toBe('mailto:anna@example.org%3Fcc%3Deva');
  expect(phoneLink('+٣٩ 055 12')).toBe('tel:+3905512');
});
