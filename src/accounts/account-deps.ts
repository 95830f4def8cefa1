// What verbs need that reach out to a provider.
import type { Sealer } from '../access/seal.ts';
import type { Db } from '../database/database.ts';
import type { Io, Provider } from '../providers/provider.ts';

export interface AccountDeps {
  db: Db;
  sealer: Sealer;
  providers: (id: string) => Provider | undefined;
  /** The world as a connector sees it; every request is told to `onRequest` by its kind. */
  createIo: (onRequest: (kind: string) => void) => Io;
}

/** For requests nobody counts: those made before an account exists or after its last run. */
export const uncounted = (): void => {};
