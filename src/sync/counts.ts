// What a run counts, before it has counted anything.
import type { RunCounts } from './model.ts';

export const NO_COUNTS: RunCounts = {
  pulled: 0,
  queued: 0,
  created: 0,
  merged: 0,
  updated: 0,
  deleted: 0,
  pushed: 0,
  conflicts: 0,
  failed: 0,
  remoteTotal: 0,
  linked: 0,
  pending: 0,
  ignored: 0,
  outOfScope: 0,
};
