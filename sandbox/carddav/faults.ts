import { seededRandom } from '../seed/seeded-random.ts';
import type { Answer, DavRequest, RequestKind } from './answer.ts';
import type { Book } from './book.ts';

export type FaultEffect =
  /** Answers this and does nothing else. */
  | { answer: Answer }
  /** Cuts the connection: before the request had any effect, after it had, or in the middle of the answer. */
  | { cut: 'before' | 'after' | 'middle' }
  | { delayMs: number }
  /** Shows only this share of the members in listings, sync and query answers, without a word about the rest. */
  | { listed: number };

export interface FaultRule {
  effect: FaultEffect;
  /** How many requests it strikes; 1 unless told. */
  times?: number;
  /** Only these kinds of request. */
  kind?: RequestKind | readonly RequestKind[];
  user?: string;
  when?: (request: DavRequest) => boolean;
  /** From 0 to 1, decided by `seed`: the same requests in the same order are struck again. */
  chance?: number;
  seed?: number;
}

export interface Fault {
  readonly struck: number;
  readonly left: number;
  cancel(): void;
}

class ActiveFault implements Fault {
  struck = 0;
  left: number;
  readonly rule: FaultRule;
  readonly #random: () => number;

  constructor(rule: FaultRule) {
    this.rule = rule;
    this.left = rule.times ?? 1;
    this.#random = seededRandom(rule.seed ?? 1, 0);
  }

  cancel(): void {
    this.left = 0;
  }

  strikes(request: DavRequest): boolean {
    const { kind, user, when, chance = 1 } = this.rule;
    if (this.left <= 0) return false;
    if (kind !== undefined && !(typeof kind === 'string' ? [kind] : kind).includes(request.kind))
      return false;
    if (user !== undefined && request.user !== user) return false;
    if (when && !when(request)) return false;
    if (chance < 1 && this.#random() >= chance) return false;
    this.left -= 1;
    this.struck += 1;
    return true;
  }
}

/** Everything under a user's number; iCloud's throttle lets the root through. */
const behindTheRoot = (request: DavRequest): boolean => !['root', 'well-known'].includes(request.kind);

const signInPage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method="post"><input name="password"></form></body></html>';

/** Trouble on demand. Rules are tried in the order they were added; each request is struck by all that match it. */
export class Faults {
  /** Added to every answer; for measurements over a pretended distance. */
  latencyMs = 0;
  #rules: ActiveFault[] = [];
  readonly #books: () => Iterable<Book>;

  constructor(books: () => Iterable<Book>) {
    this.#books = books;
  }

  add(rule: FaultRule): Fault {
    const fault = new ActiveFault(rule);
    this.#rules.push(fault);
    return fault;
  }

  /** iCloud's throttle: 401 with an empty body and no challenge, everywhere but at the root. */
  throttle(times: number, rule: Partial<FaultRule> = {}): Fault {
    return this.add({ when: behindTheRoot, ...rule, times, effect: { answer: { status: 401 } } });
  }

  /** 429 or 503 with Retry-After in seconds, or as a date when a Date is given. */
  busy(times: number, status: 429 | 503, retryAfter: number | Date, rule: Partial<FaultRule> = {}): Fault {
    const value = typeof retryAfter === 'number' ? String(retryAfter) : retryAfter.toUTCString();
    return this.add({ ...rule, times, effect: { answer: { status, headers: { 'Retry-After': value } } } });
  }

  serverError(times: number, rule: Partial<FaultRule> = {}, status = 500): Fault {
    const body = `<html><head><title>${status}</title></head><body><h1>Internal error</h1></body></html>`;
    const headers = { 'Content-Type': 'text/html; charset=utf-8' };
    return this.add({ ...rule, times, effect: { answer: { status, headers, body } } });
  }

  cut(times: number, where: 'before' | 'after' | 'middle', rule: Partial<FaultRule> = {}): Fault {
    return this.add({ ...rule, times, effect: { cut: where } });
  }

  delay(times: number, delayMs: number, rule: Partial<FaultRule> = {}): Fault {
    return this.add({ ...rule, times, effect: { delayMs } });
  }

  /** Sends requests behind the root to the same path on another origin. */
  redirect(times: number, origin: string, status = 302, rule: Partial<FaultRule> = {}): Fault {
    const answer: Answer = { status, headers: { Location: origin } };
    return this.add({ when: behindTheRoot, ...rule, times, effect: { answer } });
  }

  /** What a hotel's or a company's gateway does: 200 and an HTML page instead of the answer. */
  signInPage(times: number, rule: Partial<FaultRule> = {}): Fault {
    const answer: Answer = {
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      body: signInPage,
    };
    return this.add({ ...rule, times, effect: { answer } });
  }

  /** Listings that show only a share of the members; 0 for an empty book. */
  partialListing(times: number, share: number, rule: Partial<FaultRule> = {}): Fault {
    return this.add({ kind: ['listing', 'sync', 'query'], ...rule, times, effect: { listed: share } });
  }

  /** Every token given out so far becomes bogus. */
  expireTokens(): void {
    for (const book of this.#books()) book.expireTokens();
  }

  /** Every card of every book gets another ETag, its bytes stay. */
  moveEtags(): void {
    for (const book of this.#books()) book.moveEtags();
  }

  clear(): void {
    for (const rule of this.#rules) rule.cancel();
    this.#rules = [];
    this.latencyMs = 0;
  }

  /** The effects on this request; striking counts. */
  strike(request: DavRequest): FaultEffect[] {
    const effects = this.#rules.filter((rule) => rule.strikes(request)).map((rule) => rule.rule.effect);
    this.#rules = this.#rules.filter((rule) => rule.left > 0);
    return effects;
  }
}
