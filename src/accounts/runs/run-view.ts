import type { Actor } from '../../access/actor.ts';
import type { run } from '../../database/schema.ts';
import { problemView } from '../provider-problem.ts';

export type RunRow = typeof run.$inferSelect;

/** A run as its owner sees it. */
export function runView(actor: Actor, row: RunRow) {
  const { id, accountId, state, trigger, reason, counts, requests, progress, startedAt, finishedAt, error } =
    row;
  const at = (finishedAt ?? startedAt ?? row.createdAt).toISOString();
  return {
    id,
    accountId,
    state,
    trigger,
    reason,
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    counts,
    requests,
    progress,
    error: error && problemView(actor, { ...error, at }),
  };
}
