import type { Answer } from '../server/answer.ts';

/** What Graph says no with, worded as captured in the field. */
export class GraphError extends Error {
  override name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const jsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** @param ids of the request, which the body repeats */
export function errorAnswer(
  { status, code, message, headers }: GraphError,
  now: number,
  ids: { 'request-id'?: string; 'client-request-id'?: string } = {},
): Answer {
  const innerError = { date: new Date(now).toISOString().slice(0, 19), ...ids };
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ error: { code, message, innerError } }),
  };
}

export const badRequest = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

export const invalidProperty = (message: string): GraphError =>
  new GraphError(400, 'ErrorInvalidProperty', message);

export const itemNotFound = (): GraphError =>
  new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

export const folderNotFound = (): GraphError =>
  new GraphError(404, 'ErrorFolderNotFound', 'The specified folder could not be found in the store.');

export const idMalformed = (): GraphError =>
  new GraphError(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');

export const accessDenied = (): GraphError =>
  new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');

export const noMailbox = (): GraphError =>
  new GraphError(
    404,
    'MailboxNotEnabledForRESTAPI',
    'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  );

export const segmentNotFound = (segment: string): GraphError =>
  badRequest(`Resource not found for the segment '${segment}'.`);

export const conflictingChange = (): GraphError =>
  new GraphError(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );

export const internalError = (): GraphError =>
  new GraphError(500, 'ErrorInternalServerError', 'An internal server error occurred. The operation failed.');

export function throttled(
  limit: 'MailboxConcurrency' | 'Requests' | 'Upload',
  retryAfter: number | null,
): GraphError {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'Retry-After': String(retryAfter) };
  return new GraphError(429, 'ApplicationThrottled', `Application is over its ${limit} limit.`, headers);
}

export function unauthorized(message: string): GraphError {
  const challenge =
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"';
  return new GraphError(401, 'InvalidAuthenticationToken', message, { 'WWW-Authenticate': challenge });
}

/** A saved delta link that is of no use any more. */
export const syncStateNotFound = (generation: number, highest: number): GraphError =>
  new GraphError(
    410,
    'SyncStateNotFound',
    `The sync state generation is not found; generation=${generation};[highest=${highest}][${highest}][${highest - 2}][${highest - 1}].`,
  );
