import { expect, test } from 'vitest';
import { addressKey, shortAddress } from './caller-address.ts';

test.each([
  ['192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
  ['::ffff:192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8:1:3::9', '2001:db8:1:3::/64', '2001:db8:1::/48'],
  ['nonsense', 'unknown', 'unknown'],
  ['', 'unknown', 'unknown'],
])('%s counts as %s and is kept as %s', (ip, key, short) => {
  expect([addressKey(ip), shortAddress(ip)]).toEqual([key, short]);
});
