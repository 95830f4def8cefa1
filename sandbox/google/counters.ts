import { type Counted, Counters } from '../server/counters.ts';
import type { RequestKind } from './request-kind.ts';
import type { Cost } from './spending.ts';

/** What the server was asked for since the start or the last `reset()`. */
export class RequestCounters extends Counters<RequestKind> {
  /** Quota units that Google would have counted. */
  spent: Cost = {};
  /** Answers of 429. */
  refusedByQuota = 0;
  /** Mutations that arrived while another one of the same user was being answered. */
  overlappingMutations = 0;
  /** Updates of a contact that asked for what it was already. */
  emptyUpdates = 0;

  override reset(): void {
    super.reset();
    Object.assign(this, { spent: {}, refusedByQuota: 0, overlappingMutations: 0, emptyUpdates: 0 });
  }

  override count(request: Counted<RequestKind>, url: string, status: number, headBytes: number): void {
    super.count(request, url, status, headBytes);
    if (status === 429) this.refusedByQuota += 1;
  }

  spend(cost: Cost): void {
    for (const [bucket, units] of Object.entries(cost) as [keyof Cost, number][]) {
      this.spent[bucket] = (this.spent[bucket] ?? 0) + units;
    }
  }
}
