// From what was downloaded to what the engine holds.
import { createHash } from 'node:crypto';
import { type Contact, emptyContact } from '../../../contact/contact.ts';
import { isUnreadable, type Loss } from '../../../contact/loss.ts';
import { displayName } from '../../../contact/name.ts';
import { type Card, type Group, MOST_CARD_BYTES, type RemoteId, type Version } from '../../provider.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { groupFromVCard } from '../group-from-vcard.ts';

/** Version of a card whose server gives no etags: moves when its text does. */
const BY_TEXT = 'text:';

/** What was lost on the way in is named first: the text that is left need not show it. */
export function cardFrom({ id, etag, raw, loss: lost }: ReceivedCard): { card: Card; isGroup: boolean } {
  const { contact, uid, loss, isGroup } = contactFromVCard(raw);
  const card: Card = { id, version: versionFrom(etag, raw), uid, raw, contact, marker: markerFrom(uid, raw) };
  card.loss = isUnreadable(loss) ? loss : (lost ?? loss);
  if (card.loss === 'too-large' || Buffer.byteLength(raw) > MOST_CARD_BYTES)
    return { card: { ...card, raw: '', contact: nameOf(contact), loss: 'too-large' }, isGroup };
  return { card, isGroup };
}

/** A card as the server gave it. */
export interface ReceivedCard {
  id: RemoteId;
  etag: string;
  raw: string;
  /** What was lost between the server's bytes and `raw`. */
  loss: Loss | null;
}

/** Of a card that is not kept. */
function nameOf(contact: Contact): Contact {
  return { ...emptyContact(), name: { display: displayName(contact).slice(0, LONGEST_NAME) } };
}

const LONGEST_NAME = 200;

/** A group goes by its card's address, because that is all a tombstone tells. */
export function groupFrom(card: Card): Group | null {
  const group = groupFromVCard(card.raw);
  return group && { id: card.id, name: group.name, members: group.members };
}

function versionFrom(etag: string, raw: string): Version {
  return (etag || BY_TEXT + createHash('sha256').update(raw).digest('base64url')) as Version;
}

/** Whether a version is an etag of the server, good for If-Match. */
export function isEtag(version: Version): boolean {
  return !version.startsWith(BY_TEXT);
}

/** A card that we made carries its marker as UID. Phones name cards alike: only the engine's links tell whose it is. */
function markerFrom(uid: string | null, raw: string): string | null {
  const isMarker = uid !== null && /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/.test(uid);
  // `uid` is upper-cased; a card that spells it otherwise is not ours.
  return isMarker && raw.includes(uid) ? uid : null;
}
