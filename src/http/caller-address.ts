// Where a request comes from, as it may be counted and kept.
import ipaddr from 'ipaddr.js';

/** IPv4 as it is; of IPv6 the /64, which is what one household or one office has all of. */
export const addressKey = (ip: string): string => networkOf(ip, 32, 64);

/** What the audit keeps: near enough to recognise a pattern, too little to find a person. */
export const shortAddress = (ip: string): string => networkOf(ip, 24, 48);

function networkOf(ip: string, bits4: number, bits6: number): string {
  if (!ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  const bits = address.kind() === 'ipv4' ? bits4 : bits6;
  const bytes = address
    .toByteArray()
    .map((byte, n) => byte & (0xff << Math.max(0, 8 - Math.max(0, bits - 8 * n))));
  const network = ipaddr.fromByteArray(bytes.map((byte) => byte & 0xff)).toString();
  return bits === bytes.length * 8 ? network : `${network}/${bits}`;
}
