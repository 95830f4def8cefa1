// Removals. Graph deletes whatever the contact has become, for a deletion knows no condition: it is compared first, and looked at
// once more where it lies then, in Deleted Items.

import { refusalFor } from '../../../contact/loss.ts';
import type { Card, Write } from '../../provider.ts';
import { type Item, refused, slices, type Told } from '../../rest/outcome.ts';
import { BATCH } from '../api/graph-api.ts';
import { isGone } from '../api/graph-error.ts';
import { type GraphContact, picked } from '../person/graph-contact.ts';
import { stampOf } from '../person/version.ts';
import { cardFrom, graphOf } from './card.ts';
import { contactPath, type FolderApi, folderPath, queryOf } from './folder-api.ts';
import { findContacts, readCards, WITH_MARKER } from './read-contacts.ts';

type Remove = Item<Extract<Write, { type: 'remove' }>>;

export async function* writeRemovals(book: FolderApi, items: Remove[]): AsyncGenerator<Told> {
  for (const item of items) if (item.write.card.loss) yield refused(item, refusalFor('not-whole'));
  const whole = items.filter(({ write }) => !write.card.loss);
  for (const batch of slices(whole, BATCH)) {
    const found = await findContacts(
      book,
      batch.map(({ write }) => write.card.id),
    );
    const doomed: Remove[] = [];
    const changed: Remove[] = [];
    for (const item of batch) {
      const { id, version } = item.write.card;
      const now = found.get(id);
      if (!now) yield unknown(item, 'Microsoft does not show the contact as it is now.');
      else if (now.state !== 'here') yield removed(item);
      else if (now.graph['@odata.etag'] === stampOf(version).etag) doomed.push(item);
      else changed.push(item);
    }
    yield* stale(book, changed);
    yield* remove(book, doomed);
  }
}

async function* stale(book: FolderApi, changed: Remove[]): AsyncGenerator<Told> {
  const cards = await readCards(
    book,
    changed.map(({ write }) => write.card.id),
  );
  for (const item of changed) {
    const card = cards.get(item.write.card.id);
    if (card) yield { index: item.index, outcome: { outcome: 'stale', card } };
    else if (card === null) yield removed(item);
    else yield unknown(item, 'Microsoft does not show the contact as it is now.');
  }
}

async function* remove(book: FolderApi, doomed: Remove[]): AsyncGenerator<Told> {
  if (doomed.length === 0) return;
  const attempts = await book.api.writeAll(
    'contacts.delete',
    doomed.map(({ write }) => ({ method: 'DELETE', path: contactPath(write.card.id) })),
  );
  const gone: Remove[] = [];
  let failure: { error: unknown } | undefined;
  for (const [index, item] of doomed.entries()) {
    const attempt = attempts[index]!;
    // Microsoft may say that there was nothing, and have removed it.
    if ('answer' in attempt || ('refusal' in attempt && isGone(attempt.refusal))) gone.push(item);
    else if ('refusal' in attempt) yield refused(item, attempt.refusal.words);
    else if ('lost' in attempt) {
      failure ??= attempt.lost.silent ? { error: attempt.lost } : undefined;
      yield unknown(item, attempt.lost.message);
    } else failure ??= { error: attempt.stopped };
  }
  const edited = failure ? new Map<string, Card>() : await editedSince(book, gone);
  for (const item of gone) {
    const card = edited.get(item.write.card.id);
    yield card ? { index: item.index, outcome: { outcome: 'stale', card, went: true } } : removed(item);
  }
  if (failure) throw failure.error;
}

/**
 * Contacts that somebody edited between our look and their deletion, as they lie in Deleted Items: whoever asked for the deletion
 * takes that in, and asks once more. What is not found there, or cannot be asked for now, went as it was seen for all that anybody
 * can tell.
 */
async function editedSince(book: FolderApi, gone: Remove[]): Promise<Map<string, Card>> {
  const { api, folder } = book;
  const { deletedItems } = book.folders;
  const edited = new Map<string, Card>();
  if (deletedItems === null || gone.length === 0) return edited;
  const within = `${folderPath({ id: deletedItems })}/contacts/`;
  const attempts = await api
    .readAll(
      'contacts.deleted',
      gone.map(({ write }) => ({
        method: 'GET',
        path: within + encodeURIComponent(write.card.id) + queryOf(WITH_MARKER),
      })),
    )
    .catch(() => []);
  for (const [index, { write }] of gone.entries()) {
    const attempt = attempts[index];
    if (!attempt || !('answer' in attempt)) continue;
    const before = graphOf(write.card);
    const after = picked(attempt.answer as GraphContact);
    const last = { ...after, parentFolderId: folder.id, ...(before.photo && { photo: before.photo }) };
    if (contentOf(last) !== contentOf(before)) edited.set(write.card.id, cardFrom(last, write.card.marker));
  }
  return edited;
}

const contentOf = (graph: GraphContact): string => {
  const { '@odata.etag': _, lastModifiedDateTime: __, ...content } = graph;
  return JSON.stringify(Object.entries(content).sort());
};

const removed = ({ index }: Remove): Told => ({ index, outcome: { outcome: 'done', card: null } });
const unknown = ({ index }: Remove, reason: string): Told => ({
  index,
  outcome: { outcome: 'unknown', reason },
});
