// Statements that a run asks again and again: the server plans each once for a connection, not each time. A look at an account
// that has nothing to do is some forty of them, and planning was half of what they cost. What people search for is planned
// for what they search: the plan that is best for everybody's records is not the one for the three of a new colleague.
import { AsyncLocalStorage } from 'node:async_hooks';

/** Asked so often, a text has earned its plan: many are asked once, with as many parameters as a page happens to have. */
const OFTEN = 3;
/** A connection keeps a plan of each until it ends. */
const MOST = 400;
const MOST_COUNTED = 4_000;

const repeated = new AsyncLocalStorage<true>();

/** Does `work`, whose statements are those of every run. Each of them reads by an index whatever its parameters are. */
export const repeating = <T>(work: () => T): T => repeated.run(true, work);

export const isRepeated = (): boolean => repeated.getStore() === true;

/** Gives names to statements, by which the driver has them prepared; one for all connections of a process. */
export function nameStatements(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size === MOST) return known;
    const count = (counts.get(text) ?? 0) + 1;
    if (count < OFTEN) {
      if (counts.size === MOST_COUNTED) counts.clear();
      counts.set(text, count);
      return undefined;
    }
    counts.delete(text);
    const name = `rubrica_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
}
