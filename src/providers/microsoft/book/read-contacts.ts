// Contacts by their ids, as they are now, wherever they lie.
import type { Card } from '../../provider.ts';
import { isGone } from '../api/graph-error.ts';
import { type GraphContact, picked, SELECTED } from '../person/graph-contact.ts';
import { MARKER_PROPERTY } from '../person/new-contact.ts';
import { cardFrom } from './card.ts';
import { contactPath, type FolderApi, isHere, placed, queryOf } from './folder-api.ts';
import { withPhotos } from './photos.ts';

/** Selected, with the marker, which comes only where it is asked for. */
export const WITH_MARKER = {
  $select: SELECTED.join(','),
  $expand: `singleValueExtendedProperties($filter=id eq '${MARKER_PROPERTY}')`,
};

export function markerOf(answer: object): string | null {
  const { singleValueExtendedProperties: found } = answer as {
    singleValueExtendedProperties?: { value?: string }[];
  };
  return found?.[0]?.value ?? null;
}

export type Found =
  /** It is there, in this folder. */
  | { state: 'here'; graph: GraphContact; marker: string | null }
  /** It is there, in another folder. */
  | { state: 'elsewhere' }
  | { state: 'gone' };

/** Each id once; one that cannot be read now is left out. Pictures are not looked for. @throws ProviderError */
export async function findContacts(book: FolderApi, ids: string[]): Promise<Map<string, Found>> {
  const { api } = book;
  const wanted = [...new Set(ids)];
  const attempts = await api.readAll(
    'contacts.get',
    wanted.map((id) => ({ method: 'GET', path: contactPath(id) + queryOf(WITH_MARKER) })),
  );
  await book.folders.meet(
    attempts.map((attempt) =>
      'answer' in attempt ? (attempt.answer as GraphContact).parentFolderId : undefined,
    ),
  );
  const found = new Map<string, Found>();
  for (const [index, id] of wanted.entries()) {
    const attempt = attempts[index]!;
    if ('refusal' in attempt && isGone(attempt.refusal)) found.set(id, { state: 'gone' });
    else if ('answer' in attempt) {
      const graph = picked(attempt.answer as GraphContact);
      const marker = markerOf(attempt.answer as object);
      const here = { state: 'here' as const, graph: placed(book, graph), marker };
      found.set(id, isHere(book, graph.parentFolderId) ? here : { state: 'elsewhere' });
    } else api.io.log('microsoft.unreadable-contact', { id });
  }
  return found;
}

/**
 * With their pictures; null for one that is not in this folder.
 * @param known what is known of their pictures already; of one that nobody can tell of now the card is left out
 * @throws ProviderError
 */
export async function readCards(
  book: FolderApi,
  ids: string[],
  known: (id: string) => string | undefined = () => undefined,
): Promise<Map<string, Card | null>> {
  const found = await findContacts(book, ids);
  const cards = new Map<string, Card | null>([...found.keys()].map((id) => [id, null]));
  const here = [...found.values()].flatMap((each) => (each.state === 'here' ? [each] : []));
  const lost = new Set<string>();
  const graphs = await withPhotos(
    book,
    here.map(({ graph }) => graph),
    ({ id }) => {
      const photo = known(id!);
      if (photo === undefined) lost.add(id!);
      return photo ?? null;
    },
  );
  for (const [index, graph] of graphs.entries()) cards.set(graph.id!, cardFrom(graph, here[index]!.marker));
  for (const id of lost) cards.delete(id);
  return cards;
}
