// What becomes of values that were to be written and are not. Pure.
import type { FieldDiff, Values } from '../sync/model.ts';

interface Discarded {
  /** What the record takes back from the card. */
  record: Values;
  /** What both sides are said to have agreed on, by field. */
  agreed: Record<string, { local: string | null; remote: string | null }>;
}

/**
 * A value that was to be overwritten or emptied stays on both sides: on the card because the record takes it back, in the
 * record because its own counts as the newer one. A value that only one side has stays there alone, and so does a picture,
 * which nobody can compare: until somebody changes it, nothing moves.
 */
export function discardedValues(action: {
  type: string;
  diff: FieldDiff[];
  pull?: FieldDiff[] | null | undefined;
}): Discarded {
  const isUpdate = action.type === 'update';
  const onCard = isUpdate ? action.diff : [];
  const inRecord = isUpdate ? (action.pull ?? []) : action.diff;
  const result: Discarded = { record: {}, agreed: {} };
  for (const { field, before, after } of onCard)
    if (staysApart(field, before, after, onCard)) result.agreed[field] = { local: after, remote: before };
    else result.record[field] = before;
  for (const { field, before, after } of inRecord)
    result.agreed[field] = staysApart(field, before, after, inRecord)
      ? { local: before, remote: after }
      : { local: after, remote: after };
  return result;
}

/** Not one that only moves from one field to another: that would be there twice. */
const staysApart = (field: string, before: string | null, after: string | null, all: FieldDiff[]): boolean =>
  field === 'photo' ||
  (before === null && !all.some((other) => other.field !== field && other.before === after));
