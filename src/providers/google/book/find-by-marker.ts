// Finds contacts that we made by what was written into their `clientData`, which no search of Google's looks into.

import type { Card } from '../../provider.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { cardFrom } from './card.ts';
import { listMarkers } from './connections.ts';
import { readPeople } from './read-people.ts';

/** The latest changes are looked through first: what is looked for has just been made, or is not there. */
export async function* findByMarker(api: PeopleApi, markers: string[]): AsyncGenerator<Card> {
  const open = new Set(markers);
  if (open.size === 0) return;
  for await (const people of listMarkers(api)) {
    const found = people.flatMap((person) => {
      const { id, marker } = cardFrom(person);
      return marker !== null && open.delete(marker) ? [id] : [];
    });
    for await (const { person } of readPeople(api, found)) if (person) yield cardFrom(person);
    if (open.size === 0) return;
  }
}
