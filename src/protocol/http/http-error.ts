// The closed list of ways in which a request gets no usable answer.

export const HTTP_ERROR_KINDS = [
  /** The address, or what its name resolves to, lies in a network that is not the internet. Nothing was sent. */
  'private-address',
  /** Plain HTTP to somewhere that is not this machine. Nothing was sent. */
  'insecure-address',
  /** No URL, a name and password inside it, or a port that belongs to another protocol. Nothing was sent. */
  'bad-address',
  /** The certificate is not to be trusted, or the other side does not speak TLS. Nothing was sent. */
  'tls',
  /** No connection came about. Nothing was sent. */
  'unreachable',
  /** No answer in time: what was asked may have happened. */
  'timeout',
  /** The connection broke: what was asked may have happened. */
  'connection-lost',
  /** The answer is larger than anything honest, or never comes to its last page. */
  'too-large',
  /** Whoever asked does not wait any more. Nothing that was to be written was sent. */
  'cancelled',
  /** Too many redirects, or one that leads somewhere it may not. */
  'redirect',
] as const;
export type HttpErrorKind = (typeof HTTP_ERROR_KINDS)[number];

export class HttpError extends Error {
  override name = 'HttpError';
  kind: HttpErrorKind;

  constructor(kind: HttpErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

const TLS_CODES = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_CHAIN_TOO_LONG',
  'HOSTNAME_MISMATCH',
  'EPROTO',
]);
const NOT_CONNECTED = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** What a failure of the socket means. An `HttpError` anywhere in the chain of causes wins. */
export function httpErrorFrom(error: unknown, address: string): HttpError {
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause, depth += 1
  )
    if (cause instanceof HttpError) return cause;
  const codes = codesOf(error);
  const said = error instanceof Error ? error.message : String(error);
  const make = (kind: HttpErrorKind, text: string) =>
    new HttpError(kind, `${address}: ${text} (${said})`, error);
  if (codes.some((code) => TLS_CODES.has(code) || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_')))
    return make('tls', 'no trusted TLS connection');
  if (codes.length > 0 && codes.every((code) => NOT_CONNECTED.has(code)))
    return make('unreachable', 'no connection');
  if (codes.includes('UND_ERR_HEADERS_OVERFLOW')) return make('too-large', 'too many headers');
  if (codes.some((code) => TIMEOUTS.has(code))) return make('timeout', 'no answer in time');
  return make('connection-lost', 'the connection broke');
}

/** Trying several addresses of one name fails with an AggregateError that has a code for each. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof AggregateError && at.errors.length > 0) return at.errors.flatMap(codesOf);
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string') codes.push(code);
  }
  return codes;
}
