// The shape of one HTTP exchange as everything above it sees it: no sockets, no streams of bytes, no redirects.

/** 'small': about one thing. 'photo': one picture. 'large': listings, and cards with their pictures. */
export type AnswerSize = 'small' | 'photo' | 'large';

export interface HttpRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Counted under this name in a run's `requests.byKind`. */
  kind: string;
  /** How large an answer may honestly be; 'small' unless said. */
  size?: AnswerSize;
  /** For the whole exchange, where less time is right than requests have by themselves. */
  withinMs?: number;
  /** Ends the request when nobody waits for its answer any more; a write that is on its way is waited for all the same. */
  signal?: AbortSignal;
}

export interface HttpResponse {
  status: number;
  /** The address that answered. */
  url: string;
  headers: Headers;
  /**
   * The body as it can be shown: what could not be decoded is guessed. What is no success is cut where it gets long,
   * silently: nobody reads an error page to its end.
   */
  text(): Promise<string>;
  /**
   * Chunks of the body, decoded as it declares; the body is capped. What could not be decoded makes the text ill-formed
   * (`lossy-text.ts`), for readers that must know. One of these three can be read, once.
   */
  chunks(): AsyncIterable<string>;
  /** The body as it is, for pictures. */
  bytes(): Promise<Uint8Array>;
}

/** Redirects are returned, never followed. @throws HttpError */
export type HttpFetch = (request: HttpRequest) => Promise<HttpResponse>;
