// The folders of contacts in a mailbox, each of which is an address book.
import { createPaging } from '../../protocol/http/paging.ts';
import type { Attempt, GraphApi, Inner } from './api/graph-api.ts';
import { isGone } from './api/graph-error.ts';
import { queryOf } from './book/folder-api.ts';
import type { Folder } from './state.ts';

interface GraphFolder {
  id?: string;
  displayName?: string;
}

interface Folders {
  value?: GraphFolder[];
  '@odata.nextLink'?: string;
}

const FOLDER = { $select: 'id,displayName' };
const below = (path: string): Inner => ({
  method: 'GET',
  path: path + queryOf({ ...FOLDER, $top: '100' }),
});

/**
 * The default folder, which no list of folders names, and all below it, in a request and one more for each level below.
 * @throws ProviderError @throws Refusal
 */
export async function findFolders(api: GraphApi): Promise<Folder[]> {
  const [main, first] = await api.readAll('folders.list', [
    { method: 'GET', path: `/me/contactFolders/contacts${queryOf(FOLDER)}` },
    below('/me/contactFolders'),
  ]);
  const found = new Map<string, Folder>();
  const add = ({ id, displayName }: GraphFolder): void => {
    if (id && !found.has(id)) found.set(id, { id, name: displayName || 'Contacts' });
  };
  add(answerIn(main!));
  let level = await wholeOf(api, answerIn(first!));
  while (level.length > 0) {
    const fresh = level.filter((folder) => !found.has(folder.id ?? '') && isPeoples(folder));
    for (const folder of fresh) add(folder);
    level = await childrenOf(api, fresh);
  }
  return [...found.values()];
}

async function childrenOf(api: GraphApi, parents: GraphFolder[]): Promise<GraphFolder[]> {
  const attempts = await api.readAll(
    'folders.list',
    parents.map(({ id }) => below(`/me/contactFolders/${encodeURIComponent(id!)}/childFolders`)),
  );
  // One that was deleted meanwhile has none.
  const there = attempts.filter((attempt) => !('refusal' in attempt && isGone(attempt.refusal)));
  const levels = await Promise.all(there.map((attempt) => wholeOf(api, answerIn(attempt))));
  return levels.flat();
}

/** A list that is longer than a page. */
async function wholeOf(api: GraphApi, first: Folders): Promise<GraphFolder[]> {
  const folders = [...(first.value ?? [])];
  const paging = createPaging(api.host);
  for (let path = first['@odata.nextLink']; path; ) {
    paging.goOn(path, true);
    const page: Folders = await api.read({ kind: 'folders.list', method: 'GET', path });
    folders.push(...(page.value ?? []));
    path = page['@odata.nextLink'];
  }
  return folders;
}

/** A folder that is left out for want of an answer would be taken for one that is not there. */
function answerIn(attempt: Attempt): Folders & GraphFolder {
  if ('answer' in attempt) return (attempt.answer ?? {}) as Folders & GraphFolder;
  if ('refusal' in attempt) throw attempt.refusal;
  throw 'lost' in attempt ? attempt.lost : attempt.stopped;
}

/** Made by Outlook, Teams and the like for themselves: nobody's address book. */
const NOT_PEOPLES = new Set([
  'recipient cache',
  'gal contacts',
  'organizational contacts',
  'companies',
  'peoplecentricconversation buddies',
]);
function isPeoples({ displayName = '' }: GraphFolder): boolean {
  const name = displayName.trim().toLowerCase();
  return !NOT_PEOPLES.has(name) && !/^\{[\da-f-]+\}$/.test(name);
}
