// Finds contacts that we made by what was written into them at their creation.
import type { Card } from '../../provider.ts';
import { type GraphContact, picked } from '../person/graph-contact.ts';
import { MARKER_PROPERTY } from '../person/new-contact.ts';
import { cardFrom } from './card.ts';
import { type FolderApi, folderPath, queryOf } from './folder-api.ts';
import { withPhotos } from './photos.ts';
import { markerOf, WITH_MARKER } from './read-contacts.ts';

/** Whoever copies a contact in Outlook copies its marker: of several the oldest is the one that was made. */
export async function* findByMarker(book: FolderApi, markers: string[]): AsyncGenerator<Card> {
  const attempts = await book.api.readAll(
    'contacts.find',
    markers.map((marker) => ({
      method: 'GET',
      path: `${folderPath(book.folder)}/contacts${queryOf({
        ...WITH_MARKER,
        $filter: `singleValueExtendedProperties/Any(ep: ep/id eq '${MARKER_PROPERTY}' and ep/value eq '${marker}')`,
      })}`,
    })),
  );
  const oldest = attempts.flatMap((attempt): GraphContact[] => {
    if ('refusal' in attempt) throw attempt.refusal;
    const { value = [] } = ('answer' in attempt ? attempt.answer : {}) as { value?: GraphContact[] };
    return value.toSorted((a, b) => madeAt(a) - madeAt(b)).slice(0, 1);
  });
  const graphs = await withPhotos(book, oldest.map(picked), () => null);
  for (const [index, graph] of graphs.entries()) yield cardFrom(graph, markerOf(oldest[index]!));
}

const madeAt = ({ createdDateTime = '' }: GraphContact): number => Date.parse(createdDateTime) || 0;
