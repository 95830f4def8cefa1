// The address book of a Google account: there is one.
import type { Book, RemoteId } from '../../provider.ts';
import { translating } from '../../rest/failures.ts';
import { BATCH, type PeopleApi } from '../api/people-api.ts';
import { fetchPhoto } from '../fetch-photo.ts';
import { cardFrom } from './card.ts';
import { readChanges } from './changes.ts';
import { findByMarker } from './find-by-marker.ts';
import { readPeople } from './read-people.ts';
import { writeAll } from './write.ts';

export const BOOK = { id: 'contacts', name: 'Google Contacts', readOnly: false };

export function createBook(api: PeopleApi): Book {
  return {
    ...BOOK,
    writesAtOnce: BATCH,
    changes: (cursor, known) => translating(readChanges(api, cursor, known)),
    read: (ids) => translating(read(api, ids)),
    write: (writes) => translating(writeAll(api, writes)),
    findByMarker: (markers) => translating(findByMarker(api, markers)),
    photo: (raw) => fetchPhoto(raw, api.io),
  };
}

async function* read(api: PeopleApi, ids: RemoteId[]): ReturnType<Book['read']> {
  for await (const { name, person } of readPeople(api, ids)) {
    const id = name as RemoteId;
    if (person?.resourceName === name) yield { id, card: cardFrom(person) };
    else {
      // It goes by another name: there under that one, with what its former self is recognised by.
      if (person) yield { id: person.resourceName as RemoteId, card: cardFrom(person, name) };
      yield { id, card: null };
    }
  }
}
