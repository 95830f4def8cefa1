// Every provider there is; one line each.
import { carddavProvider, icloudProvider } from './carddav/provider.ts';
import { googleProvider } from './google/provider.ts';
import type { Provider, ProviderId } from './provider.ts';

export interface RegistryOptions {
  /** Apple's entry, or a sandbox in its place. */
  icloudUrl: string;
  /** Where people sign in to Google, and the root of its People API; or a sandbox. */
  googleIssuer: string;
  googleApi: string;
}

export type Registry = ReadonlyMap<ProviderId, Provider>;

export function createRegistry(options: RegistryOptions): Registry {
  const providers: Provider[] = [
    googleProvider({ issuer: options.googleIssuer, apiUrl: options.googleApi }),
    icloudProvider(options.icloudUrl),
    carddavProvider(),
  ];
  return new Map(providers.map((provider) => [provider.id, provider]));
}
