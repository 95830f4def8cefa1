// A choice of groups being edited. Pure.
import type { Account, Group } from '../../../../src/http/contract/accounts.ts';

export type Scope = Account['settings']['scope'];
export const ALL_CARDS: Scope = { mode: 'all', include: [], exclude: [] };

export type Use = 'include' | 'neutral' | 'exclude';

export const choiceFor = ({ include, exclude }: Scope, id: string): Use =>
  exclude.includes(id) ? 'exclude' : include.includes(id) ? 'include' : 'neutral';

export function withUse(scope: Scope, id: string, use: Use): Scope {
  const include = scope.include.filter((one) => one !== id);
  const exclude = scope.exclude.filter((one) => one !== id);
  if (use === 'include') include.push(id);
  if (use === 'exclude') exclude.push(id);
  return { ...scope, include, exclude };
}

/** Without the groups that the address book has no more. */
export function withoutGone(scope: Scope, groups: Group[]): Scope {
  const gone = new Set(groups.filter(({ exists }) => !exists).map(({ id }) => id));
  const left = (ids: string[]): string[] => ids.filter((id) => !gone.has(id));
  return { ...scope, include: left(scope.include), exclude: left(scope.exclude) };
}

export const sameScope = (a: Scope, b: Scope): boolean =>
  a.mode === b.mode && sameIds(a.include, b.include) && sameIds(a.exclude, b.exclude);

const sameIds = (a: string[], b: string[]): boolean => a.toSorted().join('\n') === b.toSorted().join('\n');

/** Whether cards made here would be outside: a target that is not taken, or that is left out, or in a folder where each is left out. */
export function isTargetOutside(
  { mode, include, exclude }: Scope,
  target: string | null,
  folders: readonly string[],
): boolean {
  if (folders.length > 0 && folders.every((id) => exclude.includes(id))) return true;
  const put = target ?? (mode === 'groups' ? (include[0] ?? null) : null);
  if (put === null) return mode === 'groups';
  return exclude.includes(put) || (mode === 'groups' && !include.includes(put));
}
