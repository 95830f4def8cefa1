// A password somebody chooses: hashed, unless it is one of the first that strangers try. The list and what people usually
// make of it (numbers behind, zeros for o's, the keyboard's rows, one's own name) are the library's, and stay on this machine.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { AppError } from '../errors.ts';
import { hashPassword } from './password.ts';

/** Found within some 10⁶ tries: the two lowest of the library's five steps. */
const GUESSABLE = 1;
/** What begins with so much that is guessable is guessable: looking at more would only cost time. */
const LOOKED_AT = 32;
/** Swapped letters are undone in so many ways, no more. */
const SUBSTITUTIONS = 20;

let estimator: ZxcvbnFactory | undefined;

/** Whether strangers would soon come upon it; `own` are words that belong to the person: name, e-mail. */
export function isGuessable(password: string, own: string[] = []): boolean {
  // The list is unpacked when it is first needed: a start has no use for it.
  estimator ??= new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    l33tMaxSubstitutions: SUBSTITUTIONS,
  });
  const parts = own.map((text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean));
  const words = parts.flatMap((some) => [...some, some.join('')]).filter(Boolean);
  return estimator.check(password.slice(0, LOOKED_AT), words).score <= GUESSABLE;
}

/** The hash to keep. @throws AppError 'common-password' naming `field` */
export async function hashNewPassword(password: string, own: string[], field = 'password'): Promise<string> {
  if (isGuessable(password, own))
    throw new AppError('common-password', undefined, { fields: { [field]: 'too-common' } });
  return hashPassword(password);
}
