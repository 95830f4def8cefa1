// Contacts by their resource names. Unlike listings, this shows what was just written.

import { COST } from '../api/budget.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { CONTACT_SOURCE, type Person, READ_MASK } from '../person/person.ts';

interface BatchGet {
  responses?: {
    requestedResourceName?: string;
    person?: Person;
    status?: { code?: number; message?: string };
    httpStatusCode?: number;
  }[];
}

/** Google takes 200; addresses of requests stay well below what servers take. */
const BATCH = 100;
/** google.rpc.Code. */
const NOT_FOUND = 5;

/** Each name once; null for one that Google does not know any more. One that cannot be read now is left out. @throws ProviderError */
export async function* readPeople(
  api: PeopleApi,
  names: string[],
): AsyncGenerator<{ name: string; person: Person | null }> {
  const wanted = [...new Set(names)];
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH);
    const { responses = [] } = await api.read<BatchGet>({
      kind: 'people.getBatchGet',
      method: 'GET',
      path: '/v1/people:batchGet',
      size: 'large',
      query: { resourceNames: batch, personFields: READ_MASK, sources: CONTACT_SOURCE },
      cost: COST.read,
    });
    const answers = new Map(responses.map((each) => [each.requestedResourceName, each]));
    for (const name of batch) {
      const { person, status, httpStatusCode } = answers.get(name) ?? {};
      const isGone = status?.code === NOT_FOUND || httpStatusCode === 404;
      if (person || isGone) yield { name, person: person ?? null };
      else api.io.log('google.unreadable-person', { name, reason: status?.message ?? 'no answer' });
    }
  }
}

export async function readPeopleMap(api: PeopleApi, names: string[]): Promise<Map<string, Person | null>> {
  const people = new Map<string, Person | null>();
  for await (const { name, person } of readPeople(api, names)) people.set(name, person);
  return people;
}
