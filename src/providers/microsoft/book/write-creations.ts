// New contacts, each in a request of its own: of a batch whose answer is lost nobody would know twenty. Graph does not know a
// request that it has had before, so nothing is sent again in doubt: what became of a creation is asked for by its marker.
import type { Card, RemoteId, Write } from '../../provider.ts';
import { AnswerLost, Refusal } from '../../rest/failures.ts';
import { type Item, inDoubt, refused, slices, type Told, together } from '../../rest/outcome.ts';
import { type GraphContact, picked } from '../person/graph-contact.ts';
import { MARKER_PROPERTY, type NewContact, newContact } from '../person/new-contact.ts';
import { graphOf } from './card.ts';
import { findByMarker } from './find-by-marker.ts';
import { finishWrite } from './finish-write.ts';
import { type FolderApi, folderPath, groupProblem } from './folder-api.ts';
import { photoProblem } from './photos.ts';
import { readCards } from './read-contacts.ts';

type Create = Item<Extract<Write, { type: 'create' }>>;

/** Under way at once: a mailbox bears four requests, and a listing is to have its place among them. */
const AT_ONCE = 3;

export async function* writeCreations(book: FolderApi, items: Create[]): AsyncGenerator<Told> {
  const found = await findEarlier(book, items);
  for (const slice of slices(items, AT_ONCE))
    yield* together(slice.map((item) => create(book, item, found.get(item.write.marker))));
}

/** Contacts of creations that this process has sent before, by marker. */
async function findEarlier(book: FolderApi, items: Create[]): Promise<Map<string, Card>> {
  const { creations } = book.api.memory;
  const unknown: string[] = [];
  const made = new Map<string, string>();
  for (const { write } of items) {
    const outcome = creations.outcome(write.marker);
    if (outcome === 'unknown') unknown.push(write.marker);
    else if (outcome !== undefined) made.set(outcome, write.marker);
  }
  const found = new Map<string, Card>();
  for (const [id, card] of await readCards(book, [...made.keys()])) if (card) found.set(made.get(id)!, card);
  for await (const card of findByMarker(book, unknown)) if (card.marker) found.set(card.marker, card);
  return found;
}

async function* create(book: FolderApi, item: Create, earlier: Card | undefined): AsyncGenerator<Told> {
  const { marker, photo = null } = item.write;
  const { creations } = book.api.memory;
  const reason = photoProblem(photo) ?? groupProblem(book, item.write.edits);
  if (earlier) {
    yield* finishWrite(book, { ...item, graph: graphOf(earlier), marker, photo, found: true });
    return;
  }
  if (reason) {
    yield refused(item, reason);
    return;
  }
  try {
    const graph = picked(await post(book, item));
    creations.note(marker, graph.id as RemoteId);
    yield* finishWrite(book, { ...item, graph, marker, photo });
  } catch (error) {
    if (error instanceof Refusal) yield refused(item, error.words);
    else if (error instanceof AnswerLost) {
      creations.note(marker, 'unknown');
      yield* inDoubt([item], error);
    } else throw error;
  }
}

async function post({ api, folder }: FolderApi, { write }: Create): Promise<GraphContact> {
  const { memory } = api;
  // It is made where it is to lie; only a category is written onto it.
  const edits = write.edits.filter((edit) => edit.property !== 'groups' || edit.join !== folder.id);
  const make = () => newContact(edits, write.template, memory.needsGivenName);
  const send = ({ fields }: NewContact): Promise<GraphContact> =>
    api.write({
      ...{ kind: 'contacts.create', method: 'POST', path: `${folderPath(folder)}/contacts`, size: 'large' },
      body: {
        ...fields,
        singleValueExtendedProperties: [{ id: MARKER_PROPERTY, value: write.marker }],
      },
    });
  const made = make();
  try {
    return await send(made);
  } catch (error) {
    const isMissing = error instanceof Refusal && /givenname/i.test(error.message) && !made.fields.givenName;
    if (!isMissing) throw error;
    memory.needsGivenName = true;
    return send(make());
  }
}
