// Every connector there is, a line each.
import { carddavProvider } from './carddav/provider.ts';
import { googleProvider } from './google/provider.ts';
import { icloudProvider } from './icloud/provider.ts';
import { MANIFESTS, type ProviderAddresses, type ProviderId } from './manifests.ts';
import { microsoftProvider } from './microsoft/provider.ts';
import type { Provider } from './provider.ts';

/** A provider without a line has its settings and its place in the API, and no account can be connected. */
const CONNECTORS: { [Id in ProviderId]?: (addresses: ProviderAddresses[Id]) => Provider } = {
  google: googleProvider,
  microsoft: microsoftProvider,
  icloud: icloudProvider,
  carddav: () => carddavProvider(),
};

export type Registry = ReadonlyMap<string, Provider>;

/** In the order of the manifests. */
export function createRegistry(addresses: ProviderAddresses): Registry {
  const providers = MANIFESTS.flatMap(({ id }) => {
    const connect = CONNECTORS[id] as ((addresses: ProviderAddresses[ProviderId]) => Provider) | undefined;
    return connect ? [connect(addresses[id])] : [];
  });
  return new Map(providers.map((provider) => [provider.id, provider]));
}
