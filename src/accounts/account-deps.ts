// What verbs need that reach out to a provider.
import type { ProviderDeps } from '../provider-settings/provider-deps.ts';
import type { Io } from '../providers/provider.ts';

export interface AccountDeps extends ProviderDeps {
  /** The world as a connector sees it; every request is told to `onRequest` by its kind. */
  createIo: CreateIo;
  /** Where a provider can tell us of changes; null where it cannot reach this Rubrica. Absent: nobody can. */
  notificationAddress?: (provider: string) => string | null;
}

/** `signal` ends the requests when nobody waits for their answers any more. */
export type CreateIo = (onRequest: (kind: string) => void, signal?: AbortSignal) => Io;

/** A person looks at the screen meanwhile. */
const LONGEST_WAIT_MS = 30_000;

/** As long as a person waits for what is asked of a provider: until they leave, or half a minute. */
export function whileWaiting(left?: AbortSignal): AbortSignal {
  const late = AbortSignal.timeout(LONGEST_WAIT_MS);
  return left ? AbortSignal.any([left, late]) : late;
}

/** For requests nobody counts: those made before an account exists or after its last run. */
export const uncounted = (): void => {};
