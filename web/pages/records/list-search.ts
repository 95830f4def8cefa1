// What a list shows, kept in its address so that going back finds it again, and a link shows it to a colleague.
import { type Condition, OPERATOR_NAMES, readSort } from '../../../src/fields/filters.ts';
import type { ListColumn } from '../../../src/fields/shown.ts';

export interface ListSearch {
  q?: string;
  /** Keys with commas between them, `-` before one turns it round. */
  sort?: string;
  filter?: Condition[];
  /** Where it differs from the view, which shows its own otherwise. */
  columns?: ListColumn[];
  view?: string;
  /** Short for a filter. */
  flagged?: boolean;
  mine?: boolean;
  /** The panel for a new record is open. */
  new?: boolean;
}

export function listSearch(search: Record<string, unknown>): ListSearch {
  const short = [
    ...(search.flagged ? [{ field: 'syncMobile', op: 'yes' } satisfies Condition] : []),
    ...(search.mine ? [{ field: 'owner', op: 'anyOf', value: ['me'] } satisfies Condition] : []),
  ];
  const filter = Array.isArray(search.filter) ? search.filter.filter(isCondition) : undefined;
  const conditions = short.length > 0 ? [...(filter ?? []), ...short] : filter;
  const sort = typeof search.sort === 'string' ? readSort(search.sort) : [];
  return {
    ...(search.q ? { q: String(search.q) } : {}),
    ...(sort.length > 0 ? { sort: search.sort as string } : {}),
    ...(conditions ? { filter: conditions } : {}),
    ...(Array.isArray(search.columns) ? { columns: search.columns.filter(isColumn) } : {}),
    ...(typeof search.view === 'string' ? { view: search.view } : {}),
    ...(search.new ? { new: true } : {}),
  };
}

function isCondition(one: unknown): one is Condition {
  const { field, op, value } = (one ?? {}) as Record<string, unknown>;
  const isValue =
    value === undefined ||
    typeof value === 'string' ||
    (Array.isArray(value) && value.every((each) => typeof each === 'string'));
  return typeof field === 'string' && OPERATOR_NAMES.some((name) => name === op) && isValue;
}

function isColumn(one: unknown): one is ListColumn {
  const { key, width } = (one ?? {}) as Record<string, unknown>;
  return typeof key === 'string' && (width === undefined || Number.isInteger(width));
}
