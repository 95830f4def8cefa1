// What became of a single write, and of a request that carried many of them.

import { ProviderError, type Write, type WriteResult } from '../../provider.ts';
import { AnswerLost, ApiRefusal, type ContactError } from '../api/api-error.ts';

type WithoutKey<T> = T extends unknown ? Omit<T, 'key'> : never;
export type Outcome = WithoutKey<WriteResult>;

/** A write and its place in the call. */
export interface Item<One extends Write> {
  index: number;
  write: One;
}

export interface Told {
  index: number;
  outcome: Outcome;
}

export const refused = ({ index }: { index: number }, reason: string): Told => ({
  index,
  outcome: { outcome: 'refused', reason },
});

export type Attempt<Answer> = { answer: Answer } | { refusal: ApiRefusal } | { lost: AnswerLost };

/** @throws ProviderError when nothing was written, and nothing can be now */
export async function attempt<Answer>(answer: Promise<Answer>): Promise<Attempt<Answer>> {
  try {
    return { answer: await answer };
  } catch (error) {
    if (error instanceof ApiRefusal) return { refusal: error };
    if (error instanceof AnswerLost) return { lost: error };
    throw error;
  }
}

/**
 * Says of each that nobody knows. After a request that was not answered at all nothing more is sent: it may be under way
 * yet, and writes of one account must not overlap.
 * @throws ProviderError
 */
export function* inDoubt(items: { index: number }[], lost: AnswerLost): Generator<Told> {
  for (const { index } of items) yield { index, outcome: { outcome: 'unknown', reason: lost.message } };
  if (lost.silent) throw new ProviderError('unavailable', lost.message, { cause: lost });
}

/** google.rpc.Code. */
const [INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION] = [3, 5, 9];

/** What the refusal of a request for a single contact says of it. */
export function errorOf({ httpStatus, reason, message }: ApiRefusal): ContactError {
  const code =
    httpStatus === 404 || httpStatus === 410
      ? NOT_FOUND
      : reason === 'FAILED_PRECONDITION'
        ? FAILED_PRECONDITION
        : INVALID_ARGUMENT;
  return { code, message };
}

export function isGone({ code }: ContactError): boolean {
  return code === NOT_FOUND;
}

/** Told by its words: other preconditions fail with the same code. */
export function isStale({ code, message = '' }: ContactError): boolean {
  return code === FAILED_PRECONDITION && /\betag\b/.test(message);
}

/** In slices of at most `size`. */
export function slices<T>(items: T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
