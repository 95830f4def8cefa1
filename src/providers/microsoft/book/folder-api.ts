// One folder of an account, as the parts of a book share it.
import type { GraphApi } from '../api/graph-api.ts';
import type { Folder } from '../state.ts';

export interface FolderApi {
  api: GraphApi;
  folder: Folder;
  /** Personal mailboxes take no pictures, and do not tell which they have. */
  hasPhotos: boolean;
}

/** A contact is reached in whichever folder it lies. */
export const contactPath = (id: string): string => `/me/contacts/${encodeURIComponent(id)}`;

export const folderPath = ({ id }: Folder): string => `/me/contactFolders/${encodeURIComponent(id)}`;

/** Blanks as `%20`: some filters are not read with plus signs. */
export const queryOf = (parts: Record<string, string>): string =>
  `?${Object.entries(parts)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
