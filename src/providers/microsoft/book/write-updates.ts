// Changes of contacts, twenty in a batch: what changed and nothing else, each on condition of the etag that its contact had.

import type { Edit } from '../../../contact/contact.ts';
import { comparedContact } from '../../../contact/extras.ts';
import { isNotKept } from '../../../contact/kept.ts';
import { refusalFor } from '../../../contact/loss.ts';
import type { Write } from '../../provider.ts';
import { type Item, refused, slices, type Told, together } from '../../rest/outcome.ts';
import { BATCH, type Inner } from '../api/graph-api.ts';
import { isGone, isRaced } from '../api/graph-error.ts';
import { contactFromGraph } from '../person/contact-from-graph.ts';
import { type Fields, type GraphContact, picked } from '../person/graph-contact.ts';
import { patchContact } from '../person/patch-contact.ts';
import { emailProblem } from '../person/slots.ts';
import { graphOf } from './card.ts';
import { finishWrite, type Written } from './finish-write.ts';
import { contactPath, type FolderApi, groupProblem, placed } from './folder-api.ts';
import { photoProblem } from './photos.ts';
import { type Found, findContacts, readCards } from './read-contacts.ts';

type UpdateItem = Item<Extract<Write, { type: 'update' }>>;

interface Update extends UpdateItem {
  graph: GraphContact;
  fields: Fields;
  /** What the fields carry out; a picture and what has no place are not among it. */
  sent: Edit[];
  photo: Written['photo'];
}

/** Times that a contact which shows unchanged may be refused as changed before we give up on it for now. */
const MOST_DOUBTS = 3;
const DOUBT_PAUSE_MS = 1000;

export async function* writeUpdates(book: FolderApi, items: UpdateItem[]): AsyncGenerator<Told> {
  const [patched, pictured]: [Update[], Update[]] = [[], []];
  for (const item of items) {
    const { card, edits, photo } = item.write;
    const reason = card.loss
      ? refusalFor('not-whole')
      : (photoProblem(photo) ?? groupProblem(book, edits) ?? emailProblem(edits));
    if (reason) {
      yield refused(item, reason);
      continue;
    }
    const update = updateOf(item, book);
    if (Object.keys(update.fields).length > 0) patched.push(update);
    else if (update.photo) pictured.push(update);
    // What found no place stays where it came from.
    else yield { index: item.index, outcome: { outcome: 'done', card, asMade: card.contact } };
  }
  for (const batch of slices(patched, BATCH)) yield* send(book, batch);
  for (const batch of slices(pictured, BATCH)) yield* look(book, batch);
}

function updateOf(item: UpdateItem, { hasPhotos }: FolderApi): Update {
  const { card, edits, photo } = item.write;
  const graph = graphOf(card);
  const edit = hasPhotos ? edits.find(({ property }) => property === 'photo') : undefined;
  const isRemoval = edit !== undefined && 'value' in edit && edit.value === null;
  return {
    ...item,
    graph,
    ...patchContact(graph, edits),
    photo: isRemoval ? 'none' : ((edit && photo) ?? null),
  };
}

const requestOf = ({ write, graph, fields }: Update): Inner => ({
  method: 'PATCH',
  path: contactPath(write.card.id),
  headers: { 'If-Match': graph['@odata.etag'] ?? '' },
  body: fields,
});

async function* send(book: FolderApi, updates: Update[], doubts = 0): AsyncGenerator<Told> {
  const attempts = await book.api.writeAll('contacts.update', updates.map(requestOf));
  const raced: Update[] = [];
  const tasks: AsyncIterable<Told>[] = [];
  let failure: { error: unknown } | undefined;
  for (const [index, update] of updates.entries()) {
    const attempt = attempts[index]!;
    if ('answer' in attempt)
      tasks.push(answered(book, update, placed(book, picked(attempt.answer as GraphContact))));
    else if ('lost' in attempt) {
      failure ??= attempt.lost.silent ? { error: attempt.lost } : undefined;
      yield { index: update.index, outcome: { outcome: 'unknown', reason: attempt.lost.message } };
    } else if ('stopped' in attempt) failure ??= { error: attempt.stopped };
    else if (isGone(attempt.refusal)) yield { index: update.index, outcome: { outcome: 'gone' } };
    else if (isRaced(attempt.refusal)) raced.push(update);
    else yield refused(update, attempt.refusal.words);
  }
  yield* together(tasks);
  if (failure) throw failure.error;
  yield* judge(book, raced, doubts);
}

