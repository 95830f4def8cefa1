// From what was downloaded to what the engine holds.
import { createHash } from 'node:crypto';
import type { Card, Group, RemoteId, Version } from '../../provider.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { groupFromVCard } from '../group-from-vcard.ts';

/** Version of a card whose server gives no etags: moves when its text does. */
const BY_TEXT = 'text:';

export function cardFrom(id: RemoteId, etag: string, raw: string): { card: Card; isGroup: boolean } {
  const { contact, uid, readOnly, isGroup, problem } = contactFromVCard(raw);
  const card: Card = { id, version: versionFrom(etag, raw), uid, raw, contact, marker: markerFrom(uid, raw) };
  if (readOnly || isGroup) card.readOnly = true;
  if (problem !== null && problem !== 'several-cards') card.unreadable = true;
  return { card, isGroup };
}

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
