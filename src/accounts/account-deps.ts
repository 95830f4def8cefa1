// What verbs need that reach out to a provider.
import type { ProviderDeps } from '../provider-settings/provider-deps.ts';
import type { Io } from '../providers/provider.ts';

export interface AccountDeps extends ProviderDeps {
  /** The world as a connector sees it; every request is told to `onRequest` by its kind. */
  createIo: (onRequest: (kind: string) => void) => Io;
}

/** For requests nobody counts: those made before an account exists or after its last run. */
export const uncounted = (): void => {};
