// Conditional writes, one request each, with the faults asked for.
import { type Edit, emptyContact, groupChange } from '../../contact/contact.ts';
import { applyEdits, withGroup } from '../../contact/edit.ts';
import { photoId } from '../../contact/photo.ts';
import type { RemoteId, Write, WriteResult } from '../provider.ts';
import type { WriteFault } from './memory-account.ts';
import type { MemoryBook, MemoryCard } from './memory-book.ts';
import { cardFrom } from './read.ts';

export async function* writeCards(
  book: MemoryBook,
  faultOf: (write: Write) => WriteFault | undefined,
  writes: Write[],
  ask: () => void,
): AsyncGenerator<WriteResult> {
  for (const write of writes) {
    ask();
    const { key } = write;
    const fault = faultOf(write);
    if (fault === 'refused') yield { key, outcome: 'refused', reason: 'This content is not accepted.' };
    else if (fault === 'lost-before') yield { key, outcome: 'unknown', reason: 'The request was lost.' };
    else {
      if (fault === 'raced' && write.type !== 'create') book.touch(write.card.id);
      const result = book.readOnly ? refusal(key) : apply(book, write);
      yield fault === 'lost-after' ? { key, outcome: 'unknown', reason: 'The answer was lost.' } : result;
    }
  }
}

function refusal(key: string): WriteResult {
  return { key, outcome: 'refused', reason: 'This address book cannot be written to.' };
}

function apply(book: MemoryBook, write: Write): WriteResult {
  const { key } = write;
  if (write.type === 'create') {
    const { marker } = write;
    const there = book
      .all()
      .map(cardFrom)
      .find((card) => card.marker === marker);
    if (there) return { key, outcome: 'done', card: there, found: true };
    keepPhoto(book, write);
    const id = book.create({ ...contentOf(write, ownEdits(book, write)), uid: marker, marker });
    changeGroups(book, write, id);
    return { key, outcome: 'done', card: cardNow(book, id) };
  }
  const now = book.get(write.card.id);
  if (!now) return write.type === 'remove' ? { key, outcome: 'done', card: null } : { key, outcome: 'gone' };
  if (now.version !== write.card.version) return { key, outcome: 'stale', card: cardFrom(now) };
  if (write.type === 'remove') {
    book.remove(now.id);
    return { key, outcome: 'done', card: null };
  }
  keepPhoto(book, write);
  const edits = ownEdits(book, write);
  if (edits.length > 0)
    book.edit(now.id, (card: MemoryCard) => ({ ...card, contact: applyEdits(card.contact, edits) }));
  changeGroups(book, write, now.id);
  return { key, outcome: 'done', card: cardNow(book, now.id) };
}

function keepPhoto(book: MemoryBook, { photo }: Exclude<Write, { type: 'remove' }>): void {
  if (photo) book.photos.set(photoId(photo.bytes), photo);
}

/** Edits of the card itself: a group that lists its members is no part of it. */
function ownEdits(book: MemoryBook, { edits }: Exclude<Write, { type: 'remove' }>): Edit[] {
  return edits.filter((edit) => !book.groups.get(groupChange(edit)?.group ?? '')?.members);
}

function changeGroups(book: MemoryBook, { edits }: Exclude<Write, { type: 'remove' }>, id: RemoteId): void {
  const uid = cardNow(book, id).uid!;
  for (const edit of edits) {
    const change = groupChange(edit);
    const group = book.groups.get(change?.group ?? '');
    // Pages that were given out keep what they said.
    if (change && group?.members)
      book.groups.set(group.id, {
        ...group,
        members: withGroup(group.members, { group: uid, isIn: change.isIn }),
      });
  }
}

/** What comes back from the trash comes back whole. */
function contentOf({ template }: Extract<Write, { type: 'create' }>, edits: Edit[]): Partial<MemoryCard> {
  if (template === null) return { contact: applyEdits(emptyContact(), edits) };
  const earlier = JSON.parse(template) as MemoryCard;
  return { ...earlier, contact: applyEdits(earlier.contact, edits) };
}

function cardNow(book: MemoryBook, id: RemoteId) {
  return cardFrom(book.get(id)!);
}
