import type { RequestKind } from './request-kind.ts';
import type { Cost } from './spending.ts';

export interface SeenRequest {
  verb: string;
  kind: RequestKind;
  url: string;
  status: number;
  user: string | undefined;
  bytesIn: number;
}

/** What is counted of a request. */
interface Counted extends Pick<SeenRequest, 'verb' | 'kind' | 'user'> {
  body: Buffer;
}

/** The most recent requests are kept up to this number. */
const kept = 500;

/** What the server was asked for since the start or the last `reset()`. */
export class RequestCounters {
  total = 0;
  byVerb: Record<string, number> = {};
  byKind: Partial<Record<RequestKind, number>> = {};
  byStatus: Record<number, number> = {};
  /** Quota units that Google would have counted. */
  spent: Cost = {};
  /** Answers of 429. */
  refusedByQuota = 0;
  /** Mutations that arrived while another one of the same user was being answered. */
  overlappingMutations = 0;
  /** Updates of a contact that asked for what it was already. */
  emptyUpdates = 0;
  /** Request line, headers and body. */
  bytesIn = 0;
  /** Everything written on the connection, compressed as it was sent; added when an answer has left entirely. */
  bytesOut = 0;
  /** Requests being answered at this moment, and the most there were at once. */
  inFlight = 0;
  peakInFlight = 0;
  /** Oldest first. */
  recent: SeenRequest[] = [];

  reset(): void {
    Object.assign(this, { total: 0, byVerb: {}, byKind: {}, byStatus: {}, spent: {}, recent: [] });
    Object.assign(this, {
      refusedByQuota: 0,
      overlappingMutations: 0,
      emptyUpdates: 0,
      bytesIn: 0,
      bytesOut: 0,
    });
    this.peakInFlight = this.inFlight;
  }

  begin(): void {
    this.inFlight += 1;
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
  }

  /** `status` 0: the connection was cut instead of answering. */
  count(request: Counted, url: string, status: number, headBytes: number): void {
    const { verb, kind, user, body } = request;
    const bytesIn = headBytes + body.length;
    this.total += 1;
    this.byVerb[verb] = (this.byVerb[verb] ?? 0) + 1;
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1;
    this.byStatus[status] = (this.byStatus[status] ?? 0) + 1;
    if (status === 429) this.refusedByQuota += 1;
    this.bytesIn += bytesIn;
    this.recent.push({ verb, kind, url, status, user, bytesIn });
    if (this.recent.length > kept) this.recent.shift();
  }

  spend(cost: Cost): void {
    for (const [bucket, units] of Object.entries(cost) as [keyof Cost, number][]) {
      this.spent[bucket] = (this.spent[bucket] ?? 0) + units;
    }
  }

  end(bytesOut: number): void {
    this.inFlight -= 1;
    this.bytesOut += bytesOut;
  }
}
