import type { Actor } from '../access/actor.ts';
import type { Provider } from '../providers/provider.ts';
import { type ProviderViewDeps, providerViews } from './provider-view.ts';

/** Every provider this Rubrica knows, also those that cannot be connected to, with the reason. */
export async function listProviders(deps: ProviderViewDeps, actor: Actor, known: Iterable<Provider>) {
  return { items: await providerViews(deps, actor, [...known]) };
}
