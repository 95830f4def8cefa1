// The picture of a contact, from where Google keeps it. Whoever has the address has the picture: no token goes along.
import { pictureType } from '../../contact/photo.ts';
import { HttpError } from '../../protocol/http/http-error.ts';
import { type Io, type Photo, ProviderError } from '../provider.ts';
import { providerErrorFrom } from '../rest/failures.ts';
import { type Person, photoUrl } from './person/person.ts';

/** Pixels of the longer side; the address that Google gives asks for 100. */
const SIZE = 720;
const MOST_BYTES = 5_000_000;

/** Null without a picture, for one that is gone, and for what is no picture. @throws ProviderError */
export async function fetchPhoto(raw: string, io: Io): Promise<Photo | null> {
  const url = photoUrl(JSON.parse(raw) as Person);
  if (!url) return null;
  try {
    const response = await io.fetch({ method: 'GET', url: sized(url), kind: 'photo', size: 'photo' });
    const bytes = await response.bytes();
    if (response.status === 429 || response.status >= 500)
      throw new ProviderError('unavailable', `the picture cannot be had: ${response.status}`);
    const type = response.status === 200 && bytes.length <= MOST_BYTES ? pictureType(bytes) : null;
    return type === null ? null : { type, bytes };
  } catch (error) {
    if (error instanceof HttpError && error.kind === 'too-large') return null;
    throw providerErrorFrom(error);
  }
}

/** The size stands at the end: `=s100`, or `=s100-p-k` with options. */
function sized(url: string): string {
  return url.replace(/=s\d+(-[\w-]+)?$/, `=s${SIZE}`);
}
