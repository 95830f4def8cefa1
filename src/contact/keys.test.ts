import { expect, test } from 'vitest';
import { addressKey } from './address.ts';
import { countryCodeFromName } from './country.ts';
import { emailKey } from './email.ts';
import { urlKey } from './url.ts';

test('e-mails are compared without case', () => {
  expect(emailKey(' Ada@Example.ORG ')).toBe('ada@example.org');
});

test('addresses are compared without label, code and the look of their spaces; an empty one is nothing', () => {
  const address = { label: 'home', street: 'Via  Po 1 \r\n Scala B', city: 'Roma', countryCode: 'it' };
  expect(addressKey(address)).toBe(addressKey({ label: null, street: 'Via Po 1\nScala B', city: 'Roma' }));
  expect(addressKey(address)).not.toBe(addressKey({ ...address, city: undefined, state: 'Roma' }));
  expect(addressKey({ label: 'home', city: ' ' })).toBe('');
});

test('keys of addresses are what links have stored since the first version', () => {
  const address = { street: 'a', poBox: 'b', city: 'c', state: 'd', postalCode: 'e', country: 'f' };
  expect(addressKey(address)).toBe(['a', 'b', 'c', 'd', 'e', 'f'].join('\u001f'));
});

test('web addresses are compared without what a browser adds', () => {
  expect(urlKey('HTTP://Example.org/')).toBe(urlKey('example.org'));
  expect(urlKey('https://example.org/A')).not.toBe(urlKey('https://example.org/a'));
  expect(urlKey('https://example.org')).not.toBe(urlKey('http://example.org'));
  expect(urlKey('')).toBe('');
});

test('countries are known by their names in five languages', () => {
  for (const name of ['Germany', 'GERMANIA', 'Alemania', 'Allemagne', 'Deutschland', 'de'])
    expect(countryCodeFromName(name)).toBe('de');
  expect(countryCodeFromName('USA')).toBe('us');
  expect(countryCodeFromName('constructor')).toBeNull();
  expect(countryCodeFromName('')).toBeNull();
});
