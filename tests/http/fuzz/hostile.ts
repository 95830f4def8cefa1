// What nobody sends who means well: values, bodies and encodings by which servers have been brought down before.
import type { Random } from '../../simulation/world/random.ts';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const withKey = (key: string, value: unknown): unknown =>
  Object.defineProperty({}, key, { value, enumerable: true });

/** For any place of a body. */
const VALUES: (() => unknown)[] = [
  ...['\0', 'a\0b', '\ud800', 'x\udfff', '\ud83d\ude00\ud83d', '\ufffe\uffff', '\u202e\u2066', '', ' ', '\n'],
  ...[
    'e\u0301'.repeat(400),
    '\ufdfa'.repeat(300),
    '\u{1f469}\u200d\u{1f4bb}',
    '٠١٢٣',
    'ＡＢＣ＠ｅｘａｍｐｌｅ．ｃｏｍ',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    'NaN',
    'true',
    '[object Object]',
  ],
  ...[
    "'; drop table record; --",
    '%',
    '_',
    '\\',
    '%_\\%',
    'a\'b"c`d',
    '{1,2}',
    '{"a":1}',
    '$1',
    '<script>alert(1)</script>',
  ],
  ...[
    '../../../etc/passwd',
    'javascript:alert(1)',
    'http://[',
    'https://a:b@c',
    'file:///etc/passwd',
    'http://127.0.0.1:1',
  ],
  ...[
    '2026-02-30',
    '0000-00-00',
    '--02-30',
    '99999-01-01',
    '2026-13-45T99:99:99Z',
    '+275760-09-13T00:00:00.001Z',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '{01a20e26-8f8f-748a-83e3}',
  ],
  ...['1e400', '-0', '0x10', '007', '1,5', '９', '2147483648', '9223372036854775808', '1'.repeat(400)],
  ...[-1, 0, 0.1, -0.5, 1e21, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, -(2 ** 31) - 1],
  ...[
    null,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    [{}],
    ['a', 'a'],
    { length: 1e9 },
    { toString: 1 },
    { $ne: null },
  ],
].map((value) => () => value);

/** Costly to make, so made when asked for. */
const LARGE: (() => unknown)[] = [
  () => 'x'.repeat(100_001),
  () => 'ab '.repeat(60_000),
  () => '@'.repeat(50_000),
  () => '+39 '.repeat(20_000),
  () => '-'.repeat(40_000),
  () => Array.from({ length: 3000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join(''),
  () => Array.from({ length: 20_000 }, (_, n) => n),
  () => Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, 'v'])),
  () => nested(33),
  () => nested(1000),
  () => withKey('__proto__', { role: 'administrator' }),
  () => withKey('constructor', { prototype: { role: 'administrator' } }),
  () => withKey('a\0b', 'x'),
  () => withKey('\ud800', 'x'),
];

export const hostileValue = (random: Random): unknown => random.pick(random.chance(0.85) ? VALUES : LARGE)();

/** Something hostile as a text, for a query or a header. */
export function hostileText(random: Random): string {
  const value = hostileValue(random);
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.slice(0, random.pick([20, 300, 6000]));
}

/** A part of an address as it stands on the wire: encoded rightly, wrongly, or not at all. */
export function hostilePart(random: Random): string {
  const wrong = [
    '%',
    '%f',
    '%ff',
    '%00',
    '%ED%A0%80',
    '%C0%AF',
    '%u0041',
    '%E0%A4%A',
    '..%2f..',
    '%2e%2e',
    '%0d%0aX:1',
  ];
  if (random.chance(0.4)) return random.pick(wrong);
  return encodeURIComponent(hostileText(random).toWellFormed());
}

/** A body that is spoilt as bytes. */
export function hostileBytes(random: Random, text: string): Buffer {
  const bytes = Buffer.from(text);
  const ways: (() => Buffer)[] = [
    () => bytes.subarray(0, random.int(bytes.length + 1)),
    () => Buffer.concat([bytes.subarray(0, 1), Buffer.from([0xff, 0xc0, 0x80]), bytes.subarray(1)]),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.from(text.replace(/"[^"]*"/, '"caf\u00e9"'), 'latin1'),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.from(`${text}${text}`),
    () => Buffer.from(text.replace(/[:,]/, ' ')),
    () =>
      Buffer.from(
        random.pick(['NaN', '{"a":1e999}', '{"a":-}', "{'a':1}", '"', '[1,]', '\0', '{"a":"\u0001"}']),
      ),
    () => Buffer.from('['.repeat(200_000)),
    () => Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)),
    () => Buffer.from(`{"a":${'9'.repeat(100_000)}}`),
    () => Buffer.from(`{"ids":["${'x","'.repeat(50_000)}"]}`),
  ];
  return random.pick(ways)();
}

export const HOSTILE_HEADERS: Record<string, string[]> = {
  'if-match': [
    '"',
    '""',
    '"-1"',
    'W/"1"',
    '"99999999999"',
    '"1","2"',
    '1e3',
    '\u00ff',
    '*',
    '"1" or 1=1',
    '0',
  ],
  'if-none-match': ['"', '*', 'W/', '"a","b"', 'x'.repeat(5000)],
  cookie: [
    'rubrica',
    'rubrica=',
    'rubrica=%',
    'rubrica=%ff.%00',
    '=;=;',
    `rubrica=${'a.'.repeat(2000)}`,
    '__proto__=1',
    'a=b; '.repeat(900),
  ],
  authorization: [
    'Bearer',
    'Bearer rub_',
    `Bearer ${'a '.repeat(3000)}`,
    'Basic Og==',
    '\u00ff\u00fe',
    `Bearer rub_${'\u00e9'.repeat(43)}`,
  ],
  accept: ['', '*/*;q=nope', 'text/html', '\u00ff'],
  'accept-language': ['xx', 'en;q=9999', 'a'.repeat(3000)],
  'content-type': [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=utf-16',
    'application/',
    'a/b/c',
    ';',
    'image/jpeg',
  ],
  'content-encoding': ['gzip', 'br', 'nope'],
  'user-agent': ['', '\u00ff'.repeat(500), 'x'.repeat(6000)],
  'x-forwarded-for': ['127.0.0.1', '::1, 1.2.3.4', 'nonsense', ','.repeat(2000)],
  'x-forwarded-host': ['evil.example', 'a, b'],
  'x-forwarded-proto': ['https', 'nope'],
  origin: ['null', 'http://', 'http://localhost:8080', '\u00ff'],
  'sec-fetch-site': ['cross-site', 'none', 'nope'],
  range: ['bytes=0-', 'bytes=9-1'],
};
