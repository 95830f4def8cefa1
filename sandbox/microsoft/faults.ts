import { type Fault, FaultList, type FaultRule } from '../fault-list.ts';
import { type Answer, html } from '../server/answer.ts';
import type { Clock } from '../server/clock.ts';
import type { Effect } from '../server/listen.ts';
import {
  conflictingChange,
  errorAnswer,
  GraphError,
  internalError,
  itemNotFound,
  noMailbox,
  throttled,
} from './graph-error.ts';
import { refusals } from './identity/refusals.ts';
import { SignInError, signInAnswer } from './identity/sign-in-error.ts';
import type { DeadLink } from './mailbox/folder.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { Request } from './world.ts';

type Rule = Partial<FaultRule<Request, Effect>>;

/** Calls of Graph alone: sign-in and pages go on. */
const isGraph = (request: Request): boolean => request.method !== undefined;

const busy = () =>
  new GraphError(503, 'ErrorServerBusy', 'The server is currently busy. Please try again later.');
const quota = () => new GraphError(403, 'ErrorQuotaExceeded', 'The mailbox has exceeded its storage quota.');
const writes = ['contacts.create', 'contacts.update', 'contacts.delete'] as const;

/** What the token endpoint says no with. */
const tokenRefusals = {
  revoked: (now: number) => refusals.revoked(now - 3_600_000, now),
  idle: (now: number) => refusals.idle(now - 91 * 24 * 3_600_000),
  personal: () => refusals.personalExpired(),
  busy: () =>
    new SignInError('temporarily_unavailable', 90_033, 'A transient error has occurred. Please try again.'),
  throttled: () => new SignInError('temporarily_unavailable', 90_055, 'The request was throttled.'),
} as const;

/** The ways this server fails, and those that every connection has. */
export class Faults extends FaultList<Request, Effect> {
  readonly #mailboxes: readonly Mailbox[];
  readonly #clock: Clock;

  constructor(mailboxes: readonly Mailbox[], clock: Clock) {
    super();
    this.#mailboxes = mailboxes;
    this.#clock = clock;
  }

  /** Any answer to calls of Graph, inside batches too; `after` the request has been carried out, to make its outcome unknown. */
  answer(times: number, answer: Answer, rule: Rule & { after?: true } = {}): Fault {
    const { after, ...rest } = rule;
    return this.add({ when: isGraph, ...rest, times, effect: { answer, ...(after ? { after } : {}) } });
  }

  error(times: number, error: GraphError, rule: Rule & { after?: true } = {}): Fault {
    return this.answer(times, errorAnswer(error, this.#clock.now()), rule);
  }

  /** 500 and 503 with their JSON, or as what stands before Graph says them: 503 with nothing, 504 as a page. */
  serverError(
    times: number,
    rule: Rule & { after?: true } = {},
    how: 500 | 503 | 'empty' | 'page' = 500,
  ): Fault {
    if (how === 'empty') return this.answer(times, { status: 503 }, rule);
    if (how === 'page')
      return this.answer(times, html(504, '<html><body><h1>504 Gateway Time-out</h1></body></html>'), rule);
    return this.error(times, how === 500 ? internalError() : busy(), rule);
  }

  /** 429 as of too many requests at the same time; `retryAfter` null: it does not tell how long to wait. */
  throttle(times: number, rule: Rule & { retryAfter?: number | null } = {}): Fault {
    const { retryAfter = 1, ...rest } = rule;
    return this.error(times, throttled('MailboxConcurrency', retryAfter), rest);
  }

  /** 412 though nothing seems to have changed: two writers met. */
  conflict(times: number, rule: Rule = {}): Fault {
    return this.error(times, conflictingChange(), { kind: 'contacts.update', ...rule });
  }

  /** A deletion that is carried out and answered with 404. */
  deletedAsNotFound(times: number, rule: Rule = {}): Fault {
    return this.error(times, itemNotFound(), { kind: 'contacts.delete', ...rule, after: true });
  }

  /** The mailbox is full: writes and delta queries fail, lists go on. */
  full(times: number, rule: Rule = {}): Fault {
    return this.error(times, quota(), { kind: [...writes, 'contacts.delta'], ...rule });
  }

  noMailbox(times: number, rule: Rule = {}): Fault {
    return this.error(times, noMailbox(), rule);
  }

  /** What the token endpoint answers; the grant itself stays as it is. */
  refuseToken(times: number, why: keyof typeof tokenRefusals = 'revoked', rule: Rule = {}): Fault {
    const now = this.#clock.now();
    const effect = { answer: signInAnswer(tokenRefusals[why](now), now) };
    return this.add({ kind: 'oauth.token', ...rule, times, effect });
  }

  cut(times: number, where: 'before' | 'after' | 'middle', rule: Rule = {}): Fault {
    return this.add({ when: isGraph, ...rule, times, effect: { cut: where } });
  }

  delay(times: number, delayMs: number, rule: Rule = {}): Fault {
    return this.add({ when: isGraph, ...rule, times, effect: { delayMs } });
  }

  /** Requests begin only when they are released, so that others can overtake them. */
  hold(times: number, rule: Rule = {}): Fault & { release(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const fault = this.add({ when: isGraph, ...rule, times, effect: { until: promise } });
    return Object.assign(fault, { release: resolve });
  }

  /** Somebody is faster by a moment: `act` is done after whatever was asked before, and before this request. */
  meanwhile(times: number, act: () => void, rule: Rule = {}): Fault {
    return this.add({ when: isGraph, ...rule, times, effect: { act } });
  }

  /** Every delta link given out so far is dead, and says so in one of the recorded ways. */
  expireDeltaLinks(how: DeadLink = 'SyncStateNotFound'): void {
    for (const { folders, folderRounds } of this.#mailboxes)
      for (const rounds of [folderRounds, ...[...folders.values()].map((folder) => folder.rounds)])
        rounds.expire(how);
  }

  /** What befalls a request inside a batch: there is no connection of its own to cut or to slow down. */
  strikeInBatch(request: Request): { answer: Answer; after?: true } | undefined {
    const effects = this.strike(request, (effect) => 'answer' in effect || 'act' in effect);
    for (const effect of effects) if ('act' in effect) effect.act();
    return effects.find((effect) => 'answer' in effect);
  }
}
