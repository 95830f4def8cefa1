import { MANIFESTS, type ProviderAddresses } from '../src/providers/manifests.ts';

/** Every provider at one address, so that no test reaches a real one; `others` are where they are said to be. */
export const addressesAt = (url: string, others: Partial<ProviderAddresses> = {}): ProviderAddresses => ({
  ...(Object.fromEntries(
    MANIFESTS.map(({ id, addresses }) => [
      id,
      Object.fromEntries(Object.keys(addresses).map((place) => [place, url])),
    ]),
  ) as ProviderAddresses),
  ...others,
});
