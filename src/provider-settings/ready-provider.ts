import type { Actor } from '../access/actor.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import type { OAuthClient, OAuthProvider, PasswordProvider, Provider } from '../providers/provider.ts';
import type { ProviderDeps } from './provider-deps.ts';
import {
  type Missing,
  missingFor,
  missingOf,
  type NotOffered,
  type ProviderSettings,
  readProviderSettings,
} from './provider-settings.ts';

/** A provider that can be used, and for one that signs people in itself the application that asks. */
export type ReadyProvider =
  | { provider: PasswordProvider; client: null }
  | { provider: OAuthProvider; client: OAuthClient };

const REFUSALS: Record<Missing | NotOffered, ErrorCode> = {
  'not-installed': 'provider-not-installed',
  'switched-off': 'provider-not-installed',
  'not-offered': 'provider-not-offered',
  'client-id-missing': 'provider-not-ready',
  'client-secret-missing': 'provider-not-ready',
};

/**
 * `newFor`: who is about to connect an account; what is connected already goes on whoever may connect more.
 * @throws AppError 'provider-missing', 'provider-not-installed', 'provider-not-offered', 'provider-not-ready'
 */
export const readyProvider = async (deps: ProviderDeps, id: string, newFor?: Actor): Promise<ReadyProvider> =>
  readyBy(await readProviderSettings(deps), deps, id, newFor);

/** The same by settings that were read. */
export function readyBy(
  settingsOf: (provider: string) => ProviderSettings,
  deps: Pick<ProviderDeps, 'providers'>,
  id: string,
  newFor?: Actor,
): ReadyProvider {
  const provider = deps.providers(id);
  if (!provider) throw new AppError('provider-missing');
  const settings = settingsOf(id);
  const missing = newFor ? missingFor(newFor, provider, settings) : missingOf(provider, settings);
  if (missing) throw new AppError(REFUSALS[missing]);
  return clientOf(provider, settings)!;
}

/** The same whether it is switched on or not, for ending what was begun there; null where nobody could. */
export async function anyProvider(deps: ProviderDeps, id: string): Promise<ReadyProvider | null> {
  const provider = deps.providers(id);
  return provider ? clientOf(provider, (await readProviderSettings(deps))(id)) : null;
}

function clientOf(provider: Provider, { clientId, clientSecret }: ProviderSettings): ReadyProvider | null {
  if (provider.signIn === 'password') return { provider, client: null };
  if (!clientId || !clientSecret) return null;
  return { provider, client: { clientId: clientId.value, clientSecret: clientSecret.value } };
}
