// One field, three ways: the record's value, the card's value, and what both were when they last agreed.
// The table is that of docs/sync.md; each row is a test in merge.test.ts. Pure.

export interface MergeInput {
  local: string | null;
  remote: string | null;
  /** Undefined when the two never agreed: a new pairing. */
  base: { local: string | null; remote: string | null } | undefined;
  /** Values sent whose answer was lost. */
  sent: (string | null)[];
  same: (a: string | null, b: string | null) => boolean;
  mayPush: boolean;
  mayPull: boolean;
  policy: 'crm' | 'book' | 'ask';
}

export interface Merge {
  action: 'keep' | 'push' | 'pull' | 'ask';
  /** The agreement that holds once `action` is carried out by nobody: for 'keep' the new one, otherwise the old one. */
  base: { local: string | null; remote: string | null } | undefined;
  /** Both sides changed to different values. */
  conflict: boolean;
}

/** Left so by a person, or by what a book can hold: each side has, or has not, what the other never had. */
export const isApart = (base: { local: string | null; remote: string | null } | undefined): boolean =>
  base !== undefined && (base.local === null) !== (base.remote === null);

/** Whether `stored` is as much of `sent` as a provider keeps. */
export const isCut = (sent: string | null, stored: string | null): boolean =>
  sent !== null && stored !== null && sent.startsWith(stored);

/** What to do about one field. 'push' and 'pull' leave the base to whoever carries them out. */
export function mergeField(input: MergeInput): Merge {
  const { local, remote, same, mayPush, mayPull } = input;
  const agreed = { local, remote };
  const keep = (base: Merge['base']): Merge => ({ action: 'keep', base, conflict: false });
  const push: Merge = mayPush ? { action: 'push', base: input.base, conflict: false } : keep(input.base);
  const pull: Merge = mayPull ? { action: 'pull', base: input.base, conflict: false } : keep(input.base);

  if (!input.base) {
    if (same(local, remote)) return keep(agreed);
    if (remote === null) return push;
    if (local === null) return pull;
    return { action: 'ask', base: undefined, conflict: true };
  }
  // Our own write coming back after its answer was lost is no edit of anybody's.
  const echoed = input.sent.find((value) => same(value, remote) || isCut(value, remote));
  const base =
    echoed === undefined || same(input.base.remote, remote) ? input.base : { local: echoed, remote };
  const changed = { local: !same(local, base.local), remote: !same(remote, base.remote) };

  if (!changed.local && !changed.remote) return keep(agreed);
  if (same(local, remote)) return keep(agreed);
  // A value that the other side never had is not written over as if it were the old one there.
  const isUnseen = isApart(base) && local !== null && remote !== null;
  const localChanged = changed.local || isUnseen;
  const remoteChanged = changed.remote || isUnseen;
  if (localChanged && !remoteChanged) return { ...push, base };
  if (remoteChanged && !localChanged) return { ...pull, base };
  if (!mayPull) return { ...push, base };
  if (!mayPush) return { ...pull, base };
  // An edit outlives a removal of the same value.
  if (remote === null) return { ...push, base };
  if (local === null) return { ...pull, base };
  if (input.policy === 'ask') return { action: 'ask', base, conflict: true };
  return { action: input.policy === 'crm' ? 'push' : 'pull', base, conflict: true };
}
