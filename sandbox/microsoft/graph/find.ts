import { accessDenied, folderNotFound, idMalformed, itemNotFound } from '../graph-error.ts';
import type { Contact } from '../mailbox/contact.ts';
import type { Folder } from '../mailbox/folder.ts';
import { looksLikeId } from '../mailbox/ids.ts';
import type { Call } from '../world.ts';

/** The folder a path names, the default one where it names none. @throws GraphError */
export function folderAt(call: Call, id = 'contacts'): Folder {
  const { mailbox } = call;
  const folder = mailbox.folder(id);
  if (!folder) throw looksLikeId(id) ? folderNotFound() : idMalformed();
  const isOpen = folder.wellKnown !== undefined || mailbox.isInUse(folder);
  if (!isOpen) throw folderNotFound();
  if (!mayRead(call, folder)) throw itemNotFound();
  return folder;
}

/** The contact a path names. Its id alone opens whatever folder it is in. @throws GraphError */
export function contactAt(call: Call): Contact {
  const id = call.keys.at(-1)!;
  const { mailbox, world, keys } = call;
  if (!looksLikeId(id)) throw idMalformed();
  const contact = mailbox.find(id);
  if (!contact) throw itemNotFound();
  const folder = mailbox.folders.get(contact.folderId)!;
  const named = keys.length > 1 ? folderAt(call, keys[0]) : undefined;
  if (named && named !== folder) throw itemNotFound();
  const isOpen = named !== undefined || mailbox.isInUse(folder) || world.behaviour.deletedItemsReachable;
  if (!isOpen || !mayRead(call, folder)) throw itemNotFound();
  return contact;
}

const mayRead = ({ caller, mailbox }: Call, folder: Folder): boolean =>
  caller === mailbox || folder.readers.has(caller.email);

/** Folders of others may be read and no more. @throws GraphError */
export function checkOwn({ caller, mailbox }: Call): void {
  if (caller !== mailbox) throw accessDenied();
}
