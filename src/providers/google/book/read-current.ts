// Contacts as they are at this moment, for writes that depend on it. A read may show what was before our own last write
// (googleapis/google-api-python-client#2417): such an answer is asked for again.

import type { Card, Version } from '../../provider.ts';
import type { PeopleApi } from '../api/people-api.ts';
import type { Person } from '../person/person.ts';
import { isNews, isSameVersion, versionOf } from '../person/version.ts';
import { readPeople } from './read-people.ts';

const MOST_READS = 4;
const PAUSE_MS = 2000;

export type Current =
  | { state: 'gone' }
  /** As the card has it. */
  | { state: 'same'; person: Person }
  | { state: 'newer'; person: Person }
  /** What it is cannot be had: reads lag behind, or fail for this one. */
  | { state: 'older' };

/** Of each card, by its id. */
export async function readCurrent(api: PeopleApi, cards: Card[]): Promise<Map<string, Current>> {
  const found = new Map<string, Current>();
  let open = new Map<string, Version>(cards.map(({ id, version }) => [id, version]));
  for (const name of open.keys()) found.set(name, { state: 'older' });
  for (let reads = 0; open.size > 0 && reads < MOST_READS; reads += 1) {
    if (reads > 0) await api.io.sleep(PAUSE_MS);
    for await (const { name, person } of readPeople(api, [...open.keys()]))
      found.set(name, compare(person, open.get(name)!));
    open = new Map([...open].filter(([name]) => found.get(name)?.state === 'older'));
  }
  return found;
}

function compare(person: Person | null, held: Version): Current {
  if (!person) return { state: 'gone' };
  const version = versionOf(person);
  if (isSameVersion(version, held)) return { state: 'same', person };
  return isNews(version, held) ? { state: 'newer', person } : { state: 'older' };
}
