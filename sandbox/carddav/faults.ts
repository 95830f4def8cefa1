import { type ConnectionEffect, type Fault, FaultList, type FaultRule } from '../fault-list.ts';
import type { Answer } from './answer.ts';
import type { Book } from './book.ts';
import type { DavRequest } from './request.ts';

export type FaultEffect =
  | ConnectionEffect
  /** Answers this and does nothing else. */
  | { answer: Answer }
  /** Shows only this share of the members in listings, sync and query answers, without a word about the rest. */
  | { listed: number };

type Rule = Partial<FaultRule<DavRequest, FaultEffect>>;

/** Everything under a user's number; iCloud's throttle lets the root through. */
const behindTheRoot = (request: DavRequest): boolean => !['root', 'well-known'].includes(request.kind);

const signInPage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method="post"><input name="password"></form></body></html>';

/** The ways this server fails, and those that every connection has. */
export class Faults extends FaultList<DavRequest, FaultEffect> {
  readonly #books: () => Iterable<Book>;

  constructor(books: () => Iterable<Book>) {
    super();
    this.#books = books;
  }

  /** iCloud's throttle: 401 with an empty body and no challenge, everywhere but at the root. */
  throttle(times: number, rule: Rule = {}): Fault {
    return this.add({ when: behindTheRoot, ...rule, times, effect: { answer: { status: 401 } } });
  }

  /** 429 or 503 with Retry-After in seconds, or as a date when a Date is given. */
  busy(times: number, status: 429 | 503, retryAfter: number | Date, rule: Rule = {}): Fault {
    const value = typeof retryAfter === 'number' ? String(retryAfter) : retryAfter.toUTCString();
    return this.add({ ...rule, times, effect: { answer: { status, headers: { 'Retry-After': value } } } });
  }

  serverError(times: number, rule: Rule = {}, status = 500): Fault {
    const body = `<html><head><title>${status}</title></head><body><h1>Internal error</h1></body></html>`;
    const headers = { 'Content-Type': 'text/html; charset=utf-8' };
    return this.add({ ...rule, times, effect: { answer: { status, headers, body } } });
  }

  cut(times: number, where: 'before' | 'after' | 'middle', rule: Rule = {}): Fault {
    return this.add({ ...rule, times, effect: { cut: where } });
  }

  delay(times: number, delayMs: number, rule: Rule = {}): Fault {
    return this.add({ ...rule, times, effect: { delayMs } });
  }

  /** Sends requests behind the root to the same path on another origin. */
  redirect(times: number, origin: string, status = 302, rule: Rule = {}): Fault {
    const answer: Answer = { status, headers: { Location: origin } };
    return this.add({ when: behindTheRoot, ...rule, times, effect: { answer } });
  }

  /** What a hotel's or a company's gateway does: 200 and an HTML page instead of the answer. */
  signInPage(times: number, rule: Rule = {}): Fault {
    const answer: Answer = {
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      body: signInPage,
    };
    return this.add({ ...rule, times, effect: { answer } });
  }

  /** Listings that show only a share of the members; 0 for an empty book. */
  partialListing(times: number, share: number, rule: Rule = {}): Fault {
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
}
