// The one door to the network: https, public addresses, bounded time and size, redirects handed back to the caller.
import type { LookupFunction } from 'node:net';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { guardedLookup, safeUrl } from './address-safety.ts';
import { createBodyDecoder } from './decode-body.ts';
import type { AnswerSize, HttpFetch, HttpRequest, HttpResponse } from './http.ts';
import { HttpError, httpErrorFrom } from './http-error.ts';
import { shownText } from './lossy-text.ts';

export interface HttpOptions {
  allowPrivateAddresses: boolean;
  /** Origins from the configuration that may be plain HTTP on this machine. */
  trustedOrigins?: string[];
  /** Resolves names; what it returns is checked. */
  lookup?: LookupFunction;
  userAgent: string;
  /** Milliseconds; for the durations told to `onRequest`. */
  now(): number;
  onRequest?(exchange: HttpExchange): void;
  /** Certificates (PEM) trusted beside the system's. */
  ca?: string;
  limits?: Partial<HttpLimits>;
}

export interface HttpLimits {
  connectMs: number;
  headersMs: number;
  /** For the whole body: a server that drips is not waited for. */
  bodyMs: number;
  /** By size of the answer that is expected, after decompression. */
  bodyBytes: Record<AnswerSize, number>;
  /** Of what is no success: read up to here, the rest is left. Data in an error (JSON) may be as long as a small answer. */
  refusalBytes: number;
}

/** Told once per request, when its answer has been read to the end or the request has failed. No contents, no query. */
export interface HttpExchange {
  kind: string;
  method: string;
  host: string;
  /** 0 when there was no answer. */
  status: number;
  bytesUp: number;
  bytesDown: number;
  ms: number;
}

export interface Http {
  fetch: HttpFetch;
  /** Ends idle and running connections. */
  close(): Promise<void>;
}

const DEFAULT_LIMITS: HttpLimits = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyMs: 120_000,
  bodyBytes: {
    small: 1024 * 1024,
    photo: 6 * 1024 * 1024,
    // A multiget of photos is the largest honest answer; Nextcloud cuts at about 10 MB (nextcloud/server#3740).
    large: 64 * 1024 * 1024,
  },
  refusalBytes: 64 * 1024,
};
/** May be asked twice without harm when a kept connection turns out to be dead. */
const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT']);

const DECODERS = new Map<string, () => Transform>(
  Object.entries({
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }),
);

export function createHttp(options: HttpOptions): Http {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const policy = {
    allowPrivateAddresses: options.allowPrivateAddresses,
    trustedOrigins: new Set((options.trustedOrigins ?? []).map((url) => new URL(url).origin)),
  };
  const agent = new Agent({
    connect: {
      lookup: guardedLookup(policy, options.lookup),
      timeout: limits.connectMs,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    },
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyMs,
    maxHeaderSize: 64 * 1024,
    connections: 8,
  });

  async function fetch(given: HttpRequest): Promise<HttpResponse> {
    const request = withDeadline(given);
    const url = safeUrl(request.url, policy);
    demandWaiting(request, url.host);
    const exchange = startExchange(request, url, options);
    try {
      const answer = await ask(request, url).catch((error: unknown) => {
        demandWaiting(request, url.host);
        const failure = httpErrorFrom(error, url.host);
        if (failure.kind === 'connection-lost' && REPEATABLE.has(request.method)) return ask(request, url);
        throw failure;
      });
      exchange.status = answer.statusCode;
      return responseFrom(answer, { request, url, limits, exchange });
    } catch (error) {
      exchange.end();
      throw httpErrorFrom(error, url.host);
    }
  }

  function ask(request: HttpRequest, url: URL): Promise<Dispatcher.ResponseData> {
    return agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method as Dispatcher.HttpMethod,
      headers: {
        'user-agent': options.userAgent,
        'accept-encoding': 'gzip, deflate, br',
        ...request.headers,
      },
      body: request.body ?? null,
      // The next request goes over the same connection, also after a method that undici expects no body of (REPORT).
      reset: false,
      // Cut off, a write would be one that nobody knows the end of.
      signal: REPEATABLE.has(request.method) ? (request.signal ?? null) : null,
    });
  }

  return { fetch, close: () => agent.destroy() };
}

interface OpenExchange extends HttpExchange {
  end(): void;
}

