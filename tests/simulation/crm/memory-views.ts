// What the memory CRM hands out: cards as a connector wrote them, and links with everything a plan is made from.
import { fieldOfLabel } from '../../../src/fields/labels.ts';
import type { Card } from '../../../src/providers/provider.ts';
import { wasDeleting } from '../../../src/sync/link/link.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import { tiesOf } from '../../../src/sync/mapping.ts';
import { NO_RECORD } from '../../../src/sync/model.ts';
import { groupsListing } from './memory-cards.ts';
import type { CardEntry, LinkEntry, Memory } from './memory-entries.ts';
import { besideOf, formerOf, lookalikeOf, unseenOf } from './memory-matches.ts';
import { cardKey, flagKey, openLinks } from './memory-rows.ts';
import { isSameBook } from './memory-same-book.ts';

export const cardOf = ({ remoteId, version, uid, raw, contact, marker, loss }: CardEntry): Card => ({
  id: remoteId,
  version,
  uid,
  raw,
  contact,
  marker,
  loss,
});

export function viewOf(memory: Memory, userId: string, row: LinkEntry): LinkView {
  const { id, state } = row;
  const record = row.recordId === null ? NO_RECORD : memory.records.get(row.recordId)!;
  const card = row.cardId === null ? null : (memory.cards.get(row.cardId) ?? null);
  const inAccount = [...memory.cards.values()].filter((other) => other.accountId === row.accountId);
  const isLeft = memory.accounts.get(row.accountId)!.leaving !== null;
  const isOn = memory.flags.get(flagKey(row.recordId ?? '', userId))?.on ?? false;
  const wanted = isOn && !record.deleted && !isLeft;
  const former = state === 'new' ? formerOf(memory, row) : null;
  const unseen = state === 'new' ? unseenOf(memory, row) : [];
  const lookalike = state === 'new' && wanted && !former ? lookalikeOf(memory, row) : null;
  const last =
    state === 'new' || state === 'creating'
      ? memory.trash.findLast(
          (t) =>
            (row.recordId === null ? t.linkId === id : t.recordId === row.recordId) &&
            isSameBook(memory, t.accountId, row.accountId),
        )
      : undefined;
  const made =
    state === 'creating'
      ? inAccount.find((other) => other.marker === row.marker && other.state === 'live')
      : undefined;
  const trashed = last?.loss === null ? last : undefined;
  const { mapping } = memory.accounts.get(row.accountId)!;
  const hasTies = tiesOf(mapping).length > 0;
  return {
    link: isLeft ? { ...row, hold: { code: 'approved', detail: 'card-deletions' } } : row,
    record: {
      id: record.id,
      kind: record.kind,
      values: record.values,
      version: record.version,
      deleted: record.deleted,
    },
    card: card && {
      id: card.id,
      bookId: card.bookId,
      remoteId: card.remoteId,
      version: card.version,
      contact: card.contact,
      contentHash: card.contentHash,
      loss: card.loss,
      listedBy: hasTies ? groupsListing(memory, row.accountId, card.uid) : [],
      inScope: card.inScope,
      state: card.state,
    },
    wanted,
    contested: memory.conflicts
      .filter(({ linkId, resolution }) => linkId === id && resolution === null)
      .map(({ field }) => field),
    namesakes: card?.state === 'gone' ? namesakesOf(memory, row, card) : [],
    removedByColleague: card?.state === 'gone' && isRemovedByColleague(memory, card),
    former,
    unseen,
    beside: besideOf(memory, row),
    lookalike,
    made: made ? { ...cardOf(made), bookId: made.bookId } : null,
    flips: flipsOf(memory, row),
    ties: tiesOf(mapping)
      .filter(
        ({ labelId, group }) =>
          !memory.goneLabels.has(labelId) && !memory.goneGroups.has(cardKey(row.accountId, group)),
      )
      .map(({ labelId }) => fieldOfLabel(labelId)),
    photoBytes: memory.photos.get(record.values.photo ?? '')?.bytes.length ?? null,
    trashed: trashed
      ? {
          raw: trashed.raw,
          contact: trashed.contact,
          base: memory.links.get(trashed.linkId)?.base ?? null,
          listedBy: trashed.listedBy.filter((id) => memory.groups.has(cardKey(row.accountId, id))).sort(),
        }
      : null,
  };
}

/** @see removedByColleague of src/database */
function isRemovedByColleague(
  { accounts, links, cards }: Memory,
  { accountId, remoteId }: CardEntry,
): boolean {
  const mine = accounts.get(accountId)!;
  return [...links.values()].some((old) => {
    const theirs = accounts.get(old.accountId)!;
    const isShared = theirs.userId !== mine.userId && theirs.identity === mine.identity;
    const was = cards.get(old.cardId ?? '')?.remoteId ?? old.formerRemoteId;
    return isShared && was === remoteId && (old.closedReason === 'deleted' || wasDeleting(old));
  });
}

function namesakesOf(memory: Memory, { recordId }: LinkEntry, card: CardEntry): LinkView['namesakes'] {
  const links = [...memory.links.values()];
  return [...memory.cards.values()]
    .filter((other) => other.accountId === card.accountId && other.state === 'live' && other.id !== card.id)
    .filter(({ uid }) => uid !== null && uid === card.uid)
    .filter(({ id }) => !openLinks(memory).some(({ cardId }) => cardId === id))
    .map(({ id, contact, firstSeenBy, apart }) => ({
      cardId: id,
      contact,
      isNew: firstSeenBy >= card.seenBy,
      isDecided:
        apart.includes(recordId ?? '') ||
        links.some(({ cardId }) => cardId === id) ||
        ['ready', 'ignored', 'imported'].includes(memory.queue.get(id)?.state ?? ''),
    }));
}

const DAY_MS = 86_400_000;
const FLIPS_A_DAY = 3;

/** Values that sync took into the record from this account again and again within a day. */
function flipsOf({ changes, now }: Memory, { recordId, accountId }: LinkEntry): LinkView['flips'] {
  const recent = changes.filter(
    (change) =>
      change.recordId === recordId &&
      change.actor === 'sync' &&
      change.accountId === accountId &&
      change.clock > now() - DAY_MS,
  );
  const same = Map.groupBy(recent, ({ field, after }) => JSON.stringify([field, after]));
  return [...same.values()]
    .filter(({ length }) => length >= FLIPS_A_DAY)
    .map(([change]) => ({ field: change!.field, value: change!.after }));
}
