// What became of a request, and what its refusal says of a contact.
import { AnswerLost } from '../../rest/failures.ts';
import { ApiRefusal, type ContactError } from '../api/api-error.ts';

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
