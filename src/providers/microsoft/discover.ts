// Who has signed in, and which folders of contacts there are. Writes nothing.
import { type Discovery, type OAuthSession, ProviderError } from '../provider.ts';
import { Refusal } from '../rest/failures.ts';
import type { GraphApi } from './api/graph-api.ts';
import { folderPath, queryOf } from './book/folder-api.ts';
import { findFolders } from './folders.ts';
import type { AccountState, Folder } from './state.ts';

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
    .read<{ id?: string }>({
      ...{ kind: 'folders.get', method: 'GET' },
      path: `/me/contactFolders/deleteditems${queryOf({ $select: 'id' })}`,
    })
    .catch(nothingIfRefused);
  const state: AccountState = { subject, deletedItems: deletedItems?.id ?? null, folders };
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
