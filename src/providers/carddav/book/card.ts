// From what was downloaded to what the engine holds.
import { createHash } from 'node:crypto';
import { type Contact, emptyContact } from '../../../contact/contact.ts';
import { isUnreadable, type Loss } from '../../../contact/loss.ts';
import { displayName } from '../../../contact/name.ts';
import { isCounted, isSameEtag } from '../../../protocol/webdav/etag.ts';
import { type Card, type Group, MOST_CARD_BYTES, type RemoteId, type Version } from '../../provider.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { groupFromVCard } from '../group-from-vcard.ts';

/** Version of a card whose server gives no etags: moves when its text does. */
const BY_TEXT = 'text:';

/** What was lost on the way in is named first: the text that is left need not show it. */
export function cardFrom({ id, etag, size, raw, loss: lost }: ReceivedCard): {
  card: Card;
  isGroup: boolean;
} {
  const { contact, uid, loss, isGroup } = contactFromVCard(raw);
  const version = etag ? versionOf({ etag, size }) : versionOfText(raw);
  const card: Card = { id, version, uid, raw, contact, marker: markerFrom(uid, raw) };
  card.loss = isUnreadable(loss) ? loss : (lost ?? loss);
  if (card.loss === 'too-large' || Buffer.byteLength(raw) > MOST_CARD_BYTES)
    return { card: { ...card, raw: '', contact: nameOf(contact), loss: 'too-large' }, isGroup };
  return { card, isGroup };
}

/** A card as the server gave it. */
export interface ReceivedCard {
  id: RemoteId;
  etag: string;
  size?: string | undefined;
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

function versionOfText(raw: string): Version {
  return (BY_TEXT + createHash('sha256').update(raw).digest('base64url')) as Version;
}

/** Between the etag and the size of a card whose etags may begin again. */
const WITH_SIZE = ' of ';

/** An etag that counts names a version only together with the card's size. */
function versionOf({ etag, size }: Pick<ReceivedCard, 'etag' | 'size'>): Version {
  return (size && isCounted(etag) ? etag + WITH_SIZE + size : etag) as Version;
}

/** The etag of a version; null for versions that the server does not know. */
export function etagOf(version: Version): string | null {
  return version.startsWith(BY_TEXT) ? null : version.split(WITH_SIZE)[0]!;
}

/** Whether a card is listed as the version that we hold; one that its listing does not tell from another is not. */
export function isVersion(version: Version, listed: Pick<ReceivedCard, 'etag' | 'size'>): boolean {
  const etag = etagOf(version);
  if (etag === null || !listed.etag || !isSameEtag(etag, listed.etag)) return false;
  return (
    !isCounted(etag) || (listed.size !== undefined && version === versionOf({ etag, size: listed.size }))
  );
}

/** A card that we made carries its marker as UID. Phones name cards alike: only the engine's links tell whose it is. */
function markerFrom(uid: string | null, raw: string): string | null {
  const isMarker = uid !== null && /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/.test(uid);
  // `uid` is upper-cased; a card that spells it otherwise is not ours.
  return isMarker && raw.includes(uid) ? uid : null;
}
