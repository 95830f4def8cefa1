// One folder of an account, as the parts of a book share it.

import type { Edit } from '../../../contact/contact.ts';
import { refusalFor } from '../../../contact/loss.ts';
import type { AccountFolders } from '../account-folders.ts';
import type { GraphApi } from '../api/graph-api.ts';
import type { GraphContact } from '../person/graph-contact.ts';
import type { Folder } from '../state.ts';

export interface FolderApi {
  api: GraphApi;
  folder: Folder;
  folders: AccountFolders;
  /** Personal mailboxes take no pictures, and do not tell which they have. */
  hasPhotos: boolean;
}

/** A contact is reached in whichever folder it lies. */
export const contactPath = (id: string): string => `/me/contacts/${encodeURIComponent(id)}`;

/**
 * Whether what lies in the folder `parent` is of this book. A folder that was made since the account was opened is none of its
 * books yet: what was moved there stays with the book it was in, for it is not gone.
 */
export const isHere = ({ folder, folders }: FolderApi, parent: string | undefined): boolean =>
  parent === folder.id || (parent !== undefined && folders.isNew(parent));

/** A contact as it is of this book: of another folder it has no time, so that it is news in that one once that is a book. */
export function placed(book: FolderApi, graph: GraphContact): GraphContact {
  const { folder } = book;
  if (graph.parentFolderId === folder.id || !isHere(book, graph.parentFolderId)) return graph;
  const { lastModifiedDateTime: _, ...timeless } = graph;
  return { ...timeless, parentFolderId: folder.id };
}

/** Why the edits cannot be carried out; null when nothing is known against them. */
export const groupProblem = ({ folder, folders }: FolderApi, edits: Edit[]): string | null =>
  edits.some((edit) => edit.property === 'groups' && edit.join !== folder.id && folders.isOpen(edit.join))
    ? refusalFor('group-elsewhere')
    : null;

export const folderPath = ({ id }: Pick<Folder, 'id'>): string =>
  `/me/contactFolders/${encodeURIComponent(id)}`;

/** Blanks as `%20`: some filters are not read with plus signs. */
export const queryOf = (parts: Record<string, string>): string =>
  `?${Object.entries(parts)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
