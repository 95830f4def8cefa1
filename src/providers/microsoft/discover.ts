// Who has signed in, and which folders of contacts there are. Writes nothing.

import { createPaging } from '../../protocol/http/paging.ts';
import { type Discovery, type OAuthSession, ProviderError } from '../provider.ts';
import { Refusal } from '../rest/failures.ts';
import type { GraphApi } from './api/graph-api.ts';
import { folderPath, queryOf } from './book/folder-api.ts';
import type { AccountState, Folder } from './state.ts';

interface GraphFolder {
  id?: string;
  displayName?: string;
  wellKnownName?: string | null;
}

interface Folders {
  value?: GraphFolder[];
  '@odata.nextLink'?: string;
}

/** Made by Outlook, Teams and the like for themselves: nobody's address book. */
const NOT_PEOPLES = new Set([
  'recipient cache',
  'gal contacts',
  'organizational contacts',
  'companies',
  'peoplecentricconversation buddies',
]);
const isPeoples = ({ displayName = '' }: GraphFolder): boolean => {
  const name = displayName.trim().toLowerCase();
  return !NOT_PEOPLES.has(name) && !/^\{[\da-f-]+\}$/.test(name);
};

/** @throws ProviderError @throws Refusal */
export async function discover(api: GraphApi, { subject }: OAuthSession): Promise<Discovery> {
  const { mail, userPrincipalName } = await api.read<{ mail?: string; userPrincipalName?: string }>({
    ...{ kind: 'me', method: 'GET', path: `/me${queryOf({ $select: 'id,mail,userPrincipalName' })}` },
  });
  if (!subject)
    throw new ProviderError('unexpected-response', 'Microsoft does not say whose account this is');
  const folders = await findFolders(api);
  const counts = await countContacts(api, folders);
  const deletedItems = await api
    .read<GraphFolder>({
      ...{ kind: 'folders.get', method: 'GET' },
      path: `/me/contactFolders/deleteditems${queryOf({ $select: 'id' })}`,
    })
    .catch(nothingIfRefused);
  const state: AccountState = { subject, folders, deletedItems: deletedItems?.id ?? null };
  const username = mail || userPrincipalName;
  return {
    identity: subject,
    ...(username ? { username } : {}),
    state: { ...state },
    books: folders.map(({ id, name }, index) => ({ id, name, readOnly: false, cards: counts[index]! })),
    groups: folders.map(({ id, name }, index) => ({ id, name, cards: counts[index] ?? 0 })),
  };
}

function nothingIfRefused(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

const FOLDER = 'id,displayName';

/** The default folder, which no list of folders names, and all below it. */
async function findFolders(api: GraphApi): Promise<Folder[]> {
  const main = await api.read<GraphFolder>({
    ...{ kind: 'folders.get', method: 'GET' },
    path: `/me/contactFolders/contacts${queryOf({ $select: FOLDER })}`,
  });
  const found = new Map<string, Folder>();
  const add = ({ id, displayName }: GraphFolder): void => {
    if (id && !found.has(id)) found.set(id, { id, name: displayName || 'Contacts' });
  };
  add(main);
  let level = await listFolders(api, `/me/contactFolders${queryOf({ $select: FOLDER, $top: '100' })}`);
  while (level.length > 0) {
    const fresh = level.filter((folder) => !found.has(folder.id ?? '') && isPeoples(folder));
    for (const folder of fresh) add(folder);
    level = await childrenOf(api, fresh);
  }
  return [...found.values()];
}

async function listFolders(api: GraphApi, first: string): Promise<GraphFolder[]> {
  const folders: GraphFolder[] = [];
  const paging = createPaging(api.host);
  for (let path: string | undefined = first; path !== undefined; ) {
    const page: Folders = await api.read({ kind: 'folders.list', method: 'GET', path });
    folders.push(...(page.value ?? []));
    path = page['@odata.nextLink'];
    if (path) paging.goOn(path, true);
  }
  return folders;
}

async function childrenOf(api: GraphApi, parents: GraphFolder[]): Promise<GraphFolder[]> {
  const attempts = await api.readAll(
    'folders.list',
    parents.map(({ id }) => ({
      method: 'GET',
      path: `/me/contactFolders/${encodeURIComponent(id!)}/childFolders${queryOf({ $select: FOLDER, $top: '100' })}`,
    })),
  );
  const pages = attempts.flatMap((attempt) => ('answer' in attempt ? [attempt.answer as Folders] : []));
  const rest = pages.flatMap((page) => page['@odata.nextLink'] ?? []);
  const more = await Promise.all(rest.map((path) => listFolders(api, path)));
  return [...pages.flatMap(({ value = [] }) => value), ...more.flat()];
}

/** As Graph counts them, which may be a few too many: for people to see, nothing is concluded from it. */
async function countContacts(api: GraphApi, folders: Folder[]): Promise<(number | null)[]> {
  const attempts = await api.readAll(
    'contacts.count',
    folders.map((folder) => ({
      method: 'GET',
      path: `${folderPath(folder)}/contacts${queryOf({ $select: 'id', $top: '1', $count: 'true' })}`,
    })),
  );
  return attempts.map((attempt) => {
    const { '@odata.count': count } = ('answer' in attempt ? attempt.answer : {}) as {
      '@odata.count'?: number;
    };
    return count ?? null;
  });
}
