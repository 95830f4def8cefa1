// Which contacts have a picture, and which. Neither listings nor contacts say so: what is known of a picture is asked for by
// itself, after one question for those that have any.

import { refusalFor } from '../../../contact/loss.ts';
import { pictureType } from '../../../contact/photo.ts';
import { createPaging } from '../../../protocol/http/paging.ts';
import type { Photo } from '../../provider.ts';
import { providerErrorFrom, Refusal } from '../../rest/failures.ts';
import type { Attempt } from '../api/graph-api.ts';
import { isGone } from '../api/graph-error.ts';
import { type GraphContact, photoOf } from '../person/graph-contact.ts';
import { contactPath, type FolderApi, folderPath, queryOf } from './folder-api.ts';

/** What Outlook sets on a contact with a picture (MS-OXOCNTC 2.2.1.8.2, PidLidHasPicture). */
const HAS_PICTURE = 'Boolean {00062004-0000-0000-c000-000000000046} Id 0x8015';

interface PhotoInfo {
  '@odata.mediaEtag'?: string;
  id?: string;
}

/** Where there is no picture, one of a single point is told of. */
const NO_PICTURE = '1x1';

/** What tells each contact's picture from another; null without one, undefined where that cannot be had now. @throws ProviderError */
async function photosOf(book: FolderApi, ids: string[]): Promise<Map<string, string | null | undefined>> {
  if (!book.hasPhotos) return new Map(ids.map((id) => [id, null]));
  const attempts = await book.api.readAll(
    'contacts.photo',
    ids.map((id) => ({ method: 'GET', path: `${contactPath(id)}/photo` })),
  );
  return new Map(ids.map((id, index) => [id, photoIn(attempts[index]!)]));
}

function photoIn(attempt: Attempt): string | null | undefined {
  if ('refusal' in attempt && isGone(attempt.refusal)) return null;
  if (!('answer' in attempt)) return undefined;
  const { id, '@odata.mediaEtag': etag } = attempt.answer as PhotoInfo;
  return id === NO_PICTURE ? null : (etag ?? undefined);
}

/**
 * The contacts with what is known of their pictures.
 * @param otherwise what a picture is taken for that nobody can tell of now: nothing is concluded from that
 * @throws ProviderError
 */
export async function withPhotos(
  book: FolderApi,
  contacts: GraphContact[],
  otherwise: (contact: GraphContact) => string | null,
): Promise<GraphContact[]> {
  const photos = await photosOf(
    book,
    contacts.map(({ id }) => id!),
  );
  return contacts.map((contact) => {
    const asked = photos.get(contact.id!);
    return withPhoto(contact, asked === undefined ? otherwise(contact) : asked);
  });
}

export const withPhoto = (contact: GraphContact, photo: string | null): GraphContact =>
  photo ? { ...contact, photo: { '@odata.mediaEtag': photo } } : contact;

/** Ids of the contacts of a folder that have a picture; null where the mailbox cannot be asked so. @throws ProviderError */
export async function idsWithPhoto({ api, folder, hasPhotos }: FolderApi): Promise<Set<string> | null> {
  const ids = new Set<string>();
  if (!hasPhotos) return ids;
  const paging = createPaging(api.host);
  let path: string | undefined = `${folderPath(folder)}/contacts${queryOf({
    $select: 'id',
    $top: '1000',
    $filter: `singleValueExtendedProperties/Any(ep: ep/id eq '${HAS_PICTURE}' and cast(ep/value, Edm.Boolean) eq true)`,
  })}`;
  while (path !== undefined) {
    const page: { value?: GraphContact[]; '@odata.nextLink'?: string } | null = await api
      .read<{ value?: GraphContact[] }>({
        ...{ kind: 'contacts.with-photo', method: 'GET', path, size: 'large' },
      })
      .catch(nullIfRefused);
    if (!page) return null;
    for (const { id } of page.value ?? []) if (id) ids.add(id);
    path = page['@odata.nextLink'];
    if (path) paging.goOn(path, true);
  }
  return ids;
}

function nullIfRefused(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

/** Null without a picture, for one that is gone, and for what is no picture. @throws ProviderError */
export async function fetchPhoto({ api }: FolderApi, raw: string): Promise<Photo | null> {
  const graph = JSON.parse(raw) as GraphContact;
  if (!graph.id || photoOf(graph) === null) return null;
  try {
    const path = `${contactPath(graph.id)}/photo/$value`;
    const bytes = await api.readBytes({ kind: 'photo', method: 'GET', path, size: 'photo' });
    const type = bytes && pictureType(bytes);
    return type ? { type, bytes } : null;
  } catch (error) {
    throw providerErrorFrom(error);
  }
}

const PHOTO_TYPES = new Set(['image/jpeg', 'image/png']);

/** Why this picture is not taken; null when nothing is known against it. */
export function photoProblem(photo: Photo | null | undefined): string | null {
  return !photo || PHOTO_TYPES.has(photo.type) ? null : refusalFor('picture-type', photo.type);
}

/** @param photo 'none' takes the picture away @throws Refusal @throws AnswerLost @throws ProviderError */
export async function putPhoto({ api }: FolderApi, id: string, photo: Photo | 'none'): Promise<void> {
  const path = `${contactPath(id)}/photo`;
  if (photo === 'none') {
    await api.write({ kind: 'contacts.remove-photo', method: 'DELETE', path }).catch(doneIfGone);
    return;
  }
  const headers = { 'content-type': photo.type };
  await api.write({
    ...{ kind: 'contacts.set-photo', method: 'PUT', path: `${path}/$value` },
    ...{ body: photo.bytes, headers },
  });
}

/** There was none. */
function doneIfGone(error: unknown): void {
  if (!(error instanceof Refusal) || !isGone(error)) throw error;
}
