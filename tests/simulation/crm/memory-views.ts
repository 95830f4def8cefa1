// What the memory CRM hands out: cards as a connector wrote them, and links with everything a plan is made from.
import type { Card } from '../../../src/providers/provider.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import { isSameBook } from './memory-accounts.ts';
import { formerOf, lookalikeOf } from './memory-matches.ts';
import { type CardEntry, cardKey, flagKey, type LinkEntry, type Memory, openLinks } from './memory-rows.ts';

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
  const record = memory.records.get(row.recordId)!;
  const card = row.cardId === null ? null : (memory.cards.get(row.cardId) ?? null);
  const inAccount = [...memory.cards.values()].filter((other) => other.accountId === row.accountId);
  const isLinked = (cardId: string): boolean => openLinks(memory).some((link) => link.cardId === cardId);
  const replacement =
    card?.state === 'gone' && card.uid !== null
      ? inAccount.find((c) => c.state === 'live' && c.uid === card.uid && c.id !== card.id && !isLinked(c.id))
      : undefined;
  const isLeft = memory.accounts.get(row.accountId)!.leaving !== null;
  const isOn = memory.flags.get(flagKey(record.id, userId))?.on ?? false;
  const wanted = isOn && !record.deleted && !isLeft;
  const former = state === 'new' ? formerOf(memory, row) : null;
  const lookalike = state === 'new' && wanted && !former ? lookalikeOf(memory, row) : null;
  const last =
    state === 'new' || state === 'creating'
      ? memory.trash.findLast(
          (t) => t.recordId === row.recordId && isSameBook(memory, t.accountId, row.accountId),
        )
      : undefined;
  const made =
    state === 'creating'
      ? inAccount.find((other) => other.marker === row.marker && other.state === 'live')
      : undefined;
  const trashed = last?.loss === null ? last : undefined;
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
      loss: card.loss,
      inScope: card.inScope,
      state: card.state,
    },
    wanted,
    contested: memory.conflicts
      .filter(({ linkId, resolution }) => linkId === id && resolution === null)
      .map(({ field }) => field),
    replacement: replacement?.id ?? null,
    former,
    lookalike,
    made: made ? cardOf(made) : null,
    flips: flipsOf(memory, row),
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

const DAY_MS = 86_400_000;
const FLIPS_A_DAY = 3;

/** Values that sync took into the record from this account again and again within a day. */
function flipsOf({ changes, now }: Memory, { recordId, accountId }: LinkEntry): LinkView['flips'] {
  const recent = changes.filter(
    (change) =>
      change.recordId === recordId &&
      change.actor === 'sync' &&
      change.accountId === accountId &&
      change.at > now() - DAY_MS,
  );
  const same = Map.groupBy(recent, ({ field, after }) => JSON.stringify([field, after]));
  return [...same.values()]
    .filter(({ length }) => length >= FLIPS_A_DAY)
    .map(([change]) => ({ field: change!.field, value: change!.after }));
}
