import type { RecordValues } from '../../database/schema.ts';

/** Values as a record keeps them: an empty one is absent. */
export function heldValues(values: Record<string, string | null>): RecordValues {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
