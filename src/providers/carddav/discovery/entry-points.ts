// Where an account might begin (RFC 6764): the address given, what DNS says about the e-mail's domain, well-known paths.
import type { SrvRecord } from 'node:dns';
import { resolveSrv, resolveTxt } from 'node:dns/promises';
import { type PasswordCredentials, ProviderError } from '../../provider.ts';

/** The DNS questions of discovery. */
export interface ServiceLookup {
  srv(name: string): Promise<SrvRecord[]>;
  txt(name: string): Promise<string[][]>;
}

export const systemServiceLookup: ServiceLookup = { srv: resolveSrv, txt: resolveTxt };

const WELL_KNOWN = '/.well-known/carddav';

export interface EntryPoints {
  /** What the credentials were typed for: the address, or the domain of the e-mail address. */
  typed: URL;
  /** In the order to try them, each once. */
  entries: URL[];
}

/** DNS may name any number of servers. */
const MOST_SERVERS = 4;

/** @throws ProviderError 'not-found' when there is nothing to begin with */
export async function entryPoints(
  credentials: PasswordCredentials,
  dns: ServiceLookup,
): Promise<EntryPoints> {
  const { url, username } = credentials;
  const { typed, entries } = url?.trim() ? fromAddress(url.trim()) : await fromDomain(username, dns);
  return { typed, entries: [...new Map(entries.map((entry) => [entry.href, entry])).values()] };
}

function fromAddress(text: string): EntryPoints {
  // `dav.example.org:8443/path` without a scheme would read as one.
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (!url) throw new ProviderError('not-found', 'the address given is no URL');
  url.hash = '';
  return { typed: url, entries: [url, new URL(WELL_KNOWN, url), new URL('/', url)] };
}

async function fromDomain(username: string, dns: ServiceLookup): Promise<EntryPoints> {
  const domain = /^[^@\s]+@([^@\s/]+)$/.exec(username.trim())?.[1];
  const origin = domain === undefined ? null : URL.parse(`https://${domain}/`);
  if (!domain || !origin)
    throw new ProviderError('not-found', 'neither an address nor an e-mail address was given');
  const service = `_carddavs._tcp.${domain}`;
  const [targets, texts] = await Promise.all([
    dns.srv(service).catch(() => []),
    dns.txt(service).catch(() => []),
  ]);
  const path = texts.map((parts) => /^path=(\/.*)$/.exec(parts.join(''))?.[1]).find(Boolean);
  const entries = targets
    // A target of "." says that there is no such service here.
    .filter(({ name }) => name !== '' && name !== '.')
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
    .map(({ name, port }) => URL.parse(`https://${name}:${port}/`))
    .filter((url) => url !== null)
    .slice(0, MOST_SERVERS);
  const servers = [...entries, origin];
  return {
    typed: origin,
    entries: servers.flatMap((entry) => [new URL(path ?? WELL_KNOWN, entry), new URL('/', entry)]),
  };
}
