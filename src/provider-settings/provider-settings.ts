// What is set about providers: by administrators in the database, by whoever runs the server in the environment.
import type { Actor, Role } from '../access/actor.ts';
import { isAdministrator } from '../access/permissions.ts';
import type { Sealer } from '../access/seal.ts';
import type { Db } from '../database/database.ts';
import { providerSetting } from '../database/schema.ts';
import { findManifest } from '../providers/manifests.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderDeps } from './provider-deps.ts';

interface Sourced {
  value: string;
  from: 'environment' | 'settings';
}

export interface ProviderSettings {
  installed: boolean;
  enabled: boolean;
  roles: Role[];
  clientId: Sourced | null;
  clientSecret: Sourced | null;
}

/** Why a provider cannot be used … */
export type Missing = 'not-installed' | 'switched-off' | 'client-id-missing' | 'client-secret-missing';
/** … or not by whoever asks. */
export type NotOffered = 'not-offered';

/** What a client secret is sealed to. */
export const clientSecretPlace = (provider: string): string => `provider:${provider}:client-secret`;

export const sealClientSecret = (sealer: Sealer, provider: string, secret: string): string =>
  sealer.seal(secret, clientSecretPlace(provider));

/** Answers what is set about any provider; asks the database once. */
export async function readProviderSettings(
  deps: Pick<ProviderDeps, 'sealer' | 'environmentClient'> & { db: Db },
): Promise<(provider: string) => ProviderSettings> {
  const set = new Map((await deps.db.select().from(providerSetting)).map((row) => [row.provider, row]));
  return (id) => {
    const row = set.get(id);
    const environment = deps.environmentClient?.(id);
    const secret = row?.clientSecret;
    return {
      // Whoever names its client in the environment has installed it.
      installed:
        row?.installed ?? ((findManifest(id)?.preinstalled ?? true) || Boolean(environment?.clientId)),
      enabled: row?.enabled ?? true,
      roles: row?.roles ?? ['administrator', 'user'],
      clientId: sourced(environment?.clientId, row?.clientId),
      clientSecret: sourced(
        environment?.clientSecret,
        secret && deps.sealer.open(secret, clientSecretPlace(id)),
      ),
    };
  };
}

function sourced(
  environment: string | null | undefined,
  settings: string | null | undefined,
): Sourced | null {
  if (environment) return { value: environment, from: 'environment' };
  return settings ? { value: settings, from: 'settings' } : null;
}

/** What keeps `provider` from being used, by its accounts too; null when nothing does. */
export function missingOf(provider: Provider, settings: ProviderSettings): Missing | null {
  if (!settings.installed) return 'not-installed';
  if (!settings.enabled) return 'switched-off';
  if (provider.signIn === 'password') return null;
  if (!settings.clientId) return 'client-id-missing';
  return settings.clientSecret ? null : 'client-secret-missing';
}

/** The same for a new account of `actor`. */
export function missingFor(
  actor: Actor,
  provider: Provider,
  settings: ProviderSettings,
): Missing | NotOffered | null {
  const isOffered = isAdministrator(actor) || settings.roles.includes(actor.role);
  return missingOf(provider, settings) ?? (isOffered ? null : 'not-offered');
}
