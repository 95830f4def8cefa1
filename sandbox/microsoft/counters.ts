import { type Counted, Counters } from '../server/counters.ts';
import type { RequestKind } from './request-kind.ts';

/** What the server was asked for since the start or the last `reset()`. */
export class RequestCounters extends Counters<RequestKind> {
  /** Requests inside batches, which `byKind` has under "batch" alone. */
  inBatches: Partial<Record<RequestKind, number>> = {};
  /** Answers of 429, inside batches too. */
  refusedByThrottle = 0;
  /** Updates that asked for what was there already. */
  emptyUpdates = 0;
  /** Notifications sent, and of these the ones that were not answered as they must be. */
  notified = 0;
  notAccepted = 0;

  override reset(): void {
    super.reset();
    Object.assign(this, {
      inBatches: {},
      refusedByThrottle: 0,
      emptyUpdates: 0,
      notified: 0,
      notAccepted: 0,
    });
  }

  override count(request: Counted<RequestKind>, url: string, status: number, headBytes: number): void {
    super.count(request, url, status, headBytes);
    if (status === 429) this.refusedByThrottle += 1;
  }

  countInBatch(kind: RequestKind, status: number): void {
    this.inBatches[kind] = (this.inBatches[kind] ?? 0) + 1;
    if (status === 429) this.refusedByThrottle += 1;
  }
}
