import { randomBytes } from 'node:crypto';
import type { Challenge } from '../../oauth/credentials.ts';
import { signed } from '../../oauth/signing.ts';
import type { Clock } from '../../server/clock.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { type Interaction, interactions, refusals } from './refusals.ts';
import { covers } from './scopes.ts';

/** What a person agreed to, kept until the code is exchanged. */
export interface Agreement {
  clientId: string;
  user: Mailbox;
  redirectUri: string;
  /** common, organizations, consumers or a tenant, as the request named it. */
  segment: string;
  scopes: readonly string[];
  challenge: Challenge | undefined;
  nonce: string | undefined;
}

export interface Access {
  readonly clientId: string;
  readonly user: Mailbox;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
}

interface Refresh {
  readonly clientId: string;
  readonly user: Mailbox;
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  usedAt: number;
}

const codeLifeMs = 10 * 60_000;
const idleLifeMs = 90 * 24 * 3_600_000;

const secret = (prefix: string, bytes: number): string => prefix + randomBytes(bytes).toString('base64url');

/** Who agreed to what, and the tokens that came of it. */
export class Grants {
  readonly #clock: Clock;
  readonly #behaviour: Pick<Behaviour, 'accessLifeSeconds'>;
  readonly #codes = new Map<string, Agreement & { expiresAt: number; used: boolean }>();
  readonly #access = new Map<string, Access>();
  readonly #refresh = new Map<string, Refresh>();
  /** App and user, or app and tenant → scopes and since when. */
  readonly #agreed = new Map<string, Map<string, number>>();
  /** Tokens from before are not good any more. */
  readonly #validFrom = new Map<string, number>();
  readonly #interactions = new Map<string, Interaction>();

  constructor(clock: Clock, behaviour: Pick<Behaviour, 'accessLifeSeconds'>) {
    this.#clock = clock;
    this.#behaviour = behaviour;
  }

  /** Scopes that are agreed to: by the user, or by an administrator for everybody. */
  agreed(clientId: string, user: Mailbox, delayMs = 0): ReadonlySet<string> {
    const own = [...(this.#agreed.get(`${clientId} ${user.oid}`) ?? [])];
    const now = this.#clock.now();
    const ofAll = [...(this.#agreed.get(`${clientId} ${user.tenant.id}`) ?? [])].filter(
      ([, at]) => at + delayMs <= now,
    );
    return new Set([...own, ...ofAll].map(([scope]) => scope));
  }

  /** For a user, or for a whole organization. */
  agree(clientId: string, who: string, scopes: readonly string[]): void {
    const key = `${clientId} ${who}`;
    const before = this.#agreed.get(key) ?? new Map<string, number>();
    for (const scope of scopes) if (!before.has(scope)) before.set(scope, this.#clock.now());
    this.#agreed.set(key, before);
  }

  /** Takes an agreement back; tokens that are out live until they expire. */
  withdraw(clientId: string, who: string): void {
    this.#agreed.delete(`${clientId} ${who}`);
  }

  addCode(agreement: Agreement): string {
    const code = secret(agreement.user.tenant.personal ? 'M.C5' : '0.A', 90);
    this.#codes.set(code, { ...agreement, expiresAt: this.#clock.now() + codeLifeMs, used: false });
    return code;
  }

  /** Once only. @throws SignInError */
  takeCode(code: string): Agreement {
    const found = this.#codes.get(code);
    if (!found) throw refusals.unknown();
    if (found.used) throw refusals.used();
    found.used = true;
    if (found.expiresAt < this.#clock.now()) throw refusals.expired();
    return found;
  }

  addAccess(clientId: string, user: Mailbox, scopes: readonly string[], issuer: string): string {
    const now = this.#clock.now();
    const expiresAt = now + this.#behaviour.accessLifeSeconds * 1000;
    // Nobody but Graph may look into it; that of a personal account is not even a JWT.
    const token = user.tenant.personal
      ? secret('EwB', 300)
      : signed({
          aud: 'https://graph.microsoft.com',
          iss: issuer,
          appid: clientId,
          oid: user.oid,
          tid: user.tenant.id,
          scp: scopes.join(' '),
          iat: Math.floor(now / 1000),
          exp: Math.floor(expiresAt / 1000),
          uti: randomBytes(16).toString('base64url'),
        });
    this.#access.set(token, { clientId, user, scopes: new Set(scopes), expiresAt });
    return token;
  }

  /** The one before stays good. */
  addRefresh(clientId: string, user: Mailbox, scopes: readonly string[]): string {
    const token = secret(user.tenant.personal ? 'M.C5' : '0.AXY', 300);
    const now = this.#clock.now();
    this.#refresh.set(token, { clientId, user, scopes, issuedAt: now, usedAt: now });
    return token;
  }

  /** A refresh token that still works, and counts as used by this. @throws SignInError when it does not */
  spendRefresh(token: string, clientId: string): Refresh {
    const found = this.#refresh.get(token);
    const now = this.#clock.now();
    if (!found || found.clientId !== clientId) throw refusals.unknown();
    const { user, issuedAt, usedAt } = found;
    const validFrom = this.#validFrom.get(user.oid);
    const isRevoked = validFrom !== undefined && issuedAt <= validFrom;
    if (user.tenant.personal && (isRevoked || usedAt + idleLifeMs <= now)) throw refusals.personalExpired();
    if (isRevoked) throw refusals.revoked(issuedAt, validFrom);
    if (usedAt + idleLifeMs <= now) throw refusals.idle(issuedAt);
    this.checkInteraction(user);
    found.usedAt = now;
    return found;
  }

  /** @throws SignInError when the person has something to do first */
  checkInteraction(user: Mailbox): void {
    const due = this.#interactions.get(user.oid);
    if (due) throw interactions[due]();
  }

  /** From now on, or no more. */
  requireInteraction(user: Mailbox, what: Interaction | null): void {
    if (what === null) this.#interactions.delete(user.oid);
    else this.#interactions.set(user.oid, what);
  }

  /** Signing in by hand does what was due. */
  interacted(user: Mailbox): void {
    this.#interactions.delete(user.oid);
  }

  /** Whether all of the scopes are agreed to. */
  allows(clientId: string, user: Mailbox, scopes: readonly string[], delayMs: number): boolean {
    const agreed = this.agreed(clientId, user, delayMs);
    return scopes.every((scope) => covers(agreed, scope));
  }

  /** An access token, whether or not it is still good. */
  access(token: string): Access | undefined {
    return this.#access.get(token);
  }

  /** Every token of the user ends, as an administrator's "revoke sessions" does it: access tokens at once. */
  revoke(user: Mailbox): void {
    this.#validFrom.set(user.oid, this.#clock.now());
    this.expireAccess(user);
  }

  /** Makes every access token of a user stale, as an hour would; refresh tokens stay. */
  expireAccess(user: Mailbox): void {
    for (const [token, one] of this.#access)
      if (one.user === user) this.#access.set(token, { ...one, expiresAt: 0 });
  }
}
