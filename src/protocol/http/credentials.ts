// Where a password or token may go: the one rule, for CardDAV and Google alike. What decides is who named the address.
// SECURITY.md holds the same table; a test compares the two.
import { parse } from 'tldts';

/** How far the word of whoever names an address goes. */
export type Reach =
  /** Origins that have the credentials already; no others. */
  | 'known'
  /** These, and https hosts under the name that the origin typed is registered under. */
  | 'site'
  /** These, and any https host; it then counts as known for this account. */
  | 'named';

interface Rule {
  /** Who names the address, as people would say it. */
  namedBy: string;
  goes: string;
  reach: Reach;
  because: string;
}

export const RULES = {
  person: {
    namedBy: 'the person who connects the account, or the configuration',
    goes: 'yes',
    reach: 'known',
    because: 'it was typed for this address; the origin (scheme, host and port) counts as known from here on',
  },
  discovery: {
    namedBy: 'DNS (SRV), or a redirect of the address typed, while connecting',
    goes: 'over https under the same registered name (public suffix list, private suffixes included); any other address is named to the person, who may type it',
    reach: 'site',
    because: 'DNS and redirects are no proof, but a name and what stands below it have one owner',
  },
  account: {
    namedBy:
      'the principal and the address book homes that a known origin tells of this account; the endpoints in the configuration document of the sign-in server',
    goes: 'over https',
    reach: 'named',
    because: 'who has the credentials already says where this very account lives (the partitions of iCloud)',
  },
  listing: {
    namedBy: 'listings, next pages, the Location of a write',
    goes: 'to known origins',
    reach: 'known',
    because: 'a resource lies in its book: there is no need for another host',
  },
  redirect: {
    namedBy: 'a redirect of any other request',
    goes: 'to known origins; followed without credentials elsewhere, never from https to http, and not at all for writes',
    reach: 'known',
    because: 'whoever can write one file on a server can make it redirect',
  },
  card: {
    namedBy: 'a card (PHOTO, URL and the like)',
    goes: 'to known origins; nobody else is asked at all',
    reach: 'known',
    because: 'anybody can put a card into somebody’s address book',
  },
} as const satisfies Record<string, Rule>;

export type Naming = keyof typeof RULES;

export interface Credentials {
  /** Whether they may go to an address that was named so; with 'named', it counts as known afterwards. */
  mayGo(to: URL, naming: Naming): boolean;
}

export interface Holders {
  /** Typed for. */
  typed: URL;
  /** Known from an earlier time: what `account` named when the account was connected. */
  before?: URL[];
  /** Hosts that are one account's, beside the rule: a sandbox, or partitions that are known beforehand. */
  isPreset?(to: URL): boolean;
}

/** The credentials of one account. */
export function createCredentials({ typed, before = [], isPreset = () => false }: Holders): Credentials {
  const known = new Set([typed.origin]);
  const isSafe = (to: URL) => to.protocol === 'https:' && typed.protocol === 'https:';
  for (const each of before) if (isSafe(each)) known.add(each.origin);
  return {
    mayGo(to, naming) {
      if (known.has(to.origin) || isPreset(to)) return true;
      const { reach } = RULES[naming];
      if (!isSafe(to) || reach === 'known' || (reach === 'site' && !isSameSite(typed, to))) return false;
      known.add(to.origin);
      return true;
    },
  };
}

/** Whether two hosts stand under one name that somebody registered: `nas.duckdns.org` and `other.duckdns.org` do not. */
export function isSameSite(a: URL, b: URL): boolean {
  const [one, other] = [registeredName(a), registeredName(b)];
  return a.hostname === b.hostname || (one !== null && one === other);
}

/** Null for addresses, for names of one label, and under suffixes that are on no list: nothing is known about their owners. */
function registeredName({ hostname }: URL): string | null {
  const { domain, isIcann, isPrivate } = parse(hostname.replace(/\.$/, ''), { allowPrivateDomains: true });
  return isIcann || isPrivate ? domain : null;
}
