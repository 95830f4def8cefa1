import { randomUUID } from 'node:crypto';
import { type Answer, json } from '../../server/answer.ts';

/** What the identity platform says no with: an OAuth error and one of its own numbers. */
export class SignInError extends Error {
  override name = 'SignInError';
  readonly error: string;
  readonly number: number;
  readonly more: { suberror?: string; claims?: string };

  constructor(error: string, number: number, message: string, more: SignInError['more'] = {}) {
    super(message);
    this.error = error;
    this.number = number;
    this.more = more;
  }

  get status(): number {
    return this.error === 'invalid_client' ? 401 : this.error === 'temporarily_unavailable' ? 503 : 400;
  }
}

/** The text with its number, and the ids by which Microsoft's support finds the request. */
export function description({ number, message }: SignInError, now: number, ids = traceIds()): string {
  const lines = [
    `AADSTS${number}: ${message}`,
    `Trace ID: ${ids.trace_id}`,
    `Correlation ID: ${ids.correlation_id}`,
    `Timestamp: ${timestamp(now)}`,
  ];
  return lines.join('\r\n');
}

export const errorUri = (number: number): string => `https://login.microsoftonline.com/error?code=${number}`;

/** The answer of the token endpoint. */
export function signInAnswer(error: SignInError, now: number): Answer {
  const ids = traceIds();
  return json(error.status, {
    error: error.error,
    error_description: description(error, now, ids),
    error_codes: [error.number],
    timestamp: timestamp(now),
    ...ids,
    error_uri: errorUri(error.number),
    ...error.more,
  });
}

const traceIds = () => ({ trace_id: randomUUID(), correlation_id: randomUUID() });
const timestamp = (now: number): string => `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
