import type { Answer } from '../../server/answer.ts';
import { badRequest, GraphError } from '../graph-error.ts';
import type { Folder } from '../mailbox/folder.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Call } from '../world.ts';
import { checkOwn, folderAt } from './find.ts';
import { numberOf, selectOf } from './query.ts';
import { graphJson } from './render.ts';

const names = ['id', 'parentFolderId', 'displayName'];

const showFolder = (folder: Folder, { tenant }: Mailbox, select: readonly string[] | null): object => {
  const { id, parentId: parentFolderId, displayName, wellKnown } = folder;
  const all = { id, parentFolderId, displayName };
  return {
    ...Object.fromEntries(
      Object.entries(all).filter(([name]) => name === 'id' || !select || select.includes(name)),
    ),
    ...(tenant.personal && wellKnown && !select ? { wellKnownName: wellKnown } : {}),
  };
};

/** Folders below one; below the default one, which is usually absent itself, where the path names none. */
export function listFolders(call: Call): Answer {
  const { keys, mailbox, caller, query, world, url, pageSize } = call;
  const select = selectOf(query.get('$select'), names, 'contactFolder');
  const isDefault = keys[0] === undefined;
  const parent = caller === mailbox ? folderAt(call, keys[0]) : undefined;
  const below = parent
    ? mailbox.childrenOf(parent)
    : // Of another's folders those are shown that are shared, wherever they are.
      [...mailbox.folders.values()].filter((one) => one.readers.has(caller.email));
  const all = isDefault && parent && world.behaviour.listsDefaultFolder ? [parent, ...below] : below;
  const top = numberOf(query, '$top', pageSize ?? 10);
  const skip = numberOf(query, '$skip', 0);
  if (top < 1 || top > 1000) throw badRequest("The limit of '1000' for Top query has been exceeded.");
  const end = skip + top;
  const next = end < all.length ? { '@odata.nextLink': `${url}?%24top=${top}&%24skip=${end}` } : {};
  const value = all.slice(skip, end).map((folder) => showFolder(folder, mailbox, select));
  return graphJson(200, call, context(call), { value, ...next });
}

export function getFolder(call: Call): Answer {
  const select = selectOf(call.query.get('$select'), names, 'contactFolder');
  const shown = showFolder(folderAt(call, call.keys[0]), call.mailbox, select);
  return graphJson(200, call, `${context(call)}/$entity`, shown);
}

export function createFolder(call: Call): Answer {
  checkOwn(call);
  const { keys, mailbox, body } = call;
  const parent = folderAt(call, keys[0]);
  const name = nameIn(body.displayName);
  checkName(mailbox.childrenOf(parent), name);
  const shown = showFolder(mailbox.createFolder(name, parent), mailbox, null);
  return graphJson(201, call, `${context(call)}/$entity`, shown);
}

export function updateFolder(call: Call): Answer {
  checkOwn(call);
  const { keys, mailbox, body } = call;
  const folder = folderAt(call, keys[0]);
  const name = nameIn(body.displayName);
  checkOrdinary(folder);
  const others = mailbox.childrenOf(mailbox.folders.get(folder.parentId)!).filter((one) => one !== folder);
  checkName(others, name);
  mailbox.changeFolder(folder, { displayName: name });
  return graphJson(200, call, `${context(call)}/$entity`, showFolder(folder, mailbox, null));
}

/** Into Deleted Items with its contacts. */
export function deleteFolder(call: Call): Answer {
  checkOwn(call);
  const folder = folderAt(call, call.keys[0]);
  checkOrdinary(folder);
  call.mailbox.removeFolder(folder);
  return { status: 204 };
}

function nameIn(name: unknown): string {
  if (typeof name !== 'string' || name === '')
    throw new GraphError(400, 'ErrorInvalidRequest', 'A folder needs a displayName.');
  return name;
}

function checkName(others: readonly Folder[], name: string): void {
  if (!others.some(({ displayName }) => displayName.toLowerCase() === name.toLowerCase())) return;
  throw new GraphError(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
}

function checkOrdinary({ wellKnown }: Folder): void {
  if (wellKnown)
    throw new GraphError(403, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be changed.');
}

const context = ({ mailbox }: Call): string => `users('${mailbox.graphId}')/contactFolders`;
