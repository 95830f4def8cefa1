// What this machine cannot show is said, never passed over: a line in the output, and one in a list that `npm test`
// prints at its end.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '.work');

/** Where a run of all checks collects what was not applicable, a line each. */
export const NOT_APPLICABLE = join(FOLDER, 'not-applicable.txt');

/** `reason` begins with what is not looked at. */
export function notApplicable(reason: string): void {
  console.info(`not applicable: ${reason}`);
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(NOT_APPLICABLE, `${reason}\n`);
}

/** For a test that needs what is not here: says why, and passes over it. `reason` is null where all is here. */
export function skipWithout(skip: (condition: boolean, note?: string) => void, reason: string | null): void {
  if (reason !== null) notApplicable(reason);
  skip(reason !== null, reason ?? undefined);
}
