// A CRM that is looked at once, until anybody does anything: people and invariants look at the same state many times.
import type { SyncStore } from '../../../src/sync/store.ts';
import type { Crm, CrmView } from './crm.ts';

export function rememberingLook(crm: Crm): Crm {
  let seen: Promise<CrmView> | null = null;
  const forgetting =
    <Given extends unknown[], Result>(act: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      seen = null;
      try {
        return await act(...given);
      } finally {
        seen = null;
      }
    };
  const storeOf = (store: SyncStore): SyncStore => changing(store, forgetting);
  return {
    ...changing(crm, forgetting),
    claim: forgetting(async (accountId) => {
      const claimed = await crm.claim(accountId);
      return { ...claimed, store: storeOf(claimed.store) };
    }),
    mappings: crm.mappings,
    look: () => (seen ??= crm.look()),
  };
}

/** Each of the functions of `all`, as `change` makes it. */
function changing<All extends object>(
  all: All,
  change: (act: (...given: unknown[]) => Promise<unknown>) => unknown,
): All {
  return Object.fromEntries(Object.entries(all).map(([name, act]) => [name, change(act)])) as All;
}
