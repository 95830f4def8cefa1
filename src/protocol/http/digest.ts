// Digest sign-in (RFC 7616): the password itself never leaves. Spoken where a server offers nothing that is simpler (Baïkal's
// default); MD5 because such servers know no other, SHA-256 where they do.
import { createHash, randomBytes } from 'node:crypto';

export interface DigestUser {
  username: string;
  password: string;
}

interface Challenge {
  realm: string;
  nonce: string;
  opaque: string | undefined;
  algorithm: string;
  hash: 'md5' | 'sha256';
  hasQop: boolean;
  hidesName: boolean;
}

/** The Digest conversation of one account, which may have several servers. */
export interface Digest {
  /** The Authorization header for a request; null for a server that has not asked for Digest. */
  authorization(method: string, url: URL): string | null;
  /**
   * Takes the challenge of a 401; true when the request may be sent again. `sent` is the header it carried: a nonce that was
   * answered and not called stale says that the name or the password is wrong.
   */
  isNews(url: URL, header: string | null, sent: string | undefined): boolean;
}

const HASHES = { MD5: 'md5', 'SHA-256': 'sha256' } as const;

export function createDigest(user: DigestUser, nonceOfOurs = () => randomBytes(16).toString('hex')): Digest {
  const byOrigin = new Map<string, { challenge: Challenge; used: number }>();
  return {
    authorization(method, url) {
      const known = byOrigin.get(url.origin);
      if (!known) return null;
      known.used += 1;
      return headerFor(user, known.challenge, { method, url, count: known.used, cnonce: nonceOfOurs() });
    },
    isNews(url, header, sent) {
      const offered = challengesIn(header ?? '');
      const best = offered.find(({ hash }) => hash === 'sha256') ?? offered[0];
      if (!best) return false;
      // Several requests are challenged at once: they share a nonce and its count.
      const { challenge } = byOrigin.get(url.origin) ?? {};
      if (challenge?.nonce === best.nonce) return !sent?.includes(`nonce=${quoted(best.nonce)}`);
      byOrigin.set(url.origin, { challenge: best, used: 0 });
      return !sent?.startsWith('Digest ') || /\bstale\s*=\s*"?true\b/i.test(header!);
    },
  };
}

/** Digest challenges that we can answer; none where Basic is offered beside them. */
function challengesIn(header: string): Challenge[] {
  if (/(?:^|,)\s*Basic\b/i.test(header.replace(/"[^"]*"/g, '""'))) return [];
  return header
    .split(/(?:^|,)\s*Digest\s+/i)
    .flatMap((text, index) => (index === 0 ? [] : challengeFrom(text)));
}

function challengeFrom(text: string): Challenge[] {
  const found = parametersOf(text);
  const algorithm = found.get('algorithm') ?? 'MD5';
  const hash = HASHES[algorithm.toUpperCase().replace(/-SESS$/, '') as keyof typeof HASHES];
  const qop = found.get('qop');
  const nonce = found.get('nonce');
  if (!hash || !nonce || (qop !== undefined && !qop.split(',').some((each) => each.trim() === 'auth')))
    return [];
  return [
    {
      realm: found.get('realm') ?? '',
      nonce,
      opaque: found.get('opaque'),
      algorithm,
      hash,
      hasQop: qop !== undefined,
      hidesName: found.get('userhash')?.toLowerCase() === 'true',
    },
  ];
}

/** Names in lower case and their values, the first of each. */
function parametersOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0, equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', at)) {
    const name =
      text
        .slice(at, equals)
        .split(/[\s,]/)
        .findLast((word) => word !== '') ?? '';
    const [value, end] = valueAt(text, equals + 1);
    at = end;
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
  }
  return found;
}

/** A quoted text or a token, and where it ends. */
function valueAt(text: string, start: number): [value: string, end: number] {
  let at = start;
  while (text[at] === ' ') at += 1;
  if (text[at] !== '"') {
    const comma = text.indexOf(',', at);
    const end = comma < 0 ? text.length : comma;
    return [text.slice(at, end).trim(), end];
  }
  let value = '';
  for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
    if (text[at] === '\\') at += 1;
    value += text[at] ?? '';
  }
  return [value, at + 1];
}

interface Answered {
  method: string;
  url: URL;
  count: number;
  cnonce: string;
}

function headerFor(user: DigestUser, challenge: Challenge, { method, url, count, cnonce }: Answered): string {
  const { realm, nonce, opaque, algorithm, hasQop, hidesName } = challenge;
  const hash = (text: string): string => createHash(challenge.hash).update(text, 'utf8').digest('hex');
  const uri = url.pathname + url.search;
  const secret = hash(`${user.username}:${realm}:${user.password}`);
  const key = /-sess$/i.test(algorithm) ? hash(`${secret}:${nonce}:${cnonce}`) : secret;
  const nc = count.toString(16).padStart(8, '0');
  const middle = hasQop ? `${nonce}:${nc}:${cnonce}:auth` : nonce;
  const name = hidesName ? hash(`${user.username}:${realm}`) : user.username;
  const isPlain = /^[\x20-\x7e]*$/.test(name);
  const parts = [
    isPlain ? `username=${quoted(name)}` : `username*=UTF-8''${encodeURIComponent(name)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `algorithm=${algorithm}`,
    `response="${hash(`${key}:${middle}:${hash(`${method}:${uri}`)}`)}"`,
    ...(hasQop ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(hidesName ? ['userhash=true'] : []),
  ];
  return `Digest ${parts.join(', ')}`;
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
