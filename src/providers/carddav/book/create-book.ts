// One address book of a connected account.
import type { Book, RemoteId } from '../../provider.ts';
import { translating } from '../errors.ts';
import type { Session } from '../session.ts';
import { type BookState, bookId } from '../state.ts';
import { cardFrom } from './card.ts';
import { readChanges } from './changes.ts';
import { fetchCards } from './fetch-cards.ts';
import { photoOf } from './fetch-photo.ts';
import { findByMarker } from './find-by-marker.ts';
import { type BookAccess, createBookAccess } from './members.ts';
import type { OwnWrites } from './own-writes.ts';
import { writeAll } from './write.ts';

export function createBook(session: Session, state: BookState, ownWrites: OwnWrites): Book {
  const book = createBookAccess(session, state, ownWrites);
  return {
    id: bookId(state.url),
    name: state.name,
    readOnly: state.readOnly,
    writesAtOnce: session.preset.writes.batch,
    changes: (cursor, known) => translating(readChanges(book, cursor, known)),
    read: (ids) => translating(read(book, ids)),
    write: (writes) => translating(writeAll(book, writes)),
    findByMarker: (markers) => translating(findByMarker(book, markers)),
    photo: (raw) => photoOf(session, raw),
  };
}

async function* read(book: BookAccess, ids: RemoteId[]): ReturnType<Book['read']> {
  const members = [...new Set(ids)].map((id) => ({ id, etag: '' }));
  for await (const batch of fetchCards(book, members))
    for (const fetched of batch) {
      const { id } = fetched;
      if (fetched.state === 'unreadable') {
        book.session.io.log('carddav.unreadable-card', { reason: fetched.reason });
        continue;
      }
      yield { id, card: fetched.state === 'here' ? cardFrom(fetched).card : null };
    }
}
