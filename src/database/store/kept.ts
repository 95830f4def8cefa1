// What every run asks for and hardly ever changes is kept in memory for as long as nobody changed any of it. Whoever asks says
// which version of it is in force, as read in a transaction of theirs: there is no moment in which somebody has the old one.
import type { Db } from '../database.ts';

interface Kept {
  version: number;
  answers: Map<string, Promise<unknown>>;
}

const keptOf = new WeakMap<Db, Kept>();

/** What `load` answers, which is asked once for each `version` of the settings (`setting_version`). */
export function kept<T>(db: Db, version: number, name: string, load: () => Promise<T>): Promise<T> {
  let found = keptOf.get(db);
  if (found?.version !== version) {
    found = { version, answers: new Map() };
    keptOf.set(db, found);
  }
  const { answers } = found;
  let answer = answers.get(name) as Promise<T> | undefined;
  if (!answer) {
    answer = load();
    answers.set(name, answer);
    answer.catch(() => answers.delete(name));
  }
  return answer;
}