function startExchange(request: HttpRequest, url: URL, options: HttpOptions): OpenExchange {
  const start = options.now();
  let ended = false;
  const exchange: OpenExchange = {
    kind: request.kind,
    method: request.method,
    host: url.host,
    status: 0,
    bytesUp: Buffer.byteLength(request.body ?? ''),
    bytesDown: 0,
    ms: 0,
    end() {
      if (ended) return;
      ended = true;
      const { end: _, ...told } = exchange;
      options.onRequest?.({ ...told, ms: options.now() - start });
    },
  };
  return exchange;
}

function withDeadline(request: HttpRequest): HttpRequest {
  if (request.withinMs === undefined) return request;
  const deadline = AbortSignal.timeout(request.withinMs);
  return { ...request, signal: request.signal ? AbortSignal.any([request.signal, deadline]) : deadline };
}

/** @throws HttpError 'timeout' or 'cancelled' when nobody waits any more */
function demandWaiting({ signal }: HttpRequest, host: string): void {
  if (!signal?.aborted) return;
  const isLate = (signal.reason as { name?: unknown } | null)?.name === 'TimeoutError';
  throw isLate
    ? new HttpError('timeout', `${host}: no answer in time`)
    : new HttpError('cancelled', `${host}: nobody waits for the answer any more`);
}

interface Asked {
  request: HttpRequest;
  url: URL;
  limits: HttpLimits;
  exchange: OpenExchange;
}

function responseFrom(
  answer: Dispatcher.ResponseData,
  { request, url, limits, exchange }: Asked,
): HttpResponse {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) headers.append(name, each);
  const deadline = setTimeout(() => {
    answer.body.destroy(new HttpError('timeout', `${url.host}: the answer did not end in time`));
    exchange.end();
  }, limits.bodyMs).unref();
  // A body that nobody reads would otherwise end the process when its connection breaks.
  answer.body.on('error', () => {});

  const encoding = headers.get('content-encoding');
  const most = limits.bodyBytes[request.size ?? 'small'];
  const isRefusal = answer.statusCode >= 300;
  const isData = /json/i.test(headers.get('content-type') ?? '');
  const cutAt = isRefusal ? (isData ? limits.bodyBytes.small : limits.refusalBytes) : most;

  async function* body(): AsyncGenerator<Buffer> {
    let size = 0;
    try {
      for await (const bytes of decompressed(answer.body, encoding, exchange, most)) {
        size += bytes.length;
        if (size > cutAt && !isRefusal)
          throw new HttpError('too-large', `${url.host}: the answer exceeds ${cutAt} bytes`);
        yield size > cutAt ? bytes.subarray(0, cutAt - size) : bytes;
        if (size > cutAt) return;
        // A server that sends faster than is read would have the process to itself: sockets are read while there is anything.
        await turn();
      }
    } catch (error) {
      demandWaiting(request, url.host);
      throw httpErrorFrom(error, url.host);
    } finally {
      clearTimeout(deadline);
      answer.body.destroy();
      exchange.end();
    }
  }

  async function* chunks(): AsyncGenerator<string> {
    const decoder = createBodyDecoder(headers.get('content-type'));
    for await (const bytes of body()) {
      const text = decoder.write(bytes);
      if (text) yield text;
    }
    const rest = decoder.end();
    if (rest) yield rest;
  }

  return {
    status: answer.statusCode,
    url: url.href,
    headers,
    chunks,
    async text() {
      let text = '';
      for await (const chunk of chunks()) text += chunk;
      return shownText(text);
    },
    bytes: async () => new Uint8Array(Buffer.concat(await Array.fromAsync(body()))),
  };
}

/** The body without its content encoding; `bytesDown` counts what came over the wire. */
function decompressed(
  body: Readable,
  encoding: string | null,
  exchange: HttpExchange,
  mostBytes: number,
): AsyncIterable<Buffer> {
  async function* counted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of source) {
      exchange.bytesDown += bytes.length;
      if (exchange.bytesDown > mostBytes)
        throw new HttpError('too-large', `${exchange.host}: the answer exceeds ${mostBytes} bytes`);
      yield bytes;
    }
  }
  const decoder = DECODERS.get(encoding?.trim().toLowerCase() ?? '')?.();
  if (!decoder) return counted(body);
  // Failures reach the reader through the decoder; a reader that stops early ends the body through the pipeline.
  pipeline(body, counted, decoder, () => {});
  return decoder;
}
