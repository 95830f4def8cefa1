/** What is counted of a request. */
export interface Counted<Kind extends string> {
  readonly verb: string;
  readonly kind: Kind;
  readonly user: string | undefined;
  readonly body: Buffer;
}

export interface SeenRequest<Kind extends string> extends Omit<Counted<Kind>, 'body'> {
  url: string;
  status: number;
  bytesIn: number;
}

/** The most recent requests are kept up to this number. */
const kept = 500;

/** What a server was asked for since the start or the last `reset()`. */
export class Counters<Kind extends string> {
  total = 0;
  byVerb: Record<string, number> = {};
  byKind: Partial<Record<Kind, number>> = {};
  byStatus: Record<number, number> = {};
  /** Request line, headers and body. */
  bytesIn = 0;
  /** Everything written on the connection, compressed as it was sent; added when an answer has left entirely. */
  bytesOut = 0;
  /** Requests being answered at this moment, and the most there were at once. */
  inFlight = 0;
  peakInFlight = 0;
  /** Oldest first. */
  recent: SeenRequest<Kind>[] = [];

  reset(): void {
    Object.assign(this, { total: 0, byVerb: {}, byKind: {}, byStatus: {}, recent: [] });
    Object.assign(this, { bytesIn: 0, bytesOut: 0, peakInFlight: this.inFlight });
  }

  begin(): void {
    this.inFlight += 1;
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
  }

  /** `status` 0: the connection was cut instead of answering. */
  count({ verb, kind, user, body }: Counted<Kind>, url: string, status: number, headBytes: number): void {
    const bytesIn = headBytes + body.length;
    this.total += 1;
    this.byVerb[verb] = (this.byVerb[verb] ?? 0) + 1;
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1;
    this.byStatus[status] = (this.byStatus[status] ?? 0) + 1;
    this.bytesIn += bytesIn;
    this.recent.push({ verb, kind, url, status, user, bytesIn });
    if (this.recent.length > kept) this.recent.shift();
  }

  end(bytesOut: number): void {
    this.inFlight -= 1;
    this.bytesOut += bytesOut;
  }
}
