// One folder of an account, as the parts of a book share it.

import { type Edit, groupChange } from '../../../contact/contact.ts';
import { refusalFor } from '../../../contact/loss.ts';
import type { GraphApi } from '../api/graph-api.ts';
import type { GraphContact } from '../person/graph-contact.ts';
import type { Folder } from '../state.ts';

export interface FolderApi {
  api: GraphApi;
  folder: Folder;
  /** Ids of all folders of the account. */
  folders: ReadonlySet<string>;
  deletedItems: string | null;
  /** Personal mailboxes take no pictures, and do not tell which they have. */
  hasPhotos: boolean;
}

/** A contact is reached in whichever folder it lies. */
export const contactPath = (id: string): string => `/me/contacts/${encodeURIComponent(id)}`;

/**
 * Whether what lies in the folder `parent` is of this book. A folder that was made since the account was opened is none of its
 * books yet: what was moved there stays with the book it was in, for it is not gone.
 */
export function isHere({ folder, folders, deletedItems }: FolderApi, parent: string | undefined): boolean {
  if (parent === folder.id) return true;
  return deletedItems !== null && parent !== undefined && parent !== deletedItems && !folders.has(parent);
}

/** A contact as it is of this book. */
export const placed = (book: FolderApi, graph: GraphContact): GraphContact =>
  isHere(book, graph.parentFolderId) ? { ...graph, parentFolderId: book.folder.id } : graph;

/** Why the edits cannot be carried out; null when nothing is known against them. */
export const groupProblem = ({ folder, folders }: FolderApi, edits: Edit[]): string | null =>
  edits.some((edit) => {
    const { group, isIn } = groupChange(edit) ?? { group: '', isIn: false };
    return folders.has(group) && isIn === (group !== folder.id);
  })
    ? refusalFor('group-elsewhere')
    : null;

export const folderPath = ({ id }: Pick<Folder, 'id'>): string =>
  `/me/contactFolders/${encodeURIComponent(id)}`;

/** Blanks as `%20`: some filters are not read with plus signs. */
export const queryOf = (parts: Record<string, string>): string =>
  `?${Object.entries(parts)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
