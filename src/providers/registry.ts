// Every provider there is; one line each.
import { carddavProvider, icloudProvider } from './carddav/provider.ts';
import type { Provider, ProviderId } from './provider.ts';

export interface RegistryOptions {
  /** Apple's entry, or a sandbox in its place. */
  icloudUrl: string;
}

export type Registry = ReadonlyMap<ProviderId, Provider>;

export function createRegistry(options: RegistryOptions): Registry {
  const providers = [
    icloudProvider(options.icloudUrl), //
    carddavProvider(),
  ];
  return new Map(providers.map((provider) => [provider.id, provider]));
}
