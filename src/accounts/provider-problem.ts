// What went wrong at a provider, as people are told it.
import type { Actor } from '../access/actor.ts';
import { AppError, ERRORS, type ErrorCode } from '../errors.ts';
import { type Provider, ProviderError, type ProviderErrorKind } from '../providers/provider.ts';

const CODES: Record<ProviderErrorKind, ErrorCode> = {
  'sign-in-needed': 'sign-in-refused',
  forbidden: 'provider-forbidden',
  'scope-missing': 'contacts-not-granted',
  'client-refused': 'client-refused',
  'rate-limited': 'book-busy',
  unavailable: 'book-unreachable',
  'cursor-expired': 'unexpected-answer',
  refused: 'unexpected-answer',
  'unexpected-response': 'unexpected-answer',
  'private-address': 'private-address',
  'insecure-address': 'insecure-address',
  tls: 'untrusted-certificate',
  'not-found': 'book-not-found',
  'not-an-address-book': 'not-carddav',
  elsewhere: 'book-elsewhere',
  declined: 'sign-in-declined',
  'approval-needed': 'approval-needed',
  'no-address-book': 'no-address-book',
};

/** Of one book, while its account works. */
export const codeOfBook = (kind: ProviderErrorKind): ErrorCode =>
  kind === 'not-found' ? 'one-book-gone' : kind === 'forbidden' ? 'one-book-forbidden' : 'one-book-failing';

export const codeOf = (kind: ProviderErrorKind): ErrorCode => CODES[kind];

/** How a provider is set up here keeps its accounts waiting, or it does not let cards go; nothing is at fault. */
const OF_SETTINGS: readonly ErrorCode[] = [
  'provider-missing',
  'provider-not-installed',
  'provider-not-ready',
  'cards-not-removed',
];

/** Whether somebody is told of the failure, and can do something: anything else is a fault of ours. */
export const isForeseen = (error: unknown): error is ProviderError | AppError =>
  error instanceof ProviderError || (error instanceof AppError && OF_SETTINGS.includes(error.code));

/**
 * Code of any failure of an account; 'internal' for a fault of ours. Where people sign in at the provider, what ended is
 * their sign-in: there is no password to be wrong.
 */
export function problemCode(error: unknown, signIn: Provider['signIn'] = 'password'): ErrorCode {
  if (!isForeseen(error)) return 'internal';
  if (error instanceof AppError) return error.code;
  return error.kind === 'sign-in-needed' && signIn === 'oauth' ? 'sign-in-ended' : CODES[error.kind];
}

/** The same for an account that is connected: what was granted was taken away. */
export function problemOfRun(error: unknown, signIn?: Provider['signIn']): ErrorCode {
  const code = problemCode(error, signIn);
  return code === 'contacts-not-granted' ? 'contacts-withdrawn' : code;
}

/** The account waits until an administrator sets its provider up again: it is paused, and nothing is at fault. */
export const isProviderAway = ({ code }: { code: string }): boolean =>
  OF_SETTINGS.some((one) => one === code && one !== 'cards-not-removed');

/** What the person may type instead of the address that was typed. */
const sentOnTo = (address: string) => ({
  fields: { url: `The server sends on to ${address}` },
  problems: [{ field: 'url', code: 'elsewhere', params: { address } }],
});

/** Passes a failing provider on as an error people can act on; anything else as it is. */
export async function asking<T>(answer: Promise<T>, signIn: Provider['signIn'] = 'password'): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const wait =
      error.retryAt === undefined
        ? {}
        : { retryAfter: Math.max(1, Math.ceil((error.retryAt - Date.now()) / 1000)) };
    // Its words are an address that the person needs; those of all others are for administrators.
    const elsewhere = error.kind === 'elsewhere' && sentOnTo(error.message);
    throw new AppError(problemCode(error, signIn), elsewhere ? error.message : undefined, {
      cause: error,
      ...wait,
      ...elsewhere,
    });
  }
}

/** A problem as it is shown; the provider's own words are for administrators. */
export function problemView(
  actor: Actor,
  { code, detail, at }: { code: string; detail: string; at: string },
) {
  const known = Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'internal';
  const { title, meaning, action } = ERRORS[known];
  return { code: known, title, meaning, action, detail: actor.role === 'administrator' ? detail : '', at };
}
