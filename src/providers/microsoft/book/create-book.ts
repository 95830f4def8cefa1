// A folder of contacts as an address book.
import type { Book, RemoteId, Write } from '../../provider.ts';
import { translating } from '../../rest/failures.ts';
import { inOrder, itemsOf, type Told } from '../../rest/outcome.ts';
import { BATCH } from '../api/graph-api.ts';
import { readChanges } from './changes.ts';
import { findByMarker } from './find-by-marker.ts';
import type { FolderApi } from './folder-api.ts';
import { fetchPhoto } from './photos.ts';
import { readCards } from './read-contacts.ts';
import { writeCreations } from './write-creations.ts';
import { writeRemovals } from './write-removals.ts';
import { writeUpdates } from './write-updates.ts';

export function createBook(book: FolderApi): Book {
  const { id, name } = book.folder;
  return {
    ...{ id, name, readOnly: false, writesAtOnce: BATCH },
    changes: (cursor, known) => translating(readChanges(book, cursor, known)),
    read: (ids) => translating(read(book, ids)),
    write: (writes) => translating(inOrder(writes, outcomesOf(book, writes))),
    findByMarker: (markers) => translating(findByMarker(book, markers)),
    photo: (raw) => fetchPhoto(book, raw),
  };
}

async function* read(book: FolderApi, ids: RemoteId[]): ReturnType<Book['read']> {
  for (const [id, card] of await readCards(book, ids)) yield { id: id as RemoteId, card };
}

async function* outcomesOf(book: FolderApi, writes: Write[]): AsyncGenerator<Told> {
  yield* writeUpdates(book, itemsOf(writes, 'update'));
  yield* writeCreations(book, itemsOf(writes, 'create'));
  yield* writeRemovals(book, itemsOf(writes, 'remove'));
}
