// Removals. Graph deletes whatever the contact has become, for a deletion knows no condition: it is compared first. It then lies
// in Deleted Items.
import { refusalFor } from '../../../contact/loss.ts';
import type { Write } from '../../provider.ts';
import { type Item, refused, slices, type Told } from '../../rest/outcome.ts';
import { BATCH } from '../api/graph-api.ts';
import { isGone } from '../api/graph-error.ts';
import { stampOf } from '../person/version.ts';
import { contactPath, type FolderApi } from './folder-api.ts';
import { findContacts, readCards } from './read-contacts.ts';

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

async function* remove({ api }: FolderApi, doomed: Remove[]): AsyncGenerator<Told> {
  if (doomed.length === 0) return;
  const attempts = await api.writeAll(
    'contacts.delete',
    doomed.map(({ write }) => ({ method: 'DELETE', path: contactPath(write.card.id) })),
  );
  let failure: { error: unknown } | undefined;
  for (const [index, item] of doomed.entries()) {
    const attempt = attempts[index]!;
    // Microsoft may say that there was nothing, and have removed it.
    if ('answer' in attempt || ('refusal' in attempt && isGone(attempt.refusal))) yield removed(item);
    else if ('refusal' in attempt) yield refused(item, attempt.refusal.message);
    else if ('lost' in attempt) {
      failure ??= attempt.lost.silent ? { error: attempt.lost } : undefined;
      yield unknown(item, attempt.lost.message);
    } else failure ??= { error: attempt.stopped };
  }
  if (failure) throw failure.error;
}

const removed = ({ index }: Remove): Told => ({ index, outcome: { outcome: 'done', card: null } });
const unknown = ({ index }: Remove, reason: string): Told => ({
  index,
  outcome: { outcome: 'unknown', reason },
});
