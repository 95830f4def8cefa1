import type { Sealer } from '../access/seal.ts';
import type { Db } from '../database/database.ts';
import type { Provider } from '../providers/provider.ts';

/** What the environment says of the application registered with a provider; null where it says nothing. */
export interface EnvironmentClient {
  clientId: string | null;
  clientSecret: string | null;
}

/** What verbs need that ask whether a provider can be used, and as whom. */
export interface ProviderDeps {
  db: Db;
  sealer: Sealer;
  providers: (id: string) => Provider | undefined;
  /** It wins over what administrators enter. Absent: the environment says nothing. */
  environmentClient?: ((id: string) => EnvironmentClient) | undefined;
}
