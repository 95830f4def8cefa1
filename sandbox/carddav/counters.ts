import type { DavRequest, RequestKind } from './request.ts';

export interface SeenRequest {
  method: string;
  kind: RequestKind;
  url: string;
  status: number;
  depth: string | undefined;
  user: string | undefined;
  bytesIn: number;
}

/** The most recent requests are kept up to this number. */
const kept = 500;

/** What the server was asked for since the start or the last `reset()`. */
export class RequestCounters {
  total = 0;
  byMethod: Record<string, number> = {};
  byKind: Partial<Record<RequestKind, number>> = {};
  byStatus: Record<number, number> = {};
  /** Request line, headers and body. */
  bytesIn = 0;
  /** Everything written on the connection, compressed as it was sent; added when an answer has left entirely. */
  bytesOut = 0;
  /** Card texts handed out by multiget, query, sync-collection and GET. */
  cardsServed = 0;
  /** Requests being answered at this moment, and the most there were at once. */
  inFlight = 0;
  peakInFlight = 0;
  /** Oldest first. */
  recent: SeenRequest[] = [];

  reset(): void {
    Object.assign(this, { total: 0, byMethod: {}, byKind: {}, byStatus: {}, bytesIn: 0, bytesOut: 0 });
    Object.assign(this, { cardsServed: 0, peakInFlight: this.inFlight, recent: [] });
  }

  begin(): void {
    this.inFlight += 1;
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
  }

  /** `status` 0: the connection was cut instead of answering. */
  count(request: DavRequest, url: string, status: number, headBytes: number): void {
    const { method, kind, headers, user, body } = request;
    const bytesIn = headBytes + body.length;
    this.total += 1;
    this.byMethod[method] = (this.byMethod[method] ?? 0) + 1;
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1;
    this.byStatus[status] = (this.byStatus[status] ?? 0) + 1;
    this.bytesIn += bytesIn;
    this.recent.push({
      method,
      kind,
      url,
      status,
      depth: headers.depth as string | undefined,
      user,
      bytesIn,
    });
    if (this.recent.length > kept) this.recent.shift();
  }

  end(bytesOut: number): void {
    this.inFlight -= 1;
    this.bytesOut += bytesOut;
  }
}
