import { randomBytes } from 'node:crypto';
import type { Challenge } from '../../oauth/credentials.ts';
import type { Clock } from '../../server/clock.ts';

export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  /** Switched off by its owner or by Google. */
  disabled?: boolean;
  /** Publishing status "Testing": refresh tokens die after seven days, unless all they open is the sign-in. */
  testing?: boolean;
  /** Addresses of those who may use a client in testing; everybody unless told. */
  testers?: readonly string[];
}

/** What a person agreed to on the consent page, kept until the code is exchanged. */
export interface Consent {
  clientId: string;
  sub: string;
  redirectUri: string;
  /** What the code opens. */
  scopes: readonly string[];
  givesRefreshToken: boolean;
  challenge: Challenge | undefined;
  nonce: string | undefined;
}

export interface Access {
  readonly clientId: string;
  readonly sub: string;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
}

interface Refresh {
  readonly clientId: string;
  readonly sub: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  usedAt: number;
}

export const accessLifeSeconds = 3599;
export const testingLifeSeconds = 604_799;
const codeLifeMs = 10 * 60_000;
/** Six months without use. */
const idleLifeMs = 183 * 24 * 3_600_000;
/** Refresh tokens of one user and client that live at once; the oldest dies first, without a word. */
const mostRefreshTokens = 100;

const signInScopes = [
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
];

export const isSignIn = (scope: string): boolean => signInScopes.includes(scope);

const secret = (prefix: string, bytes: number): string => prefix + randomBytes(bytes).toString('base64url');

/** Who agreed to what, and the tokens that came of it. */
export class Grants {
  readonly #clock: Clock;
  readonly #codes = new Map<string, Consent & { expiresAt: number; used: boolean }>();
  readonly #access = new Map<string, Access>();
  readonly #refresh = new Map<string, Refresh>();
  readonly #agreed = new Map<string, Set<string>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Scopes that a user has granted to a client so far; empty before the first consent. */
  agreed(clientId: string, sub: string): ReadonlySet<string> {
    return this.#agreed.get(`${clientId} ${sub}`) ?? new Set();
  }

  addCode(consent: Consent): string {
    const key = `${consent.clientId} ${consent.sub}`;
    this.#agreed.set(key, new Set([...this.agreed(consent.clientId, consent.sub), ...consent.scopes]));
    const code = `4/0${secret('A', 45)}`;
    this.#codes.set(code, { ...consent, expiresAt: this.#clock.now() + codeLifeMs, used: false });
    return code;
  }

  /** Once only. */
  takeCode(code: string): Consent | 'unknown' | 'used' | 'expired' {
    const found = this.#codes.get(code);
    if (!found) return 'unknown';
    if (found.used) return 'used';
    found.used = true;
    return found.expiresAt < this.#clock.now() ? 'expired' : found;
  }

  addAccess(clientId: string, sub: string, scopes: readonly string[]): string {
    const token = secret('ya29.a0', 120);
    const expiresAt = this.#clock.now() + accessLifeSeconds * 1000;
    this.#access.set(token, { clientId, sub, scopes: new Set(scopes), expiresAt });
    return token;
  }

  addRefresh(clientId: string, sub: string, scopes: readonly string[], testing: boolean): string {
    const token = secret('1//0', 70);
    const now = this.#clock.now();
    const expiresAt = testing ? now + testingLifeSeconds * 1000 : Number.POSITIVE_INFINITY;
    this.#refresh.set(token, { clientId, sub, scopes, expiresAt, usedAt: now });
    const own = [...this.#refresh].filter(([, one]) => one.clientId === clientId && one.sub === sub);
    for (const [oldest] of own.slice(0, Math.max(0, own.length - mostRefreshTokens)))
      this.#refresh.delete(oldest);
    return token;
  }

  /** A refresh token that still works, and counts as used by this; undefined when it is dead. */
  spendRefresh(token: string, clientId: string): Refresh | undefined {
    const found = this.#refresh.get(token);
    const now = this.#clock.now();
    if (!found || found.clientId !== clientId) return undefined;
    if (found.expiresAt <= now || found.usedAt + idleLifeMs <= now) {
      this.#refresh.delete(token);
      return undefined;
    }
    found.usedAt = now;
    return found;
  }

  /** An access token that works. */
  access(token: string): Access | undefined {
    const found = this.#access.get(token);
    return found && found.expiresAt > this.#clock.now() ? found : undefined;
  }

  /** Whose access token this is or was. */
  owner(token: string): string | undefined {
    return this.#access.get(token)?.sub;
  }

  /** Either token ends the whole grant. False when it is none that lives. */
  revoke(token: string): boolean {
    const found = this.access(token) ?? this.#refresh.get(token);
    if (found) this.end(found.sub, found.clientId);
    return found !== undefined;
  }

  /** The user takes the permission back, from one client or from all. */
  end(sub: string, clientId?: string): void {
    const isMeant = (one: { sub: string; clientId: string }): boolean =>
      one.sub === sub && (clientId === undefined || one.clientId === clientId);
    for (const tokens of [this.#access, this.#refresh, this.#codes]) {
      for (const [token, one] of tokens as Map<string, { sub: string; clientId: string }>) {
        if (isMeant(one)) tokens.delete(token);
      }
    }
    for (const key of this.#agreed.keys()) {
      const [client = '', user = ''] = key.split(' ');
      if (isMeant({ sub: user, clientId: client })) this.#agreed.delete(key);
    }
  }

  /** The user takes a part of the permission back, from all clients; the sign-in lives on. */
  withdraw(sub: string, scope: string): void {
    for (const [token, one] of this.#access)
      if (one.sub === sub)
        this.#access.set(token, {
          ...one,
          scopes: new Set([...one.scopes].filter((name) => name !== scope)),
        });
    for (const [token, one] of this.#refresh)
      if (one.sub === sub)
        this.#refresh.set(token, { ...one, scopes: one.scopes.filter((name) => name !== scope) });
    for (const [key, scopes] of this.#agreed) if (key.endsWith(` ${sub}`)) scopes.delete(scope);
  }

  /** Makes every access token of a user stale, as an hour would; refresh tokens stay. */
  expireAccess(sub: string): void {
    for (const [token, one] of this.#access)
      if (one.sub === sub) this.#access.set(token, { ...one, expiresAt: 0 });
  }
}

/** The scopes by their full names, `openid` first. */
export function scopesOf(text: string): string[] {
  const full = text
    .split(/\s+/)
    .filter(Boolean)
    .map((scope) =>
      scope === 'email' || scope === 'profile' ? `https://www.googleapis.com/auth/userinfo.${scope}` : scope,
    );
  return [...new Set(full)];
}
