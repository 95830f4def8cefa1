import { AppError } from '../errors.ts';
import type { OAuthClient, OAuthProvider, PasswordProvider } from '../providers/provider.ts';
import type { ProviderDeps } from './provider-deps.ts';
import { missingOf, readProviderSettings } from './provider-settings.ts';

/** A provider that can be used, and for one that signs people in itself the application that asks. */
export type ReadyProvider =
  | { provider: PasswordProvider; client: null }
  | { provider: OAuthProvider; client: OAuthClient };

/** @throws AppError 'provider-missing', 'provider-not-installed', 'provider-not-ready' */
export async function readyProvider(deps: ProviderDeps, id: string): Promise<ReadyProvider> {
  const provider = deps.providers(id);
  if (!provider) throw new AppError('provider-missing');
  const settings = (await readProviderSettings(deps))(id);
  const missing = missingOf(provider, settings);
  if (missing === 'not-installed') throw new AppError('provider-not-installed');
  if (missing) throw new AppError('provider-not-ready');
  if (provider.signIn === 'password') return { provider, client: null };
  const client = { clientId: settings.clientId!.value, clientSecret: settings.clientSecret!.value };
  return { provider, client };
}
