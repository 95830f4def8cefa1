import type { LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { classifyAddress, guardedLookup, isPublicHttps, safeUrl } from './address-safety.ts';
import { HttpError } from './http-error.ts';

const PUBLIC_ONLY = { allowPrivateAddresses: false, trustedOrigins: new Set<string>() };
const HOME_SERVER = { allowPrivateAddresses: true, trustedOrigins: new Set<string>() };
const SANDBOX = { allowPrivateAddresses: false, trustedOrigins: new Set(['http://127.0.0.1:4000']) };

function kindOf(run: () => unknown): string {
  try {
    run();
    return 'allowed';
  } catch (error) {
    return error instanceof HttpError ? error.kind : String(error);
  }
}

describe('hostile spellings of addresses that are not public', () => {
  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://127.0.1/',
    'https://0177.0.0.1/',
    'https://0x7f.0.0.1/',
    'https://0x7f.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://017700000001/',
    'https://127.0.0.1./',
    'https://%31%32%37.0.0.1/',
    'https://１２７.0.0.1/',
    'https://①②⑦.⓪.⓪.①/',
    'https://127。0。0。1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://0.1.2.3/',
    'https://10.0.0.1/',
    'https://10.255.255.254/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://3232235777/',
    'https://100.64.0.1/',
    'https://169.254.169.254/',
    'https://0xA9FEA9FE/',
    'https://192.0.0.1/',
    'https://192.0.2.1/',
    'https://198.18.0.1/',
    'https://198.51.100.1/',
    'https://203.0.113.1/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:ffff:127.0.0.1]/',
    'https://[::127.0.0.1]/',
    'https://[::7f00:1]/',
    'https://[::ffff:0:127.0.0.1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::1]/',
    'https://[2002:7f00:1::]/',
    'https://[2002:a00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[2001:db8::1]/',
    'https://[100::1]/',
    'https://[fc00::1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
  ])('%s', (url) => {
    expect(kindOf(() => safeUrl(url, PUBLIC_ONLY))).toBe('private-address');
  });
});

test.each([
  'ftp://example.org/',
  'file:///etc/passwd',
  'gopher://example.org/',
  'javascript:alert(1)',
  'data:text/plain,x',
  'example.org',
  '',
  'https://',
  'https://user@example.org/',
  'https://user:secret@example.org/',
  'https://example.org:25/',
  'https://example.org:22/',
  'https://example.org:0/',
])('%s is no address to ask', (url) => {
  expect(kindOf(() => safeUrl(url, HOME_SERVER))).toBe('bad-address');
});

test('a password in a URL is not repeated in the error', () => {
  expect(() => safeUrl('ftp://user:secret@example.org/', PUBLIC_ONLY)).not.toThrow(/secret/);
});

test.each([
  'https://example.org/',
  'https://example.org:8443/dav/',
  'https://93.184.216.34/',
  'https://[2606:2800:220:1::1]/',
])('%s is public', (url) => {
  expect(kindOf(() => safeUrl(url, PUBLIC_ONLY))).toBe('allowed');
});

test('plain HTTP is refused for every public host, and for private ones too', () => {
  expect(kindOf(() => safeUrl('http://example.org/', HOME_SERVER))).toBe('insecure-address');
  expect(kindOf(() => safeUrl('http://192.168.1.10/', HOME_SERVER))).toBe('insecure-address');
  expect(kindOf(() => safeUrl('http://localhost:5232/', PUBLIC_ONLY))).toBe('insecure-address');
});

test('an administrator may allow private networks, and plain HTTP on this machine', () => {
  for (const url of [
    'https://192.168.1.10/',
    'https://[fd00::1]/',
    'http://127.0.0.1:5232/',
    'http://localhost:5232/',
  ])
    expect(
      kindOf(() => safeUrl(url, HOME_SERVER)),
      url,
    ).toBe('allowed');
});

test('the metadata service and other special addresses stay shut even then', () => {
  for (const url of [
    'https://169.254.169.254/',
    'https://[fe80::1]/',
    'https://0.0.0.0/',
    'https://[64:ff9b::7f00:1]/',
  ])
    expect(
      kindOf(() => safeUrl(url, HOME_SERVER)),
      url,
    ).toBe('private-address');
});

test('a configured sandbox is reached over plain HTTP, and its other ports on this machine, but no network', () => {
  for (const url of ['http://127.0.0.1:4000/', 'http://localhost:4001/'])
    expect(
      kindOf(() => safeUrl(url, SANDBOX)),
      url,
    ).toBe('allowed');
  expect(kindOf(() => safeUrl('https://192.168.1.10/', SANDBOX))).toBe('private-address');
  expect(kindOf(() => safeUrl('http://192.168.1.10/', SANDBOX))).toBe('private-address');
});

test('what is no address at all is forbidden', () => {
  expect(classifyAddress('localhost')).toBe('forbidden');
});

function lookUp(found: string[], policy = PUBLIC_ONLY, name = 'dav.example.org'): Promise<string> {
  const resolve = ((_name: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as LookupFunction;
  return new Promise((done) => {
    guardedLookup(policy, resolve)(name, {}, (error, address) =>
      done(error ? (error as unknown as HttpError).kind : String(address)),
    );
  });
}

describe('names', () => {
  test('a name with a public address is looked up', async () => {
    expect(await lookUp(['93.184.216.34'])).toBe('93.184.216.34');
  });

  test('one private address among public ones spoils the name', async () => {
    expect(await lookUp(['93.184.216.34', '127.0.0.1'])).toBe('private-address');
    expect(await lookUp(['::ffff:10.0.0.1'])).toBe('private-address');
  });

  test('a name for this machine that leads elsewhere is refused', async () => {
    expect(await lookUp(['93.184.216.34'], HOME_SERVER, 'localhost')).toBe('private-address');
    expect(await lookUp(['127.0.0.1'], HOME_SERVER, 'localhost')).toBe('127.0.0.1');
  });

  test('a name without addresses is unreachable', async () => {
    expect(await lookUp([])).toBe('unreachable');
  });
});

test.each([
  ['https://crm.example.org/told', true],
  ['https://crm.example.org:8443/told', true],
  ['https://93.184.216.34/told', true],
  ['http://crm.example.org/told', false],
  ['https://localhost/told', false],
  ['https://127.0.0.1/told', false],
  ['https://[::1]/told', false],
  ['https://192.168.1.5/told', false],
  ['https://100.64.0.1/told', false],
  ['https://[fd00::1]/told', false],
  ['https://crm/told', false],
  ['https://crm.local/told', false],
  ['https://crm.internal./told', false],
])('whether somebody else finds %s: %s', (url, expected) => {
  expect(isPublicHttps(new URL(url))).toBe(expected);
});
