// The mapping of an account as a person changes it: what is named replaces, and the plan that follows is approved or not.
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { changeMapping } from '../../src/accounts/mapping/change-mapping.ts';
import { getMapping } from '../../src/accounts/mapping/get-mapping.ts';
import type { ChosenEntry } from '../../src/accounts/mapping/own-mapping.ts';
import { approveRun } from '../../src/plans/decide-run.ts';
import type { Scenario } from './open-scenario.ts';

/** Null: the field is not synced. */
type Changes = Record<string, (Partial<Pick<ChosenEntry, 'direction'>> & { wish?: string[] }) | null>;

export async function kindOf(scenario: Pick<Scenario, 'deps'>, actor: Actor, account: string) {
  const { kinds } = await getMapping(scenario.deps, actor, account);
  return kinds.find(({ kind }) => kind === 'contact')!;
}

/** Saves `changes` to the mapping of contacts; nothing has run yet. */
export async function remap(
  scenario: Pick<Scenario, 'deps'>,
  actor: Actor,
  account: string,
  changes: Changes,
) {
  const { entries } = await kindOf(scenario, actor, account);
  const chosen = entries.flatMap(({ field, slot, direction }): ChosenEntry[] => {
    const change = changes[field];
    if (change === null) return [];
    const wished = change?.wish && 'wish' in slot ? { ...slot, wish: change.wish } : slot;
    return [{ field, slot: wished, direction: change?.direction ?? direction }];
  });
  await changeMapping(scenario.deps, actor, { id: account, kind: 'contact', entries: chosen });
}

/** Saves the mapping of contacts as it is unless told otherwise. */
export async function mapAsUsual(scenario: Scenario, actor: Actor, account: string) {
  const { defaults: entries } = await kindOf(scenario, actor, account);
  await changeMapping(scenario.deps, actor, { id: account, kind: 'contact', entries });
}

/** A run, and whatever waits after it approved and carried out; returns whether anything waited. */
export async function syncApproving(
  scenario: Pick<Scenario, 'db' | 'sync'>,
  actor: Actor,
  account: string,
): Promise<boolean> {
  await scenario.sync(actor, account);
  const { waiting } = await getAccount(scenario.db, actor, account);
  if (!waiting) return false;
  await approveRun(scenario.db, actor, { id: waiting.runId });
  await scenario.sync(actor, account);
  return true;
}
