// Which addresses a URL typed by a user may lead to. Checked twice: the URL before anything is resolved, and every
// resolved address inside the socket's own lookup, so that the address checked is the address connected to.
import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { HttpError } from './http-error.ts';

export interface AddressPolicy {
  /** Loopback and private networks may be reached; an administrator's decision for home and office servers. */
  allowPrivateAddresses: boolean;
  /** Origins from the configuration (sandboxes): plain HTTP and loopback are right there. */
  trustedOrigins: ReadonlySet<string>;
}

/** Networks that `allowPrivateAddresses` opens. Link-local stays shut: it holds the cloud's metadata service. */
const PRIVATE_RANGES = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];
/** Below 1024 only the ports of the web: all others belong to protocols that a request could be smuggled into. */
const LOW_PORTS = new Set(['', '80', '443']);

export type AddressClass = 'public' | 'loopback' | 'private' | 'forbidden';

/** An IPv4 address inside an IPv6 one counts as the IPv4 address. */
export function classifyAddress(address: string): AddressClass {
  if (!ipaddr.isValid(address)) return 'forbidden';
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'loopback') return 'loopback';
  if (PRIVATE_RANGES.has(range)) return 'private';
  if (range !== 'unicast') return 'forbidden';
  if (parsed.kind() === 'ipv6' && !(parsed as ipaddr.IPv6).match(GLOBAL_IPV6)) return 'forbidden';
  return 'public';
}

/** A URL that may be asked, as the standard parser reads it (0x7f.1 is 127.0.0.1). @throws HttpError */
export function safeUrl(text: string, policy: AddressPolicy): URL {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new HttpError('bad-address', `not an http address: ${redacted(text)}`);
  if (url.username || url.password)
    throw new HttpError('bad-address', `${url.host}: name and password do not belong in a URL`);
  if (!LOW_PORTS.has(url.port) && Number(url.port) < 1024)
    throw new HttpError('bad-address', `${url.host}: this port belongs to another protocol`);
  const host = bareHost(url);
  const trusted = isTrusted(url, host, policy);
  if (isIP(host))
    checkAddress(host, host, { ...policy, allowPrivateAddresses: policy.allowPrivateAddresses || trusted });
  if (url.protocol === 'http:' && !trusted && !(policy.allowPrivateAddresses && isLoopbackName(host)))
    throw new HttpError('insecure-address', `${url.host}: plain HTTP is only for this machine`);
  return url;
}

/** A lookup for sockets that fails on any name with an address the policy refuses. */
export function guardedLookup(
  policy: AddressPolicy,
  resolve: LookupFunction = systemLookup as LookupFunction,
): LookupFunction {
  const trustedNames = new Set([...policy.trustedOrigins].map((origin) => bareHost(new URL(origin))));
  return (name, options: LookupOptions, callback) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = found as unknown as LookupAddress[];
      const allowPrivateAddresses =
        policy.allowPrivateAddresses ||
        trustedNames.has(name) ||
        (hasSandbox(policy) && isLoopbackName(name));
      try {
        if (addresses.length === 0) throw new HttpError('unreachable', `${name} has no address`);
        for (const { address } of addresses)
          checkAddress(address, name, { ...policy, allowPrivateAddresses });
      } catch (refusal) {
        return callback(refusal as HttpError, []);
      }
      if (options.all) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

function checkAddress(address: string, name: string, policy: AddressPolicy): void {
  const kind = classifyAddress(address);
  // A name for this machine must stay on it: it is the one name that plain HTTP is allowed for.
  if (isLoopbackName(name) && kind !== 'loopback')
    throw new HttpError('private-address', `${name} leads to ${address}, which is not this machine`);
  if (kind === 'public') return;
  if (kind !== 'forbidden' && policy.allowPrivateAddresses) return;
  throw new HttpError(
    'private-address',
    name === address
      ? `${address} is no public address`
      : `${name} leads to ${address}, which is no public address`,
  );
}

/** A sandbox may send on to another port of this machine, as iCloud does to its partitions. */
function isTrusted(url: URL, host: string, policy: AddressPolicy): boolean {
  return policy.trustedOrigins.has(url.origin) || (isLoopbackName(host) && hasSandbox(policy));
}

function hasSandbox(policy: AddressPolicy): boolean {
  return [...policy.trustedOrigins].some((origin) => isLoopbackName(bareHost(new URL(origin))));
}

/** Sandboxes live here, and nobody else's server does. */
export function isThisMachine(url: URL): boolean {
  return isLoopbackName(bareHost(url));
}

/** Names that lead nowhere outside a house. */
const HOUSE_NAME = /\.(local|internal|lan|home|intranet|corp|home\.arpa|test)$/;

/** Whether somebody else's server may find it: over HTTPS, and by no name or number of this machine or this network. */
export function isPublicHttps(url: URL): boolean {
  const host = bareHost(url);
  if (url.protocol !== 'https:' || isThisMachine(url)) return false;
  return isIP(host) ? classifyAddress(host) === 'public' : host.includes('.') && !HOUSE_NAME.test(host);
}

function isLoopbackName(host: string): boolean {
  return isIP(host)
    ? classifyAddress(host) === 'loopback'
    : host === 'localhost' || host.endsWith('.localhost');
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function redacted(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//…@').slice(0, 200);
}
