// Puts written cards into group cards and takes them out: one change of a group for all cards of a batch. What counts is the group
// read back.
import { refusalFor } from '../../../contact/loss.ts';
import { parseVCard } from '../../../protocol/vcard/parse-vcard.ts';
import { strongEtag } from '../../../protocol/webdav/etag.ts';
import type { Card, RemoteId } from '../../provider.ts';
import { firstLine } from '../card-lines.ts';
import { providerErrorFrom } from '../errors.ts';
import { addMembers, removeMembers } from '../patch/add-members.ts';
import { type Fetched, fetchCards } from './fetch-cards.ts';
import type { BookAccess } from './members.ts';
import { type Membership, sizeRefusal } from './prepare-write.ts';
import { sendCard } from './write-request.ts';

/** Somebody else may be faster each time. */
const MOST_TRIES = 4;

/** Why a card is not in a group, or not out of it. */
export interface NotJoined {
  reason: string;
  /** Asking again comes to the same. */
  isFinal: boolean;
}

export interface Joined {
  notJoined: Map<Card, NotJoined>;
  /** What keeps the server from taking more requests; null while it does. */
  failure: unknown;
}

/** Never rejects: the cards are written, whatever becomes of their groups. Nothing is sent after a `failure`. */
export async function joinGroups(
  book: BookAccess,
  wanted: { card: Card; groups: Membership[] }[],
  failure: unknown,
): Promise<Joined> {
  const joined: Joined = { notJoined: new Map(), failure };
  const each = wanted.flatMap(({ card, groups }) => groups.map((change) => ({ ...change, card })));
  for (const [group, changes] of Map.groupBy(each, (change) => change.group)) {
    const members = changes.filter(({ card }) => uidOf(card) !== '').map(({ card }) => card);
    for (const { card, isIn } of changes)
      if (isIn && !members.includes(card)) joined.notJoined.set(card, WITHOUT_UID);
    const uids = (isIn: boolean) => changes.filter((one) => one.isIn === isIn).map(({ card }) => uidOf(card));
    const not = joined.failure
      ? unsure(joined.failure)
      : await changeGroup(book, group, { come: uids(true), go: uids(false) }).catch((error: unknown) => {
          joined.failure = error;
          return unsure(error);
        });
    if (not) for (const card of members) joined.notJoined.set(card, not);
  }
  return joined;
}

const WITHOUT_UID: NotJoined = { reason: refusalFor('no-uid'), isFinal: true };

function unsure(failure: unknown): NotJoined {
  return { reason: providerErrorFrom(failure).message, isFinal: false };
}

/** Null when all who come are members, and none who goes. @throws ProviderError */
async function changeGroup(
  book: BookAccess,
  id: RemoteId,
  { come, go }: Record<'come' | 'go', string[]>,
): Promise<NotJoined | null> {
  let reason = '';
  for (let tries = 0; tries <= MOST_TRIES; tries += 1) {
    const group = await readGroup(book, id);
    if (group.state === 'missing')
      return come.length > 0 ? { reason: refusalFor('group-gone'), isFinal: true } : null;
    const added =
      group.state === 'here' && group.loss === null ? addMembers(group.raw, come.filter(Boolean)) : null;
    const vcard = added && removeMembers(added, go.filter(Boolean));
    if (group.state === 'unreadable' || vcard === null)
      return { reason: refusalFor('group-unreadable'), isFinal: true };
    if (group.state === 'here' && vcard === group.raw) return null;
    if (sizeRefusal(book, vcard)) return { reason: refusalFor('group-full'), isFinal: true };
    if (tries === MOST_TRIES) break;
    const answer = await book.session.writes.run(() =>
      sendCard(book, { type: 'update', id, vcard, etag: strongEtag(group.etag) || null }),
    );
    if ('reason' in answer) reason = answer.reason;
  }
  return { reason: refusalFor('group', reason), isFinal: false };
}

async function readGroup(book: BookAccess, id: RemoteId): Promise<Fetched> {
  for await (const [group] of fetchCards(book, [{ id, etag: '' }])) if (group) return group;
  return { id, state: 'missing' };
}

/** As the card writes it. */
function uidOf(card: Card): string {
  return firstLine(parseVCard(card.raw), 'UID')?.text().trim() ?? '';
}
