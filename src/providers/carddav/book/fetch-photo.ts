// The photo of a card that only names where it lies: iCloud keeps them on the account's own partition, behind the same
// credentials. Other addresses are nobody's business here: asking there would tell strangers who looks at whom.
import { MOST_PHOTO_BYTES, pictureType } from '../../../contact/photo.ts';
import type { DavRequest } from '../../../protocol/webdav/requests.ts';
import { type Photo, ProviderError } from '../../provider.ts';
import { isTooLarge, providerErrorFrom } from '../errors.ts';
import { addressOfPhoto, photoFromVCard } from '../photo-from-vcard.ts';
import type { Session } from '../session.ts';

/** @see Book.photo */
export async function photoOf(session: Session, raw: string): Promise<Photo | null> {
  const inline = photoFromVCard(raw);
  if (inline) return inline;
  const url = URL.parse(addressOfPhoto(raw) ?? '');
  if (!url || !session.mayGo(url, 'card')) return null;
  const request: DavRequest = { method: 'GET', url: url.href, headers: {}, kind: 'photo', size: 'photo' };
  const response = await session.send(request);
  const bytes = await response.bytes().catch((error: unknown) => {
    if (isTooLarge(error)) return null;
    throw providerErrorFrom(error);
  });
  if (bytes === null) return null;
  if (response.status >= 500)
    throw new ProviderError('unavailable', `the picture cannot be had: ${response.status}`);
  const type = response.status === 200 && bytes.length <= MOST_PHOTO_BYTES ? pictureType(bytes) : null;
  return type === null ? null : { type, bytes };
}
