import { expect, test } from 'vitest';
import { isSameSite } from './same-site.ts';

const same = (a: string, b: string) => isSameSite(new URL(a), new URL(b));

test.each([
  ['https://example.org/', 'https://example.org/dav/'],
  ['https://example.org/', 'https://example.org:8443/'],
  ['https://example.org/', 'https://dav.example.org/'],
  ['https://nextcloud.example.org/', 'https://dav.example.org/'],
  ['https://carddav.fastmail.com/', 'https://d1.carddav.fastmail.com/'],
  ['https://a.example.co.uk/', 'https://b.example.co.uk/'],
  ['http://127.0.0.1:5232/', 'http://127.0.0.1:5232/a'],
])('%s may send on to %s', (a, b) => expect(same(a, b)).toBe(true));

test.each([
  ['https://example.org/', 'https://example.com/'],
  ['https://example.org/', 'http://example.org/'],
  ['http://example.org/', 'https://dav.example.org/'],
  ['https://example.org/', 'https://example.org.evil.net/'],
  ['https://example.org/', 'https://evilexample.org/'],
  ['https://mine.co.uk/', 'https://evil.co.uk/'],
  ['https://mine.com.br/', 'https://evil.com.br/'],
  ['https://10.0.0.1/', 'https://9.0.0.1/'],
  ['http://127.0.0.1:5232/', 'http://127.0.0.1:5233/'],
])('%s may not send on to %s', (a, b) => expect(same(a, b)).toBe(false));