/** What Microsoft shows after it took a change; a contact that is as it was before has been edited by nobody. */
async function* answered(book: FolderApi, update: Update, answer: GraphContact): AsyncGenerator<Told> {
  const { index, write, photo, sent, graph } = update;
  const now = { ...answer, ...(graph.photo && { photo: graph.photo }) };
  if (isNotKept(write.card.contact, contactFromGraph(now), sent))
    yield refused(update, refusalFor('not-kept'));
  else yield* finishWrite(book, { index, graph: now, marker: write.card.marker, photo });
}

/**
 * Somebody wrote first: perhaps ourselves, in an attempt whose answer was lost. A contact that shows just as we knew it was
 * refused where two writers met: it is tried again after a while.
 */
async function* judge(book: FolderApi, raced: Update[], doubts: number): AsyncGenerator<Told> {
  if (raced.length === 0) return;
  const again: Update[] = [];
  const changed: Update[] = [];
  const found = await findContacts(book, idsOf(raced));
  for (const update of raced) {
    const now = found.get(update.write.card.id);
    if (!now) yield lagging(update);
    else if (now.state !== 'here') yield { index: update.index, outcome: { outcome: 'gone' } };
    else if (now.graph['@odata.etag'] === update.graph['@odata.etag']) again.push(update);
    else if (isOurs(update, now.graph)) yield* answered(book, update, now.graph);
    else changed.push(update);
  }
  yield* stale(book, changed);
  if (again.length === 0) return;
  if (doubts >= MOST_DOUBTS) {
    for (const update of again) yield refused(update, refusalFor('outdated'));
    return;
  }
  await book.api.io.sleep(DOUBT_PAUSE_MS);
  yield* send(book, again, doubts + 1);
}

/** Whether the contact shows what we meant it to. */
function isOurs({ graph, fields }: Update, now: GraphContact): boolean {
  const shown = (one: GraphContact): string => {
    const { name, photo: _, ...contact } = comparedContact(contactFromGraph(one));
    return JSON.stringify([{ ...name, display: '' }, contact]);
  };
  return shown({ ...graph, ...fields }) === shown(now);
}

/** Pictures are written without conditions: the contact is compared first. */
async function* look(book: FolderApi, updates: Update[]): AsyncGenerator<Told> {
  const found = await findContacts(book, idsOf(updates));
  const changed: Update[] = [];
  const tasks: AsyncIterable<Told>[] = [];
  for (const update of updates) {
    const now: Found | undefined = found.get(update.write.card.id);
    if (!now) yield lagging(update);
    else if (now.state !== 'here') yield { index: update.index, outcome: { outcome: 'gone' } };
    else if (now.graph['@odata.etag'] !== update.graph['@odata.etag']) changed.push(update);
    else {
      const { index, graph, photo, write } = update;
      tasks.push(finishWrite(book, { index, graph, photo, marker: write.card.marker }));
    }
  }
  yield* stale(book, changed);
  yield* together(tasks);
}

async function* stale(book: FolderApi, changed: Update[]): AsyncGenerator<Told> {
  const cards = await readCards(book, idsOf(changed));
  for (const update of changed) {
    const card = cards.get(update.write.card.id);
    if (card) yield { index: update.index, outcome: { outcome: 'stale', card } };
    else if (card === null) yield { index: update.index, outcome: { outcome: 'gone' } };
    else yield lagging(update);
  }
}

const idsOf = (updates: Update[]): string[] => updates.map(({ write }) => write.card.id);

const lagging = ({ index }: { index: number }): Told => ({
  index,
  outcome: { outcome: 'unknown', reason: 'Microsoft does not show the contact as it is now.' },
});
