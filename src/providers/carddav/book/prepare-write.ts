// What a write comes to in this book before anything is sent: the text of the card, the group cards it is to join, or why
// it cannot be.

import { type GroupChange, groupChange } from '../../../contact/contact.ts';
import { refusalFor } from '../../../contact/loss.ts';
import { photoId } from '../../../contact/photo.ts';
import { MOST_CARD_BYTES, type RemoteId, type Write } from '../../provider.ts';
import { newVCard } from '../patch/new-vcard.ts';
import { patchVCard } from '../patch/patch-vcard.ts';
import { reviveVCard } from '../patch/revive-vcard.ts';
import { type BookAccess, isInBook, markerId } from './members.ts';

/** Whether the card is to be among the members of a group card. */
export interface Membership extends GroupChange {
  group: RemoteId;
}

export interface PreparedWrite {
  write: Write;
  /** Where the card stands, or will stand. */
  id: RemoteId;
  /** The card as it is to be; empty for a removal, and where it cannot be. */
  vcard: string;
  /** Group cards of this book, to be changed once the card is written. Categories are in `vcard`. */
  groups: Membership[];
  refusal: string | null;
}

export function prepareWrite(book: BookAccess, write: Write): PreparedWrite {
  const id = write.type === 'create' ? markerId(book, write.marker) : write.card.id;
  const prepared: PreparedWrite = { write, id, vcard: '', groups: [], refusal: null };
  const refusal = lossRefusal(write) ?? (write.type === 'remove' ? null : refusalOf(book, write));
  if (refusal !== null || write.type === 'remove') return { ...prepared, refusal };
  const isOfGroupCard = (change: GroupChange): change is Membership => isInBook(book, change.group);
  // Of several that are about one group the last counts.
  const groups = [
    ...new Map(
      changesOf(write)
        .filter(isOfGroupCard)
        .map((change) => [change.group, change]),
    ).values(),
  ];
  const edits = write.edits.filter((edit) => {
    const change = groupChange(edit);
    return change === null || !isOfGroupCard(change);
  });
  const vcard = vcardOf({ ...write, edits });
  return { ...prepared, vcard, groups, refusal: sizeRefusal(book, vcard) };
}

/** Whether the card is to stay as it is, because no edit changes its text. */
export function isUnchanged({ write, vcard, refusal }: PreparedWrite): boolean {
  return write.type === 'update' && refusal === null && vcard === write.card.raw;
}

/** Why a card of this text is not sent; null when it may be. */
export function sizeRefusal(book: BookAccess, vcard: string): string | null {
  const taken = book.state.maxCardBytes ?? book.session.preset.maxCardBytes ?? MOST_CARD_BYTES;
  // What would be held when it is read back is not written either.
  const limit = Math.min(taken, MOST_CARD_BYTES);
  const size = Buffer.byteLength(vcard);
  if (size <= limit) return null;
  return refusalFor('too-large', `${kilobytes(size)} / ${kilobytes(limit)} KB`);
}

/** The engine sends no such write; whoever else did would destroy what is not known of the card. */
function lossRefusal(write: Write): string | null {
  if (write.type === 'create' || !write.card.loss) return null;
  return refusalFor('not-whole');
}

function refusalOf(book: BookAccess, write: Exclude<Write, { type: 'remove' }>): string | null {
  // The address of a card in another book would be written as if it were the name of a category.
  if (changesOf(write).some(({ group }) => /^\/.+\//.test(group) && !isInBook(book, group)))
    return refusalFor('group-elsewhere');
  return photoRefusal(book, write);
}

function photoRefusal(book: BookAccess, write: Exclude<Write, { type: 'remove' }>): string | null {
  const { photo, edits } = write;
  const named = edits.flatMap((edit) => (edit.property === 'photo' && edit.value !== null ? edit.value : []));
  if (named.some((id) => !photo || photoId(photo.bytes) !== id)) return refusalFor('picture-gone');
  const { mostBytes, types } = book.session.preset.photos;
  if (!photo) return null;
  const size = photo.bytes.length;
  if (mostBytes !== null && size > mostBytes)
    return refusalFor('picture-size', `${kilobytes(size)} / ${kilobytes(mostBytes)} KB`);
  if (types !== null && !types.includes(photo.type)) return refusalFor('picture-type', photo.type);
  return null;
}

function vcardOf(write: Exclude<Write, { type: 'remove' }>): string {
  const { edits, photo } = write;
  if (write.type === 'update') return patchVCard(write.card.raw, edits, photo);
  const { marker, template } = write;
  return template === null ? newVCard(marker, edits, photo) : reviveVCard(template, marker, edits, photo);
}

function changesOf({ edits }: Exclude<Write, { type: 'remove' }>): GroupChange[] {
  return edits.flatMap((edit) => groupChange(edit) ?? []);
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}
