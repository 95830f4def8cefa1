// A CRM whose accounts keep their id through being disconnected and connected again: people and books go on calling them
// what they were called first.
import type { Crm, CrmView } from './crm.ts';

export function withStableAccounts<C extends Crm>(inner: C): C {
  const crm = rememberingMappings(inner);
  /** By what an account was called first, what it is called now. */
  const current = new Map<string, string>();
  const first = new Map<string, string>();
  const now = (id: string): string => current.get(id) ?? id;

  const renamed = <T extends { accountId: string | null }>(rows: T[]): T[] =>
    rows.map((row) => {
      const accountId = first.get(row.accountId ?? '');
      return accountId === undefined ? row : { ...row, accountId };
    });
  async function look(): Promise<CrmView> {
    const view = await crm.look();
    if (first.size === 0) return view;
    const { links, alone, cards, queue, changes, trash, conflicts, actions, waiting } = view;
    return {
      ...view,
      links: renamed(links),
      alone: renamed(alone),
      cards: renamed(cards),
      queue: renamed(queue),
      changes: renamed(changes),
      trash: renamed(trash),
      conflicts: renamed(conflicts),
      actions: renamed(actions),
      waiting: renamed(waiting),
    };
  }

  return {
    ...crm,
    async reconnect(userId, accountId) {
      const id = await crm.reconnect(userId, now(accountId));
      current.set(accountId, id);
      first.set(id, accountId);
      return accountId;
    },
    leave: (userId, accountId) => crm.leave(userId, now(accountId)),
    decideDeletion: (userId, accountId, recordId, decision) =>
      crm.decideDeletion(userId, now(accountId), recordId, decision),
    decide: (userId, accountId, cardId, decision) => crm.decide(userId, now(accountId), cardId, decision),
    useSuggestions: (userId, accountId) => crm.useSuggestions(userId, now(accountId)),
    decideMatch: (userId, recordId, accountId, decision) =>
      crm.decideMatch(userId, recordId, now(accountId), decision),
    importQueue: (userId, accountId) => crm.importQueue(userId, now(accountId)),
    updateSettings: (userId, accountId, settings) => crm.updateSettings(userId, now(accountId), settings),
    changeMapping: (userId, accountId, kind, own) => crm.changeMapping(userId, now(accountId), kind, own),
    restoreCard: (userId, accountId, recordId) => crm.restoreCard(userId, now(accountId), recordId),
    deleteSecondCards: (userId, accountId, cardIds) => crm.deleteSecondCards(userId, now(accountId), cardIds),
    discardHeld: (userId, accountId, recordId) => crm.discardHeld(userId, now(accountId), recordId),
    claim: (accountId) => crm.claim(now(accountId)),
    mappings: (accountId) => crm.mappings(accountId === undefined ? undefined : now(accountId)),
    look,
  };
}

/** Asks for the mappings of an account once, until anybody does anything: every run begins with them. */
function rememberingMappings<C extends Crm>(crm: C): C {
  const known = new Map<string, ReturnType<Crm['mappings']>>();
  const verbs = Object.entries(crm).map(([name, verb]) => {
    if (typeof verb !== 'function' || name === 'look' || name === 'claim') return [name, verb];
    if (name === 'mappings')
      return [
        name,
        (accountId?: string) => {
          const found = known.get(accountId ?? '') ?? crm.mappings(accountId);
          known.set(accountId ?? '', found);
          return found;
        },
      ];
    const changing = async (...args: unknown[]) => {
      try {
        return await (verb as (...given: unknown[]) => Promise<unknown>).apply(crm, args);
      } finally {
        known.clear();
      }
    };
    return [name, changing];
  });
  return Object.fromEntries(verbs) as C;
}
