import type { Behaviour } from './behaviour.ts';
import { type GraphError, throttled } from './graph-error.ts';

const requestsWindowMs = 10 * 60_000;
const uploadWindowMs = 5 * 60_000;

/** What one app has used up of its share of one mailbox, and what it is doing there at this moment. */
class Share {
  inFlight = 0;
  readonly requests = new Window(requestsWindowMs);
  readonly upload = new Window(uploadWindowMs);
}

/** An amount in a stretch of time that begins with the first use after the one before. */
class Window {
  readonly #length: number;
  #begun = Number.NEGATIVE_INFINITY;
  #used = 0;

  constructor(length: number) {
    this.#length = length;
  }

  /** Uses so much, or says how many seconds it will take until there is room. */
  use(amount: number, most: number, now: number): number | undefined {
    if (now >= this.#begun + this.#length) {
      this.#begun = now;
      this.#used = 0;
    }
    if (this.#used + amount > most) return Math.ceil((this.#begun + this.#length - now) / 1000);
    this.#used += amount;
    return undefined;
  }
}

/** What apps may do with one mailbox. */
export class Budget {
  readonly #shares = new Map<string, Share>();

  /** Takes one of the places for requests at the same time; a refusal takes none. */
  enter(clientId: string, behaviour: Behaviour): { refusal?: GraphError; leave(): void } {
    const share = this.#of(clientId);
    if (behaviour.concurrency !== null && share.inFlight >= behaviour.concurrency)
      return {
        refusal: throttled('MailboxConcurrency', behaviour.tellsRetryAfter ? 1 : null),
        leave: () => {},
      };
    share.inFlight += 1;
    let open = true;
    return {
      leave: () => {
        if (open) share.inFlight -= 1;
        open = false;
      },
    };
  }

  /** Counts a request and what it sends up. @throws GraphError once it is too much */
  spend(clientId: string, uploadBytes: number, { budget, tellsRetryAfter }: Behaviour, now: number): void {
    if (!budget) return;
    const share = this.#of(clientId);
    const wait = share.requests.use(1, budget.requests, now);
    if (wait !== undefined) throw throttled('Requests', tellsRetryAfter ? wait : null);
    const rest = share.upload.use(uploadBytes, budget.uploadBytes, now);
    if (rest !== undefined) throw throttled('Upload', tellsRetryAfter ? rest : null);
  }

  #of(clientId: string): Share {
    const share = this.#shares.get(clientId) ?? new Share();
    this.#shares.set(clientId, share);
    return share;
  }
}
