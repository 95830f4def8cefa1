// What a contact cannot be written with: its picture, which Graph takes by itself and without conditions.
import { refusalFor } from '../../../contact/loss.ts';
import type { Card, Photo } from '../../provider.ts';
import { AnswerLost, Refusal } from '../../rest/failures.ts';
import { inDoubt, refused, type Told } from '../../rest/outcome.ts';
import { contactFromGraph } from '../person/contact-from-graph.ts';
import type { GraphContact } from '../person/graph-contact.ts';
import { cardFrom } from './card.ts';
import type { FolderApi } from './folder-api.ts';
import { putPhoto } from './photos.ts';
import { readCards } from './read-contacts.ts';

/** A contact whose fields are as they should be. */
export interface Written {
  index: number;
  graph: GraphContact;
  marker: string | null;
  /** 'none' takes the picture away; null leaves it. */
  photo: Photo | 'none' | null;
  /** An earlier creation made it. */
  found?: true;
}

/** @throws ProviderError */
export async function* finishWrite(book: FolderApi, one: Written): AsyncGenerator<Told> {
  const { index, graph, marker, photo, found } = one;
  const done = (card: Card): Told => {
    // In a write that is conditional, or makes the contact, nobody was in between: what it says otherwise is Microsoft's form of it.
    const asMade = { ...contactFromGraph(graph), photo: card.contact.photo };
    return {
      index,
      outcome: { outcome: 'done', card: { ...card, marker }, ...(found ? { found } : { asMade }) },
    };
  };
  if (photo === null || !book.hasPhotos) {
    yield done(cardFrom(graph));
    return;
  }
  try {
    await putPhoto(book, graph.id!, photo);
  } catch (error) {
    if (error instanceof Refusal) yield refused(one, refusalFor('picture', error.words));
    else if (error instanceof AnswerLost) yield* inDoubt([one], error);
    else throw error;
    return;
  }
  // Another picture changes the contact's version.
  const card = (await readCards(book, [graph.id!])).get(graph.id!);
  if (card) yield done(card);
  else if (card === null) yield { index, outcome: { outcome: 'gone' } };
  else
    yield {
      index,
      outcome: { outcome: 'unknown', reason: 'Microsoft does not show the contact as it is now.' },
    };
}
